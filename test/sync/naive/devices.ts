import { createPublicKey, verify } from 'node:crypto'
import { canonical } from '../../../shared/record/body-codec.ts'
import { isMember, type Standing } from './authority.ts'
import type { Spoken } from './sayings.ts'

interface Told {
  device: string
  handle: string
  sealKey: string
}

/** docs/formats.md, "Secrets": to which key each device that was ever a member is sealed. */
export const sealKeysOf = (standing: Standing): Map<string, string> => {
  const { grants, order, forks } = standing
  const granting = new Set([...grants.values()].flat().map(({ act }) => act))
  const stands = ({ log, body }: Spoken) =>
    !forks.has(log) && body.commune !== undefined && isMember(standing, body.commune, log)
  const words: { told: Told; worth: number }[] = []
  for (const act of order.acts.filter(({ id }) => granting.has(id))) {
    const { kind, fields } = act.body
    if (kind === 'commune') {
      const first = fields.firstMember as { handle: string; sealKey: string }
      words.push({ told: { ...first, device: act.log }, worth: 2 })
      continue
    }
    const told = (kind === 'admit' ? fields : fields.member) as Told
    words.push({ told, worth: isSigned(told, fields.card) ? 2 : stands(act) ? 1 : 0 })
  }
  const keys = new Map<string, string>()
  for (const worth of [0, 1, 2])
    for (const { told, worth: its } of words) if (its === worth) keys.set(told.device, told.sealKey)
  return keys
}

const isSigned = ({ device, handle, sealKey }: Told, signature: unknown): boolean => {
  if (!(signature instanceof Uint8Array)) return false
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: device }, format: 'jwk' })
  const card = {
    device: new Uint8Array(Buffer.from(device, 'base64url')),
    handle,
    seal: sealKey,
    commune: null
  }
  return verify(null, Buffer.concat([Buffer.from('chumak card v1\0'), canonical(card)]), key, signature)
}

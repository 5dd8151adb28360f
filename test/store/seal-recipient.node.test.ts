import { bech32 } from '@scure/base'
import { Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'
import { afterEach, describe, expect, it } from 'vitest'
import { encodeCard } from '#shared/invitation/card.ts'
import { readCard } from '../../electron/invitation/read-card.ts'
import { welcomeCode } from '../../electron/invitation/welcome.ts'
import { canSealTo } from '../../electron/store/seal-recipient.ts'
import { renewSecrets } from '../../electron/store/settle-secrets.ts'
import {
  acceptedOf,
  errorOf,
  exportTo,
  makerOf,
  now,
  removeSticks,
  temporaryStick
} from '../bundle/federations.ts'
import { newSigning } from '../bundle/logs.ts'
import { admit, beginFederation, makeDevice, removeDevices } from '../record/federation.ts'

afterEach(() => {
  removeDevices()
  removeSticks()
})

const recipientOf = (bytes: Uint8Array) => bech32.encodeFromBytes('age', bytes)
/** the field's order less one, little-endian: a point of order two on the twist */
const lowOrder = Uint8Array.from({ length: 32 }, (_, at) => (at === 0 ? 0xec : at === 31 ? 0x7f : 0xff))
const unusable = [
  ['a wrong checksum', `age1${'q'.repeat(58)}`],
  ['another length', recipientOf(new Uint8Array(31).fill(9))],
  ['the point zero', recipientOf(new Uint8Array(32))],
  ['a point of low order', recipientOf(lowOrder)],
  ['a form that nobody here opens', bech32.encodeFromBytes('age1tag', new Uint8Array(33).fill(2))]
] as const

const sealTo = async (recipient: string) => {
  const encrypter = new Encrypter()
  encrypter.addRecipient(recipient)
  await encrypter.encrypt('salt')
}

describe('a key that nothing can be sealed to', () => {
  it('is told from one that works', async () => {
    const recipient = await identityToRecipient(await generateX25519Identity())
    expect(canSealTo(recipient)).toBe(true)
    await sealTo(recipient)
  })

  it.each(unusable.slice(0, 4))('is known, with %s', async (_, recipient) => {
    expect(canSealTo(recipient)).toBe(false)
    await expect(sealTo(recipient)).rejects.toThrow()
  })

  it('told of a device by a member, keeps nobody from renewing the secrets and making bundles', async () => {
    const stepan = await makeDevice({ handle: 'Stepan' })
    beginFederation(stepan)
    const olha = await makeDevice({ handle: 'Olha' })
    admit(stepan, olha)
    for (const [what, sealKey] of unusable.filter(([, key]) => /^age1[a-z0-9]{20,120}$/.test(key)))
      stepan.put({ kind: 'admit', fields: { device: idOf(), handle: what, sealKey } })
    const first = stepan.keyring.federationSecret
    await renewSecrets(stepan)
    expect(stepan.keyring.federationSecret).not.toEqual(first)
    const [key] = stepan.keys().get('federation') ?? []
    expect(key?.to).toContain(olha.device)
    expect(key?.to).toHaveLength(2 + unusable.length)
    await exportTo(stepan, `${temporaryStick()}/news.caravan`)
  })

  it('on a card, is refused before its device is let in', async () => {
    const stepan = await makeDevice({ handle: 'Stepan' })
    beginFederation(stepan)
    const before = stepan.stats()
    for (const [, sealRecipient] of unusable) {
      const card = encodeCard({ handle: 'Petro', sealRecipient, commune: null }, newSigning())
      expect(errorOf(await readCard(card)).code).toBe('card-bad')
      expect(errorOf(await welcomeCode({ store: stepan, maker: makerOf(stepan, now), card })).code).toBe(
        'card-bad'
      )
    }
    expect(stepan.stats()).toEqual(before)
    const works = await identityToRecipient(await generateX25519Identity())
    const card = encodeCard({ handle: 'Petro', sealRecipient: works, commune: null }, newSigning())
    acceptedOf(await welcomeCode({ store: stepan, maker: makerOf(stepan, now), card }))
  })
})

const idOf = () => Buffer.from(newSigning().publicKey).toString('base64url')

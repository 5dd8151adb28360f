import '../keeper/web-crypto.ts'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import * as v from 'valibot'
import { FailureError } from '#shared/errors.ts'
import { id } from '#shared/kinds/fields.ts'
import type { EntryId, Scope } from '#shared/record/entry.ts'
import type { Keyring, ScopeSecret } from '#shared/record/keyring.ts'
import type { LocalValues } from './local-values.ts'
import { createSeed, signingFromSeed } from './node-crypto.ts'

const entryId = v.pipe(
  id,
  v.transform(text => text as EntryId)
)
const secret = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))
const stored = v.object({
  handle: v.string(),
  seed: secret,
  sealIdentity: v.pipe(v.string(), v.startsWith('AGE-SECRET-KEY-1')),
  sealRecipient: v.pipe(v.string(), v.startsWith('age1')),
  secrets: v.array(v.object({ scope: v.string(), key: v.nullable(entryId), secret }))
})
type StoredKeyring = v.InferOutput<typeof stored>

/** A keyring that can be kept: its secrets lie only in the encrypted file and in this process. */
export interface HeldKeyring extends Keyring {
  keep(): void
  /** those not held yet are kept */
  addSecrets(secrets: readonly ScopeSecret[]): void
  /** tells which entries' secrets are the newest: their ids by scope, the newest first */
  orderBy(order: (scope: Scope) => readonly EntryId[]): void
  /** reads anew what is kept, after a transaction was rolled back */
  reload(): void
  wipe(): void
}

const name = 'keyring'

/** What the keyring keeps, as bytes that can be filled with zeros; text is made of it only to be handed on. */
interface KeyMaterial {
  handle: string
  /** 32 bytes */
  seed: Uint8Array
  /** ASCII */
  sealIdentity: Uint8Array
  sealRecipient: string
  secrets: ScopeSecret[]
}

const ascii = (text: string): Buffer => Buffer.from(text, 'latin1')

const materialOf = (data: StoredKeyring): KeyMaterial => ({
  handle: data.handle,
  seed: Buffer.from(data.seed, 'hex'),
  sealIdentity: ascii(data.sealIdentity),
  sealRecipient: data.sealRecipient,
  secrets: data.secrets.map(({ scope, key, secret }) => ({ scope, key, secret: Buffer.from(secret, 'hex') }))
})

/** Takes the bytes over: `wipe` fills these very ones with zeros. */
export const holdKeys = (local: LocalValues, material: KeyMaterial): HeldKeyring => {
  const { seed, sealIdentity } = material
  const { publicKey, sign: signing } = signingFromSeed(seed)
  let sign = signing
  let { secrets } = material
  let newestFirst: (scope: Scope) => readonly EntryId[] = () => []
  const isSame = (a: ScopeSecret, b: ScopeSecret) => a.scope === b.scope && a.key === b.key
  const secretsOf = (scope: Scope): Uint8Array[] => {
    const order = newestFirst(scope)
    // a key whose entry is not held or does not count stands behind those that do
    const rank = ({ key }: ScopeSecret) => {
      const at = key === null ? -1 : order.indexOf(key)
      return at >= 0 ? at : key === null ? order.length + 1 : order.length
    }
    return secrets
      .filter(one => one.scope === scope)
      .sort((a, b) => rank(a) - rank(b))
      .map(({ secret }) => secret)
  }
  const keyring: HeldKeyring = {
    publicKey,
    sign: message => sign(message),
    handle: material.handle,
    get sealIdentity() {
      return Buffer.from(sealIdentity).toString('latin1').replaceAll('\0', '')
    },
    sealRecipient: material.sealRecipient,
    get federationSecret() {
      return secretsOf('federation')[0] ?? null
    },
    get federationSecrets() {
      return secretsOf('federation')
    },
    get secrets() {
      return secrets
    },
    secretsOf,
    addSecrets(more) {
      const fresh = more.filter(one => !secrets.some(held => isSame(held, one)))
      // in front: a welcome brings the newest first, and no entries yet that would tell
      secrets = [...fresh.map(one => ({ ...one, secret: Buffer.from(one.secret) })), ...secrets]
      if (fresh.length > 0) keyring.keep()
    },
    orderBy(order) {
      newestFirst = order
    },
    reload() {
      const kept = local.get(name, stored)
      if (!kept) return
      const before = secrets
      // the same bytes where they are held: others may be at work with them
      secrets = materialOf(kept).secrets.map(one => before.find(held => isSame(held, one)) ?? one)
      for (const one of before) if (!secrets.includes(one)) one.secret.fill(0)
    },
    keep() {
      local.set(name, {
        handle: material.handle,
        seed: Buffer.from(seed).toString('hex'),
        sealIdentity: keyring.sealIdentity,
        sealRecipient: material.sealRecipient,
        secrets: secrets.map(one => ({ ...one, secret: Buffer.from(one.secret).toString('hex') }))
      } satisfies StoredKeyring)
    },
    wipe() {
      seed.fill(0)
      sealIdentity.fill(0)
      for (const { secret } of [...secrets, ...material.secrets]) secret.fill(0)
      secrets = []
      material.secrets = []
      // the key object went with the function
      sign = () => {
        throw new FailureError('locked')
      }
    }
  }
  return keyring
}

/** New keys for a new device; not kept until `keep`. */
export const generateKeyring = async (local: LocalValues, handle: string): Promise<HeldKeyring> => {
  const sealIdentity = await generateX25519Identity()
  return holdKeys(local, {
    handle,
    seed: createSeed(),
    sealIdentity: ascii(sealIdentity),
    sealRecipient: await identityToRecipient(sealIdentity),
    secrets: []
  })
}

/** Throws FailureError `home-damaged` where no keyring lies in the file. */
export const loadKeyring = (local: LocalValues): HeldKeyring => {
  const data = local.get(name, stored)
  if (!data) throw new FailureError('home-damaged', { reason: 'no keyring' })
  return holdKeys(local, materialOf(data))
}

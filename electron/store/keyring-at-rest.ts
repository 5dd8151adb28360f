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

const unhex = (data: StoredKeyring): ScopeSecret[] =>
  data.secrets.map(({ scope, key, secret }) => ({ scope, key, secret: Buffer.from(secret, 'hex') }))

const hold = (local: LocalValues, data: StoredKeyring): HeldKeyring => {
  const seed = Buffer.from(data.seed, 'hex')
  const signing = signingFromSeed(seed)
  let secrets = unhex(data)
  let newestFirst: (scope: Scope) => readonly EntryId[] = () => []
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
    publicKey: signing.publicKey,
    sign: signing.sign,
    handle: data.handle,
    sealIdentity: data.sealIdentity,
    sealRecipient: data.sealRecipient,
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
      const held = (one: ScopeSecret) =>
        secrets.some(({ scope, key }) => scope === one.scope && key === one.key)
      const fresh = more.filter(one => !held(one))
      secrets = [...secrets, ...fresh.map(one => ({ ...one, secret: Buffer.from(one.secret) }))]
      if (fresh.length > 0) keyring.keep()
    },
    orderBy(order) {
      newestFirst = order
    },
    reload() {
      const kept = local.get(name, stored)
      if (kept) secrets = unhex(kept)
    },
    keep() {
      local.set(name, {
        ...data,
        seed: seed.toString('hex'),
        secrets: secrets.map(one => ({ ...one, secret: Buffer.from(one.secret).toString('hex') }))
      } satisfies StoredKeyring)
    },
    wipe() {
      seed.fill(0)
      for (const { secret } of secrets) secret.fill(0)
      secrets = []
      keyring.sealIdentity = ''
      keyring.sign = () => {
        throw new FailureError('locked')
      }
    }
  }
  return keyring
}

/** New keys for a new device; not kept until `keep`. */
export const generateKeyring = async (local: LocalValues, handle: string): Promise<HeldKeyring> => {
  const sealIdentity = await generateX25519Identity()
  return hold(local, {
    handle,
    seed: createSeed().toString('hex'),
    sealIdentity,
    sealRecipient: await identityToRecipient(sealIdentity),
    secrets: []
  })
}

/** Throws FailureError `home-damaged` where no keyring lies in the file. */
export const loadKeyring = (local: LocalValues): HeldKeyring => {
  const data = local.get(name, stored)
  if (!data) throw new FailureError('home-damaged', { reason: 'no keyring' })
  return hold(local, data)
}

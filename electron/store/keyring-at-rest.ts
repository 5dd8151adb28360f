import '../keeper/web-crypto.ts'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import * as v from 'valibot'
import { FailureError } from '#shared/errors.ts'
import type { Keyring } from '#shared/record/keyring.ts'
import type { LocalValues } from './local-values.ts'
import { createSeed, signingFromSeed } from './node-crypto.ts'

const secret = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))
const stored = v.object({
  handle: v.string(),
  seed: secret,
  sealIdentity: v.pipe(v.string(), v.startsWith('AGE-SECRET-KEY-1')),
  sealRecipient: v.pipe(v.string(), v.startsWith('age1')),
  federationSecret: v.nullable(secret)
})
type StoredKeyring = v.InferOutput<typeof stored>

/** A keyring that can be kept: its secrets lie only in the encrypted file and in this process. */
export interface HeldKeyring extends Keyring {
  keep(): void
  setFederationSecret(secret: Uint8Array): void
  wipe(): void
}

const name = 'keyring'

const hold = (local: LocalValues, data: StoredKeyring): HeldKeyring => {
  const seed = Buffer.from(data.seed, 'hex')
  const signing = signingFromSeed(seed)
  let federationSecret = data.federationSecret === null ? null : Buffer.from(data.federationSecret, 'hex')
  const keyring: HeldKeyring = {
    publicKey: signing.publicKey,
    sign: signing.sign,
    handle: data.handle,
    sealIdentity: data.sealIdentity,
    sealRecipient: data.sealRecipient,
    get federationSecret() {
      return federationSecret
    },
    setFederationSecret(bytes) {
      federationSecret = Buffer.from(bytes)
      keyring.keep()
    },
    keep() {
      local.set(name, {
        ...data,
        seed: seed.toString('hex'),
        federationSecret: federationSecret?.toString('hex') ?? null
      } satisfies StoredKeyring)
    },
    wipe() {
      seed.fill(0)
      federationSecret?.fill(0)
      federationSecret = null
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
    federationSecret: null
  })
}

/** Throws FailureError `home-damaged` where no keyring lies in the file. */
export const loadKeyring = (local: LocalValues): HeldKeyring => {
  const data = local.get(name, stored)
  if (!data) throw new FailureError('home-damaged', { reason: 'no keyring' })
  return hold(local, data)
}

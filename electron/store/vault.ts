import {
  createCipheriv,
  createDecipheriv,
  hkdfSync,
  randomBytes,
  type ScryptOptions,
  scrypt,
  timingSafeEqual
} from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { FailureError } from '#shared/errors.ts'
import { writeDurably } from './durable-file.ts'

/**
 * From passphrase to keys. A random data key, made once with the record, is what all keys derive from;
 * `record.salt`, in the clear beside record.sqlite, holds it wrapped by the passphrase. So another
 * passphrase means another small file and not another record.
 *
 *   root    = scrypt(passphrase, salt)
 *   check   = HKDF(root, "chumak 2 check")      tells a wrong passphrase from a damaged file
 *   wrapped = AES-256-GCM(HKDF(root, "chumak 2 wrap"), data key)
 *   keys    = HKDF(data key, "chumak 2 record"), HKDF(data key, "chumak 2 desk")
 */
export interface VaultKeys {
  /** of record.sqlite, 32 bytes */
  record: Buffer
  /** of the desk's sealing, 32 bytes */
  desk: Buffer
}

const keyBytes = 32
const ivBytes = 12
const tagBytes = 16
const hex = (bytes: number) => v.pipe(v.string(), v.regex(new RegExp(`^[0-9a-f]{${2 * bytes}}$`)))

const saltFile = v.object({
  format: v.literal(2),
  kdf: v.literal('scrypt'),
  // bounded: the file could be anyone's, and scrypt takes the memory it is told to
  N: v.pipe(v.number(), v.integer(), v.minValue(2 ** 10), v.maxValue(2 ** 20)),
  r: v.literal(8),
  p: v.literal(1),
  salt: hex(32),
  check: hex(keyBytes),
  wrapped: hex(ivBytes + keyBytes + tagBytes)
})
type SaltFile = v.InferOutput<typeof saltFile>

export const saltPath = (home: string): string => join(home, 'record.salt')

const branch = (root: Buffer, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', root, '', `chumak 2 ${purpose}`, keyBytes))

/** Off the main thread: a record that is open answers on while its passphrase is changed. */
const stretch = (passphrase: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFC'), salt, keyBytes, options, (error, root) =>
      error ? reject(error) : resolve(root)
    )
  })

/** What a passphrase comes to with one salt. The wrapping key is the caller's to wipe. */
const derive = async (passphrase: string, { N, r, p, salt }: Pick<SaltFile, 'N' | 'r' | 'p' | 'salt'>) => {
  const root = await stretch(passphrase, Buffer.from(salt, 'hex'), { N, r, p, maxmem: 256 * N * r })
  const derived = { wrapping: branch(root, 'wrap'), check: branch(root, 'check') }
  root.fill(0)
  return derived
}

const wrap = async (dataKey: Buffer, passphrase: string, cost: number): Promise<SaltFile> => {
  const parameters = { N: cost, r: 8, p: 1, salt: randomBytes(32).toString('hex') } as const
  const { wrapping, check } = await derive(passphrase, parameters)
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', wrapping, iv)
  const wrapped = Buffer.concat([iv, cipher.update(dataKey), cipher.final(), cipher.getAuthTag()])
  wrapping.fill(0)
  return {
    format: 2,
    kdf: 'scrypt',
    ...parameters,
    check: check.toString('hex'),
    wrapped: wrapped.toString('hex')
  }
}

const keysOf = (dataKey: Buffer): VaultKeys => {
  const keys = { record: branch(dataKey, 'record'), desk: branch(dataKey, 'desk') }
  dataKey.fill(0)
  return keys
}

const write = (home: string, file: SaltFile): void =>
  writeDurably(saltPath(home), `${JSON.stringify(file, null, 2)}\n`)

/** Makes a data key and writes it, wrapped, durably. `cost` is scrypt's N. */
export const createVault = async (home: string, passphrase: string, cost: number): Promise<VaultKeys> => {
  const dataKey = randomBytes(keyBytes)
  write(home, await wrap(dataKey, passphrase, cost))
  return keysOf(dataKey)
}

/** Throws FailureError `passphrase-wrong`, or `home-damaged` where the salt cannot be read. */
export const openVault = async (home: string, passphrase: string): Promise<VaultKeys> =>
  keysOf(await unwrap(readSalt(home), passphrase))

/**
 * The same record under another passphrase. The one file is replaced whole: whatever happens, either the
 * old passphrase opens the record or the new one does. An old copy of the file goes on opening with the old
 * passphrase. Throws as `openVault`; the home must be held by the caller.
 */
export const rewrapVault = async (home: string, now: string, next: string): Promise<void> => {
  const file = readSalt(home)
  const dataKey = await unwrap(file, now)
  try {
    write(home, await wrap(dataKey, next, file.N))
  } catch (error) {
    putBack(home, file)
    throw error
  } finally {
    dataKey.fill(0)
  }
}

/** The new file may be in its place already and not be synced: whoever hears of a failure is to have the old one. */
const putBack = (home: string, file: SaltFile): void => {
  try {
    if (readSalt(home).salt !== file.salt) write(home, file)
  } catch {
    // the disk refuses that too: the first error tells it, and one of the two passphrases opens
  }
}

const unwrap = async (file: SaltFile, passphrase: string): Promise<Buffer> => {
  const { wrapping, check } = await derive(passphrase, file)
  try {
    if (!timingSafeEqual(check, Buffer.from(file.check, 'hex'))) throw new FailureError('passphrase-wrong')
    const wrapped = Buffer.from(file.wrapped, 'hex')
    const decipher = createDecipheriv('aes-256-gcm', wrapping, wrapped.subarray(0, ivBytes))
    decipher.setAuthTag(wrapped.subarray(-tagBytes))
    return Buffer.concat([decipher.update(wrapped.subarray(ivBytes, -tagBytes)), decipher.final()])
  } catch (error) {
    if (error instanceof FailureError) throw error
    throw new FailureError('home-damaged', { reason: 'record.salt: the wrapped key does not open' })
  } finally {
    wrapping.fill(0)
  }
}

const readSalt = (home: string): SaltFile => {
  try {
    return v.parse(saltFile, JSON.parse(readFileSync(saltPath(home), 'utf8')))
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unreadable'
    throw new FailureError('home-damaged', { reason: `record.salt: ${reason}` })
  }
}

export const wipeKeys = (keys: VaultKeys): void => {
  keys.record.fill(0)
  keys.desk.fill(0)
}

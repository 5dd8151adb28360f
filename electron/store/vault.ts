import { hkdfSync, randomBytes, scryptSync, timingSafeEqual } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { FailureError } from '#shared/errors.ts'
import { writeDurably } from './durable-file.ts'

/**
 * From passphrase to keys. `record.salt` lies in the clear beside record.sqlite: the parameters of scrypt,
 * the salt, and a value by which a wrong passphrase is told from a damaged file.
 */
export interface VaultKeys {
  /** of record.sqlite, 32 bytes */
  record: Buffer
  /** of the desk's sealing, 32 bytes */
  desk: Buffer
}

const saltFile = v.object({
  format: v.literal(1),
  kdf: v.literal('scrypt'),
  // bounded: the file could be anyone's, and scrypt takes the memory it is told to
  N: v.pipe(v.number(), v.integer(), v.minValue(2 ** 10), v.maxValue(2 ** 20)),
  r: v.literal(8),
  p: v.literal(1),
  salt: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  check: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))
})
type SaltFile = v.InferOutput<typeof saltFile>

export const saltPath = (home: string): string => join(home, 'record.salt')

const derive = (passphrase: string, { N, r, p, salt }: Pick<SaltFile, 'N' | 'r' | 'p' | 'salt'>) => {
  const root = scryptSync(passphrase.normalize('NFC'), Buffer.from(salt, 'hex'), 32, {
    N,
    r,
    p,
    maxmem: 256 * N * r
  })
  const branch = (purpose: string) => Buffer.from(hkdfSync('sha256', root, '', `chumak 1 ${purpose}`, 32))
  const keys = { record: branch('record'), desk: branch('desk') }
  const check = branch('check')
  root.fill(0)
  return { keys, check }
}

/** Makes a salt and writes it durably. `cost` is scrypt's N. */
export const createVault = (home: string, passphrase: string, cost: number): VaultKeys => {
  const parameters = { N: cost, r: 8, p: 1, salt: randomBytes(32).toString('hex') } as const
  const { keys, check } = derive(passphrase, parameters)
  const file: SaltFile = { format: 1, kdf: 'scrypt', ...parameters, check: check.toString('hex') }
  writeDurably(saltPath(home), `${JSON.stringify(file, null, 2)}\n`)
  return keys
}

/** Throws FailureError `passphrase-wrong`, or `home-damaged` where the salt cannot be read. */
export const openVault = (home: string, passphrase: string): VaultKeys => {
  const file = readSalt(home)
  const { keys, check } = derive(passphrase, file)
  if (timingSafeEqual(check, Buffer.from(file.check, 'hex'))) return keys
  wipeKeys(keys)
  throw new FailureError('passphrase-wrong')
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

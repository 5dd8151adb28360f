import { hkdfSync } from 'node:crypto'
import { identityToRecipient } from 'age-encryption'
import { ageIdentity } from '#shared/bundle/federation-identity.ts'
import { FailureError } from '#shared/errors.ts'
import { paperWordCount, seedOfWords, typedWords } from '#shared/invitation/paper-words.ts'
import type { Signing } from '#shared/record/deps.ts'
import type { LogId } from '#shared/record/entry.ts'
import { bytesToId } from '#shared/record/ids.ts'
import { signingFromSeed } from '../store/node-crypto.ts'

/** The keys that a sheet's words stand for: those of a member that is a sheet of paper. */
export interface PaperKeys {
  log: LogId
  signing: Signing
  sealIdentity: string
  sealRecipient: string
}

const branch = (seed: Uint8Array, purpose: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', seed, '', `chumak paper ${purpose} v1`, 32))

export const paperKeys = async (seed: Uint8Array): Promise<PaperKeys> => {
  const signing = signingFromSeed(branch(seed, 'signing'))
  const sealIdentity = ageIdentity(branch(seed, 'seal'))
  return {
    log: bytesToId<LogId>(signing.publicKey),
    signing,
    sealIdentity,
    sealRecipient: await identityToRecipient(sealIdentity)
  }
}

/** Throws `FailureError` paper-word-unknown or paper-words-off. */
export const seedFromText = (text: string): Uint8Array => {
  const seed = seedOfWords(typedWords(text))
  if (seed instanceof Uint8Array) return seed
  if (seed.fault === 'unknown')
    throw new FailureError('paper-word-unknown', { number: seed.number, word: seed.word })
  throw new FailureError('paper-words-off', {
    reason: seed.fault,
    count: seed.fault === 'count' ? seed.count : paperWordCount
  })
}

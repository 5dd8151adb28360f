import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bech32 } from '@scure/base'
import { identityToRecipient } from 'age-encryption'
import { ascii } from './bytes.ts'

/** Separates this key from everything else that is ever derived from the federation's secret. */
const label = 'chumak federation bundle v1'

/**
 * The age identity `AGE-SECRET-KEY-1…` that every member can derive: HKDF-SHA-256 of the federation's
 * 32-byte secret, without salt, with the label above. It opens the federation's bundles, in this app or
 * with any age tool.
 */
export const federationIdentity = (secret: Uint8Array): string => {
  if (secret.length !== 32) throw new Error('a federation secret has 32 bytes')
  return ageIdentity(hkdf(sha256, secret, undefined, ascii(label), 32))
}

/** Of an X25519 scalar, 32 bytes. */
export const ageIdentity = (scalar: Uint8Array): string =>
  bech32.encodeFromBytes('age-secret-key-', scalar).toUpperCase()

/** The age recipient `age1…` that bundles of the federation are encrypted to. */
export const federationRecipient = (secret: Uint8Array): Promise<string> =>
  identityToRecipient(federationIdentity(secret))

import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import type { Aead } from './deps.ts'
import type { Scope } from './entry.ts'
import { bytesEqual } from './ids.ts'

/**
 * A body sealed to a scope, as it is stored and carried (docs/formats.md):
 *
 *   1 (u8) ‖ name of the secret (8) ‖ nonce (12) ‖ AES-256-GCM ciphertext ‖ tag (16)
 *
 * The additional data are the log, the `seq` as u64 and the scope: a sealed body opens in its own place alone.
 */
export interface SealedPlace {
  log: Uint8Array
  seq: number
  scope: Scope
}

const version = 1
const nameBytes = 8
const nonceBytes = 12
const tagBytes = 16
const headBytes = 1 + nameBytes + nonceBytes
/** what sealing adds to a body */
export const sealedExtraBytes = headBytes + tagBytes

/** labels and scopes are ASCII */
const text = (value: string) => Uint8Array.from(value, char => char.charCodeAt(0))
const joined = (...parts: Uint8Array[]): Uint8Array => {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

/** By this a reader finds, among the secrets it holds, the one that opens. */
const nameOf = (secret: Uint8Array): Uint8Array =>
  sha256(joined(text('chumak scope secret 1\0'), secret)).subarray(0, nameBytes)

const keyOf = (secret: Uint8Array): Uint8Array =>
  hkdf(sha256, secret, undefined, text('chumak sealed body 1'), 32)

const boundTo = ({ log, seq, scope }: SealedPlace): Uint8Array => {
  const number = new Uint8Array(8)
  new DataView(number.buffer).setBigUint64(0, BigInt(seq))
  return joined(log, number, text(scope))
}

/** `nonce`: 12 random bytes, never used twice. */
export const sealBody = (
  aead: Aead,
  secret: Uint8Array,
  nonce: Uint8Array,
  place: SealedPlace,
  plain: Uint8Array
): Uint8Array =>
  joined(
    Uint8Array.of(version),
    nameOf(secret),
    nonce,
    aead.seal(keyOf(secret), nonce, boundTo(place), plain)
  )

/** Null where none of the secrets opens it, or it is no sealed body. */
export const openBody = (
  aead: Aead,
  secrets: readonly Uint8Array[],
  place: SealedPlace,
  sealed: Uint8Array
): Uint8Array | null => {
  if (sealed.length < sealedExtraBytes || sealed[0] !== version) return null
  const name = sealed.subarray(1, 1 + nameBytes)
  const secret = secrets.find(one => bytesEqual(nameOf(one), name))
  if (!secret) return null
  const nonce = sealed.subarray(1 + nameBytes, headBytes)
  return aead.open(keyOf(secret), nonce, boundTo(place), sealed.subarray(headBytes))
}

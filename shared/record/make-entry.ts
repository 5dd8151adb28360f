import { FailureError } from '../errors.ts'
import { encodeBody } from './body-codec.ts'
import type { Hashing, Signing } from './deps.ts'
import { type Body, type Entry, type EntryId, type LogId, limits, type Scope } from './entry.ts'
import { encodeHeader, isScope } from './header-codec.ts'
import { bytesToId } from './ids.ts'

export interface EntryPlace {
  seq: number
  /** id bytes of this log's previous entry; 32 zeros at 1 */
  prev: Uint8Array
  scope: Scope
  /** ms since 1970 as this machine believes; anything that is no such number counts as 0 */
  claimedAt: number
  /** for a sealed scope: turns the body's bytes into what is stored */
  seal?: (plain: Uint8Array) => Uint8Array
}

/** Encodes, hashes and signs an entry. Throws FailureError `too-large` for a body beyond the limit. */
export const makeEntry = (
  deps: { hashing: Hashing; signing: Signing },
  place: EntryPlace,
  body: Body
): Entry => {
  if (!isScope(place.scope)) throw new RangeError(`not a scope: ${place.scope}`)
  const plain = encodeBody(body)
  const bytes = place.seal ? place.seal(plain) : plain
  if (bytes.length > limits.bodyBytes)
    throw new FailureError('too-large', {
      what: 'body',
      sizeBytes: bytes.length,
      limitBytes: limits.bodyBytes
    })
  const claimedAt = Math.floor(place.claimedAt)
  const header = {
    v: 1 as const,
    log: deps.signing.publicKey,
    seq: place.seq,
    prev: place.prev,
    scope: place.scope,
    bodyHash: deps.hashing.sha256(bytes),
    bodySize: bytes.length,
    claimedAt: Number.isSafeInteger(claimedAt) && claimedAt >= 0 ? claimedAt : 0
  }
  const headerBytes = encodeHeader(header)
  const signature = deps.signing.sign(headerBytes)
  return {
    id: deps.hashing.sha256Id(headerBytes, signature) as EntryId,
    log: bytesToId<LogId>(header.log),
    header,
    raw: { header: headerBytes, signature, body: bytes }
  }
}

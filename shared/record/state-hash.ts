import { isSealedScope } from './act.ts'
import { canonical } from './body-codec.ts'
import type { Hashing } from './deps.ts'
import type { FoldedThing } from './fold-thing.ts'
import { idToBytes } from './ids.ts'
import { withoutBytes } from './without-bytes.ts'

/** 32 bytes: SHA-256 of the canonical CBOR of what is shown of one thing or fact. */
export const thingDigest = (thing: Omit<FoldedThing, 'scope'>, hashing: Hashing): Uint8Array =>
  hashing.sha256(
    canonical([
      thing.id,
      thing.kind,
      thing.commune,
      thing.author,
      thing.claimedAt,
      withoutBytes(thing.fields),
      thing.contested,
      thing.heads,
      thing.over
    ])
  )

/**
 * Hex of the hash of the whole folded state: SHA-256 over id and digest of every thing and fact, in the
 * byte order of their ids; what lies in sealed scopes is left out, as not everyone can read it. Equal on any two devices of one federation that hold the same entries.
 */
export const stateHash = (digests: { id: Uint8Array; digest: Uint8Array }[], hashing: Hashing): string => {
  // joined here: as arguments, those of a great record would not fit on the stack
  const joined = new Uint8Array(digests.length * 64)
  for (const [i, { id, digest }] of digests.entries()) {
    joined.set(id, i * 64)
    joined.set(digest, i * 64 + 32)
  }
  return [...hashing.sha256(joined)].map(byte => byte.toString(16).padStart(2, '0')).join('')
}

const compareBytes = (a: Uint8Array, b: Uint8Array): number => {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!
  return 0
}

/** The state hash of things in any order. */
export const stateHashOf = (things: Iterable<FoldedThing>, hashing: Hashing): string =>
  stateHash(
    [...things]
      .filter(({ scope }) => !isSealedScope(scope))
      .map(thing => ({ id: idToBytes(thing.id)!, digest: thingDigest(thing, hashing) }))
      .sort((a, b) => compareBytes(a.id, b.id)),
    hashing
  )

/**
 * An entry: header + detached body (docs/formats.md has the bytes).
 *
 *   header = canonical CBOR array [v, log, seq, prev, scope, bodyHash, bodySize, claimedAt]
 *   entry id = SHA-256(header bytes ‖ signature)
 *
 * Header bytes are kept exactly as received. The body is what was stored: canonical CBOR of a `Body`,
 * or, for a sealed scope, its ciphertext.
 */

/** base64url (43 characters) of a device's Ed25519 public key: the log's name. */
export type LogId = string & { readonly brand: 'LogId' }
/** base64url (43 characters) of SHA-256(header ‖ signature). */
export type EntryId = string & { readonly brand: 'EntryId' }
/** A thing is named by the entry that created it; so is a federation and a commune. */
export type ThingId = EntryId

/** `public`, `federation`, or the id of the commune or case it is sealed to. */
export type Scope = string

export interface Header {
  v: 1
  log: Uint8Array
  /** 1, 2, 3 … without a gap */
  seq: number
  /** id bytes of the previous entry of this log; 32 zeros at 1 */
  prev: Uint8Array
  scope: Scope
  bodyHash: Uint8Array
  /** bytes of the stored body */
  bodySize: number
  /** ms since 1970 as the author's machine believed: shown, never decided on */
  claimedAt: number
}

/** As it travels and is stored; `body` is null where it was forgotten or not carried. */
export interface RawEntry {
  header: Uint8Array
  signature: Uint8Array
  body: Uint8Array | null
}

/** Decoded and bounded, its hashes known; whether its signature was checked is the caller's knowledge. */
export interface Entry {
  id: EntryId
  log: LogId
  header: Header
  raw: RawEntry
  /** what its open body says, where it was read already */
  said?: Said | null
}

/** What a body says, for every kind alike. `fields` is checked by the kind's own schema. */
export interface Body {
  kind: string
  /** the kind's schema version */
  version: number
  /** the commune on whose behalf the author writes; absent only in `commune` itself */
  commune?: ThingId
  /** the thing a put changes; absent in the put that creates it and in facts */
  thing?: ThingId
  /** entries seen: for a put the thing's current heads, for authority the authority entries known */
  over?: EntryId[]
  fields: Record<string, unknown>
}

/** A body that was read in advance. */
export interface Said {
  body: Body
  /** its fields are already what its kind makes of them */
  parsed: boolean
}

export const limits = {
  /** bytes of an encoded header */
  headerBytes: 512,
  /** bytes of a stored body (docs, plans); larger things are blobs */
  bodyBytes: 1024 * 1024,
  /** CBOR values in a body: more than any kind could fill so many bytes with */
  bodyValues: 300_000,
  overEntries: 256,
  scopeChars: 64
} as const

import * as v from 'valibot'
import type { EntryId, RawEntry } from './entry.ts'
import { idToBytes } from './ids.ts'

export const blobLimits = {
  /** of one: it travels in one piece on every road */
  bytes: 1024 * 1024,
  /** that one road is asked for, or brings, at once */
  atOnceBytes: 8 * 1024 * 1024
} as const

/** A byte string's name: base64url of its SHA-256, 43 characters. */
export type BlobId = string & { readonly brand: 'BlobId' }

/** How a field names bytes that lie beside the record: their hash and how many there are. */
export const blobRef = v.object({
  blob: v.pipe(
    v.string(),
    v.check(text => idToBytes(text) !== null, 'not the name of a blob'),
    v.transform(text => text as BlobId)
  ),
  bytes: v.pipe(
    v.number(),
    v.integer('not a whole number'),
    v.minValue(1, 'is empty'),
    v.maxValue(blobLimits.bytes, 'is larger than 1 MiB')
  )
})
export type BlobRef = v.InferOutput<typeof blobRef>

/** Entries `from` to `to` of a log, whichever branch. */
export interface BlobsOf {
  log: string
  from: number
  to: number
}

/**
 * The blobs beside the record. Only what a held entry names is ever taken in, so nobody fills a disk with
 * bytes that mean nothing; what no held body names any more is gone.
 */
export interface Blobs {
  /** null where it has not come, or is gone */
  get(blob: BlobId): Uint8Array | null
  has(blob: BlobId): boolean
  /** what these bytes are called */
  nameOf(bytes: Uint8Array): BlobId
  /** named by held entries and not here; the newest to arrive first, at most `most`, with the largest size that any says */
  lacked(most: number): BlobRef[]
  /**
   * Writes those that are named, of the size that is told, in one durable transaction; passes over those that
   * are here or not named. Answers how many were written. Bytes are told by their hash, so none can be wrong.
   */
  take(blobs: readonly Uint8Array[]): number
  /** an entry that names it; null where none does */
  namedBy(blob: BlobId): EntryId | null
  /** held and named by these entries, the newest to arrive first; `counts` tells which of the entries matter */
  heldOf(entries: Iterable<BlobsOf>, counts?: (entry: RawEntry) => boolean): BlobRef[]
  /** grows with each that was taken since the record was opened */
  readonly taken: number
}

/**
 * A chunk of runs before compression: runs one after another, each
 *
 *   log (32 bytes) ‖ entry count u32 ‖ entries
 *   entry: header size u16 ‖ header ‖ signature (64 bytes) ‖ body size u32 ‖ body
 *
 * where a body size of 0xFFFFFFFF means that the body is not carried. Integers are big-endian; header,
 * signature and body are exactly the bytes that were signed and stored.
 */
import type { Verifying } from '../record/deps.ts'
import { limits, type RawEntry } from '../record/entry.ts'
import { viewOf } from './bytes.ts'
import { bundleLimits } from './limits.ts'

const noBody = 0xffffffff
const signatureBytes = 64
const runHeadBytes = 36

/** A run as bundles hold it: the log as bytes. */
export interface PackedRun {
  log: Uint8Array
  entries: RawEntry[]
}

/** Header, signature and body. */
export const entryBytes = (entry: RawEntry): number =>
  entry.header.length + signatureBytes + (entry.body?.length ?? 0)
const packedEntryBytes = (entry: RawEntry): number => entryBytes(entry) + 6

export const packedBytes = (run: PackedRun): number =>
  run.entries.reduce((sum, entry) => sum + packedEntryBytes(entry), runHeadBytes)

/**
 * Cuts a run into pieces that a chunk can hold. A piece must end with a signature that holds, for that one
 * vouches for all before it; an inner one may never have been looked at. Where a log's author left no such
 * signature within the target size, the piece goes on to the next.
 */
export function* cutRun(run: PackedRun, verifying: Verifying): Generator<PackedRun, void, void> {
  const holds = ({ header, signature }: RawEntry) => verifying.verify(run.log, header, signature)
  let piece: RawEntry[] = []
  let bytes = 0
  /** so many of the piece are known not to hold */
  let tried = 0
  for (const [index, entry] of run.entries.entries()) {
    piece.push(entry)
    bytes += packedEntryBytes(entry)
    if (piece.length < bundleLimits.pieceEntries && bytes < bundleLimits.pieceBytes) continue
    // the caller answers for the end of the run itself
    const ends = index === run.entries.length - 1
    const last = ends ? piece.length - 1 : piece.findLastIndex((left, i) => i >= tried && holds(left))
    tried = last < 0 ? piece.length : 0
    if (last < 0) continue
    yield { log: run.log, entries: piece.slice(0, last + 1) }
    piece = piece.slice(last + 1)
    bytes = piece.reduce((sum, left) => sum + packedEntryBytes(left), 0)
  }
  if (piece.length > 0) yield { log: run.log, entries: piece }
}

export const encodeRuns = (runs: readonly PackedRun[]): Uint8Array => {
  const bytes = new Uint8Array(runs.reduce((sum, run) => sum + packedBytes(run), 0))
  const view = viewOf(bytes)
  let at = 0
  for (const run of runs) {
    bytes.set(run.log, at)
    view.setUint32(at + 32, run.entries.length)
    at += runHeadBytes
    for (const { header, signature, body } of run.entries) {
      view.setUint16(at, header.length)
      bytes.set(header, at + 2)
      at += 2 + header.length
      bytes.set(signature, at)
      at += signatureBytes
      view.setUint32(at, body === null ? noBody : body.length)
      at += 4
      if (body !== null) {
        bytes.set(body, at)
        at += body.length
      }
    }
  }
  return bytes
}

/**
 * The runs of a chunk, as views into it, or a sentence on what is wrong with it. Sizes are bounded;
 * chain, hashes and signatures are not looked at here.
 */
export const decodeRuns = (bytes: Uint8Array): PackedRun[] | string => {
  const view = viewOf(bytes)
  const runs: PackedRun[] = []
  let at = 0
  const left = () => bytes.length - at
  while (left() > 0) {
    if (left() < runHeadBytes) return 'a run is cut short'
    const log = bytes.subarray(at, at + 32)
    const count = view.getUint32(at + 32)
    at += runHeadBytes
    if (count < 1 || count > bundleLimits.runEntries) return `a run claims ${count} entries`
    const entries: RawEntry[] = []
    for (let i = 0; i < count; i++) {
      if (left() < 2) return 'an entry is cut short'
      const headerSize = view.getUint16(at)
      if (headerSize > limits.headerBytes) return `a header claims ${headerSize} bytes`
      at += 2
      if (left() < headerSize + signatureBytes + 4) return 'an entry is cut short'
      const header = bytes.subarray(at, at + headerSize)
      at += headerSize
      const signature = bytes.subarray(at, at + signatureBytes)
      at += signatureBytes
      const bodySize = view.getUint32(at)
      at += 4
      if (bodySize === noBody) {
        entries.push({ header, signature, body: null })
        continue
      }
      if (bodySize > limits.bodyBytes) return `a body claims ${bodySize} bytes`
      if (left() < bodySize) return 'a body is cut short'
      entries.push({ header, signature, body: bytes.subarray(at, at + bodySize) })
      at += bodySize
    }
    runs.push({ log, entries })
  }
  return runs
}

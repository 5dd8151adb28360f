import { blobLimits } from '../record/blob.ts'
import type { Hashing, Verifying } from '../record/deps.ts'
import { bytesEqual } from '../record/ids.ts'
import { viewOf } from './bytes.ts'
import type { Compressing } from './compressing.ts'
import { type Frame, frameType, readFrames, type StreamForm, streamForms } from './frames.ts'
import { bundleLimits } from './limits.ts'
import { decodeManifest, type Manifest } from './manifest.ts'
import { decodeRuns, type PackedRun } from './run-chunk.ts'
import { StreamFault } from './stream-fault.ts'
import { decodeTrailer, trailerStatement } from './trailer.ts'

/** What a bundle tells, in this order: the head of a welcome or a backup, the manifest, chunks of runs, blobs, the end. */
export type BundlePart =
  | { sort: 'head'; payload: Uint8Array; at: number }
  | { sort: 'manifest'; manifest: Manifest; at: number }
  /** `packed`: a chunk of runs as it lies in the stream; `unpackChunk` opens it */
  | { sort: 'runs'; packed: Uint8Array; at: number }
  /** named by its SHA-256, which was checked */
  | { sort: 'blob'; bytes: Uint8Array; at: number }
  /** the seal and the maker's signature hold, and nothing follows */
  | { sort: 'end' }

export interface ReadDeps {
  hashing: Hashing
  compressing: Compressing
  verifying: Verifying
}

/**
 * Reads the decrypted bytes of a bundle. Until `end` came, nothing is certain but that each part is whole.
 * The runs are not yet unpacked, nor held against the manifest. Throws `StreamFault`. Memory is bounded by a
 * few chunks.
 */
export async function* readBundle(
  source: AsyncIterable<Uint8Array>,
  form: StreamForm,
  deps: Omit<ReadDeps, 'compressing'>
): AsyncGenerator<BundlePart, void, void> {
  const headType = form === 'bundle' ? null : frameType[form]
  let headed = headType === null
  let manifest: Manifest | null = null
  const blobs = { count: 0, bytes: 0 }
  for await (const frame of readFrames(source, form, deps.hashing)) {
    const { type, payload, at } = frame
    // no seal covers the trailer's own head: what it may be must be said here
    if (isKnown(type) && frame.optional !== isOptional(type))
      throw new StreamFault(
        'damaged',
        at,
        `a part of type ${type} is ${frame.optional ? 'not ' : ''}optional`
      )
    if (type === headType && !headed) {
      headed = true
      yield { sort: 'head', payload, at }
    } else if (type === frameType.manifest && headed && manifest === null) {
      const parsed = decodeManifest(payload)
      if (typeof parsed === 'string') throw new StreamFault('damaged', at, parsed)
      manifest = parsed
      yield { sort: 'manifest', manifest, at }
    } else if (type === frameType.runs && manifest !== null && blobs.count === 0) {
      yield { sort: 'runs', packed: payload, at }
    } else if (type === frameType.blob && manifest !== null) {
      if (payload.length < 1 || payload.length > blobLimits.bytes)
        throw new StreamFault('damaged', at, `a photo has ${payload.length} bytes`)
      blobs.count += 1
      blobs.bytes += payload.length
      yield { sort: 'blob', bytes: payload, at }
    } else if (type === frameType.trailer && manifest !== null) {
      const promised = manifest.blobs ?? { count: 0, bytes: 0 }
      if (blobs.count !== promised.count || blobs.bytes !== promised.bytes)
        throw new StreamFault('damaged', at, 'its photos are not as many as the manifest promises')
      checkTrailer(frame, manifest, deps.verifying)
      yield { sort: 'end' }
    } else if (isKnown(type)) {
      throw new StreamFault('damaged', at, `a part of type ${type} stands in the wrong place`)
    } else if (!frame.optional) {
      const { version } = streamForms[form]
      throw new StreamFault('newer', at, `parts of type ${type} are not known yet`, version)
    }
  }
}

const known: readonly number[] = Object.values(frameType)
/** A reader of before there were any passes over them. */
const isOptional = (type: number): boolean => type === frameType.blob
const isKnown = (type: number): boolean => known.includes(type)

/** The runs of a chunk, and the bytes that they are views of. Throws `StreamFault`. */
export const unpackChunk = async (
  payload: Uint8Array,
  at: number,
  compressing: Compressing
): Promise<{ bytes: Uint8Array; runs: PackedRun[] }> => {
  if (payload.length < 4) throw new StreamFault('damaged', at, 'a chunk has no size')
  const size = viewOf(payload).getUint32(0)
  if (size > bundleLimits.chunkBytes)
    throw new StreamFault('damaged', at, `a chunk claims ${size} bytes, more than is allowed`)
  const bytes = await compressing.inflate(payload.subarray(4), size)
  if (bytes === null) throw new StreamFault('damaged', at, 'a chunk cannot be unpacked to the size it claims')
  const runs = decodeRuns(bytes)
  if (typeof runs === 'string') throw new StreamFault('damaged', at, runs)
  return { bytes, runs }
}

const checkTrailer = (frame: Frame, manifest: Manifest, verifying: Verifying): void => {
  const trailer = decodeTrailer(frame.payload)
  if (trailer === null) throw new StreamFault('damaged', frame.at, 'the trailer has the wrong size')
  if (!bytesEqual(trailer.seal, frame.sealBefore))
    throw new StreamFault('damaged', frame.at, 'the trailer does not belong to what it ends')
  if (!verifying.verify(manifest.maker, trailerStatement(trailer.seal), trailer.signature))
    throw new StreamFault('damaged', frame.at, "the maker's signature does not hold")
}

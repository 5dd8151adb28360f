import type { Hashing, Signing, Verifying } from '../record/deps.ts'
import { viewOf } from './bytes.ts'
import type { Compressing } from './compressing.ts'
import { FrameWriter, frameType, optionalFlag, type StreamForm } from './frames.ts'
import { bundleLimits } from './limits.ts'
import { encodeManifest, type Manifest } from './manifest.ts'
import { cutRun, encodeRuns, type PackedRun, packedBytes } from './run-chunk.ts'
import { encodeTrailer, trailerStatement } from './trailer.ts'

export interface StreamHead {
  form: 'welcome' | 'backup'
  payload: Uint8Array
}

export interface WriteBundle {
  manifest: Manifest
  /** exactly what the manifest promises, in its order */
  runs: AsyncIterable<PackedRun>
  /** as many bytes of as many blobs as the manifest promises */
  blobs?: AsyncIterable<Uint8Array>
  /** of a welcome or a backup, its own frame before the manifest */
  head?: StreamHead
  hashing: Hashing
  verifying: Verifying
  compressing: Compressing
  signing: Signing
}

/** The bytes of a bundle (or, with `head`, of a welcome or a backup) before encryption, piece by piece. */
export async function* writeBundle(what: WriteBundle): AsyncGenerator<Uint8Array, void, void> {
  const { manifest, runs, blobs, head, hashing, verifying, compressing, signing } = what
  const form: StreamForm = head?.form ?? 'bundle'
  const frames = new FrameWriter(form, hashing)
  yield frames.prelude
  const opening = [
    ...(head === undefined ? [] : [{ type: frameType[head.form], payload: head.payload }]),
    { type: frameType.manifest, payload: encodeManifest(manifest) }
  ]
  for (const { type, payload } of opening) {
    yield frames.head(type, payload)
    yield payload
  }
  const framed = function* (payload: Uint8Array) {
    yield frames.head(frameType.runs, payload)
    yield payload
  }
  // one chunk is compressed, on another thread, while the next is gathered
  let packing: Promise<Uint8Array> | null = null
  try {
    for await (const chunk of chunksOf(runs, verifying)) {
      const before: Promise<Uint8Array> | null = packing
      packing = packChunk(chunk, compressing)
      if (before) yield* framed(await before)
    }
    if (packing) yield* framed(await packing)
  } finally {
    // where the runs themselves failed, that is what is told
    await packing?.catch(() => null)
  }
  for await (const blob of blobs ?? []) {
    yield frames.head(frameType.blob, blob, optionalFlag)
    yield blob
  }
  const trailer = encodeTrailer(frames.seal, signing.sign(trailerStatement(frames.seal)))
  yield frames.head(frameType.trailer, trailer)
  yield trailer
}

/** Gathers small runs, so that a thousand short logs do not make a thousand chunks. */
async function* chunksOf(
  runs: AsyncIterable<PackedRun>,
  verifying: Verifying
): AsyncGenerator<PackedRun[], void, void> {
  let chunk: PackedRun[] = []
  let bytes = 0
  for await (const run of runs) {
    for (const piece of cutRun(run, verifying)) {
      const size = packedBytes(piece)
      if (chunk.length > 0 && bytes + size > bundleLimits.chunkTargetBytes) {
        yield chunk
        chunk = []
        bytes = 0
      }
      chunk.push(piece)
      bytes += size
    }
  }
  if (chunk.length > 0) yield chunk
}

/** size before compression u32 ‖ raw DEFLATE of the runs */
const packChunk = async (runs: readonly PackedRun[], compressing: Compressing): Promise<Uint8Array> => {
  const bytes = encodeRuns(runs)
  const packed = await compressing.deflate(bytes)
  const payload = new Uint8Array(4 + packed.length)
  viewOf(payload).setUint32(0, bytes.length)
  payload.set(packed, 4)
  return payload
}

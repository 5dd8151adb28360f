import { PromiseBroken, type Promised } from '#shared/bundle/collect-ranges.ts'
import type { Range } from '#shared/bundle/manifest.ts'
import type { BlobRef } from '#shared/record/blob.ts'
import type { RawEntry } from '#shared/record/entry.ts'
import { bytesToId } from '#shared/record/ids.ts'
import type { RecordStore } from '#shared/record/record-store.ts'
import { breathe, type Cancelling } from './cancelling.ts'

export interface ChosenBlobs {
  refs: BlobRef[]
  /** for the manifest; not there where none go along */
  promised: Pick<Promised, 'blobs'>
  /** held, and staying behind as the limit says */
  left: BlobRef[]
}

/**
 * What goes along of the blobs that these entries name: the newest to arrive first, as many as fit into
 * `limitBytes`. `goesAlong` tells of which entries the bodies do.
 */
export const chooseBlobs = (
  store: RecordStore,
  ranges: readonly Range[],
  limitBytes: number,
  goesAlong?: (entry: RawEntry) => boolean
): ChosenBlobs => {
  const held = store.blobs.heldOf(
    ranges.map(({ log, from, to }) => ({ log: bytesToId(log), from, to })),
    goesAlong
  )
  const refs: BlobRef[] = []
  const left: BlobRef[] = []
  let bytes = 0
  for (const ref of held) {
    const fits = bytes + ref.bytes <= limitBytes
    if (fits) bytes += ref.bytes
    const where = fits ? refs : left
    where.push(ref)
  }
  const promised = refs.length === 0 ? {} : { blobs: { count: refs.length, bytes } }
  return { refs, promised, left }
}

/** Their bytes, one after another. Throws `PromiseBroken` where one was forgotten meanwhile. */
export async function* readBlobs(
  store: RecordStore,
  refs: readonly BlobRef[],
  signal?: Cancelling
): AsyncGenerator<Uint8Array, void, void> {
  for (const { blob, bytes } of refs) {
    await breathe(signal)
    const body = store.blobs.get(blob)
    if (body?.length !== bytes) throw new PromiseBroken('a photo was forgotten while the record was read')
    yield body
  }
}

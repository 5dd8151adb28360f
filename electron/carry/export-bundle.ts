import { keepPromise, logBytes, PromiseBroken, type Promised } from '#shared/bundle/collect-ranges.ts'
import { bundleLimits } from '#shared/bundle/limits.ts'
import { entryBytes, type PackedRun } from '#shared/bundle/run-chunk.ts'
import type { ExportReport } from '#shared/contract.ts'
import type { Result } from '#shared/errors.ts'
import type { EntryId, LogId } from '#shared/record/entry.ts'
import { idToBytes } from '#shared/record/ids.ts'
import type { GivenBodies, RecordStore } from '#shared/record/record-store.ts'
import type { HaveVector, LackedRange, Run } from '#shared/record/run.ts'
import { bundleDeps } from './bundle-deps.ts'
import { bundleRecipients } from './bundle-recipients.ts'
import { breathe, type Cancelling } from './cancelling.ts'
import { chooseBlobs, readBlobs } from './choose-blobs.ts'
import type { Maker } from './maker.ts'
import { mayFill } from './preview-bundle.ts'
import type { FileOps } from './replace-file.ts'
import { settle } from './settle.ts'
import { type GoesAlong, packed } from './travel-pack.ts'
import { manifestOf, writeBundleFile } from './write-bundle-file.ts'

/** Work told in parts done of a total. */
export type OnProgress = (done: number, total: number) => void

export interface ExportBundle {
  store: RecordStore
  path: string
  maker: Maker
  /** what the reader holds already; without it the bundle brings the whole record */
  theirs?: HaveVector
  /** which bodies go along; without it all do */
  goesAlong?: GoesAlong
  /** so many bytes of photos at most; without it all go along */
  blobLimitBytes?: number
  signal?: Cancelling
  /** in entries */
  onProgress?: OnProgress
  ops?: FileOps
}

/**
 * Writes the record, or what `theirs` lacks of it, to a bundle for the federation. Failures:
 * no-federation, too-large, disk-full, file-not-written, cancelled; whatever stood at `path` stays then.
 */
export const exportBundle = (what: ExportBundle): Promise<Result<ExportReport>> =>
  settle(async () => {
    const { store, path, maker, theirs, goesAlong, blobLimitBytes, signal, onProgress, ops } = what
    const recipients = await bundleRecipients(maker)
    return writeRecord({
      store,
      theirs: theirs ?? [],
      goesAlong,
      // a pack leaves bodies behind by purpose, and those that are missing here among them
      bodies: goesAlong ? 'as-held' : 'whole',
      blobLimitBytes,
      signal,
      onProgress,
      write: async (promised, runs, blobs) => {
        const manifest = manifestOf(store.federation(), maker, promised)
        const sizeBytes = await writeBundleFile({
          path,
          readers: recipients,
          manifest,
          runs,
          blobs: blobs.read(),
          maker,
          device: store.device,
          ops
        })
        return { path, entries: promised.entries, sizeBytes, blobs: toldBlobs(promised, blobs) }
      }
    })
  })

/** The blobs that go along with the runs. */
export interface CarriedBlobs {
  /** so many stay behind, as the limit says */
  left: number
  read(): AsyncIterable<Uint8Array>
}

export const toldBlobs = ({ blobs }: Promised, { left }: CarriedBlobs): ExportReport['blobs'] => ({
  ...(blobs ?? { count: 0, bytes: 0 }),
  left
})

export interface WriteRecord<T> {
  store: RecordStore
  theirs: HaveVector
  goesAlong?: GoesAlong
  /** `as-held`: also entries whose bodies are missing here */
  bodies?: GivenBodies
  blobLimitBytes?: number
  signal?: Cancelling
  onProgress?: OnProgress
  /** called with what the manifest is to promise, and the runs and blobs that keep it */
  write(promised: Promised, runs: AsyncIterable<PackedRun>, blobs: CarriedBlobs): Promise<T>
}

/**
 * The ranges that the manifest promises are known without reading the entries in them, which are then read
 * once, a few at a time. Entries that arrive meanwhile are left for the next bundle; where they reorder the
 * record's branches, all is begun again.
 */
export const writeRecord = async <T>(what: WriteRecord<T>): Promise<T> => {
  const { store, theirs, goesAlong, bodies, signal, onProgress, write } = what
  const read = () => {
    const runs = store.runsLackedBy(theirs, bodies)
    return goesAlong === undefined ? runs : packed(runs, goesAlong)
  }
  for (let attempt = 1; ; attempt++) {
    const promised = promiseOf(store.rangesLackedBy(theirs, bodies))
    if (lacksBodies(promised, store)) promised.hollow = true
    let done = 0
    if (goesAlong) promised.entryBytes = await countBytes(read(), signal)
    const { blobLimitBytes = Number.POSITIVE_INFINITY } = what
    const chosen = chooseBlobs(store, promised.ranges, blobLimitBytes, goesAlong)
    const blobs = { left: chosen.left.length, read: () => readBlobs(store, chosen.refs, signal) }
    const runs = async function* (): AsyncGenerator<PackedRun, void, void> {
      for await (const run of keepPromise(promised.ranges, read(), bundleDeps.hashing)) {
        yield { log: logBytes(run), entries: run.entries }
        done += run.entries.length
        onProgress?.(done, Math.max(promised.entries, done))
        await breathe(signal)
      }
    }
    try {
      return await write({ ...promised, ...chosen.promised }, runs(), blobs)
    } catch (error) {
      if (!(error instanceof PromiseBroken) || attempt === 3) throw error
    }
  }
}

/** Of a pack, whose bodies do not all go along, the bytes are known only by reading it. */
const countBytes = async (runs: Iterable<Run>, signal?: Cancelling): Promise<number> => {
  let bytes = 0
  for (const { entries } of runs) {
    for (const entry of entries) bytes += entryBytes(entry)
    await breathe(signal)
  }
  return bytes
}

/** Whether the record itself lacks bodies of what is promised. */
const lacksBodies = ({ ranges }: Promised, store: RecordStore): boolean => {
  const missing = store.missingBodies()
  return ranges.some(range => mayFill(range, missing))
}

const promiseOf = (lacked: Iterable<LackedRange>): Promised => {
  const promised: Promised = { entries: 0, entryBytes: 0, ranges: [] }
  for (const { log, from, to, before, head, bytes } of lacked) {
    // the rest are logs that nobody admitted, or branches, and go by the other roads
    if (promised.ranges.length === bundleLimits.ranges) break
    promised.entries += to - from + 1
    promised.entryBytes += bytes
    promised.ranges.push({ log: bytesOf(log), from, to, before, head: bytesOf(head) })
  }
  return promised
}

const bytesOf = (id: LogId | EntryId): Uint8Array => {
  const bytes = idToBytes(id)
  if (bytes === null) throw new RangeError(`not an id: ${id}`)
  return bytes
}

import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import {
  keepPromise,
  logBytes,
  PromiseBroken,
  type Promised,
  RangeCollector
} from '#shared/bundle/collect-ranges.ts'
import { advancedBy, type Stretch } from '#shared/bundle/coverage.ts'
import { bundleLimits } from '#shared/bundle/limits.ts'
import { entryBytes, type PackedRun } from '#shared/bundle/run-chunk.ts'
import { FailureError } from '#shared/errors.ts'
import type { BlobId, BlobRef } from '#shared/record/blob.ts'
import type { Entry, EntryId } from '#shared/record/entry.ts'
import { idToBytes } from '#shared/record/ids.ts'
import type { RecordStore } from '#shared/record/record-store.ts'
import type { HaveVector } from '#shared/record/run.ts'
import { makeFolder, syncFolder } from '../../store/durable-file.ts'
import { writingFailure } from '../../store/file-failure.ts'
import { bundleDeps } from '../bundle-deps.ts'
import { bundleRecipients } from '../bundle-recipients.ts'
import { breathe, type Cancelling } from '../cancelling.ts'
import { chooseBlobs, readBlobs } from '../choose-blobs.ts'
import type { Maker } from '../maker.ts'
import { manifestOf, writeBundleFile } from '../write-bundle-file.ts'
import { stretchOf } from './segment-book.ts'
import { hashOfFile } from './segment-files.ts'

/** Entries' bytes after which another segment is begun: what a replicator loses by a cut stays small. */
const segmentEntryBytes = 16 * 1024 * 1024

/** Photos beside them; those that do not fit follow in segments of their own. */
const segmentBlobBytes = 64 * 1024 * 1024

export interface WriteSegments {
  store: RecordStore
  maker: Maker
  /** this device's own sub-folder; made where it is missing */
  folder: string
  /** what need not be written */
  theirs: HaveVector
  /** of photos in one segment */
  blobLimitBytes?: number
  signal: Cancelling
  onWritten(name: string, sizeBytes: number, stretches: Stretch[]): void
  /** photos that the entries written name and that did not fit beside them */
  onLeft(blobs: BlobId[]): void
}

/**
 * Writes what `theirs` lacks into segments, each whole under its own hash or not there at all.
 * Throws `FailureError` as an export does.
 */
export const writeSegments = async (what: WriteSegments): Promise<void> => {
  let { theirs } = what
  try {
    makeFolder(what.folder)
  } catch (error) {
    throw writingFailure(error, what.folder)
  }
  for (let broken = 0; ; ) {
    try {
      const written = await writeOne({ ...what, theirs })
      if (written === null) return
      theirs = advancedBy(theirs, written)
    } catch (error) {
      // the record's branches changed between the two readings: both are made again
      if (!(error instanceof PromiseBroken) || ++broken === 3) throw error
    }
  }
}

const writeOne = async (what: WriteSegments): Promise<Stretch[] | null> => {
  const { store, theirs, signal } = what
  const collector = new RangeCollector(bundleDeps.hashing)
  for (const run of store.runsLackedBy(theirs)) {
    collector.take(run)
    await breathe(signal)
    const { entryBytes, ranges } = collector.promised
    if (entryBytes >= segmentEntryBytes || ranges.length === bundleLimits.ranges) break
  }
  const { promised } = collector
  if (promised.entries === 0) return null
  const chosen = chooseBlobs(store, promised.ranges, what.blobLimitBytes ?? segmentBlobBytes)
  const runs = async function* (): AsyncGenerator<PackedRun, void, void> {
    for await (const run of keepPromise(promised.ranges, store.runsLackedBy(theirs), bundleDeps.hashing)) {
      yield { log: logBytes(run), entries: run.entries }
      await breathe(signal)
    }
  }
  const stretches = await writeSegment(what, { ...promised, ...chosen.promised }, runs(), chosen.refs)
  what.onLeft(chosen.left.map(({ blob }) => blob))
  return stretches
}

/**
 * Writes photos that came after the entries that name them were written, or did not fit beside them: into segments
 * of those entries once more, each a range of its own, so that readers wait with them until they hold what comes
 * before.
 */
export const writeBlobSegments = async (
  what: Omit<WriteSegments, 'theirs' | 'onLeft'>,
  blobs: readonly BlobId[]
): Promise<void> => {
  const { store, signal, blobLimitBytes = segmentBlobBytes } = what
  let rest = [...blobs]
  for (let broken = 0; rest.length > 0; ) {
    const entries = new Map<EntryId, Entry>()
    const refs: BlobRef[] = []
    let bytes = 0
    let at = 0
    for (; at < rest.length; at++) {
      const blob = rest[at]!
      const id = store.blobs.namedBy(blob)
      const entry = id && store.entry(id)
      const size = store.blobs.get(blob)?.length ?? 0
      if (refs.length > 0 && bytes + size > blobLimitBytes) break
      // forgotten meanwhile; and an inner entry of a hostile author's run may have no signature of its own that holds
      if (!entry || size === 0 || !holds(entry)) continue
      bytes += size
      refs.push({ blob, bytes: size })
      entries.set(entry.id, entry)
      await breathe(signal)
    }
    const runs = async function* () {
      for (const { header, raw } of entries.values()) yield { log: header.log, entries: [raw] }
    }
    try {
      if (refs.length > 0) {
        const promised = { ...promiseOf([...entries.values()]), blobs: { count: refs.length, bytes } }
        await writeSegment(what, promised, runs(), refs)
      }
      rest = rest.slice(at)
    } catch (error) {
      // one was forgotten between the two readings
      if (!(error instanceof PromiseBroken) || ++broken === 3) throw error
    }
  }
}

const holds = ({ header, raw }: Entry): boolean =>
  bundleDeps.verifying.verify(header.log, raw.header, raw.signature)

const promiseOf = (entries: readonly Entry[]): Promised => {
  const ranges = entries.map(({ id, header }) => {
    const head = idToBytes(id)
    if (head === null) throw new RangeError(`not an id: ${id}`)
    return { log: header.log, from: header.seq, to: header.seq, before: header.prev, head }
  })
  return {
    entries: entries.length,
    entryBytes: entries.reduce((sum, { raw }) => sum + entryBytes(raw), 0),
    ranges
  }
}

const writeSegment = async (
  what: Omit<WriteSegments, 'theirs' | 'onLeft'>,
  promised: Promised,
  runs: AsyncIterable<PackedRun>,
  blobs: readonly BlobRef[]
): Promise<Stretch[]> => {
  const { store, maker, folder, signal } = what
  // a dot-name, which readers pass over, until the hash that names it is known
  const unnamed = join(folder, '.segment')
  const sizeBytes = await writeBundleFile({
    path: unnamed,
    readers: await bundleRecipients(maker),
    manifest: manifestOf(store.federation(), maker, promised),
    runs,
    blobs: readBlobs(store, blobs, signal),
    maker,
    device: store.device,
    // what replicates the folder may run as somebody else of its group: the umask says
    mode: 0o666
  })
  const name = await hashOfFile(unnamed)
  if (name === null) throw new FailureError('file-not-written', { path: unnamed, reason: 'gone' })
  try {
    await rename(unnamed, join(folder, `${name}.caravan`))
    syncFolder(folder)
  } catch (error) {
    await rm(unnamed, { force: true }).catch(() => null)
    throw writingFailure(error, folder)
  }
  const stretches = promised.ranges.map(stretchOf)
  what.onWritten(name, sizeBytes, stretches)
  return stretches
}

import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { keepPromise, logBytes, PromiseBroken, RangeCollector } from '#shared/bundle/collect-ranges.ts'
import { advancedBy, type Stretch } from '#shared/bundle/coverage.ts'
import { bundleLimits } from '#shared/bundle/limits.ts'
import type { PackedRun } from '#shared/bundle/run-chunk.ts'
import { FailureError } from '#shared/errors.ts'
import type { RecordStore } from '#shared/record/record-store.ts'
import type { HaveVector } from '#shared/record/transport.ts'
import { makeFolder, syncFolder } from '../../store/durable-file.ts'
import { writingFailure } from '../../store/file-failure.ts'
import { bundleDeps } from '../bundle-deps.ts'
import { bundleRecipients } from '../bundle-recipients.ts'
import { breathe, type Cancelling } from '../cancelling.ts'
import type { Maker } from '../maker.ts'
import { manifestOf, writeBundleFile } from '../write-bundle-file.ts'
import { stretchOf } from './segment-book.ts'
import { hashOfFile } from './segment-files.ts'

/** Entries' bytes after which another segment is begun: what a replicator loses by a cut stays small. */
const segmentEntryBytes = 16 * 1024 * 1024

export interface WriteSegments {
  store: RecordStore
  maker: Maker
  /** this device's own sub-folder; made where it is missing */
  folder: string
  /** what need not be written */
  theirs: HaveVector
  signal: Cancelling
  onWritten(name: string, sizeBytes: number, stretches: Stretch[]): void
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
  const { store, maker, folder, theirs, signal } = what
  const collector = new RangeCollector(bundleDeps.hashing)
  for (const run of store.runsLackedBy(theirs)) {
    collector.take(run)
    await breathe(signal)
    const { entryBytes, ranges } = collector.promised
    if (entryBytes >= segmentEntryBytes || ranges.length === bundleLimits.ranges) break
  }
  const { promised } = collector
  if (promised.entries === 0) return null
  const runs = async function* (): AsyncGenerator<PackedRun, void, void> {
    for await (const run of keepPromise(promised.ranges, store.runsLackedBy(theirs), bundleDeps.hashing)) {
      yield { log: logBytes(run), entries: run.entries }
      await breathe(signal)
    }
  }
  // a dot-name, which readers pass over, until the hash that names it is known
  const unnamed = join(folder, '.segment')
  const sizeBytes = await writeBundleFile({
    path: unnamed,
    readers: await bundleRecipients(maker),
    manifest: manifestOf(store.federation(), maker, promised),
    runs: runs(),
    maker,
    device: store.device
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

import {
  keepPromise,
  logBytes,
  PromiseBroken,
  type Promised,
  RangeCollector
} from '#shared/bundle/collect-ranges.ts'
import { federationRecipient } from '#shared/bundle/federation-identity.ts'
import type { PackedRun } from '#shared/bundle/run-chunk.ts'
import type { ExportReport } from '#shared/contract.ts'
import { FailureError, type Result } from '#shared/errors.ts'
import type { RecordStore } from '#shared/record/record-store.ts'
import type { HaveVector } from '#shared/record/transport.ts'
import { bundleDeps } from './bundle-deps.ts'
import { breathe, type Cancelling } from './cancelling.ts'
import type { Maker } from './maker.ts'
import type { FileOps } from './replace-file.ts'
import { settle } from './settle.ts'
import { manifestOf, writeBundleFile } from './write-bundle-file.ts'

/** Work told in parts done of a total. */
export type OnProgress = (done: number, total: number) => void

export interface ExportBundle {
  store: RecordStore
  path: string
  maker: Maker
  /** what the reader holds already; without it the bundle brings the whole record */
  theirs?: HaveVector
  signal?: Cancelling
  /** in entries, which are read twice */
  onProgress?: OnProgress
  ops?: FileOps
}

/**
 * Writes the record, or what `theirs` lacks of it, to a bundle for the federation. Failures:
 * no-federation, too-large, disk-full, file-not-written, cancelled; whatever stood at `path` stays then.
 */
export const exportBundle = (what: ExportBundle): Promise<Result<ExportReport>> =>
  settle(async () => {
    const { store, path, maker, theirs, signal, onProgress, ops } = what
    const secret = maker.keyring.federationSecret
    if (secret === null) throw new FailureError('no-federation')
    const recipient = await federationRecipient(secret)
    return writeRecord({
      store,
      theirs: theirs ?? [],
      signal,
      onProgress,
      write: async (promised, runs) => {
        const manifest = manifestOf(store.federation(), maker, promised)
        const sizeBytes = await writeBundleFile({
          path,
          recipient,
          manifest,
          runs,
          maker,
          device: store.device,
          ops
        })
        return { path, entries: promised.entries, sizeBytes }
      }
    })
  })

export interface WriteRecord<T> {
  store: RecordStore
  theirs: HaveVector
  signal?: Cancelling
  onProgress?: OnProgress
  /** called with what the manifest is to promise and the runs that keep it */
  write(promised: Promised, runs: AsyncIterable<PackedRun>): Promise<T>
}

/**
 * Reads what `theirs` lacks twice, once to count it for the manifest and once to write it, so that memory
 * stays constant. Entries that arrive between are left for the next bundle; where they reorder the
 * record's branches, both readings are made again.
 */
export const writeRecord = async <T>(what: WriteRecord<T>): Promise<T> => {
  const { store, theirs, signal, onProgress, write } = what
  for (let attempt = 1; ; attempt++) {
    const collector = new RangeCollector(bundleDeps.hashing)
    const total = 2 * store.countLackedBy(theirs)
    let done = 0
    for (const run of store.runsLackedBy(theirs)) {
      collector.take(run)
      done += run.entries.length
      onProgress?.(done, Math.max(total, done))
      await breathe(signal)
    }
    const { promised } = collector
    const runs = async function* (): AsyncGenerator<PackedRun, void, void> {
      for await (const run of keepPromise(promised.ranges, store.runsLackedBy(theirs), bundleDeps.hashing)) {
        yield { log: logBytes(run), entries: run.entries }
        done += run.entries.length
        onProgress?.(done, Math.max(total, done))
        await breathe(signal)
      }
    }
    try {
      return await write(promised, runs())
    } catch (error) {
      if (!(error instanceof PromiseBroken) || attempt === 3) throw error
    }
  }
}

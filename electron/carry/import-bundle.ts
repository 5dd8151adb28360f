import { unpackRun } from '#shared/bundle/examine-bundle.ts'
import type { Manifest } from '#shared/bundle/manifest.ts'
import type { ImportReport } from '#shared/contract.ts'
import { FailureError, type Result } from '#shared/errors.ts'
import type { EntryId, LogId } from '#shared/record/entry.ts'
import { bytesToId } from '#shared/record/ids.ts'
import type { Keyring } from '#shared/record/keyring.ts'
import type { FoldReport, RecordStore } from '#shared/record/record-store.ts'
import type { BundleFile } from './bundle-file.ts'
import { breathe, type Cancelling } from './cancelling.ts'
import type { OnProgress } from './export-bundle.ts'
import { openBundle } from './open-bundle.ts'
import { settle } from './settle.ts'
import { type Examined, examineFile } from './verify-bundle.ts'

export interface ImportBundle {
  path: string
  store: RecordStore
  keyring: Keyring
  signal?: Cancelling
  /** in bytes of the file, which is read twice */
  onProgress?: OnProgress
}

/**
 * Takes a bundle into the record, in two readings: the first examines it from end to end and writes
 * nothing, the second appends, one transaction a run. Interrupted at any point it leaves a valid record,
 * and importing again finishes it. Should the file change between the readings, each run is still verified
 * by the store as it is appended.
 *
 * Failures: file-missing, file-unreadable, bundle-not-one, bundle-damaged, bundle-foreign, bundle-newer,
 * cancelled, and bundle-gap for a bundle that was packed for a record holding more than this one.
 */
export const importBundle = (what: ImportBundle): Promise<Result<ImportReport>> =>
  settle(async () => {
    const { path, store, keyring, signal, onProgress } = what
    const file = await openBundle(path, keyring)
    try {
      const examined = await examineFile({
        file,
        signal,
        onManifest: manifest => refuseForeign(manifest, store, file),
        onProgress: done => onProgress?.(done, 2 * file.sizeBytes)
      })
      return await appendFile({ file, store, examined, signal, onProgress })
    } finally {
      await file.close()
    }
  })

const refuseForeign = (manifest: Manifest, store: RecordStore, file: BundleFile): void => {
  const federation = store.federation()
  if (federation !== null && federation.id !== bytesToId(manifest.federation)) throw file.foreign()
}

export interface AppendFile {
  file: BundleFile
  store: RecordStore
  examined: Examined
  signal?: Cancelling
  onProgress?: OnProgress
}

/** The second reading, of a file that was examined. */
export const appendFile = async (what: AppendFile): Promise<ImportReport> => {
  const { file, store, examined, signal, onProgress } = what
  for (const { before, log, seq } of examined.missing)
    if (store.entry(before) === null) throw new FailureError('bundle-gap', { log, seq })

  const report: ImportReport = {
    entries: examined.manifest.entries,
    newEntries: 0,
    byKind: {},
    contested: 0,
    setAside: 0
  }
  const lacking = logsLacking(examined.manifest, store)
  if (lacking.size === 0) {
    onProgress?.(2 * file.sizeBytes, 2 * file.sizeBytes)
    return report
  }
  const from = bytesToId<LogId>(examined.manifest.maker)
  for await (const part of file.parts()) {
    if (part.sort !== 'runs') continue
    for (const packed of part.runs) {
      const run = unpackRun(packed)
      if (!lacking.has(run.log)) continue
      await breathe(signal)
      const outcome = store.appendRun(run, { road: 'bundle', from })
      report.newEntries += outcome.added
      addFold(report, outcome)
    }
    onProgress?.(file.sizeBytes + file.readBytes, 2 * file.sizeBytes)
  }
  return report
}

/** The logs of which the record does not hold every range's end. */
const logsLacking = (manifest: Manifest, store: RecordStore): Set<LogId> =>
  new Set(
    manifest.ranges
      .filter(range => store.entry(bytesToId<EntryId>(range.head)) === null)
      .map(range => bytesToId<LogId>(range.log))
  )

const addFold = (report: ImportReport, fold: FoldReport): void => {
  report.contested += fold.contested
  report.setAside += fold.setAside
  for (const [kind, { added, changed }] of Object.entries(fold.byKind)) {
    const sum = report.byKind[kind] ?? { added: 0, changed: 0 }
    report.byKind[kind] = { added: sum.added + added, changed: sum.changed + changed }
  }
}

import { hangsElsewhere, unpackRun } from '#shared/bundle/examine-bundle.ts'
import type { Manifest } from '#shared/bundle/manifest.ts'
import type { PackedRun } from '#shared/bundle/run-chunk.ts'
import type { ImportReport } from '#shared/contract.ts'
import { FailureError, type Result } from '#shared/errors.ts'
import type { Entry, EntryId, LogId } from '#shared/record/entry.ts'
import { bytesEqual, bytesToId } from '#shared/record/ids.ts'
import type { Keyring } from '#shared/record/keyring.ts'
import type { FoldReport, Intake, RecordStore } from '#shared/record/record-store.ts'
import { readVerifiedRun } from '#shared/record/verify-run.ts'
import { bundleDeps } from './bundle-deps.ts'
import type { BundleFile } from './bundle-file.ts'
import { breathe, type Cancelling } from './cancelling.ts'
import type { OnProgress } from './export-bundle.ts'
import { oneAhead } from './one-ahead.ts'
import { openBundle } from './open-bundle.ts'
import { createPace, inTurns } from './pace.ts'
import { mayBringBlobs } from './preview-bundle.ts'
import { settle } from './settle.ts'
import { type TakingBlobs, takingBlobs } from './take-blobs.ts'
import { type Examined, examineFile } from './verify-bundle.ts'

export interface ImportBundle {
  path: string
  store: RecordStore
  keyring: Keyring
  /** hears the manifest of a bundle that was examined and belongs here */
  onManifest?: (manifest: Manifest) => void
  signal?: Cancelling
  /** in bytes of the file, which is read twice */
  onProgress?: OnProgress
}

/**
 * Takes a bundle into the record, in two readings: the first examines it from end to end and writes
 * nothing, the second appends, a transaction for every few hundred entries. Interrupted at any point it
 * leaves a valid record, and importing again finishes it. Should the file change between the readings, the
 * hashes of its parts tell, and nothing of what changed is taken.
 *
 * Failures: file-missing, file-unreadable, bundle-not-one, bundle-damaged, bundle-foreign, bundle-newer,
 * cancelled, and bundle-gap for a bundle that was packed for a record holding more than this one.
 */
export const importBundle = (what: ImportBundle): Promise<Result<ImportReport>> =>
  settle(async () => {
    const { path, store, keyring, onManifest, signal, onProgress } = what
    const file = await openBundle(path, keyring)
    try {
      const examined = await examineFile({
        file,
        signal,
        onManifest: manifest => refuseForeign(manifest, store, file),
        onProgress: done => onProgress?.(done, 2 * file.sizeBytes)
      })
      onManifest?.(examined.manifest)
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
  const { file, store, examined, onProgress } = what
  const { manifest } = examined
  for (const { before, log, seq, at } of examined.missing) {
    const held = store.entry(before)
    if (held === null) throw new FailureError('bundle-gap', { log, seq })
    if (held.log !== log || held.header.seq !== seq - 1) throw file.damaged(at, hangsElsewhere)
  }

  const report = { entries: manifest.entries, newEntries: 0, blobs: 0, byKind: {}, contested: 0, setAside: 0 }
  const lacking = rangesLacking(manifest, store)
  if (lacking.length === 0 && !mayBringBlobs(manifest, store)) {
    onProgress?.(2 * file.sizeBytes, 2 * file.sizeBytes)
    return report
  }
  const expected = lacking.reduce(
    (sum, range) => (holds(store, range) ? sum : sum + range.to - range.from + 1),
    0
  )
  const intake = store.intake({ road: 'bundle', from: bytesToId<LogId>(manifest.maker) }, expected)
  let fold: FoldReport = report
  const blobs = takingBlobs(store)
  try {
    const logs = new Set(lacking.map(r => bytesToId<LogId>(r.log)))
    report.newEntries = await takeParts(what, intake, blobs, logs)
    report.blobs = blobs.end()
  } finally {
    // also where it was called off half-way: what came is to be whole
    fold = await intake.finish()
  }
  return { ...report, ...fold }
}

/** Appends the runs of these logs, and takes in the blobs; answers how many entries were new. */
const takeParts = async (
  what: AppendFile,
  intake: Intake,
  blobs: TakingBlobs,
  logs: ReadonlySet<LogId>
): Promise<number> => {
  const { file, examined, signal, onProgress } = what
  const pace = createPace(() => performance.now())
  let index = 0
  let added = 0
  for await (const part of oneAhead(file.parts())) {
    if (part.sort === 'blob') {
      await breathe(signal)
      blobs.take(part.bytes)
      onProgress?.(file.sizeBytes + file.readBytes, 2 * file.sizeBytes)
    }
    if (part.sort !== 'runs') continue
    // the same bytes were examined: what holds of those holds of these
    const hash = examined.hashes[index++]
    if (hash === undefined || !bytesEqual(hash, part.hash))
      throw file.damaged(part.at, 'it changed while it was read')
    for (const piece of inTurns(verifiedRuns(part.runs, logs), pace, ownSignatureHolds)) {
      await breathe(signal)
      while (intake.gather()) await breathe(signal)
      const entries = piece.reduce((sum, run) => sum + run.length, 0)
      added += pace.turn(entries, () => intake.take(piece).added)
    }
    onProgress?.(file.sizeBytes + file.readBytes, 2 * file.sizeBytes)
  }
  return added
}

function* verifiedRuns(runs: readonly PackedRun[], logs: ReadonlySet<LogId>): Generator<Entry[], void, void> {
  for (const packed of runs) {
    const run = unpackRun(packed)
    if (logs.has(run.log)) yield readVerifiedRun(run, bundleDeps.hashing)
  }
}

const ownSignatureHolds = ({ header, raw }: Entry): boolean =>
  bundleDeps.verifying.verify(header.log, raw.header, raw.signature)

/** The ranges whose ends the record does not hold, and those of logs of which it does not hold every body. */
const rangesLacking = (manifest: Manifest, store: RecordStore): Manifest['ranges'] => {
  const bodiless = store.logsLackingBodies()
  return manifest.ranges.filter(range => bodiless.has(bytesToId<LogId>(range.log)) || !holds(store, range))
}

const holds = (store: RecordStore, range: Manifest['ranges'][number]): boolean =>
  store.entry(bytesToId<EntryId>(range.head)) !== null

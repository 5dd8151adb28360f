import { hangsElsewhere } from '#shared/bundle/examine-bundle.ts'
import type { Manifest } from '#shared/bundle/manifest.ts'
import type { ImportReport } from '#shared/contract.ts'
import { FailureError, type Result } from '#shared/errors.ts'
import type { Entry, EntryId, LogId } from '#shared/record/entry.ts'
import { bytesToId } from '#shared/record/ids.ts'
import type { Keyring } from '#shared/record/keyring.ts'
import type { FoldReport, Intake, RecordStore } from '#shared/record/record-store.ts'
import { bundleDeps } from './bundle-deps.ts'
import { breathe, type Cancelling } from './cancelling.ts'
import { type Examined, examineFile } from './examine-file.ts'
import type { OnProgress } from './export-bundle.ts'
import { openBundle } from './open-bundle.ts'
import { createPace, inTurns } from './pace.ts'
import { mayBringBlobs, mayFill } from './preview-bundle.ts'
import { oneAhead } from './reading/one-ahead.ts'
import { openReading } from './reading/open-reading.ts'
import type { ExaminedPart, Reading, Wanting } from './reading/reading.ts'
import { settle } from './settle.ts'
import { type TakingBlobs, takingBlobs } from './take-blobs.ts'

export interface ImportBundle {
  path: string
  store: RecordStore
  keyring: Keyring
  /** hears the manifest of a bundle that was examined and belongs here */
  onManifest?: (manifest: Manifest) => void
  /** hears every entry that comes without its body; the file is then read to its end, whatever is lacking */
  onBodiless?: (entry: Entry) => void
  signal?: Cancelling
  /** in bytes of the file, each of which is counted when it is checked and when it is taken */
  onProgress?: OnProgress
}

/**
 * Takes a bundle into the record, part by part, a transaction for every few hundred entries. What is wrong
 * with a bundle that its maker did not make so is found before anything is written, and in a small one
 * whatever is wrong with it (examine-file.ts). Interrupted at any point it leaves a valid record, and importing
 * again finishes it. Should the file change meanwhile, nothing of what changed is taken.
 *
 * Failures: file-missing, file-unreadable, bundle-not-one, bundle-damaged, bundle-foreign, bundle-newer,
 * cancelled, and bundle-gap for a bundle that was packed for a record holding more than this one.
 */
export const importBundle = (what: ImportBundle): Promise<Result<ImportReport>> =>
  settle(async () => {
    const { path, store, keyring, onManifest, onBodiless, signal, onProgress } = what
    const reading = openReading(await openBundle(path, keyring))
    try {
      const examined = await examineFile({
        reading,
        signal,
        onManifest: manifest => refuseForeign(manifest, store, reading),
        onProgress: done => onProgress?.(done, 2 * reading.sizeBytes)
      })
      onManifest?.(examined.manifest)
      return await appendFile({ reading, store, examined, onBodiless, signal, onProgress })
    } finally {
      await reading.close()
    }
  })

const refuseForeign = (manifest: Manifest, store: RecordStore, { codes }: Reading): void => {
  const federation = store.federation()
  if (federation !== null && federation.id !== bytesToId(manifest.federation))
    throw new FailureError(codes.foreign)
}

export interface AppendFile {
  reading: Reading
  store: RecordStore
  examined: Examined
  onBodiless?: ImportBundle['onBodiless']
  signal?: Cancelling
  onProgress?: OnProgress
}

/** Takes in a file that was examined. */
export const appendFile = async (what: AppendFile): Promise<ImportReport> => {
  const { reading, store, examined, onBodiless, onProgress } = what
  const { manifest } = examined
  refuseWanting(examined.wanting, what)

  const report = { entries: manifest.entries, newEntries: 0, blobs: 0, byKind: {}, contested: 0, setAside: 0 }
  const lacking = rangesLacking(manifest, store)
  if (lacking.length === 0 && !onBodiless && !mayBringBlobs(manifest, store)) {
    onProgress?.(2 * reading.sizeBytes, 2 * reading.sizeBytes)
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
    // what follows takes memory of its own, and none of this is needed any more
    await reading.close()
  } finally {
    // also where it was called off half-way: what came is to be whole
    fold = await intake.finish()
  }
  return { ...report, ...fold }
}

/** What runs follow must be held, and stand where they say. */
const refuseWanting = (wanting: readonly Wanting[], { reading, store }: AppendFile): void => {
  for (const { before, log, seq, byte } of wanting) {
    const held = store.entry(before)
    if (held === null) throw new FailureError('bundle-gap', { log, seq })
    if (held.log !== log || held.header.seq !== seq - 1)
      throw new FailureError(reading.codes.damaged, { byte, reason: hangsElsewhere })
  }
}

/** Appends the runs of these logs, and takes in the blobs; answers how many entries were new. */
const takeParts = async (
  what: AppendFile,
  intake: Intake,
  blobs: TakingBlobs,
  logs: ReadonlySet<LogId>
): Promise<number> => {
  const { reading, onBodiless, signal, onProgress } = what
  const pace = createPace(() => performance.now())
  let added = 0
  for await (const part of oneAhead(allParts(what))) {
    if (part.sort === 'blob') {
      await breathe(signal)
      blobs.take(part.bytes)
    } else if (part.sort === 'runs') {
      refuseWanting(part.wanting, what)
      if (onBodiless)
        for (const run of part.runs)
          for (const entry of run.entries()) if (entry.raw.body === null) onBodiless(entry)
      for (const piece of inTurns(entriesOf(part, logs), pace, ownSignatureHolds)) {
        await breathe(signal)
        while (intake.gather()) await breathe(signal)
        const entries = piece.reduce((sum, run) => sum + run.length, 0)
        added += pace.turn(entries, () => intake.take(piece).added)
      }
    }
    onProgress?.(reading.sizeBytes + reading.readBytes, 2 * reading.sizeBytes)
  }
  return added
}

/** The parts that were examined, none of them kept any longer, and those that follow. */
async function* allParts({ examined, reading }: AppendFile): AsyncGenerator<ExaminedPart, void, void> {
  for (let part = examined.first.shift(); part; part = examined.first.shift()) yield part
  if (examined.all) return
  for (let part = await reading.next(); part; part = await reading.next()) yield part
}

function* entriesOf(
  { runs }: ExaminedPart & { sort: 'runs' },
  logs: ReadonlySet<LogId>
): Generator<Entry[], void, void> {
  for (const run of runs) if (logs.has(run.log)) yield run.entries()
}

const ownSignatureHolds = ({ header, raw }: Entry): boolean =>
  bundleDeps.verifying.verify(header.log, raw.header, raw.signature)

/** The ranges whose ends the record does not hold, and those that may bring bodies it does not hold. */
const rangesLacking = (manifest: Manifest, store: RecordStore): Manifest['ranges'] => {
  const missing = store.missingBodies()
  return manifest.ranges.filter(range => mayFill(range, missing) || !holds(store, range))
}

const holds = (store: RecordStore, range: Manifest['ranges'][number]): boolean =>
  store.entry(bytesToId<EntryId>(range.head)) !== null

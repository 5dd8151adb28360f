import { FailureError } from '#shared/errors.ts'
import type { Hashing, Verifying } from '#shared/record/deps.ts'
import type { EntryId, LogId } from '#shared/record/entry.ts'
import { bytesToId } from '#shared/record/ids.ts'
import { readEntry } from '#shared/record/read-entry.ts'
import { noEntry } from '#shared/record/verify-run.ts'
import type { BlobShelf } from './blob-shelf.ts'
import type { EntryLog } from './entry-log.ts'

export interface VerifyProblem {
  log: LogId
  seq: number
  /** as in `entry-bad` and `run-bad`, or `id`: filed under another id than its own; `blob`: what it names is damaged */
  reason: string
}

export interface VerifyReport {
  entries: number
  logs: number
  blobs: number
  problems: VerifyProblem[]
}

/** Checks anew every header, chain, body hash and signature of what is held, and every blob's hash. */
export const verifyAll = (
  store: EntryLog,
  blobs: BlobShelf,
  deps: { hashing: Hashing; verifying: Verifying },
  progress: (done: number) => void = () => undefined
): VerifyReport => {
  const report: VerifyReport = { entries: 0, logs: 0, blobs: 0, problems: [] }
  for (const log of store.logs()) {
    report.logs += 1
    // ids of this log at the last seq and the one before: `prev` must be among them, also where it forked
    let before = new Set<EntryId>([bytesToId<EntryId>(noEntry)])
    let current = new Set<EntryId>()
    let at = 1
    const numbers = store.numbersOf(log, 1)
    for (const { n, seq } of numbers) {
      if (seq !== at) {
        before = seq === at + 1 ? current : new Set()
        current = new Set()
        at = seq
      }
      const { id, reason } = check(store, n, log.id, before, deps)
      if (reason !== null) report.problems.push({ log: log.id, seq, reason })
      if (id !== null) current.add(id)
      report.entries += 1
      if (report.entries % 500 === 0) progress(report.entries)
    }
    if (numbers.length !== log.entries)
      report.problems.push({ log: log.id, seq: at, reason: 'entries-missing' })
  }
  for (const { n, whole } of blobs.checked()) {
    report.blobs += 1
    const { entry } = store.read(n)
    if (!whole) report.problems.push({ log: entry.log, seq: entry.header.seq, reason: 'blob' })
  }
  return report
}

const check = (
  store: EntryLog,
  n: number,
  log: LogId,
  before: ReadonlySet<EntryId>,
  { hashing, verifying }: { hashing: Hashing; verifying: Verifying }
): { id: EntryId | null; reason: string | null } => {
  try {
    const held = store.read(n).entry
    const entry = readEntry(held.raw, hashing)
    const { id, header, raw } = entry
    if (id !== held.id) return { id, reason: 'id' }
    if (entry.log !== log) return { id, reason: 'log' }
    if (!before.has(bytesToId(header.prev))) return { id, reason: 'prev' }
    return { id, reason: verifying.verify(header.log, raw.header, raw.signature) ? null : 'signature' }
  } catch (error) {
    if (!(error instanceof FailureError)) throw error
    return { id: null, reason: String(error.failure.detail.reason) }
  }
}

import type { Body, Entry, EntryId, LogId, Scope, ThingId } from './entry.ts'
import type { HaveVector, Run, RunOutcome } from './transport.ts'

/** By which road entries came in, and from whom: kept beside the record, no part of it. */
export interface Arrival {
  road: 'own' | 'bundle' | 'lan'
  /** the device that handed them over, where known */
  from: LogId | null
}

/** What changed in the read model by an append, for `changed` events and import reports. */
export interface FoldReport {
  byKind: Record<string, { added: number; changed: number }>
  contested: number
  setAside: number
}

/**
 * The record on disk, as the roads see it. Synchronous: libsql is, and the keeper is a process of its
 * own. Implemented by electron/store/.
 */
export interface RecordStore {
  readonly device: LogId
  federation(): { id: ThingId; name: string } | null

  have(): HaveVector
  /** how many entries `theirs` lacks */
  countLackedBy(theirs: HaveVector): number
  /**
   * Runs that `theirs` lacks, read lazily: each at most 1,000 entries or 4 MiB. Where a log has forked,
   * branches come as runs of their own. A log they hold further than we do gives nothing.
   */
  runsLackedBy(theirs: HaveVector): Iterable<Run>

  /**
   * Verifies a run (chain, body hashes, last signature) and writes it in one durable transaction, folded.
   * Overlap with what is held is skipped. A gap before the run, or a damaged run, throws FailureError
   * `run-bad` with log, seq and reason, and nothing is written.
   */
  appendRun(run: Run, arrival: Arrival): RunOutcome & FoldReport

  /** Signs and appends an entry of this device's own log, durable when it returns. */
  write(body: Body, scope?: Scope): Entry

  entry(id: EntryId): Entry | null
}

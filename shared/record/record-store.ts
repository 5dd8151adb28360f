import type { Blobs } from './blob.ts'
import type { Body, Entry, EntryId, LogId, Scope, ThingId } from './entry.ts'
import type { HaveVector, LackedRange, LogHead, Run, RunOutcome } from './run.ts'

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

/** `as-held`: also entries whose bodies are missing here. */
export type GivenBodies = 'whole' | 'as-held'

/** How many entries were new, and how many bodies that were missing came. */
export interface TakenIn {
  added: number
  filled: number
}

/**
 * Many entries on their way in. What was taken is durable after `sync` or `finish`, whole and to
 * be searched only after `finish`, which must be called however it went. Where it does not come to that, the record holds what was taken up to
 * some point, and its next opening makes the rest good.
 */
export interface Intake {
  /** False where so few are expected that whatever is taken is durable and whole at once. */
  readonly gathers: boolean
  /** Entries of runs that verifyRun let through, in one transaction. Throws as `appendRun` does. */
  take(runs: Entry[][]): TakenIn
  /** Verifies a run and takes it, as `appendRun` does. */
  takeRun(run: Run): TakenIn
  /**
   * Writes a part of what gathered in memory, for which others should not have to wait any longer than for
   * what is taken: asked for in a turn of its own until it answers false, which says that it was little.
   */
  gather(): boolean
  /** What was taken is durable when this returns, if not yet to be searched. */
  sync(): void
  finish(): Promise<FoldReport>
}

/**
 * The record on disk, as the roads see it. Synchronous: libsql is, and the keeper is a process of its
 * own. Implemented by electron/store/.
 */
export interface RecordStore {
  readonly device: LogId
  /** what entries name and do not hold themselves */
  readonly blobs: Blobs
  federation(): { id: ThingId; name: string } | null

  /** what is held, bodies missing or not */
  have(): HaveVector
  /** What others are told: of a log of which bodies are missing, only what comes before the first of them. */
  haveWhole(): HaveVector
  /** the same of one log; none where nothing of it is held */
  wholeHeadsOf(log: LogId): LogHead['heads']
  /** how many of the entries that can be given `theirs` lacks */
  countLackedBy(theirs: HaveVector): number
  /**
   * Runs that `theirs` lacks, read lazily: each at most 250 entries or 4 MiB. Where a log has forked,
   * branches come as runs of their own. A log they hold further than we do gives nothing, and neither does what
   * follows a missing body, unless it is given `as-held`.
   */
  runsLackedBy(theirs: HaveVector, bodies?: GivenBodies): Iterable<Run>

  /** Where the entries of `runsLackedBy` begin and end, in the same order; few of them are read for that. */
  rangesLackedBy(theirs: HaveVector, bodies?: GivenBodies): Iterable<LackedRange>

  /**
   * Verifies a run (chain, body hashes, last signature) and writes it in one durable transaction, folded.
   * Overlap with what is held is skipped. A gap before the run, or a damaged run, throws FailureError
   * `run-bad` with log, seq and reason, and nothing is written.
   */
  appendRun(run: Run, arrival: Arrival): RunOutcome & FoldReport

  /** Begins to take in many entries: about `expected` new ones. */
  intake(arrival: Arrival, expected: number): Intake

  /** Signs and appends an entry of this device's own log, durable when it returns. */
  write(body: Body, scope?: Scope): Entry

  entry(id: EntryId): Entry | null

  /**
   * Logs that hold entries whose bodies stayed behind and may still come, with the place of the first of them;
   * forgotten ones may not come.
   */
  missingBodies(): ReadonlyMap<LogId, number>
}

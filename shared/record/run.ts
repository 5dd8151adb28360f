import type { EntryId, LogId, RawEntry } from './entry.ts'

/** Runs of entries, which is what travels between two records, whatever the road. Every road passes test/transport/suite.ts. */

/** The tips of one log; more than one only where the log has forked. */
export interface LogHead {
  log: LogId
  heads: { seq: number; id: EntryId }[]
}
export type HaveVector = LogHead[]

/** Consecutive entries of one log, first to last. The last signature vouches for all before it. */
export interface Run {
  log: LogId
  entries: RawEntry[]
}

/** Consecutive entries of one log that somebody lacks, told by their ends. */
export interface LackedRange {
  log: LogId
  from: number
  to: number
  /** `prev` of the first, 32 bytes */
  before: Uint8Array
  /** the last */
  head: EntryId
  /** of all their headers, signatures and bodies */
  bytes: number
}

/** How far a received run was taken. */
export interface RunOutcome {
  log: LogId
  /** entries that were new */
  added: number
  /** bodies that were missing and are there now */
  filled: number
  /** the run branches off what is held: both branches are kept */
  forked: boolean
}

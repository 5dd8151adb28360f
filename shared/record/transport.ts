import type { EntryId, LogId, RawEntry } from './entry.ts'

/**
 * One replication, whatever the road. A stick answers `have` with what its manifest says and can only
 * give; a LAN link does both ways at once. Every road passes test/transport/suite.ts.
 */

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
  /** the run branches off what is held: both branches are kept */
  forked: boolean
}

/** A way by which runs of entries travel between two records. */
export interface Transport {
  /** what the other side holds, as far as this road knows it */
  have(): Promise<HaveVector>
  /** asks the other side for what `mine` lacks; runs arrive in any order of logs, each log in order */
  receive(mine: HaveVector, signal: { readonly aborted: boolean }): AsyncIterable<Run>
  /** gives runs to the other side; resolves once they are durable there (written and synced) */
  send(runs: AsyncIterable<Run>, signal: { readonly aborted: boolean }): Promise<void>
  close(): Promise<void>
}

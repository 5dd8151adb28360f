import type { Manifest } from '#shared/bundle/manifest.ts'
import type { Entry, EntryId, LogId } from '#shared/record/entry.ts'
import type { FaultCodes } from '../bundle-file.ts'

/** What a run follows and the bundle has not brought before it: the record must hold it already. */
export interface Wanting {
  before: EntryId
  log: LogId
  /** of the run's first entry */
  seq: number
  /** of the file, where the run stands */
  byte: number
}

/** A run that was found sound. */
export interface ExaminedRun {
  log: LogId
  entries(): Entry[]
}

/**
 * A part of a bundle that was examined: each run is sound, in its place, and as the manifest promised. `Run` is
 * what is kept of it.
 */
export type ExaminedPart<Run = ExaminedRun> =
  /** of a welcome or a backup, before all else */
  | { sort: 'head'; payload: Uint8Array }
  | { sort: 'manifest'; manifest: Manifest }
  /** `bytes` is what the entries are views of */
  | { sort: 'runs'; bytes: Uint8Array; runs: Run[]; wanting: Wanting[] }
  /** named by its SHA-256, which was checked */
  | { sort: 'blob'; bytes: Uint8Array }

/** A bundle, welcome or backup that is being read, in this thread or in one of its own. */
export interface Reading {
  readonly sizeBytes: number
  /** with which its faults are told */
  readonly codes: FaultCodes
  /** bytes of the file that lie behind the part given last */
  readonly readBytes: number
  /**
   * The next part; null after the last, when the file's end was found whole as well. Throws the
   * `FailureError` that tells what is wrong and where.
   */
  next(): Promise<ExaminedPart | null>
  /**
   * Goes through the whole file once without unpacking it: encryption tags, hashes of parts, the seal over
   * all of them and the maker's signature. `onRead` hears how many of its bytes are done; it may throw.
   */
  checkWhole(onRead: (bytes: number) => void): Promise<void>
  /** Lets go of the file and of all memory; again, it does nothing. */
  close(): Promise<void>
}

import { bytesEqual } from '../record/ids.ts'
import type { Range } from './manifest.ts'

/** The first and last entry of a run, as far as the ledger looks at them. */
export interface RunEnds {
  log: Uint8Array
  firstSeq: number
  /** id before the first entry, as its header says */
  before: Uint8Array
  lastSeq: number
  /** id of the last entry */
  head: Uint8Array
}

/**
 * Holds the runs of a bundle against the ranges its manifest promised: in that order, each whole, nothing
 * else. Takes constant memory beside the manifest.
 */
export class RangeLedger {
  readonly #ranges: readonly Range[]
  #index = 0
  /** the last entry taken of the range at `#index`; null before its first */
  #reached: { seq: number; id: Uint8Array } | null = null

  constructor(ranges: readonly Range[]) {
    this.#ranges = ranges
  }

  /** True where the run is the next that was promised; nothing is taken where it is not. */
  take(run: RunEnds): boolean {
    const range = this.#ranges[this.#index]
    if (range === undefined || !bytesEqual(run.log, range.log)) return false
    const seq = this.#reached === null ? range.from : this.#reached.seq + 1
    const before = this.#reached === null ? range.before : this.#reached.id
    if (run.firstSeq !== seq || !bytesEqual(run.before, before) || run.lastSeq > range.to) return false
    if (run.lastSeq < range.to) {
      this.#reached = { seq: run.lastSeq, id: run.head }
      return true
    }
    if (!bytesEqual(run.head, range.head)) return false
    this.#index++
    this.#reached = null
    return true
  }

  /** All that was promised has come. */
  get complete(): boolean {
    return this.#index === this.#ranges.length
  }

  /** The seq at which the range now being taken ends; null once all are complete. */
  get currentEnd(): number | null {
    return this.#ranges[this.#index]?.to ?? null
  }
}

import type { Hashing, Verifying } from '../record/deps.ts'
import type { Entry, EntryId, LogId } from '../record/entry.ts'
import { bytesToId } from '../record/ids.ts'
import type { Run } from '../record/run.ts'
import { verifyRun } from '../record/verify-run.ts'
import { isZero } from './bytes.ts'
import type { Manifest } from './manifest.ts'
import { RangeLedger } from './range-ledger.ts'
import type { PackedRun } from './run-chunk.ts'

/** The record's view of a bundle's run. */
export const unpackRun = (run: PackedRun): Run => ({ log: bytesToId<LogId>(run.log), entries: run.entries })

/** The run at `seq` of `log` follows an entry that does not stand before it in the bundle. */
export interface Missing {
  before: EntryId
  log: LogId
  seq: number
  /** where in the stream the run stands */
  at: number
}

export const hangsElsewhere = 'a run says that it follows an entry that stands elsewhere'

/** Where an entry must stand that something else is said to follow. */
const placeOf = (log: LogId, seq: number): string => `${log} ${seq}`

/**
 * Examines the runs of a bundle without writing any: each verifies by itself, follows what it says it
 * follows, and is the next that the manifest promised. Memory grows with the manifest alone.
 */
export class BundleExaminer {
  readonly #ledger: RangeLedger
  readonly #deps: { hashing: Hashing; verifying: Verifying }
  /** of entries that ranges follow and that have not been met in the bundle yet, the places they must have */
  readonly #unmet = new Map<EntryId, Set<string>>()
  readonly #missing: Missing[] = []

  constructor(manifest: Manifest, deps: { hashing: Hashing; verifying: Verifying }) {
    this.#ledger = new RangeLedger(manifest.ranges)
    this.#deps = deps
    for (const { log, from, before } of manifest.ranges) {
      if (isZero(before)) continue
      const id = bytesToId<EntryId>(before)
      const places = this.#unmet.get(id) ?? new Set()
      this.#unmet.set(id, places.add(placeOf(bytesToId<LogId>(log), from - 1)))
    }
  }

  /**
   * Takes the next run, which stands at `at` of the stream; returns its entries. Throws `FailureError` run-bad.
   * A string says what is wrong.
   */
  take(run: PackedRun, at: number): Entry[] | string {
    const entries = verifyRun(unpackRun(run), this.#deps)
    const first = entries[0] as Entry
    const last = entries[entries.length - 1] as Entry
    const promised = this.#ledger.take({
      log: run.log,
      firstSeq: first.header.seq,
      before: first.header.prev,
      lastSeq: last.header.seq,
      head: this.#deps.hashing.sha256(last.raw.header, last.raw.signature)
    })
    if (!promised) return 'a run is not what the manifest promises'
    if (this.#unmet.size > 0) {
      const before = bytesToId<EntryId>(first.header.prev)
      if (this.#unmet.has(before)) this.#missing.push({ before, log: first.log, seq: first.header.seq, at })
      for (const { id, log, header } of entries) {
        const places = this.#unmet.get(id)
        if (places === undefined) continue
        places.delete(placeOf(log, header.seq))
        if (places.size > 0) return hangsElsewhere
        this.#unmet.delete(id)
      }
    }
    return entries
  }

  /** All that the manifest promises has come. */
  get complete(): boolean {
    return this.#ledger.complete
  }

  /** What the bundle builds on and does not bring: the record that takes it must hold these already. */
  get missing(): readonly Missing[] {
    return this.#missing
  }
}

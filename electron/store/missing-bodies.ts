import type { Database } from './database.ts'

/** From where on bodies of a log are missing. */
interface Gap {
  seq: number
  /** the one that was missing there came, or was forgotten: where the next is, if any, is looked up when asked */
  passed: boolean
}

/**
 * Bodies that stayed behind (a travel pack leaves some) and may still come; forgotten ones are not missing. What
 * comes before the first of them in its log is all that can be passed on of that log, so it is kept in memory.
 */
export class MissingBodies {
  /** by the log's local number; null until it is asked for */
  private gaps: Map<number, Gap> | null = null

  constructor(private readonly database: Database) {}

  /** Forgets what is kept in memory. */
  load(): void {
    this.gaps = null
  }

  /** An entry was folded: its body is missing, or it is not, or no longer. */
  judged(log: number, seq: number, missing: boolean): void {
    const gap = this.gaps?.get(log)
    if (!missing) {
      if (gap?.seq === seq) gap.passed = true
    } else if (!gap || seq < gap.seq) this.gaps?.set(log, { seq, passed: false })
    else if (gap.seq === seq) gap.passed = false
  }

  /** The first place of a log at which a body is missing; null where none is. */
  firstOf(log: number): number | null {
    const gaps = this.read()
    const gap = gaps.get(log)
    if (!gap) return null
    if (!gap.passed) return gap.seq
    const next = this.nextFrom(log, gap.seq)
    if (next === null) gaps.delete(log)
    else gaps.set(log, { seq: next, passed: false })
    return next
  }

  /** The logs of which bodies are missing, by their local numbers. */
  logs(): number[] {
    return [...this.read().keys()].filter(log => this.firstOf(log) !== null)
  }

  /** Local numbers of a log's entries whose bodies are missing. */
  entriesOf(log: number): Set<number> {
    const first = this.firstOf(log)
    if (first === null) return new Set()
    const select = this.database.prepare<{ n: number }>(
      `SELECT entries.n FROM entries INDEXED BY entries_place LEFT JOIN aside ON aside.n = entries.n
       WHERE entries.log = ? AND entries.seq >= ? AND entries.body IS NULL AND aside.reason IS NOT 'forgotten'`
    )
    return new Set(select.all(log, first).map(({ n }) => n))
  }

  private read(): Map<number, Gap> {
    if (this.gaps) return this.gaps
    const select = this.database.prepare<{ log: number; seq: number }>(
      `SELECT entries.log, min(entries.seq) AS seq
       FROM entries INDEXED BY entries_bodiless LEFT JOIN aside ON aside.n = entries.n
       WHERE entries.body IS NULL AND aside.reason IS NOT 'forgotten' GROUP BY entries.log`
    )
    this.gaps = new Map(select.all().map(({ log, seq }) => [log, { seq, passed: false }]))
    return this.gaps
  }

  /** By the place, not by what has no body: all steps from gap to gap together pass over the log once. */
  private nextFrom(log: number, seq: number): number | null {
    const select = this.database.prepare<{ seq: number }>(
      `SELECT entries.seq FROM entries INDEXED BY entries_place LEFT JOIN aside ON aside.n = entries.n
       WHERE entries.log = ? AND entries.seq >= ? AND entries.body IS NULL AND aside.reason IS NOT 'forgotten'
       ORDER BY entries.seq LIMIT 1`
    )
    return select.get(log, seq)?.seq ?? null
  }
}

import type { EntryId, LogId } from '../record/entry.ts'
import type { HaveVector, LogHead } from '../record/run.ts'

/** Consecutive entries of one log, as a manifest's range says it, in ids. */
export interface Stretch {
  log: LogId
  from: number
  to: number
  /** the entry before the first; null where the stretch begins its log */
  before: EntryId | null
  head: EntryId
}

/** Of an entry, the one before it; null for the first, and where it is not held. */
export type PrevOf = (id: EntryId) => EntryId | null

/**
 * What several bundles hold together, as a have-vector. A stretch counts only where everything before it is
 * there too: otherwise whoever holds that would think that nobody lacks it. On a log that never forked, the
 * numbers tell; on a forked one, what the entries name as the one before them.
 */
export const coveredBy = (
  stretches: Iterable<Stretch>,
  forked: (log: LogId) => PrevOf | null
): HaveVector => {
  const byLog = new Map<LogId, Stretch[]>()
  for (const stretch of stretches) {
    const known = byLog.get(stretch.log)
    if (known) known.push(stretch)
    else byLog.set(stretch.log, [stretch])
  }
  return [...byLog]
    .map(([log, all]): LogHead => ({ log, heads: headsOf(all, forked(log)) }))
    .filter(({ heads }) => heads.length > 0)
}

const headsOf = (stretches: Stretch[], prevOf: PrevOf | null): LogHead['heads'] => {
  const reached = new Map<EntryId, number>()
  let reachedSeq = 0
  const ends: EntryId[] = []
  const passed = new Set<EntryId>()
  /** Branches begin in the middle of what another stretch holds. Each entry is looked at once, and only then. */
  const isPassed = (id: EntryId): boolean => {
    for (const end of ends.splice(0))
      for (let at: EntryId | null = end; at !== null && !passed.has(at); at = prevOf?.(at) ?? null)
        passed.add(at)
    return passed.has(id)
  }
  for (const { from, to, before, head } of stretches.sort((a, b) => a.from - b.from)) {
    const follows =
      before === null || reached.has(before) || (prevOf ? isPassed(before) : from - 1 <= reachedSeq)
    if (!follows) continue
    reached.set(head, to)
    ends.push(head)
    reachedSeq = Math.max(reachedSeq, to)
  }
  return [...reached].map(([id, seq]) => ({ id, seq })).sort((a, b) => b.seq - a.seq)
}

/** A have-vector after these stretches were handed over as well. */
export const advancedBy = (have: HaveVector, stretches: Iterable<Stretch>): HaveVector => {
  const byLog = new Map(have.map(({ log, heads }) => [log, [...heads]]))
  for (const { log, to, head } of stretches)
    byLog.set(log, [{ seq: to, id: head }, ...(byLog.get(log) ?? [])])
  return [...byLog].map(([log, heads]) => ({ log, heads }))
}

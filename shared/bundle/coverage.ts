import type { EntryId, LogId } from '../record/entry.ts'
import type { HaveVector, LogHead } from '../record/transport.ts'

/** Consecutive entries of one log, as a manifest's range says it, in ids. */
export interface Stretch {
  log: LogId
  from: number
  to: number
  /** the entry before the first; null where the stretch begins its log */
  before: EntryId | null
  head: EntryId
}

/**
 * What several bundles hold together, as a have-vector. A stretch counts only where everything before it is
 * there too: otherwise whoever holds that would think that nobody lacks it. On a log that never forked,
 * stretches may overlap; on a forked one each must follow another's very end.
 */
export const coveredBy = (stretches: Iterable<Stretch>, isForked: (log: LogId) => boolean): HaveVector => {
  const byLog = new Map<LogId, Stretch[]>()
  for (const stretch of stretches) {
    const known = byLog.get(stretch.log)
    if (known) known.push(stretch)
    else byLog.set(stretch.log, [stretch])
  }
  return [...byLog]
    .map(([log, all]): LogHead => ({ log, heads: headsOf(all, isForked(log)) }))
    .filter(({ heads }) => heads.length > 0)
}

const headsOf = (stretches: Stretch[], forked: boolean): LogHead['heads'] => {
  const reached = new Map<EntryId, number>()
  let reachedSeq = 0
  for (const { from, to, before, head } of stretches.sort((a, b) => a.from - b.from)) {
    const follows = before === null || reached.has(before) || (!forked && from - 1 <= reachedSeq)
    if (!follows) continue
    reached.set(head, to)
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

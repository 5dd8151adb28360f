import type { Authority } from './authority.ts'
import type { LogId, ThingId } from './entry.ts'

/** Logs whose entries may stand otherwise than before. */
export interface AuthorityChange {
  /** only gained standing: what was set aside may count now */
  gained: Set<LogId>
  /** lost some: what counted may count no more */
  lost: Set<LogId>
}

const none: ReadonlySet<never> = new Set()

const everOf = new WeakMap<Authority, Map<LogId, Set<ThingId>>>()
/** For each log the communes it was ever a member of. */
const communesEverOf = (authority: Authority): Map<LogId, Set<ThingId>> => {
  const known = everOf.get(authority)
  if (known) return known
  const communes = new Map<LogId, Set<ThingId>>()
  for (const [commune, logs] of authority.everMembers)
    for (const log of logs) communes.set(log, (communes.get(log) ?? new Set()).add(commune))
  everOf.set(authority, communes)
  return communes
}

/** Which logs' entries must be judged anew after authority went from `before` to `after`. */
export const authorityChange = (before: Authority, after: Authority): AuthorityChange => {
  const gained = new Set<LogId>()
  const lost = new Set<LogId>()
  const standsIn = (authority: Authority, log: LogId): Set<string> => {
    const standing = new Set<string>()
    for (const commune of communesEverOf(authority).get(log) ?? none) {
      standing.add(`member ${commune}`)
      if (authority.communesIn.has(commune)) standing.add(`in ${commune}`)
    }
    return standing
  }
  for (const log of new Set([...communesEverOf(before).keys(), ...communesEverOf(after).keys()])) {
    const had = standsIn(before, log)
    const has = standsIn(after, log)
    if ([...had].some(right => !has.has(right))) lost.add(log)
    else if (has.size > had.size) gained.add(log)
  }
  const bound = (authority: Authority, log: LogId) =>
    authority.honouredBelow.get(log) ?? Number.POSITIVE_INFINITY
  for (const log of new Set([...before.honouredBelow.keys(), ...after.honouredBelow.keys()])) {
    if (bound(after, log) < bound(before, log)) lost.add(log)
    if (bound(after, log) > bound(before, log)) gained.add(log)
  }
  // where a release had pinned the same `seq` nothing is lost, but the reason is another
  for (const [log, seq] of after.forks) if (before.forks.get(log) !== seq) lost.add(log)
  for (const commune of new Set([...before.left.keys(), ...after.left.keys()]))
    for (const log of after.everMembers.get(commune) ?? none)
      if (before.left.get(commune)?.get(log) !== after.left.get(commune)?.get(log)) lost.add(log)
  for (const log of lost) gained.delete(log)
  return { gained, lost }
}

/** The commune a device speaks for unless another is named: one that is in before one that waits. */
export const ownCommune = (authority: Authority, device: LogId): ThingId | null => {
  const communes = [...(authority.communesOf.get(device) ?? none)].sort()
  return communes.find(commune => authority.communesIn.has(commune)) ?? communes[0] ?? null
}

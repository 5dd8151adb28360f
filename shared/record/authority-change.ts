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

type Standings = Pick<Authority, 'everMembers' | 'takenIn' | 'communesIn'>

const rightsOf = new WeakMap<Standings, Map<LogId, Set<string>>>()
/** For each log what it ever had the standing for. */
const rightsByLog = (authority: Standings): Map<LogId, Set<string>> => {
  const known = rightsOf.get(authority)
  if (known) return known
  const rights = new Map<LogId, Set<string>>()
  const give = (log: LogId, right: string) => rights.set(log, (rights.get(log) ?? new Set()).add(right))
  for (const [commune, logs] of authority.everMembers)
    for (const log of logs) {
      give(log, `member ${commune}`)
      if (authority.communesIn.has(commune)) give(log, `in ${commune}`)
    }
  for (const [commune, persons] of authority.takenIn)
    for (const [log, person] of persons) give(log, `taken into ${commune} as ${person}`)
  rightsOf.set(authority, rights)
  return rights
}

/** Which logs' entries must be judged anew after authority went from `before` to `after`. */
export const authorityChange = (before: Authority, after: Authority): AuthorityChange => {
  const gained = new Set<LogId>()
  const lost = new Set<LogId>()
  const [hadByLog, hasByLog] = [rightsByLog(before), rightsByLog(after)]
  for (const log of new Set([...hadByLog.keys(), ...hasByLog.keys()])) {
    const had: ReadonlySet<string> = hadByLog.get(log) ?? none
    const has: ReadonlySet<string> = hasByLog.get(log) ?? none
    if ([...had].some(right => !has.has(right))) lost.add(log)
    else if (has.size > had.size) gained.add(log)
  }
  const pin = ({ pins }: Authority, commune: ThingId, log: LogId) =>
    pins.get(commune)?.get(log) ?? Number.POSITIVE_INFINITY
  for (const commune of new Set([...before.pins.keys(), ...after.pins.keys()]))
    for (const log of new Set([
      ...(before.pins.get(commune)?.keys() ?? []),
      ...(after.pins.get(commune)?.keys() ?? [])
    ])) {
      if (pin(after, commune, log) < pin(before, commune, log)) lost.add(log)
      if (pin(after, commune, log) > pin(before, commune, log)) gained.add(log)
    }
  // where a release had pinned the same `seq` nothing is lost, but the reason is another
  for (const [log, seq] of after.forks) if (before.forks.get(log) !== seq) lost.add(log)
  // whom a forked log took in counts, and does not where that log is found to be a sheet's
  for (const log of after.forks.keys()) if (before.sheets.has(log) !== after.sheets.has(log)) lost.add(log)
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

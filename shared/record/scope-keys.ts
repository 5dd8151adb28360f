import type { Act } from './act.ts'
import type { Authority } from './authority.ts'
import { orderActs } from './authority-order.ts'
import type { EntryId, LogId, Scope, ThingId } from './entry.ts'
import { judge } from './standing.ts'

/** A secret of a scope, as the entry that brought it tells of it. */
export interface ScopeKey {
  entry: EntryId
  scope: Scope
  /** the device that made it */
  author: LogId
  /** whom it was sealed to */
  to: readonly LogId[]
  /** an age file of the 32 bytes */
  sealed: Uint8Array
}

/**
 * The keys that count, by scope, the newest first. A commune's come from its members, the federation's from
 * members of communes that are in, a case's from those who were given the one before.
 */
export const scopeKeys = (acts: Iterable<Act>, authority: Authority): Map<Scope, ScopeKey[]> => {
  const keys = new Map<Scope, ScopeKey[]>()
  const given = new Map<Scope, Set<LogId>>()
  // in the order of the whole graph: a key often saw the one before it only through a release between them
  for (const act of orderActs(
    [...acts].filter(act => act.content === null),
    authority.forks
  ).ordered) {
    if (act.body?.kind !== 'key') continue
    const scope = (act.fields.scope as Scope | undefined) ?? act.id
    const to = act.fields.to as LogId[]
    const begins = act.fields.scope === undefined
    const commune = act.body?.commune ?? null
    const rule = scope === 'federation' ? ('federated-member' as const) : ('member' as const)
    if (
      judge(authority, { log: act.log, seq: act.seq, outlivesFork: false, rule, commune, home: null }) !==
      null
    )
      continue
    const known = given.get(scope)
    const mayRenew = scope === 'federation' || scope === commune || begins || known?.has(act.log)
    if (!mayRenew) continue
    given.set(scope, new Set([...(known ?? []), ...to]))
    const sealed = act.fields.sealed as Uint8Array
    const key = { entry: act.id, scope, author: act.log, to, sealed }
    keys.set(scope, [key, ...(keys.get(scope) ?? [])])
  }
  return keys
}

/** Devices that may read a scope now. Forked devices are not among them: nobody knows whose hands they are in. */
export const readersOf = (scope: Scope, authority: Authority, newest: ScopeKey | undefined): LogId[] => {
  const present = (log: LogId) => !authority.forks.has(log) && authority.devices.has(log)
  if (scope === 'federation') {
    const logs = [...authority.communesIn].flatMap(commune => [...(authority.members.get(commune) ?? [])])
    return [...new Set(logs)].filter(present).sort()
  }
  const members = authority.members.get(scope as ThingId)
  if (members) return [...members].filter(present).sort()
  // a case: those it was last sealed to, as far as they still stand in any commune
  return (newest?.to ?? []).filter(log => present(log) && authority.communesOf.has(log))
}

/**
 * Whether a scope's newest secret is known to somebody who may read no more, or may be lacking to somebody
 * who may: a device taken in by an act that did not see the renewal. `newest` is absent while the scope
 * has the secret it began with.
 */
export const mustRenew = (
  scope: Scope,
  authority: Authority,
  acts: readonly Act[],
  newest: ScopeKey | undefined
): boolean => {
  const readers = new Set(readersOf(scope, authority, newest))
  if (!newest) {
    const isGone = (log: LogId) =>
      authority.released.some(one => one.device === log) || authority.forks.has(log)
    const hasLeft = (log: LogId) =>
      [...authority.left.keys()].some(commune => authority.everMembers.get(commune)?.has(log))
    const knowsStill = (log: LogId) => isGone(log) || (scope === 'federation' && hasLeft(log))
    return [...authority.devices.keys()].some(log => !readers.has(log) && knowsStill(log))
  }
  if (newest.to.some(log => !readers.has(log))) return true
  const known = new Set(newest.to)
  const lacking = [...readers].filter(log => !known.has(log))
  if (lacking.length === 0) return false
  const graph = orderActs(acts, authority.forks)
  const knew = (log: LogId) =>
    acts.some(act => tookIn(act, log, authority) && graph.saw(act.id, newest.entry))
  return lacking.some(log => !knew(log))
}

/** Whether an act let this device in, so that its author handed it a welcome. */
const tookIn = ({ body, fields }: Act, log: LogId, authority: Authority): boolean => {
  if (body?.kind === 'admit') return fields.device === log
  if (body?.kind !== 'vouch') return false
  const member = fields.member as { device: LogId } | undefined
  return member ? member.device === log : authority.members.get(fields.for as ThingId)?.has(log) === true
}

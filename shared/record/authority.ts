import type { Act } from './act.ts'
import type { LogId, ThingId } from './entry.ts'
import { foldPuts } from './fold-puts.ts'

/**
 * Who stands where, told from the authority entries alone and read the same way by every device:
 * which devices are members of which commune, which communes are in the federation, and how far each
 * log is honoured.
 */
export interface Authority {
  federation: ThingId | null
  members: ReadonlyMap<ThingId, ReadonlySet<LogId>>
  communesOf: ReadonlyMap<LogId, ReadonlySet<ThingId>>
  communesIn: ReadonlySet<ThingId>
  /** entries from this `seq` on are not honoured; a log without a bound is honoured whole */
  honouredBelow: ReadonlyMap<LogId, number>
}

export interface AuthorityInput {
  /** every held act of an authority kind, in any order */
  acts: Iterable<Act>
  /** the federation this record stands in */
  federation: ThingId | null
  /** the first `seq` at which a log holds two entries */
  forks: ReadonlyMap<LogId, number>
}

const authorityKinds: ReadonlySet<string> = new Set(['commune', 'admit', 'federation', 'vouch'])
export const isAuthorityKind = (kind: string): boolean => authorityKinds.has(kind)

const add = <K, V>(map: Map<K, Set<V>>, key: K, value: V): boolean => {
  const set = map.get(key)
  if (!set) {
    map.set(key, new Set([value]))
    return true
  }
  if (set.has(value)) return false
  set.add(value)
  return true
}

export const noAuthority: Authority = {
  federation: null,
  members: new Map(),
  communesOf: new Map(),
  communesIn: new Set(),
  honouredBelow: new Map()
}

/**
 * Evaluates the whole of authority anew. The rules so far only ever grant, so their least fixed point
 * does not depend on the order of evaluation. A rule that takes away (release) pins a log's last
 * honoured `seq`: it goes through the acts in the order of their `over` graph, ties by id, and begins
 * again with the pin added to `honouredBelow`.
 */
export const evaluateAuthority = (input: AuthorityInput): Authority => {
  const honouredBelow = new Map(input.forks)
  const acts = [...input.acts].filter(
    act => act.content === null && act.seq < (honouredBelow.get(act.log) ?? Number.POSITIVE_INFINITY)
  )
  const ofKind = (kind: string) => acts.filter(act => act.body?.kind === kind)
  const members = membersOf(ofKind('commune'), ofKind('admit'))
  const communesOf = new Map<LogId, Set<ThingId>>()
  for (const [commune, logs] of members) for (const log of logs) add(communesOf, log, commune)
  const communesIn = federated(input.federation, ofKind('federation'), ofKind('vouch'), members)
  return { federation: input.federation, members, communesOf, communesIn, honouredBelow }
}

/** The author of a commune's first entry is a member; so is every device that a member admits. */
const membersOf = (communes: Act[], admits: Act[]): Map<ThingId, Set<LogId>> => {
  const members = new Map<ThingId, Set<LogId>>()
  const reached: { commune: ThingId; log: LogId }[] = []
  const join = (commune: ThingId, log: LogId) => {
    if (add(members, commune, log)) reached.push({ commune, log })
  }
  const admitted = new Map<string, LogId[]>()
  for (const { body, log, fields } of admits) {
    if (body?.commune === undefined) continue
    const by = `${body.commune} ${log}`
    admitted.set(by, [...(admitted.get(by) ?? []), fields.device as LogId])
  }
  for (const act of communes) if (act.thing === act.id) join(act.id, act.log)
  for (let next = reached.pop(); next; next = reached.pop())
    for (const device of admitted.get(`${next.commune} ${next.log}`) ?? []) join(next.commune, device)
  return members
}

/** Least fixed point from the founder's commune: in is who enough of those that are in have vouched for. */
const federated = (
  federation: ThingId | null,
  puts: Act[],
  vouches: Act[],
  members: Map<ThingId, Set<LogId>>
): Set<ThingId> => {
  const communesIn = new Set<ThingId>()
  const founder = puts.find(put => put.id === federation)?.body?.commune
  if (founder === undefined || federation === null) return communesIn
  const own = puts.filter(put => put.thing === federation)
  const counts = new Set(own.filter(put => members.get(founder)?.has(put.log)).map(put => put.id))
  if (!counts.has(federation)) return communesIn
  const threshold = Number(foldPuts(own, counts).fields.vouchThreshold)
  const vouchedBy = new Map<ThingId, ThingId[]>()
  for (const { body, log, fields } of vouches)
    if (body?.commune !== undefined && members.get(body.commune)?.has(log))
      vouchedBy.set(body.commune, [...(vouchedBy.get(body.commune) ?? []), fields.for as ThingId])
  const vouchers = new Map<ThingId, Set<ThingId>>()
  const entered = [founder]
  for (let next = entered.pop(); next; next = entered.pop()) {
    if (communesIn.has(next)) continue
    communesIn.add(next)
    for (const commune of vouchedBy.get(next) ?? []) {
      add(vouchers, commune, next)
      if (vouchers.get(commune)!.size >= threshold && members.has(commune)) entered.push(commune)
    }
  }
  return communesIn
}

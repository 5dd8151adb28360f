import type { Act } from './act.ts'
import { type AuthorityGraph, orderActs } from './authority-order.ts'
import type { EntryId, LogId, ThingId } from './entry.ts'
import { type Federated, federated, revivals } from './federated.ts'
import { type Device, devicesOf, type Grant, type Members, membersOf } from './members.ts'
import { nextRelease, type Released } from './releases.ts'

/**
 * Who stands where, told from the authority entries alone and read the same way by every device: which
 * devices are members of which commune, which communes are in the federation, and how far each log is
 * honoured.
 */
export interface Authority {
  federation: ThingId | null
  /** who is a member now */
  members: ReadonlyMap<ThingId, ReadonlySet<LogId>>
  communesOf: ReadonlyMap<LogId, ReadonlySet<ThingId>>
  /** whoever was a member at any time: what they wrote below their bound stands */
  everMembers: ReadonlyMap<ThingId, ReadonlySet<LogId>>
  communesIn: ReadonlySet<ThingId>
  /** communes that left: for each log, the `seq` from which its words are no longer the federation's */
  left: ReadonlyMap<ThingId, ReadonlyMap<LogId, number>>
  /** entries from this `seq` on are not honoured; a log without a bound is honoured whole */
  honouredBelow: ReadonlyMap<LogId, number>
  /** the first `seq` at which a log holds two entries */
  forks: ReadonlyMap<LogId, number>
  released: readonly Released[]
  /** what is known of each device that was taken in */
  devices: ReadonlyMap<LogId, Device>
  vouchThreshold: number
  /** what the next authority entry names in `over`: the deepest first */
  heads: readonly EntryId[]
}

export interface AuthorityInput {
  /** every held act of an authority kind, in any order */
  acts: Iterable<Act>
  /** the federation this record stands in */
  federation: ThingId | null
  /** the first `seq` at which a log holds two entries */
  forks: ReadonlyMap<LogId, number>
}

const authorityKinds: ReadonlySet<string> = new Set([
  'commune',
  'admit',
  'federation',
  'vouch',
  'release',
  'leave',
  'key'
])
export const isAuthorityKind = (kind: string): boolean => authorityKinds.has(kind)

export const noAuthority: Authority = {
  federation: null,
  members: new Map(),
  communesOf: new Map(),
  everMembers: new Map(),
  communesIn: new Set(),
  left: new Map(),
  honouredBelow: new Map(),
  forks: new Map(),
  released: [],
  devices: new Map(),
  vouchThreshold: 1,
  heads: []
}

/**
 * Evaluates the whole of authority anew, in rounds. Each round takes what is honoured so far, lets all
 * grants add up (their order does not matter), and looks for the first release that takes effect; its pin
 * bounds a log, and the next round begins. A release once found stays, so the rounds end, and every device
 * finds the same ones, as the order is that of the graph with ties by id.
 */
export const evaluateAuthority = ({ acts: given, federation, forks }: AuthorityInput): Authority => {
  const all = [...given].filter(act => act.content === null)
  const graph = orderActs(all)
  const honouredBelow = new Map(forks)
  const released: Released[] = []
  const anyRevival = all.some(act => act.body?.kind === 'vouch' && act.fields.member !== undefined)
  const honoured = () =>
    graph.ordered.filter(act => act.seq < (honouredBelow.get(act.log) ?? Number.POSITIVE_INFINITY))
  let acts = honoured()
  let round = grantsOf(graph, acts, federation, released, forks)
  for (;;) {
    const next = nextRelease(graph, acts, round.members, released)
    if (next) {
      released.push(next)
      const bound = Math.min(next.lastSeq + 1, honouredBelow.get(next.device) ?? Number.POSITIVE_INFINITY)
      honouredBelow.set(next.device, bound)
      // most pins take nothing away that others' standing hangs on: then the grants are what they were
      if (acts.some(act => act.log === next.device && act.seq >= bound) || anyRevival) {
        acts = honoured()
        round = grantsOf(graph, acts, federation, released, forks)
      }
      continue
    }
    const present = presentOf(round.members, released)
    const communesOf = new Map<LogId, Set<ThingId>>()
    for (const [commune, logs] of present)
      for (const log of logs) communesOf.set(log, (communesOf.get(log) ?? new Set()).add(commune))
    return {
      federation,
      members: present,
      communesOf,
      everMembers: new Map([...round.members].map(([commune, logs]) => [commune, new Set(logs.keys())])),
      communesIn: round.federated.communesIn,
      left: round.federated.left,
      honouredBelow,
      forks,
      released,
      devices: devicesOf(acts),
      vouchThreshold: round.federated.vouchThreshold,
      heads: graph.heads
    }
  }
}

/** Members and communes by what is honoured; a commune without anybody left may get a new member from others. */
const grantsOf = (
  graph: AuthorityGraph,
  acts: readonly Act[],
  federation: ThingId | null,
  released: readonly Released[],
  forks: ReadonlyMap<LogId, number>
): { members: Members; federated: Federated } => {
  const alone = membersOf(acts, [])
  const plain = federated(federation, graph, acts, alone)
  const isGone = (commune: ThingId, log: LogId) =>
    forks.has(log) || released.some(one => one.commune === commune && one.device === log)
  const isEmpty = (commune: ThingId) =>
    [...(alone.get(commune)?.keys() ?? [])].every(log => isGone(commune, log))
  const revived: Grant[] = revivals(acts, alone, plain, isEmpty)
  if (revived.length === 0) return { members: alone, federated: plain }
  const members = membersOf(acts, revived)
  return { members, federated: federated(federation, graph, acts, members) }
}

const presentOf = (members: Members, released: readonly Released[]): Map<ThingId, Set<LogId>> => {
  const present = new Map([...members].map(([commune, logs]) => [commune, new Set(logs.keys())]))
  for (const { commune, device } of released) present.get(commune)?.delete(device)
  return present
}

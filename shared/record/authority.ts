import type { Act } from './act.ts'
import { addTo } from './add-to.ts'
import { type AuthorityGraph, orderActs } from './authority-order.ts'
import type { EntryId, LogId, ThingId } from './entry.ts'
import { type Federated, federated } from './federated.ts'
import {
  type Device,
  devicesOf,
  type Grant,
  type Members,
  membersOf,
  personsOf,
  sheetsIn
} from './members.ts'
import type { IsOwnWord } from './own-word.ts'
import { type PlaceOf, type Released, takeReleases } from './releases.ts'
import { revivals } from './revivals.ts'

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
  /** whoever was a member at any time: what they wrote up to their pin stands */
  everMembers: ReadonlyMap<ThingId, ReadonlySet<LogId>>
  /** of each of them the first device of the person whose it is */
  persons: ReadonlyMap<ThingId, ReadonlyMap<LogId, LogId>>
  /** recovery sheets of paper, told from all that ever took somebody in */
  sheets: ReadonlySet<LogId>
  communesIn: ReadonlySet<ThingId>
  /** communes that left: for each log, the `seq` from which its words are no longer the federation's */
  left: ReadonlyMap<ThingId, ReadonlyMap<LogId, number>>
  /** of each commune, the logs released from it and the last `seq` honoured in its name */
  pins: ReadonlyMap<ThingId, ReadonlyMap<LogId, number>>
  /**
   * Whoever was ever taken in by a line of admissions, whatever was released or forked since, and whose device it is:
   * devices and people only become more. Who may ask that the commune's words be forgotten, as bodies once deleted do
   * not come back
   */
  takenIn: ReadonlyMap<ThingId, ReadonlyMap<LogId, LogId>>
  /** the first `seq` at which a log holds two entries: no entry from there on is honoured but grants */
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
  /** of any held entry, as a release proves by one what its author had seen */
  placeOf: PlaceOf
  /** whether a device that an act takes in said itself what the act tells of it */
  isOwnWord: IsOwnWord
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
  persons: new Map(),
  sheets: new Set(),
  communesIn: new Set(),
  left: new Map(),
  pins: new Map(),
  takenIn: new Map(),
  forks: new Map(),
  released: [],
  devices: new Map(),
  vouchThreshold: 1,
  heads: []
}

type Bounds = Pick<Authority, 'forks' | 'pins'>

/** How far a log is honoured in the name of a commune (null: of none): the last such `seq`; grants are beyond a fork too. */
export const honouredTo = (bounds: Bounds, log: LogId, commune: ThingId | null): number =>
  Math.min((bounds.forks.get(log) ?? Number.POSITIVE_INFINITY) - 1, pinnedTo(bounds, log, commune))

/** The same as far as releases bound it. */
export const pinnedTo = ({ pins }: Pick<Bounds, 'pins'>, log: LogId, commune: ThingId | null): number =>
  (commune === null ? undefined : pins.get(commune)?.get(log)) ?? Number.POSITIVE_INFINITY

/** Others' standing may hang on it. */
const isGrant = ({ id, thing, body }: Act): boolean =>
  body?.kind === 'admit' ||
  body?.kind === 'vouch' ||
  (thing === id && (body?.kind === 'commune' || body?.kind === 'federation'))

/**
 * Grants outlive a fork of their log, or whoever copies one laptop would put out everybody whom it took in. Not those of
 * a sheet, which has one use: whoever uses a copy of it gains nothing.
 */
export const outlivesFork = ({ sheets }: Pick<Authority, 'sheets'>, act: Act): boolean =>
  isGrant(act) && !sheets.has(act.log)

/**
 * Evaluates the whole of authority anew, in rounds. Each round takes what is honoured so far, lets all
 * grants add up (their order does not matter), and takes releases in the order of the graph until a pin takes
 * away what grants hang on. A release once found stays and its pin is only ever lowered, so the rounds end, and
 * every device finds the same ones, as the order is that of the graph with ties by id.
 */
export const evaluateAuthority = ({
  acts: given,
  federation,
  forks,
  placeOf,
  isOwnWord
}: AuthorityInput): Authority => {
  const all = [...given].filter(act => act.content === null)
  const graph = orderActs(all, forks)
  const founder = all.find(({ id }) => id === federation)?.body?.commune ?? null
  /** in whose name an act is honoured; the covenant is its founder's, whoever a later put speaks for */
  const nameOf = (act: Act): ThingId | null => {
    if (act.body?.kind === 'commune') return act.thing
    return act.thing === federation ? founder : (act.body?.commune ?? null)
  }
  const decided = new Map<string, Released>()
  const pins = new Map<ThingId, Map<LogId, number>>()
  const bounds = { forks, pins }
  const everTakenIn = membersOf(graph.ordered, [])
  const sheets = sheetsIn(everTakenIn)
  const lastHonoured = (act: Act) =>
    (outlivesFork({ sheets }, act) ? pinnedTo : honouredTo)(bounds, act.log, nameOf(act))
  const honoured = () => graph.ordered.filter(act => act.seq <= lastHonoured(act))
  const byLog = new Map<LogId, Act[]>()
  for (const act of all) addTo(byLog, act.log, act)
  const anyRevival = all.some(act => act.body?.kind === 'vouch' && act.fields.member !== undefined)
  for (;;) {
    const acts = honoured()
    const round = grantsOf(graph, acts, federation, pins, forks)
    const basis = { graph, acts, members: round.members, sheets, placeOf }
    const took = ({ commune, device, lastSeq }: Released): 'go-on' | 'anew' => {
      const ofCommune = pins.get(commune) ?? new Map<LogId, number>()
      pins.set(commune, ofCommune.set(device, lastSeq))
      // most pins take nothing away that others' standing hangs on: then the grants are what they were
      const takesAway = byLog.get(device)?.some(act => act.seq > lastSeq && nameOf(act) === commune)
      return takesAway || (anyRevival && round.isEmpty(commune)) ? 'anew' : 'go-on'
    }
    if (!takeReleases(basis, decided, took)) continue
    const present = presentOf(round.members, pins)
    const communesOf = new Map<LogId, Set<ThingId>>()
    for (const [commune, logs] of present)
      for (const log of logs) communesOf.set(log, (communesOf.get(log) ?? new Set()).add(commune))
    return {
      federation,
      members: present,
      communesOf,
      everMembers: logsOf(round.members),
      persons: personsOfAll(round.members),
      sheets,
      takenIn: personsOfAll(everTakenIn),
      communesIn: round.federated.communesIn,
      left: round.federated.left,
      pins,
      forks,
      released: [...decided.values()],
      devices: devicesOf(
        acts,
        round.members,
        (log, commune) => !forks.has(log) && present.get(commune)?.has(log) === true,
        isOwnWord
      ),
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
  pins: ReadonlyMap<ThingId, ReadonlyMap<LogId, number>>,
  forks: ReadonlyMap<LogId, number>
): { members: Members; federated: Federated; isEmpty(commune: ThingId): boolean } => {
  const alone = membersOf(acts, [])
  const plain = federated(federation, graph, acts, alone)
  const isEmpty = (commune: ThingId) =>
    [...(alone.get(commune)?.keys() ?? [])].every(log => forks.has(log) || pins.get(commune)?.has(log))
  const revived: Grant[] = revivals(acts, alone, plain, isEmpty)
  if (revived.length === 0) return { members: alone, federated: plain, isEmpty }
  const members = membersOf(acts, revived)
  return { members, federated: federated(federation, graph, acts, members), isEmpty }
}

const logsOf = (members: Members): Map<ThingId, Set<LogId>> =>
  new Map([...members].map(([commune, logs]) => [commune, new Set(logs.keys())]))

const personsOfAll = (members: Members): Map<ThingId, Map<LogId, LogId>> =>
  new Map([...members].map(([commune, ofCommune]) => [commune, personsOf(ofCommune)]))

const presentOf = (
  members: Members,
  pins: ReadonlyMap<ThingId, ReadonlyMap<LogId, number>>
): Map<ThingId, Set<LogId>> => {
  const present = logsOf(members)
  for (const [commune, devices] of pins)
    for (const device of devices.keys()) present.get(commune)?.delete(device)
  return present
}

import type { Act } from './act.ts'
import { addTo } from './add-to.ts'
import type { AuthorityGraph } from './authority-order.ts'
import type { EntryId, LogId, ThingId } from './entry.ts'
import { foldPuts } from './fold-puts.ts'
import type { Members } from './members.ts'
import { VouchTally } from './vouch-tally.ts'

export interface Federated {
  /** in the federation now */
  communesIn: Set<ThingId>
  /** those that left: for each log, the `seq` from which its words no longer stand as the federation's */
  left: Map<ThingId, Map<LogId, number>>
  vouchThreshold: number
  /** how many communes must vouch, this vouch among them */
  needed(vouch: EntryId): number
}

/** Which communes are in, as far as one entry saw, or by all that is held. */
interface View {
  threshold: number
  /** in at any time, leaving apart */
  ever: Set<ThingId>
  now: Set<ThingId>
  needed: Federated['needed']
}

interface Vouching {
  for: ThingId
  act: EntryId
}

interface Basis {
  federation: EntryId
  founder: ThingId
  graph: AuthorityGraph
  members: Members
  /**
   * Every put of the covenant, also those that are not honoured, as they tell what the honoured ones saw: its row is
   * folded so
   */
  covenant: readonly Act[]
  counting: ReadonlySet<EntryId>
  /** by the commune in whose name they are said */
  vouchings: ReadonlyMap<ThingId, readonly Vouching[]>
  leaves: ReadonlyMap<ThingId, readonly Act[]>
  /** what was in as each put of the threshold saw; of those up to now in the order */
  views: Map<EntryId, View>
  /** how many communes were in as each vouch saw, its own counted, the one it is for left out; of those up to now */
  others: Map<EntryId, number>
}

/**
 * Which communes are in: the founder's, and those that enough communes that are in have vouched for (least
 * fixed point). Enough is the covenant's threshold, or all there were as a vouch knew that saw the threshold put; and
 * a threshold puts out nobody who was in as its author knew. A commune that left comes back by vouches that saw
 * its leaving; what it vouched before it left stands. The rule is told in docs/formats.md ("Who stands where").
 */
export const federated = (
  federation: ThingId | null,
  graph: AuthorityGraph,
  acts: readonly Act[],
  members: Members
): Federated => {
  const nothing = { communesIn: new Set<ThingId>(), left: new Map(), vouchThreshold: 1, needed: () => 1 }
  const founder = acts.find(({ id }) => id === federation)?.body?.commune
  if (founder === undefined || federation === null) return nothing
  const covenant = graph.ordered.filter(
    ({ thing, body }) => thing === federation && body?.kind === 'federation'
  )
  const honoured = new Set(acts.map(({ id }) => id))
  const counting = new Set(
    covenant.filter(({ id, log }) => honoured.has(id) && members.get(founder)?.has(log)).map(({ id }) => id)
  )
  if (!counting.has(federation)) return nothing
  const basis: Basis = {
    ...{ federation, founder, graph, members, covenant, counting },
    vouchings: vouchingsOf(acts, members),
    leaves: leavesOf(acts, members),
    views: new Map(),
    others: new Map()
  }
  // where one vouch is enough, what a vouch saw plays no part
  if (thresholdIn(covenant, counting).threshold > 1) lookBack(basis, acts)
  const { ever, now, threshold, needed } = viewOf(basis, null)
  const left = new Map<ThingId, Map<LogId, number>>()
  for (const [commune, leaves] of basis.leaves)
    if (ever.has(commune) && !now.has(commune)) left.set(commune, boundsOf(leaves))
  return { communesIn: now, left, vouchThreshold: threshold, needed }
}

/** As many as a vouch for this commune would need, written now by whoever knows all that is known here. */
export const vouchesNeeded = (
  { communesIn, vouchThreshold }: { communesIn: ReadonlySet<ThingId>; vouchThreshold: number },
  commune: ThingId
): number => Math.max(1, Math.min(vouchThreshold, othersIn(communesIn, commune)))

/** Fills `views` and `others`, in the order, as what an entry saw comes before it. */
const lookBack = (basis: Basis, acts: readonly Act[]): void => {
  const { graph, covenant, views, others } = basis
  const leaves = [...basis.leaves.values()].flat()
  /** vouches that saw more communes than are asked for, with how much of what can change that they saw */
  const plenty: { vouch: EntryId; puts: number; leaves: number }[] = []
  for (const act of acts) {
    if (setsThreshold(act, basis.counting)) views.set(act.id, viewOf(basis, act.id))
    if (act.body?.kind !== 'vouch') continue
    const isSeen = ({ id }: Act) => graph.saw(act.id, id)
    const saw = { puts: covenant.filter(isSeen).length, leaves: leaves.filter(isSeen).length }
    // whoever saw such a vouch, and no other put or leave, saw no fewer communes: there is no need to count them
    const isPlenty = plenty.some(
      one => one.puts === saw.puts && one.leaves === saw.leaves && graph.saw(act.id, one.vouch)
    )
    const { threshold, now } = isPlenty ? { threshold: 1, now: nobody } : viewOf(basis, act.id)
    // its own commune is in where the vouch stands at all, also where it looks away from that
    const known = new Set(now).add(act.body.commune as ThingId)
    others.set(act.id, isPlenty ? Number.POSITIVE_INFINITY : othersIn(known, act.fields.for as ThingId))
    if (threshold > 1 && now.size > threshold) plenty.push({ vouch: act.id, ...saw })
  }
}

const nobody: ReadonlySet<ThingId> = new Set()

const othersIn = (communes: ReadonlySet<ThingId>, but: ThingId): number =>
  communes.size - Number(communes.has(but))

const viewOf = (basis: Basis, at: EntryId | null): View => {
  const { graph, founder, views, others } = basis
  const isSeen = at === null ? () => true : graph.past(at)
  const tally = new VouchTally()
  const { ever, now } = tally
  if (!isSeen(basis.federation)) return { threshold: 1, ever, now, needed: () => 1 }
  const covenant = basis.covenant.filter(({ id }) => isSeen(id))
  const { threshold, put } = thresholdIn(covenant, basis.counting)
  const needed = (vouch: EntryId): number => {
    if (threshold === 1 || !graph.saw(vouch, put)) return threshold
    return Math.max(1, Math.min(threshold, others.get(vouch)!))
  }
  const leaves = new Map<ThingId, EntryId[]>()
  for (const { id, body } of [...basis.leaves.values()].flat())
    if (isSeen(id)) addTo(leaves, body!.commune!, id)
  const sawAnyLeave = (act: EntryId, commune: ThingId) =>
    leaves.get(commune)?.some(id => graph.saw(act, id)) ?? false
  const sawLeaves = (act: EntryId, commune: ThingId) =>
    leaves.get(commune)?.every(id => graph.saw(act, id)) ?? true

  tally.take(founder, leaves.has(founder) ? 'ever' : 'now')
  for (const act of threshold > 1 ? covenant : []) {
    if (!setsThreshold(act, basis.counting)) continue
    const then = views.get(act.id)!
    for (const commune of then.ever)
      tally.take(commune, then.now.has(commune) && sawLeaves(act.id, commune) ? 'now' : 'ever')
  }
  for (let next = tally.next(); next; next = tally.next()) {
    const { commune, since } = next
    for (const { for: other, act } of basis.vouchings.get(commune) ?? []) {
      if (!isSeen(act) || sawAnyLeave(act, commune) !== (since === 'now')) continue
      tally.vouch(commune, other, needed(act), sawLeaves(act, other))
    }
  }
  return { threshold, ever, now, needed }
}

const setsThreshold = ({ id, fields }: Act, counting: ReadonlySet<EntryId>): boolean =>
  counting.has(id) && fields.vouchThreshold !== undefined

/** The threshold that the covenant's row shows, and the put that it comes from. */
const thresholdIn = (
  covenant: readonly Act[],
  counting: ReadonlySet<EntryId>
): { threshold: number; put: EntryId } => {
  // each put by its own name in place of what it says: so the one is told apart that is shown
  const named = covenant.map(act => ({
    ...act,
    fields: setsThreshold(act, counting) ? { put: act.id } : {}
  }))
  const put = foldPuts(named, counting).fields.put as EntryId
  return { put, threshold: Number(covenant.find(({ id }) => id === put)!.fields.vouchThreshold) }
}

const vouchingsOf = (acts: readonly Act[], members: Members): Map<ThingId, Vouching[]> => {
  const vouchings = new Map<ThingId, Vouching[]>()
  for (const { id, log, body, fields } of acts) {
    if (body?.kind !== 'vouch' || body.commune === undefined || fields.member !== undefined) continue
    const other = fields.for as ThingId
    if (members.get(body.commune)?.has(log) && members.has(other))
      addTo(vouchings, body.commune, { for: other, act: id })
  }
  return vouchings
}

const leavesOf = (acts: readonly Act[], members: Members): Map<ThingId, Act[]> => {
  const leaves = new Map<ThingId, Act[]>()
  for (const act of acts) {
    const commune = act.body?.commune
    if (act.body?.kind !== 'leave' || commune === undefined || !members.get(commune)?.has(act.log)) continue
    addTo(leaves, commune, act)
  }
  return leaves
}

/** The leave that grants a log most holds; whoever writes it speaks for the federation up to that very entry. */
const boundsOf = (leaves: readonly Act[]): Map<LogId, number> => {
  const bounds = new Map<LogId, number>()
  const atLeast = (log: LogId, below: number) => bounds.set(log, Math.max(bounds.get(log) ?? 0, below))
  for (const { log, seq, fields } of leaves) {
    for (const { device, seq: last } of fields.last as { device: LogId; seq: number }[])
      atLeast(device, last + 1)
    atLeast(log, seq + 1)
  }
  return bounds
}

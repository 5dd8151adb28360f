import type { Act } from './act.ts'
import type { AuthorityGraph } from './authority-order.ts'
import type { EntryId, LogId, ThingId } from './entry.ts'
import { foldPuts } from './fold-puts.ts'
import type { Grant, Members } from './members.ts'

export interface Federated {
  /** in the federation now */
  communesIn: Set<ThingId>
  /** those that left: for each log, the `seq` from which its words no longer stand as the federation's */
  left: Map<ThingId, Map<LogId, number>>
  vouchThreshold: number
}

interface Vouching {
  by: ThingId
  for: ThingId
  act: EntryId
}

/**
 * Which communes are in: the founder's, and those that enough communes that are in have vouched for (least
 * fixed point). A commune that left comes back by vouches that saw its leaving; what it vouched before it
 * left stands.
 */
export const federated = (
  federation: ThingId | null,
  graph: AuthorityGraph,
  acts: readonly Act[],
  members: Members
): Federated => {
  const nothing: Federated = { communesIn: new Set(), left: new Map(), vouchThreshold: 1 }
  const founder = acts.find(({ id }) => id === federation)?.body?.commune
  if (founder === undefined || federation === null) return nothing
  // also those puts that are not honoured, as they tell what the honoured ones saw: the row is folded so
  const covenant = graph.ordered.filter(
    ({ thing, body }) => thing === federation && body?.kind === 'federation'
  )
  const honoured = new Set(acts.map(({ id }) => id))
  const counts = new Set(
    covenant.filter(({ id, log }) => honoured.has(id) && members.get(founder)?.has(log)).map(({ id }) => id)
  )
  if (!counts.has(federation)) return nothing
  const vouchThreshold = Number(foldPuts(covenant, counts).fields.vouchThreshold)
  const leaves = leavesOf(acts, members)
  const hasLeft = (commune: ThingId) => leaves.get(commune) ?? []
  const vouchings = vouchingsOf(acts, members)
  const ever = new Set([founder])
  const now = new Set(hasLeft(founder).length === 0 ? [founder] : [])
  const sawAll = (act: EntryId, seen: readonly Act[]) => seen.every(({ id }) => graph.saw(act, id))
  for (let grew = true; grew; ) {
    grew = false
    const vouchers = new Map<ThingId, { ever: Set<ThingId>; now: Set<ThingId> }>()
    for (const { by, for: commune, act } of vouchings) {
      const afterLeaving = hasLeft(by).some(({ id }) => graph.saw(act, id))
      if (!ever.has(by) || (afterLeaving && !now.has(by))) continue
      const found = vouchers.get(commune) ?? { ever: new Set(), now: new Set() }
      vouchers.set(commune, found)
      found.ever.add(by)
      if (sawAll(act, hasLeft(commune))) found.now.add(by)
    }
    for (const [commune, by] of vouchers) {
      if (!members.has(commune)) continue
      if (by.ever.size >= vouchThreshold && !ever.has(commune)) grew = Boolean(ever.add(commune))
      if (ever.has(commune) && by.now.size >= vouchThreshold && !now.has(commune))
        grew = Boolean(now.add(commune))
    }
  }
  const left = new Map<ThingId, Map<LogId, number>>()
  for (const [commune, acts] of leaves)
    if (ever.has(commune) && !now.has(commune)) left.set(commune, boundsOf(acts))
  return { communesIn: now, left, vouchThreshold }
}

const vouchingsOf = (acts: readonly Act[], members: Members): Vouching[] =>
  acts.flatMap(({ id, log, body, fields }) =>
    body?.kind === 'vouch' &&
    body.commune !== undefined &&
    fields.member === undefined &&
    members.get(body.commune)?.has(log)
      ? [{ by: body.commune, for: fields.for as ThingId, act: id }]
      : []
  )

const leavesOf = (acts: readonly Act[], members: Members): Map<ThingId, Act[]> => {
  const leaves = new Map<ThingId, Act[]>()
  for (const act of acts) {
    const commune = act.body?.commune
    if (act.body?.kind !== 'leave' || commune === undefined || !members.get(commune)?.has(act.log)) continue
    leaves.set(commune, [...(leaves.get(commune) ?? []), act])
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

/**
 * Devices that other communes put in the place of members who are all gone: enough communes that are in
 * must vouch for the same device.
 */
export const revivals = (
  acts: readonly Act[],
  members: Members,
  { communesIn, vouchThreshold }: Federated,
  isEmpty: (commune: ThingId) => boolean
): Grant[] => {
  const asked = new Map<string, Grant & { by: Set<ThingId> }>()
  for (const { id, log, body, fields } of acts) {
    const member = body?.kind === 'vouch' ? (fields.member as { device: LogId } | undefined) : undefined
    if (!member || body?.commune === undefined) continue
    if (!communesIn.has(body.commune) || !members.get(body.commune)?.has(log)) continue
    const commune = fields.for as ThingId
    if (body.commune === commune || !members.has(commune) || !isEmpty(commune)) continue
    const key = `${commune} ${member.device}`
    const found = asked.get(key) ?? { commune, device: member.device, by: new Set(), act: id, ownOf: null }
    asked.set(key, found)
    found.by.add(body.commune)
    found.act = id
  }
  return [...asked.values()].filter(({ by }) => by.size >= vouchThreshold)
}

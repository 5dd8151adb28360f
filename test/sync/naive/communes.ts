import { type Grant, type Grants, isKnown, membersIn } from './grants.ts'
import type { Order } from './order.ts'
import { pair, type Spoken } from './sayings.ts'
import { shownOf } from './things.ts'

export interface Communes {
  in: Set<string>
  /** communes that left, and the last `seq` at which a log named there spoke as the federation's */
  left: Map<string, Map<string, number>>
  threshold: number
}

/** Rule 2, "Communes". `honoured` in the order; the covenant is read from all that was ever put to it. */
export const communesOf = (
  federation: string,
  order: Order,
  honoured: readonly Spoken[],
  grants: Grants
): Communes => {
  const covenant = honoured.find(({ id }) => id === federation)
  const founder = covenant?.body.commune
  const none = { in: new Set<string>(), left: new Map(), threshold: 1 }
  if (!covenant || founder === undefined || !grants.has(pair(founder, covenant.log))) return none
  const puts = order.acts.filter(({ id, body }) => id === federation || body.thing === federation)
  const counting = puts.filter(put => honoured.includes(put) && grants.has(pair(founder, put.log)))
  const threshold = Number(shownOf(puts, new Set(counting.map(({ id }) => id))).fields.vouchThreshold)

  const byMember = (kind: string) =>
    honoured.filter(
      ({ log, body }) =>
        body.kind === kind && body.commune !== undefined && grants.has(pair(body.commune, log))
    )
  const vouches = byMember('vouch').filter(({ body }) => body.fields.member === undefined)
  const leavesOf = (commune: string) => byMember('leave').filter(({ body }) => body.commune === commune)

  // in at any time, leaving apart; and in now
  const ever = new Set<string>([founder])
  const now = new Set<string>(leavesOf(founder).length > 0 ? [] : [founder])
  const stands = (vouch: Spoken): boolean => {
    const by = vouch.body.commune!
    const sawLeaving = leavesOf(by).some(({ id }) => order.saw(vouch.id, id))
    return ever.has(by) && (!sawLeaving || now.has(by))
  }
  for (let grew = true; grew; ) {
    const before = ever.size + now.size
    for (const commune of new Set(vouches.map(({ body }) => String(body.fields.for)))) {
      if (!isKnown(grants, commune)) continue
      const standing = vouches.filter(vouch => vouch.body.fields.for === commune && stands(vouch))
      const knowing = standing.filter(vouch => leavesOf(commune).every(({ id }) => order.saw(vouch.id, id)))
      const communesIn = (of: Spoken[]) => new Set(of.map(({ body }) => body.commune)).size
      if (communesIn(standing) >= threshold) ever.add(commune)
      if (ever.has(commune) && communesIn(knowing) >= threshold) now.add(commune)
    }
    grew = ever.size + now.size > before
  }

  const left = new Map<string, Map<string, number>>()
  for (const commune of ever) {
    if (now.has(commune)) continue
    const last = new Map<string, number>()
    const upTo = (log: string, seq: number) => last.set(log, Math.max(seq, last.get(log) ?? 0))
    for (const leave of leavesOf(commune)) {
      upTo(leave.log, leave.seq)
      for (const { device, seq } of leave.body.fields.last as { device: string; seq: number }[])
        upTo(device, seq)
    }
    left.set(commune, last)
  }
  return { in: now, left, threshold }
}

/** Rule 3, "Without anybody left". `isGone` tells whether a member is released or forked. */
export const revivalsOf = (
  honoured: readonly Spoken[],
  grants: Grants,
  communes: Communes,
  isGone: (commune: string, log: string) => boolean
): Grant[] => {
  const vouches = honoured.filter(({ log, body: { kind, commune, fields } }) => {
    if (kind !== 'vouch' || fields.member === undefined || commune === undefined) return false
    const empty = String(fields.for)
    return (
      commune !== empty &&
      communes.in.has(commune) &&
      grants.has(pair(commune, log)) &&
      isKnown(grants, empty) &&
      membersIn(grants, empty).every(member => isGone(empty, member))
    )
  })
  const newcomerOf = ({ body }: Spoken) => (body.fields.member as { device: string }).device
  const grant = ({ id, body, ...rest }: Spoken): Grant => ({
    commune: String(body.fields.for),
    device: newcomerOf({ id, body, ...rest }),
    act: id
  })
  const revived = new Map<string, Grant>()
  for (const vouch of vouches) {
    const { commune, device } = grant(vouch)
    const same = vouches.filter(other => other.body.fields.for === commune && newcomerOf(other) === device)
    if (new Set(same.map(({ body }) => body.commune)).size >= communes.threshold)
      revived.set(pair(commune, device), grant(same.at(-1)!))
  }
  return [...revived.values()]
}

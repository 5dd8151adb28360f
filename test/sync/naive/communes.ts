import { type Grant, type Grants, isKnown, membersIn } from './grants.ts'
import type { Order } from './order.ts'
import { pair, type Spoken } from './sayings.ts'
import { putShown } from './things.ts'

export interface Communes {
  in: Set<string>
  /** communes that left, and the last `seq` at which a log named there spoke as the federation's */
  left: Map<string, Map<string, number>>
  threshold: number
  /** how many communes a vouch asks for, itself among them */
  asks(vouch: Spoken): number
}

/** Who is in, as an entry saw or by all that is held. */
interface Seen {
  ever: Set<string>
  now: Set<string>
  threshold: number
  asks(vouch: Spoken): number
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
  const none = { in: new Set<string>(), left: new Map(), threshold: 1, asks: () => 1 }
  if (!covenant || founder === undefined || !grants.has(pair(founder, covenant.log))) return none
  const allPuts = order.acts.filter(({ id, body }) => id === federation || body.thing === federation)
  const counts = (put: Spoken) => honoured.includes(put) && grants.has(pair(founder, put.log))
  const counting = new Set(allPuts.filter(counts).map(({ id }) => id))
  const byMember = (kind: string) =>
    honoured.filter(
      ({ log, body }) =>
        body.kind === kind && body.commune !== undefined && grants.has(pair(body.commune, log))
    )
  const [allVouches, allLeaves] = [byMember('vouch'), byMember('leave')]

  const known = new Map<string, Seen>()
  const asSeenBy = (entry: Spoken): Seen => {
    const seen = known.get(entry.id) ?? among(({ id }) => order.saw(entry.id, id))
    known.set(entry.id, seen)
    return seen
  }
  const among = (isSeen: (entry: Spoken) => boolean): Seen => {
    const [ever, now] = [new Set<string>(), new Set<string>()]
    if (!isSeen(covenant)) return { ever, now, threshold: 1, asks: () => 1 }
    const puts = allPuts.filter(isSeen)
    const shown = putShown(puts, counting, 'vouchThreshold')!
    const threshold = Number(shown.body.fields.vouchThreshold)
    const asks = (vouch: Spoken) => {
      if (!order.saw(vouch.id, shown.id)) return threshold
      const others = new Set([...asSeenBy(vouch).now, vouch.body.commune!])
      others.delete(String(vouch.body.fields.for))
      return Math.min(threshold, Math.max(1, others.size))
    }
    const leavesOf = (commune: string) =>
      allLeaves.filter(leave => leave.body.commune === commune && isSeen(leave))
    const knewLeaves = (entry: Spoken, commune: string) =>
      leavesOf(commune).every(({ id }) => order.saw(entry.id, id))

    ever.add(founder)
    if (leavesOf(founder).length === 0) now.add(founder)
    if (threshold > 1)
      for (const put of puts) {
        if (!counting.has(put.id) || !('vouchThreshold' in put.body.fields)) continue
        const then = asSeenBy(put)
        for (const commune of then.ever) ever.add(commune)
        for (const commune of then.now) if (knewLeaves(put, commune)) now.add(commune)
      }
    const vouches = allVouches.filter(vouch => isSeen(vouch) && vouch.body.fields.member === undefined)
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
        const knowing = standing.filter(vouch => knewLeaves(vouch, commune))
        if (areEnough(standing, asks)) ever.add(commune)
        if (ever.has(commune) && areEnough(knowing, asks)) now.add(commune)
      }
      grew = ever.size + now.size > before
    }
    return { ever, now, threshold, asks }
  }
  const { ever, now, threshold, asks } = among(() => true)

  const left = new Map<string, Map<string, number>>()
  for (const commune of ever) {
    if (now.has(commune)) continue
    const last = new Map<string, number>()
    const upTo = (log: string, seq: number) => last.set(log, Math.max(seq, last.get(log) ?? 0))
    for (const leave of allLeaves.filter(({ body }) => body.commune === commune)) {
      upTo(leave.log, leave.seq)
      for (const { device, seq } of leave.body.fields.last as { device: string; seq: number }[])
        upTo(device, seq)
    }
    left.set(commune, last)
  }
  return { in: now, left, threshold, asks }
}

const areEnough = (vouches: readonly Spoken[], asks: (vouch: Spoken) => number): boolean => {
  const communes = new Set(vouches.map(({ body }) => body.commune))
  return vouches.some(vouch => communes.size >= asks(vouch))
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
    if (areEnough(same, communes.asks)) revived.set(pair(commune, device), grant(same.at(-1)!))
  }
  return [...revived.values()]
}

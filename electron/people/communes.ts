import type { Standing } from '#shared/contract.ts'
import { FailureError } from '#shared/errors.ts'
import { honouredTo } from '#shared/record/authority.ts'
import type { ThingId } from '#shared/record/entry.ts'
import type { Store } from '../store/open-store.ts'

const ownOf = (store: Store): ThingId => {
  const own = store.standing().commune?.id
  if (own === undefined) throw new FailureError('not-allowed', { reason: 'no-commune' })
  return own
}

/** One's own commune leaves the federation; what is held of its members' logs stays the federation's. */
export const leaveFederation = (store: Store, note?: string): Standing => {
  const commune = ownOf(store)
  const authority = store.authority()
  if (!authority.communesIn.has(commune)) throw new FailureError('not-allowed', { reason: 'commune-not-in' })
  const tips = new Map(store.have().map(({ log, heads }) => [log, Math.max(...heads.map(({ seq }) => seq))]))
  const members = [...(authority.everMembers.get(commune) ?? [])].sort()
  const last = members.map(device => ({
    device,
    seq: Math.min(tips.get(device) ?? 0, honouredTo(authority, device, commune))
  }))
  // who is out already loses nothing by not being named first; the list is bounded by its kind
  const present = authority.members.get(commune)
  last.sort((a, b) => Number(present?.has(b.device)) - Number(present?.has(a.device)))
  store.put({ kind: 'leave', commune, fields: { last: last.slice(0, 500), ...(note && { note }) } })
  return store.standing()
}

/**
 * How many communes must vouch for a new one, written into the covenant; whoever is known here to be in stays in. Throws
 * `no-federation`, `fields-bad`, and `not-allowed` for whoever does not stand for the founder's commune.
 */
export const setVouchThreshold = (store: Store, communes: number): { vouchThreshold: number } => {
  const federation = store.federation()
  if (!federation) throw new FailureError('no-federation')
  store.put({ kind: 'federation', thing: federation.id, fields: { vouchThreshold: communes } })
  return { vouchThreshold: store.authority().vouchThreshold }
}

/** One's own commune vouches for one that waits, or that left and comes back. */
export const vouchForCommune = (store: Store, commune: ThingId): { isIn: boolean } => {
  const own = ownOf(store)
  const { communesIn, everMembers } = store.authority()
  if (!everMembers.has(commune)) throw new FailureError('thing-unknown', { id: commune })
  if (!communesIn.has(own)) throw new FailureError('not-allowed', { reason: 'commune-not-in' })
  if (communesIn.has(commune))
    throw new FailureError('request-bad', { field: 'commune', reason: 'is in the federation already' })
  store.put({ kind: 'vouch', commune: own, fields: { for: commune } })
  return { isIn: store.authority().communesIn.has(commune) }
}

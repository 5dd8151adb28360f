import type { ReleaseAnswer, Row } from '#shared/contract.ts'
import { FailureError } from '#shared/errors.ts'
import type { PartialFieldsOfKind } from '#shared/kinds/index.ts'
import type { LogId, ThingId } from '#shared/record/entry.ts'
import type { Store } from '../store/open-store.ts'
import { asksFor, asksMissing, ownAsk } from './release-asks.ts'

export interface ReleaseAsked {
  device: LogId
  /** by default one's own */
  commune?: ThingId
  why: NonNullable<PartialFieldsOfKind<'release'>['why']>
  note?: string
}

/**
 * Asks that a device stand for a commune no more. What is held of its log stays honoured; of one that has forked, its
 * words up to the fork, and whom it took in. Whoever holds the store settles its secrets next (keeper and command line do). Refuses what would not count: `not-allowed`
 * where either is no member, `request-bad` where it is released already, `asked-already` where this person asked before.
 */
export const releaseDevice = (store: Store, asked: ReleaseAsked): ReleaseAnswer => {
  const { device, why, note } = asked
  const commune = asked.commune ?? store.standing().commune?.id
  if (commune === undefined) throw new FailureError('not-allowed', { reason: 'no-commune' })
  refuseWithoutEffect(store, commune, device)
  const top = Math.max(
    0,
    ...(store.have().find(({ log }) => log === device)?.heads ?? []).map(({ seq }) => seq)
  )
  const fields = { device, lastSeq: top, why, ...(note && { note }) }
  store.put({ kind: 'release', commune, fields })
  const authority = store.authority()
  const released = authority.released.some(one => one.commune === commune && one.device === device)
  const asks = asksFor(asksIn(store, commune), commune, device)
  return { released, more: released ? 0 : asksMissing(authority, commune, device, asks) }
}

const asksIn = (store: Store, commune: ThingId): Row<'release'>[] =>
  store.list({ kind: 'release', where: [{ field: 'commune', is: commune }], limit: 10_000 })
    .rows as Row<'release'>[]

/** In English, for the command line; the window has its own words in `renderer/text/`. */
const askedReasons = {
  this: 'this device asked for it already; another member must ask too',
  other: 'your other laptop asked for it already, and the two have one voice; another member must ask too'
}

const refuseWithoutEffect = (store: Store, commune: ThingId, device: LogId): void => {
  const authority = store.authority()
  if (authority.released.some(one => one.commune === commune && one.device === device))
    throw new FailureError('request-bad', { field: 'device', reason: 'is released already' })
  const members = authority.members.get(commune)
  if (!members?.has(store.device) || !members.has(device))
    throw new FailureError('not-allowed', { reason: 'not-member' })
  const by = ownAsk(
    authority,
    commune,
    device,
    asksFor(asksIn(store, commune), commune, device),
    store.device
  )
  if (by !== null) throw new FailureError('asked-already', { by, reason: askedReasons[by] })
}

import type { Row } from '#shared/contract.ts'
import { honouredTo } from '#shared/record/authority.ts'
import { orderActs } from '#shared/record/authority-order.ts'
import type { EntryId, ThingId } from '#shared/record/entry.ts'
import type { Store } from '../store/open-store.ts'

/** Which communes vouched for one, as it stands now: where it left, their vouch must have seen it leave. */
export const vouchersOf = (
  store: Store,
  commune: ThingId,
  vouches: readonly Row<'vouch'>[]
): Set<ThingId> => {
  const sawItLeave = leavingSeen(store, commune)
  return new Set(
    vouches.flatMap(({ id, commune: by, fields }) =>
      fields.for === commune && !fields.member && by !== null && sawItLeave(id as string as EntryId)
        ? [by]
        : []
    )
  )
}

const leavingSeen = (store: Store, commune: ThingId): ((vouch: EntryId) => boolean) => {
  const authority = store.authority()
  if (!authority.left.has(commune)) return () => true
  const acts = store.authorityActs().filter(act => act.content === null)
  const members = authority.everMembers.get(commune)
  const leaves = acts.filter(
    ({ body, log, seq }) =>
      body?.kind === 'leave' &&
      body.commune === commune &&
      members?.has(log) &&
      seq <= honouredTo(authority, log, commune)
  )
  const graph = orderActs(acts, authority.forks)
  return vouch => leaves.every(leave => graph.saw(vouch, leave.id))
}

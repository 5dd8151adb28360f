import type { ReviveAnswer } from '#shared/contract.ts'
import { FailureError, unwrap } from '#shared/errors.ts'
import type { CardContent } from '#shared/invitation/card.ts'
import type { ThingId } from '#shared/record/entry.ts'
import { vouchesNeeded } from '#shared/record/federated.ts'
import { makerOf } from '../carry/maker.ts'
import { type HandedOver, loadCard, tellCard } from '../invitation/read-card.ts'
import { welcome } from '../invitation/welcome.ts'
import type { Store } from '../store/open-store.ts'

/**
 * Vouches that a card's device speak for a commune whose members are all gone. Once enough communes have
 * vouched for the same device it is a member, and its welcome is written to `path`; whoever vouched before
 * may ask again for the welcome. Failures: card-bad, not-allowed, request-bad, and those of a welcome.
 */
export const reviveCommune = async (
  store: Store,
  { commune, card, path }: { commune: ThingId; card: HandedOver; path: string }
): Promise<ReviveAnswer> => {
  const own = store.standing().commune?.id
  if (own === undefined) throw new FailureError('not-allowed', { reason: 'no-commune' })
  const { content, fingerprint } = await loadCard(card)
  if (content.commune !== null)
    throw new FailureError('card-bad', { reason: 'it asks for a commune of its own' })
  if (!store.authority().everMembers.has(commune)) throw new FailureError('thing-unknown', { id: commune })
  if (!isMember(store, commune, content)) vouchOnce(store, own, commune, content)
  const told = tellCard(content, fingerprint)
  if (!isMember(store, commune, content)) {
    const by = new Set(vouchesFor(store, commune, content).map(row => row.commune))
    const more = Math.max(1, vouchesNeeded(store.authority(), commune) - by.size)
    return { revived: false, more, card: told }
  }
  unwrap(await welcome({ store, maker: makerOf(store, Date.now()), card, path, letIn: 'already' }))
  return { revived: true, more: 0, card: told }
}

const isMember = (store: Store, commune: ThingId, { device }: CardContent): boolean =>
  store.authority().members.get(commune)?.has(device) ?? false

const vouchesFor = (store: Store, commune: ThingId, { device }: CardContent) =>
  store
    .list({ kind: 'vouch', where: [{ field: 'for', is: commune }], limit: 10_000 })
    .rows.filter(({ fields }) => (fields as { member?: { device?: string } }).member?.device === device)

const vouchOnce = (store: Store, own: ThingId, commune: ThingId, content: CardContent): void => {
  const { members, forks } = store.authority()
  if ([...(members.get(commune) ?? [])].some(device => !forks.has(device)))
    throw new FailureError('request-bad', { field: 'commune', reason: 'has members who can admit others' })
  if (vouchesFor(store, commune, content).some(row => row.commune === own)) return
  const { device, handle, sealRecipient, signature } = content
  store.put({
    kind: 'vouch',
    commune: own,
    fields: { for: commune, member: { device, handle, sealKey: sealRecipient }, card: signature }
  })
}

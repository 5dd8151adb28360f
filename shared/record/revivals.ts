import type { Act } from './act.ts'
import type { LogId, ThingId } from './entry.ts'
import type { Federated } from './federated.ts'
import type { Grant, Members } from './members.ts'

/**
 * Devices that other communes put in the place of members who are all gone: enough communes that are in
 * must vouch for the same device.
 */
export const revivals = (
  acts: readonly Act[],
  members: Members,
  { communesIn, needed }: Federated,
  isEmpty: (commune: ThingId) => boolean
): Grant[] => {
  const asked = new Map<string, Grant & { by: Set<ThingId>; needed: number }>()
  for (const { id, log, body, fields } of acts) {
    const member = body?.kind === 'vouch' ? (fields.member as { device: LogId } | undefined) : undefined
    if (!member || body?.commune === undefined) continue
    if (!communesIn.has(body.commune) || !members.get(body.commune)?.has(log)) continue
    const commune = fields.for as ThingId
    if (body.commune === commune || !members.has(commune) || !isEmpty(commune)) continue
    const key = `${commune} ${member.device}`
    const grant = { commune, device: member.device, act: id, ownOf: null, sheet: false }
    const found = asked.get(key) ?? { ...grant, by: new Set(), needed: Number.POSITIVE_INFINITY }
    asked.set(key, found)
    found.by.add(body.commune)
    found.needed = Math.min(found.needed, needed(id))
    found.act = id
  }
  return [...asked.values()].filter(one => one.by.size >= one.needed)
}

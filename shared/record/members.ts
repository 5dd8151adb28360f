import type { Act } from './act.ts'
import type { EntryId, LogId, ThingId } from './entry.ts'

/** What is known of a device from the act that took it in. */
export interface Device {
  handle: string
  /** age recipient */
  sealKey: string
}

/** Why a device is a member of a commune: the act that says so. */
export interface Grant {
  commune: ThingId
  device: LogId
  act: EntryId
}

/** Members of each commune, with every act that makes them so. */
export type Members = Map<ThingId, Map<LogId, EntryId[]>>

/**
 * The author of a commune's first entry is a member; so is every device that a member admits, and those
 * in `revived`. Grants add up, so their order does not matter.
 */
export const membersOf = (acts: readonly Act[], revived: readonly Grant[]): Members => {
  const members: Members = new Map()
  const admits = new Map<string, Grant[]>()
  for (const { id, body, log, fields } of acts) {
    if (body?.kind !== 'admit' || body.commune === undefined) continue
    const grant = { commune: body.commune, device: fields.device as LogId, act: id }
    const by = `${body.commune} ${log}`
    const known = admits.get(by)
    if (known) known.push(grant)
    else admits.set(by, [grant])
  }
  const first = acts
    .filter(act => act.body?.kind === 'commune' && act.thing === act.id)
    .map(act => ({ commune: act.id, device: act.log, act: act.id }))
  const waiting: Grant[] = [...first, ...revived]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { commune, device, act } = next
    const ofCommune = members.get(commune) ?? new Map<LogId, EntryId[]>()
    members.set(commune, ofCommune)
    const grants = ofCommune.get(device)
    if (grants) grants.push(act)
    else {
      ofCommune.set(device, [act])
      waiting.push(...(admits.get(`${commune} ${device}`) ?? []))
    }
  }
  return members
}

/**
 * Handles and seal keys as the acts that took devices in told them; a later act tells it anew. What a device
 * said of itself, as it began its commune, nobody else tells otherwise; and an act that took nobody in tells
 * nothing: a stranger who told a member's key would be sealed to in the member's place.
 */
export const devicesOf = (ordered: readonly Act[], members: Members): Map<LogId, Device> => {
  const granting = new Set([...members.values()].flatMap(ofCommune => [...ofCommune.values()].flat()))
  const devices = new Map<LogId, Device>()
  const selfTold = new Set<LogId>()
  for (const { body, log, fields, id } of ordered) {
    if (!granting.has(id)) continue
    const told = body?.kind === 'admit' ? fields : (fields.member as Record<string, unknown> | undefined)
    if (body?.kind === 'commune') {
      selfTold.add(log)
      devices.set(log, deviceIn(fields.firstMember as Record<string, unknown>))
    } else if (told && !selfTold.has(told.device as LogId)) devices.set(told.device as LogId, deviceIn(told))
  }
  return devices
}

const deviceIn = (fields: Record<string, unknown>): Device => ({
  handle: String(fields.handle),
  sealKey: String(fields.sealKey)
})

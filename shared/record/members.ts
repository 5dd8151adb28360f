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
 * Handles and seal keys as the acts that took devices in told them. An act that took nobody in tells nothing: a
 * stranger who told a member's key would be sealed to in the member's place. For the same reason the word of
 * those who stand for their commune no more gives way to that of those who do, and both to what a device said
 * of itself as it began its commune. Of two alike, the later holds.
 */
export const devicesOf = (
  ordered: readonly Act[],
  members: Members,
  stands: (log: LogId, commune: ThingId) => boolean
): Map<LogId, Device> => {
  const granting = new Set([...members.values()].flatMap(ofCommune => [...ofCommune.values()].flat()))
  const told: [LogId, Device][][] = [[], [], []]
  for (const { id, log, body, fields } of ordered) {
    if (!granting.has(id)) continue
    if (body?.kind === 'commune') {
      told[2]!.push([log, deviceIn(fields.firstMember as Record<string, unknown>)])
      continue
    }
    const one = (body?.kind === 'admit' ? fields : fields.member) as Record<string, unknown>
    const isWord = body?.commune !== undefined && stands(log, body.commune)
    told[isWord ? 1 : 0]!.push([one.device as LogId, deviceIn(one)])
  }
  return new Map(told.flat())
}

const deviceIn = (fields: Record<string, unknown>): Device => ({
  handle: String(fields.handle),
  sealKey: String(fields.sealKey)
})

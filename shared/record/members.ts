import type { Act } from './act.ts'
import type { EntryId, LogId, ThingId } from './entry.ts'
import { type IsOwnWord, takenInBy } from './own-word.ts'

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
  /** the member who admitted it as its own other device; null in every other case */
  ownOf: LogId | null
  /** it takes in a recovery sheet of paper */
  sheet: boolean
}

/** The members of one commune, with every grant that makes them so. */
export type OfCommune = Map<LogId, Grant[]>
export type Members = Map<ThingId, OfCommune>

/**
 * The author of a commune's first entry is a member; so is every device that a member admits, and those
 * in `revived`. Grants add up, so their order does not matter.
 */
export const membersOf = (acts: readonly Act[], revived: readonly Grant[]): Members => {
  const members: Members = new Map()
  const admits = new Map<string, Grant[]>()
  for (const { id, body, log, fields } of acts) {
    if (body?.kind !== 'admit' || body.commune === undefined) continue
    const ownOf = fields.own === true ? log : null
    const sheet = fields.sheet === true
    const grant = { commune: body.commune, device: fields.device as LogId, act: id, ownOf, sheet }
    const by = `${body.commune} ${log}`
    const known = admits.get(by)
    if (known) known.push(grant)
    else admits.set(by, [grant])
  }
  const first = acts
    .filter(act => act.body?.kind === 'commune' && act.thing === act.id)
    .map(act => ({ commune: act.id, device: act.log, act: act.id, ownOf: null, sheet: false }))
  const waiting: Grant[] = [...first, ...revived]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { commune, device } = next
    const ofCommune: OfCommune = members.get(commune) ?? new Map()
    members.set(commune, ofCommune)
    const grants = ofCommune.get(device)
    if (grants) grants.push(next)
    else {
      ofCommune.set(device, [next])
      waiting.push(...(admits.get(`${commune} ${device}`) ?? []))
    }
  }
  return members
}

/**
 * Whose each device is, told by the first device of that person. A device is its admitter's own where nobody else
 * admitted it too: so nobody takes a voice from a member by claiming it, and more entries only ever part two devices.
 */
export const personsOf = (ofCommune: OfCommune): Map<LogId, LogId> => {
  const personOf = new Map<LogId, LogId>()
  for (const device of ofCommune.keys()) {
    const line: LogId[] = []
    let person = device
    for (let known = personOf.get(person); ; known = personOf.get(person)) {
      const first = known ?? ownerOf(ofCommune.get(person)!)
      line.push(person)
      if (first === null || first === person) break
      person = first
    }
    for (const one of line) personOf.set(one, person)
  }
  return personOf
}

const ownerOf = ([first, ...others]: readonly Grant[]): LogId | null =>
  first && others.every(({ ownOf }) => ownOf === first.ownOf) ? first.ownOf : null

/** A sheet of paper is one where all that takes it in says so: nobody makes a member voiceless by calling it one. */
export const sheetsIn = (members: Members): Set<LogId> => {
  const sheets = new Set<LogId>()
  const others = new Set<LogId>()
  for (const ofCommune of members.values())
    for (const [device, grants] of ofCommune)
      (grants.every(({ sheet }) => sheet) ? sheets : others).add(device)
  for (const device of others) sheets.delete(device)
  return sheets
}

/**
 * Handles and seal keys as the acts that took devices in told them. An act that took nobody in tells nothing: a
 * stranger who told a member's key would be sealed to in the member's place. For the same reason the word of
 * those who stand for their commune no more gives way to that of those who do, and both to what a device said
 * of itself, in its card or as it began its commune. Of two alike, the later holds.
 */
export const devicesOf = (
  ordered: readonly Act[],
  members: Members,
  stands: (log: LogId, commune: ThingId) => boolean,
  isOwnWord: IsOwnWord
): Map<LogId, Device> => {
  const granting = new Set(
    [...members.values()].flatMap(ofCommune => [...ofCommune.values()].flat().map(({ act }) => act))
  )
  const told: [LogId, Device][][] = [[], [], []]
  for (const act of ordered) {
    const { id, log, body, fields } = act
    if (!granting.has(id)) continue
    if (body?.kind === 'commune') {
      told[2]!.push([log, deviceIn(fields.firstMember as Device)])
      continue
    }
    const one = takenInBy(act)!
    const isMembers = body?.commune !== undefined && stands(log, body.commune)
    told[isOwnWord(act) ? 2 : isMembers ? 1 : 0]!.push([one.device, deviceIn(one)])
  }
  return new Map(told.flat())
}

const deviceIn = ({ handle, sealKey }: Device): Device => ({ handle, sealKey })

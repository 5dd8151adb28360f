import type { Row } from '#shared/contract.ts'
import type { Authority } from '#shared/record/authority.ts'
import type { LogId, ThingId } from '#shared/record/entry.ts'

/** Which members ask that a device be released from a commune. Who asked and then went has asked all the same. */
export const asksFor = (releases: readonly Row<'release'>[], commune: ThingId, device: LogId): LogId[] => {
  const asking = releases.filter(
    ({ fields, commune: of, author }) => of === commune && fields.device === device && author !== device
  )
  return [...new Set(asking.map(({ author }) => author))]
}

/** The people who stand for a commune now, each told by the first of their devices. */
const peopleOf = (authority: Authority, commune: ThingId): Set<LogId | undefined> => {
  const persons = authority.persons.get(commune)
  const devices = [...(authority.members.get(commune) ?? [])]
  return new Set(devices.filter(device => !authority.sheets.has(device)).map(device => persons?.get(device)))
}
const enough = (authority: Authority, commune: ThingId, device: LogId): number =>
  authority.sheets.has(device) || peopleOf(authority, commune).size <= 2 ? 1 : 2

/**
 * Whether this device's person asked already that `released` be released, so that asking again from here adds nothing: from this very device, or from
 * another of the same person, as the two have one voice. Null where it does add something: also where two are left
 * by now, so that what was said while there were more is enough once it is said again.
 */
export const ownAsk = (
  authority: Authority,
  commune: ThingId,
  released: LogId,
  asking: readonly LogId[],
  device: LogId
): 'this' | 'other' | null => {
  if (enough(authority, commune, released) === 1) return null
  if (asking.includes(device)) return 'this'
  const persons = authority.persons.get(commune)
  const person = persons?.get(device)
  return person !== undefined && asking.some(one => persons?.get(one) === person) ? 'other' : null
}

/**
 * How many people must ask besides those who did, as far as this device knows; which releases count,
 * shared/record/releases.ts decides.
 */
export const asksMissing = (
  authority: Authority,
  commune: ThingId,
  released: LogId,
  asking: readonly LogId[]
): number => {
  const persons = authority.persons.get(commune)
  const asked = new Set(asking.map(device => persons?.get(device) ?? device))
  return Math.max(1, enough(authority, commune, released) - asked.size)
}

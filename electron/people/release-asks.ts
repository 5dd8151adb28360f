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

/**
 * How many people must ask besides those who did, as far as this device knows; which releases count,
 * shared/record/releases.ts decides.
 */
export const asksMissing = (authority: Authority, commune: ThingId, asking: readonly LogId[]): number => {
  const persons = authority.persons.get(commune)
  const people = new Set([...(authority.members.get(commune) ?? [])].map(device => persons?.get(device)))
  const asked = new Set(asking.map(device => persons?.get(device) ?? device))
  return Math.max(1, (people.size <= 2 ? 1 : 2) - asked.size)
}

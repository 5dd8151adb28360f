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

/** How many must ask, as far as this device knows; which releases count, shared/record/releases.ts decides. */
export const asksNeeded = (authority: Authority, commune: ThingId): number =>
  (authority.members.get(commune)?.size ?? 0) <= 2 ? 1 : 2

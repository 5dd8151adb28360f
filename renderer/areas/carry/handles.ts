import type { Row } from '#shared/contract.ts'

/** Handles of the devices of each commune: its first member, then whom it admitted. */
export const handlesByCommune = (
  communes: readonly Row<'commune'>[],
  admits: readonly Row<'admit'>[]
): ReadonlyMap<string, string[]> => {
  const devices = new Map<string, Map<string, string>>()
  const at = (commune: string) => {
    const there = devices.get(commune) ?? new Map<string, string>()
    devices.set(commune, there)
    return there
  }
  for (const row of communes)
    if (row.fields.firstMember) at(row.id).set(row.author, row.fields.firstMember.handle)
  for (const { commune, fields } of admits)
    if (commune && fields.device && fields.handle) at(commune).set(fields.device, fields.handle)
  return new Map([...devices].map(([commune, there]) => [commune, [...there.values()]]))
}

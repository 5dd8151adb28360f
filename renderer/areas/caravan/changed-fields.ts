/**
 * Only what differs from what the record holds, so that a put carries no more than it changes; and what is
 * contested, so that saving settles it.
 */
export const changedFields = <F extends object>(
  row: { fields: F; contested: Record<string, unknown> },
  after: F
): F => {
  const before = row.fields as Record<string, unknown>
  return Object.fromEntries(
    Object.entries(after).filter(
      ([key, value]) =>
        value !== undefined && (key in row.contested || JSON.stringify(value) !== JSON.stringify(before[key]))
    )
  ) as F
}

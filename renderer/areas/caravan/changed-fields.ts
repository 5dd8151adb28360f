import type { Row } from '#shared/contract.ts'
import type { KindName, PartialFieldsOfKind } from '#shared/kinds/index.ts'

/**
 * Only what differs from what the record holds, so that a put carries no more than it changes; and what is
 * contested, so that saving settles it.
 */
export const changedFields = <K extends KindName>(
  row: Pick<Row<K>, 'fields' | 'contested'>,
  after: PartialFieldsOfKind<K>
): PartialFieldsOfKind<K> => {
  const before = row.fields as Record<string, unknown>
  return Object.fromEntries(
    Object.entries(after).filter(
      ([key, value]) =>
        value !== undefined &&
        (key in row.contested || JSON.stringify(value) !== JSON.stringify(before[key]))
    )
  ) as PartialFieldsOfKind<K>
}

import type { KindName, PartialFieldsOfKind } from '../kinds/index.ts'

/** What the rules of a caravan need of a row. */
export interface Held<K extends KindName> {
  id: string
  fields: PartialFieldsOfKind<K>
}

/**
 * The rows that no other row replaces. A fact names the earlier ones it was written in knowledge of, so
 * that "the newest" follows from what was known and never from a clock. More than one is left where two
 * devices wrote without knowing of each other; the order is fixed by id, so every device sees the same.
 */
export function unreplaced<R extends { id: string; fields: { replaces?: string[] } }>(
  rows: readonly R[]
): R[] {
  const replaced = new Set(rows.flatMap(row => row.fields.replaces ?? []))
  return rows.filter(row => !replaced.has(row.id)).sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
}

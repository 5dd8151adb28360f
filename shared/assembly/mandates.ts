import type { Row } from '../contract.ts'

type Mandate = Row<'mandate'>
type Recall = Row<'recall'>

/**
 * Mandates that hold on a day (`2026-05-12`, as the asker believes): begun, not over, and not recalled by the
 * commune that gave them. No clock ends one in the record: whoever asks says what day it is.
 */
export const mandatesInForce = (
  mandates: readonly Mandate[],
  recalls: readonly Recall[],
  today: string
): Mandate[] => {
  const recalledBy = new Map<string, Set<string | null>>()
  for (const { commune, fields } of recalls) {
    if (fields.mandate === undefined) continue
    const by = recalledBy.get(fields.mandate) ?? new Set()
    recalledBy.set(fields.mandate, by.add(commune))
  }
  return mandates.filter(({ id, commune, fields }) => {
    if (recalledBy.get(id)?.has(commune)) return false
    return (fields.from ?? today) <= today && today <= (fields.until ?? today)
  })
}

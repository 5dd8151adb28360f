import type { Page, Row } from '#shared/contract.ts'
import { FailureError } from '#shared/errors.ts'
import type { FieldsOfKind } from '#shared/kinds/index.ts'
import { kinds } from '#shared/kinds/index.ts'
import type { Kind } from '#shared/kinds/kind.ts'
import type { EntryId, ThingId } from '#shared/record/entry.ts'
import type { Store } from '../store/open-store.ts'

/** As many as one `forget` names. */
const batch = 500
const dayMs = 86_400_000

export interface ForgetAsked {
  rows: readonly string[]
  why: FieldsOfKind<'forget'>['why']
  note?: string
}

/** Others' words in the commune's name go only once a second member asks. */
export interface Forgotten {
  /** asked for */
  entries: number
  /** gone here already */
  forgotten: number
}

/** Kinds that have their text in a row of another kind's stead, and the field that names that row. */
const saidFor = [
  { kind: 'doc.update', field: 'doc' },
  { kind: 'item', field: 'assembly' }
] as const
const pageSize = 1000

/**
 * Asks every device to forget what things and facts say, what was put over them, and of an assembly its agenda and
 * minutes as a whole, as far as it is one's own or one's commune's. Answers how many entries that is and how many are gone by it. Throws `thing-unknown`, `not-allowed` where a row is
 * somebody else's, `request-bad` where others' standing hangs on it.
 */
export const forgetRows = (store: Store, { rows, why, note }: ForgetAsked): Forgotten => {
  const commune = store.standing().commune?.id
  if (commune === undefined) throw new FailureError('not-allowed', { reason: 'no-commune' })
  const entries = [...new Set(rows.flatMap(row => entriesToForget(store, row as ThingId, commune)))]
  for (let at = 0; at < entries.length; at += batch)
    store.put({
      kind: 'forget',
      commune,
      fields: { entries: entries.slice(at, at + batch), why, ...(note && { note }) }
    })
  return {
    entries: entries.length,
    forgotten: entries.filter(id => store.whyAside(id) === 'forgotten').length
  }
}

const entriesToForget = (store: Store, row: ThingId, commune: ThingId): EntryId[] => {
  const first = store.act(row as EntryId)
  if (!first) throw new FailureError('thing-unknown', { id: row })
  if (first.kind?.retention === 'kept')
    throw new FailureError('request-bad', {
      field: 'rows',
      reason: `what others rely on stays: ${first.kind.name}`
    })
  const mine = (id: EntryId): boolean => {
    const act = store.act(id)
    return act !== null && (act.log === store.device || act.body?.commune === commune)
  }
  const held = first.thing === first.id ? store.entriesOf(row) : [first.id]
  // where the row itself is gone already, what was written over it and for it may still wait for a second to ask
  const asked = mine(row as EntryId) || store.whyAside(row as EntryId) === 'forgotten'
  const entries = asked ? [...held, ...entriesSaidFor(store, row)].filter(mine) : []
  if (entries.length === 0) throw new FailureError('not-allowed', { reason: 'not-member' })
  return entries
}

/** An agenda is many entries that name their assembly, and each holds words of it. */
const entriesSaidFor = (store: Store, row: ThingId): EntryId[] => {
  const entries: EntryId[] = []
  for (const { kind, field } of saidFor)
    for (let offset = 0, total = 1; offset < total; offset += pageSize) {
      const page = store.list({ kind, where: [{ field, is: row }], limit: pageSize, offset })
      total = page.total
      entries.push(...page.rows.flatMap(({ id }) => store.entriesOf(id)))
    }
  return entries
}

/** Rows of one's own commune that are older than their kind is kept for; `today` is what the asker believes. */
export const forgettableRows = (store: Store, today: string): Page => {
  const commune = store.standing().commune?.id
  if (commune === undefined) return { rows: [], total: 0 }
  const rows: Row[] = []
  let total = 0
  for (const { name, retention } of Object.values(kinds) as unknown as Kind[]) {
    if (typeof retention !== 'number') continue
    const page = store.list({
      kind: name,
      where: [
        { field: 'commune', is: commune },
        { field: 'claimedAt', before: Date.parse(`${today}T00:00:00Z`) - retention * dayMs }
      ],
      sort: { field: 'claimedAt' },
      limit: batch
    })
    rows.push(...page.rows)
    total += page.total
  }
  return { rows: rows.sort((a, b) => a.claimedAt - b.claimedAt).slice(0, batch), total }
}

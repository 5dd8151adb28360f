import type { Arrived, AsideEntry, Explanation, Lacking, Row, Stretch } from '#shared/contract.ts'
import { kinds } from '#shared/kinds/index.ts'
import type { Act } from '#shared/record/act.ts'
import type { Authority } from '#shared/record/authority.ts'
import type { EntryId, LogId, ThingId } from '#shared/record/entry.ts'
import type { AsideReason } from '#shared/record/set-aside.ts'
import type { Database } from './database.ts'
import type { NumberedEntry } from './entry-log.ts'
import { joinEntries, type ReadModel, type RowRecord, rowColumns } from './read-model.ts'
import { tableOf } from './read-model-tables.ts'

export interface ArrivalsDeps {
  database: Database
  rows: ReadModel
  read(n: number): NumberedEntry
  readAct(entry: NumberedEntry['entry']): Act
  nameOf(commune: ThingId): string | null
  authority(): Authority
  /** of an entry; null where it is not held */
  numberOf(id: EntryId): number | null
}

/** A list on a screen; how many there are in all stands beside it. */
const most = 200

/** Pieces of live documents say nothing by themselves. */
const told = Object.keys(kinds).filter(kind => kind !== 'doc.update')

/** What a stretch of arrivals brought, as the read model has it now, with at most 200 rows a group. */
export const arrivedIn = (deps: ArrivalsDeps, stretch: Stretch): Arrived => {
  const { database, rows: model } = deps
  const { after, until } = stretch
  const changedNumbers = JSON.stringify(thingsChanged(deps, stretch))
  const group = (where: string): Arrived['added'] => {
    const rows: Row[] = []
    let total = 0
    for (const kind of told) {
      const table = `${tableOf(kind)} AS rows`
      const counted = database.prepare<{ total: number }>(
        `SELECT count(*) AS total FROM ${table} WHERE ${where}`
      )
      const here = counted.get(after, until, changedNumbers)?.total ?? 0
      total += here
      if (here === 0 || rows.length >= most) continue
      const select = database.prepare<RowRecord>(
        `SELECT ${rowColumns} FROM ${table} ${joinEntries} WHERE ${where} ORDER BY rows.n LIMIT ?4`
      )
      const some = select.all(after, until, changedNumbers, most - rows.length)
      rows.push(...some.map(row => model.toRow(kind, row)))
    }
    return { rows, total }
  }
  // each names all parameters, as each is given all of them
  const added = '(rows.n > ?1 AND rows.n <= ?2 AND ?3 IS NOT NULL)'
  const changed = '(rows.n <= ?1 AND ?2 >= 0 AND rows.n IN (SELECT value FROM json_each(?3)))'
  return {
    added: group(added),
    changed: group(changed),
    contested: group(`rows.contested IS NOT NULL AND (${added} OR ${changed})`)
  }
}

/** The local numbers of things that were there before and of which a put came that counts. */
const thingsChanged = ({ database, numberOf }: ArrivalsDeps, { after, until }: Stretch): number[] => {
  const puts = database.prepare<{ thing: ThingId }>(
    `SELECT DISTINCT thing FROM puts WHERE n > ?1 AND n <= ?2 AND n NOT IN (SELECT n FROM aside)`
  )
  return puts
    .all(after, until)
    .map(({ thing }) => numberOf(thing))
    .filter(n => n !== null && n <= after) as number[]
}

/** What of a stretch is kept and does not count, the newest first, with why. */
export const asideIn = (deps: ArrivalsDeps, { after, until }: Stretch) => {
  const { database } = deps
  const where = 'n > ?1 AND n <= ?2'
  const total =
    database
      .prepare<{ total: number }>(`SELECT count(*) AS total FROM aside WHERE ${where}`)
      .get(after, until)?.total ?? 0
  const select = database.prepare<{ n: number; reason: AsideReason }>(
    `SELECT n, reason FROM aside WHERE ${where} ORDER BY n DESC LIMIT ?3`
  )
  const entries = select.all(after, until, most).map(({ n, reason }): AsideEntry => {
    const { entry } = deps.read(n)
    const act = deps.readAct(entry)
    return { ...writtenBy(act, deps), entry: entry.id, kind: act.body?.kind ?? null, reason }
  })
  return { entries, total }
}

/** Who wrote an entry, what it is, what is asked of its author, and whether it counts. */
export const explain = (deps: ArrivalsDeps, n: number, id: EntryId): Explanation => {
  const act = deps.readAct(deps.read(n).entry)
  const aside = deps.database.prepare<{ reason: AsideReason }>('SELECT reason FROM aside WHERE n = ?').get(n)
  return {
    ...writtenBy(act, deps),
    entry: id,
    seq: act.seq,
    scope: act.scope,
    kind: act.body?.kind ?? null,
    begins: act.thing === act.id,
    thing: act.thing,
    rule: act.kind?.writer ?? null,
    reason: aside?.reason ?? null,
    lacks: aside ? null : lackOf(act, deps)
  }
}

/** A release or a recall counts as what was asked; whether it changes anything is another question. */
const lackOf = ({ body, fields }: Act, deps: ArrivalsDeps): Lacking | null => {
  const commune = body?.commune
  if (commune === undefined) return null
  if (body?.kind === 'release') {
    const { everMembers, released } = deps.authority()
    const device = fields.device as LogId
    const isOut = released.some(one => one.commune === commune && one.device === device)
    return isOut || !everMembers.get(commune)?.has(device) ? null : 'second-ask'
  }
  if (body?.kind !== 'recall') return null
  const n = deps.numberOf(fields.mandate as EntryId)
  const mandate = n === null ? null : deps.readAct(deps.read(n).entry).body
  return mandate?.kind === 'mandate' && mandate.commune !== commune ? 'giver' : null
}

const writtenBy = (act: Act, { nameOf }: ArrivalsDeps) => {
  // a commune's own beginning speaks for the commune that it begins
  const commune = act.body?.commune ?? (act.body?.kind === 'commune' ? act.thing : null)
  return {
    author: act.log,
    commune,
    communeName: commune && nameOf(commune),
    claimedAt: act.claimedAt
  }
}

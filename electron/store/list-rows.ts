import type { ListArgs, Page } from '#shared/contract.ts'
import { FailureError } from '#shared/errors.ts'
import { isKindName, kinds } from '#shared/kinds/index.ts'
import type { Kind } from '#shared/kinds/kind.ts'
import type { LogId, ThingId } from '#shared/record/entry.ts'
import type { Database, SqlValue } from './database.ts'
import type { EntryLog } from './entry-log.ts'
import { joinEntries, type ReadModel, type RowRecord, rowColumns } from './read-model.ts'
import { columnOf, searchOf, tableOf } from './read-model-tables.ts'

type Condition = NonNullable<ListArgs['where']>[number]
type Scalar = string | number | boolean | null

interface Clause {
  sql: string
  params: SqlValue[]
}

/** How many rows hold for a condition, as long as nothing is written: the pages of a list ask one after another. */
export class Totals {
  private readonly known = new Map<string, number>()
  private changes = -1

  constructor(private readonly database: Database) {}

  /** What was counted is there no more, though nothing was written. */
  forget(): void {
    this.changes = -1
  }

  of(from: string, params: SqlValue[]): number {
    const written = this.database.prepare<{ changes: number }>('SELECT total_changes() AS changes').get()
    if (written?.changes !== this.changes) this.known.clear()
    this.changes = written?.changes ?? -1
    const asked = JSON.stringify([from, params])
    const known = this.known.get(asked)
    if (known !== undefined) return known
    const count = this.database.prepare<{ total: number }>(`SELECT count(*) AS total FROM ${from}`)
    const total = count.get(...params)?.total ?? 0
    // whoever asks for ever other things is not to fill the memory
    if (this.known.size >= mostTotals) this.known.clear()
    this.known.set(asked, total)
    return total
  }
}
const mostTotals = 100

/** Where the rows are, and what turns the ids in requests into the numbers that rows have. */
export interface Listed {
  database: Database
  rows: ReadModel
  log: EntryLog
  totals: Totals
}

const ownColumns: Record<string, string> = {
  commune: 'rows.commune',
  author: 'rows.author',
  claimedAt: 'rows.claimed_at',
  id: 'rows.n'
}

/** A number no row has: for what is not held. */
const none = -1

const numberOf = ({ rows, log }: Listed, field: string, id: string): number => {
  if (field === 'commune') return rows.communeNumber(id) ?? none
  if (field === 'author') return log.logOf(id as LogId)?.n ?? none
  return log.place(id as ThingId)?.n ?? none
}

const columnFor = (kind: Kind, field: string): string => {
  if (Object.hasOwn(ownColumns, field)) return ownColumns[field]!
  if (kind.indexed.includes(field)) return columnOf(field)
  throw new FailureError('request-bad', { field, reason: 'lists neither sort nor filter by it' })
}

const clauseOf = (listed: Listed, kind: Kind, condition: Condition): Clause => {
  const column = columnFor(kind, condition.field)
  const parts: string[] = []
  const params: SqlValue[] = []
  const named = ['commune', 'author', 'id'].includes(condition.field)
  const plain = (value: Scalar): SqlValue => {
    if (named && typeof value === 'string') return numberOf(listed, condition.field, value)
    return typeof value === 'boolean' ? Number(value) : value
  }
  const put = (sql: string, ...values: Scalar[]) => {
    parts.push(sql)
    params.push(...values.map(plain))
  }
  const { is, isNot, oneOf, before, after } = condition
  if (is === null) put(`${column} IS NULL`)
  else if (is !== undefined) put(`${column} = ?`, is)
  if (isNot === null) put(`${column} IS NOT NULL`)
  else if (isNot !== undefined) put(`${column} IS NOT ?`, isNot)
  // a row without the field holds only for `is: null` and for `isNot` with a value
  if (oneOf !== undefined) put(`${column} IN (${oneOf.map(() => '?').join(', ')})`, ...oneOf)
  if (before !== undefined) put(`${column} < ?`, before)
  if (after !== undefined) put(`${column} > ?`, after)
  return { sql: parts.length > 0 ? parts.join(' AND ') : 'TRUE', params }
}

/** Words as the index has them, each by its beginning, all of them wanted; null where nothing is asked. */
export const searchQuery = (search: string): string | null => {
  const words = search.match(/[\p{L}\p{N}\p{M}]+/gu)
  return words ? words.map(word => `"${word}"*`).join(' ') : null
}

/**
 * One page of a kind's rows and how many there are in all. Throws FailureError `kind-unknown`, and
 * `request-bad` for a field by which lists neither sort nor filter.
 */
export const listRows = (listed: Listed, args: ListArgs): Page => {
  const { database } = listed
  if (!isKindName(args.kind)) throw new FailureError('kind-unknown', { kind: args.kind })
  const kind = kinds[args.kind] as unknown as Kind
  const clauses = (args.where ?? []).map(condition => clauseOf(listed, kind, condition))
  const query = args.search === undefined ? null : searchQuery(args.search)
  if (query !== null && kind.searched.length > 0) {
    const search = searchOf(kind.name)
    clauses.push({ sql: `rows.n IN (SELECT rowid FROM ${search} WHERE ${search} MATCH ?)`, params: [query] })
  }
  const where = clauses.length > 0 ? `WHERE ${clauses.map(({ sql }) => sql).join(' AND ')}` : ''
  const params = clauses.flatMap(clause => clause.params)
  const sort = args.sort ?? { field: 'claimedAt', descending: true }
  const direction = sort.descending === true ? 'DESC' : 'ASC'
  const table = `${tableOf(kind.name)} AS rows`
  const rows = database
    .prepare<RowRecord>(
      // Only numbers are sorted, and what they name is read for the page alone: SQLite takes the tables of a cross
      // join in the order in which they stand, and would otherwise begin with all rows.
      `SELECT ${rowColumns} FROM (SELECT rows.n FROM ${table} ${where}
         ORDER BY ${columnFor(kind, sort.field)} ${direction}, rows.n ${direction} LIMIT ? OFFSET ?) AS page
       CROSS JOIN ${table} ON rows.n = page.n CROSS ${joinEntries}
       ORDER BY ${columnFor(kind, sort.field)} ${direction}, rows.n ${direction}`
    )
    .all(...params, args.limit ?? 100, args.offset ?? 0)
  const total = listed.totals.of(`${table} ${where}`, params)
  return { rows: rows.map(row => listed.rows.toRow(kind.name, row)), total }
}

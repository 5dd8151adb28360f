import type { ListArgs, Page } from '#shared/contract.ts'
import { FailureError } from '#shared/errors.ts'
import { isKindName, kinds } from '#shared/kinds/index.ts'
import type { Kind } from '#shared/kinds/kind.ts'
import type { Database, SqlValue } from './database.ts'
import { columnOf, type RowRecord, rowColumns, searchOf, tableOf, toRow } from './read-model.ts'

type Condition = NonNullable<ListArgs['where']>[number]
type Scalar = string | number | boolean | null

interface Clause {
  sql: string
  params: SqlValue[]
}

const ownColumns: Record<string, string> = {
  commune: 'commune',
  author: 'author',
  claimedAt: 'claimed_at',
  id: 'id'
}

const columnFor = (kind: Kind, field: string): string => {
  if (Object.hasOwn(ownColumns, field)) return ownColumns[field]!
  if (kind.indexed.includes(field)) return columnOf(field)
  throw new FailureError('request-bad', { field, reason: 'lists neither sort nor filter by it' })
}

const plain = (value: Scalar): SqlValue => (typeof value === 'boolean' ? Number(value) : value)

const clauseOf = (kind: Kind, condition: Condition): Clause => {
  const column = columnFor(kind, condition.field)
  const parts: string[] = []
  const params: SqlValue[] = []
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
export const listRows = (database: Database, args: ListArgs): Page => {
  if (!isKindName(args.kind)) throw new FailureError('kind-unknown', { kind: args.kind })
  const kind = kinds[args.kind] as unknown as Kind
  const clauses = (args.where ?? []).map(condition => clauseOf(kind, condition))
  const query = args.search === undefined ? null : searchQuery(args.search)
  if (query !== null && kind.searched.length > 0) {
    const search = searchOf(kind.name)
    clauses.push({ sql: `n IN (SELECT rowid FROM ${search} WHERE ${search} MATCH ?)`, params: [query] })
  }
  const where = clauses.length > 0 ? `WHERE ${clauses.map(({ sql }) => sql).join(' AND ')}` : ''
  const params = clauses.flatMap(clause => clause.params)
  const sort = args.sort ?? { field: 'claimedAt', descending: true }
  const direction = sort.descending === true ? 'DESC' : 'ASC'
  const table = tableOf(kind.name)
  const rows = database
    .prepare<RowRecord>(
      `SELECT ${rowColumns} FROM ${table} ${where}
       ORDER BY ${columnFor(kind, sort.field)} ${direction}, n ${direction} LIMIT ? OFFSET ?`
    )
    .all(...params, args.limit ?? 100, args.offset ?? 0)
  const count = database.prepare<{ total: number }>(`SELECT count(*) AS total FROM ${table} ${where}`)
  return { rows: rows.map(row => toRow(kind.name, row)), total: count.get(...params)?.total ?? 0 }
}

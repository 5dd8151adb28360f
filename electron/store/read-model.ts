import type { Row } from '#shared/contract.ts'
import { type KindName, kinds } from '#shared/kinds/index.ts'
import type { Kind } from '#shared/kinds/kind.ts'
import { type Act, isSealedScope } from '#shared/record/act.ts'
import type { Entry, LogId, ThingId } from '#shared/record/entry.ts'
import { foldPuts } from '#shared/record/fold-puts.ts'
import type { FoldedThing } from '#shared/record/fold-thing.ts'
import { bytesToId } from '#shared/record/ids.ts'
import { withoutBytes } from '#shared/record/without-bytes.ts'
import type { Database, SqlValue, Statement } from './database.ts'
import type { EntryLog } from './entry-log.ts'
import { columnOf, searchOf, tableOf } from './read-model-tables.ts'

/** A row as its table has it; `fields` null where they are those of its own entry. */
interface Stored {
  n: number
  commune: number | null
  author: number
  claimed_at: number
  sealed: string | null
  fields: string | null
  contested: string | null
  heads: string | null
  over: string | null
}
const storedColumns = [
  'n',
  'commune',
  'author',
  'claimed_at',
  'sealed',
  'fields',
  'contested',
  'heads',
  'over'
] as const

/** The same with the id that names it. */
export interface RowRecord extends Stored {
  id: Uint8Array
}
/** Of a row's table named `rows`, joined to its entry. */
export const rowColumns = `${storedColumns.map(column => `rows.${column}`).join(', ')}, entries.id`
export const joinEntries = 'JOIN entries ON entries.n = rows.n'

/** A row of the contract; for a fact also the entries it named as seen, for asking which fact is latest. */
export type StoredRow = Row & { over: ThingId[] }

/** How a field's value stands in its own column: what has no order there is left out. */
const indexable = (value: unknown): SqlValue => {
  if (typeof value === 'boolean') return value ? 1 : 0
  return typeof value === 'string' || typeof value === 'number' ? value : null
}

/**
 * Most rows were put once, for all to read, and never changed: of these only the first columns say something. Those
 * of one author who speaks for one commune gather, as they come.
 */
interface PlainRows {
  kind: string
  commune: number | null
  author: number
  rows: SqlValue[][]
}
const isPlain = ({ sealed, fields, contested, heads, over }: Stored): boolean =>
  (sealed ?? fields ?? contested ?? heads ?? over) === null

interface KindStatements {
  insert: Statement<never>
  insertPlain: Statement<never>
  remove: Statement<never>
  get: Statement<RowRecord>
  index: Statement<never> | null
  unindex: Statement<never> | null
}

/** So many texts wait in memory while many entries come in: the search index takes them best all at once. */
const mostWordsWaiting = 4000

/**
 * Writes and reads rows. Bytes are not copied here: they stay in their entries, and so do the fields of
 * whatever was put once and never changed. Rows put wait until `write`, which must come before the
 * transaction ends.
 */
export class ReadModel {
  private readonly statements = new Map<string, KindStatements>()
  private readonly rowsWaiting = new Map<string, SqlValue[][]>()
  private readonly plainRowsWaiting: PlainRows[] = []
  private readonly wordsWaiting = new Map<string, [number, string][]>()
  private wordsCount = 0
  private readonly communeIds = new Map<number, ThingId>()
  private readonly communeNumbers = new Map<string, number>()

  constructor(
    private readonly database: Database,
    private readonly log: EntryLog,
    private readonly readAct: (entry: Entry) => Act
  ) {}

  /** Reads anew what is kept in memory. */
  load(): void {
    this.rowsWaiting.clear()
    this.plainRowsWaiting.length = 0
    this.wordsWaiting.clear()
    this.wordsCount = 0
    this.communeIds.clear()
    this.communeNumbers.clear()
    const communes = this.database.prepare<{ n: number; id: ThingId }>('SELECT n, id FROM communes')
    for (const { n, id } of communes.all()) this.rememberCommune(n, id)
  }

  get(kind: string, n: number): RowRecord | undefined {
    return this.of(kind).get.get(n)
  }

  toRow(kind: string, record: RowRecord): StoredRow {
    const id = bytesToId<ThingId>(record.id)
    return {
      id,
      kind: kind as KindName,
      commune: record.commune === null ? null : this.communeIds.get(record.commune)!,
      author: this.log.logNumbered(record.author).id as LogId,
      claimedAt: record.claimed_at,
      sealed: record.sealed !== null,
      fields: record.fields === null ? this.ownFields(record.n) : JSON.parse(record.fields),
      contested: record.contested === null ? {} : JSON.parse(record.contested),
      heads: record.heads === null ? [id] : JSON.parse(record.heads),
      over: record.over === null ? [] : JSON.parse(record.over)
    }
  }

  /** Null for a commune of which no row speaks. */
  communeNumber(id: string): number | null {
    return this.communeNumbers.get(id) ?? null
  }

  remove(kind: string, n: number): void {
    const { remove, unindex } = this.of(kind)
    remove.run(n)
    unindex?.run(n)
  }

  /** `before` is what stands there now, if anything. Answers false where nothing changed. */
  put(n: number, thing: FoldedThing, before: RowRecord | undefined): boolean {
    const kind = kinds[thing.kind as KindName] as unknown as Kind
    const stored = this.toStored(n, thing)
    if (before && storedColumns.every(column => before[column] === stored[column])) return false
    // its words may wait still: the search index takes a row's words once
    if (before) {
      this.writeWords()
      this.remove(thing.kind, n)
    }
    const indexed = kind.indexed.map(field => indexable(thing.fields[field]))
    if (isPlain(stored)) this.plainRowsOf(thing.kind, stored).push([n, stored.claimed_at, ...indexed])
    else push(this.rowsWaiting, thing.kind, [...storedColumns.map(column => stored[column]), ...indexed])
    let words = ''
    for (const field of kind.searched) {
      const value = thing.fields[field]
      if (typeof value === 'string') words += `${value}\n`
    }
    if (words !== '') {
      push(this.wordsWaiting, thing.kind, [n, words])
      this.wordsCount += 1
    }
    return true
  }

  /** Writes what was put; words only once many have gathered where `more` is to follow. */
  write(more: boolean): void {
    for (const [kind, rows] of this.rowsWaiting) this.of(kind).insert.run(JSON.stringify(rows))
    for (const { kind, commune, author, rows } of this.plainRowsWaiting.splice(0))
      this.of(kind).insertPlain.run(JSON.stringify(rows), commune, author)
    this.rowsWaiting.clear()
    if (!more) this.writeWords()
  }

  private plainRowsOf(kind: string, { commune, author }: Stored): SqlValue[][] {
    const last = this.plainRowsWaiting[this.plainRowsWaiting.length - 1]
    if (last?.kind === kind && last.commune === commune && last.author === author) return last.rows
    const rows: SqlValue[][] = []
    this.plainRowsWaiting.push({ kind, commune, author, rows })
    return rows
  }

  get wordsWait(): boolean {
    return this.wordsCount >= mostWordsWaiting
  }

  writeWords(): void {
    for (const [kind, words] of this.wordsWaiting) this.of(kind).index?.run(JSON.stringify(words))
    this.wordsWaiting.clear()
    this.wordsCount = 0
  }

  private toStored(n: number, thing: FoldedThing): Stored {
    const unchanged = thing.heads.length === 1 && thing.heads[0] === thing.id
    return {
      n,
      commune: thing.commune === null ? null : this.numberOfCommune(thing.commune),
      author: this.log.logOf(thing.author)!.n,
      claimed_at: thing.claimedAt,
      sealed: isSealedScope(thing.scope) ? thing.scope : null,
      fields: unchanged ? null : JSON.stringify(withoutBytes(thing.fields)),
      contested: isEmpty(thing.contested) ? null : JSON.stringify(thing.contested),
      heads: unchanged ? null : JSON.stringify(thing.heads),
      over: thing.over.length > 0 ? JSON.stringify(thing.over) : null
    }
  }

  /** What its first entry says, as the fold has it: read again, for it is seldom asked for. */
  private ownFields(n: number): Record<string, unknown> {
    const act = this.readAct(this.log.read(n).entry)
    return withoutBytes(foldPuts([act], new Set([act.id])).fields)
  }

  private numberOfCommune(id: ThingId): number {
    const known = this.communeNumbers.get(id)
    if (known !== undefined) return known
    const { lastInsertRowid } = this.database.prepare('INSERT INTO communes (id) VALUES (?)').run(id)
    this.rememberCommune(lastInsertRowid, id)
    return lastInsertRowid
  }

  private rememberCommune(n: number, id: ThingId): void {
    this.communeIds.set(n, id)
    this.communeNumbers.set(id, n)
  }

  private of(name: string): KindStatements {
    const known = this.statements.get(name)
    if (known) return known
    const kind = kinds[name as KindName] as unknown as Kind
    const { database } = this
    const searched = kind.searched.length > 0
    const fromJson = (count: number) => Array.from({ length: count }, (_, i) => `value->>${i}`).join(', ')
    // one call for many rows: binding each column of each costs more than writing it
    const insert = (columns: readonly string[], values: string): Statement<never> =>
      database.prepare(
        `INSERT INTO ${tableOf(name)} (${columns.join(', ')}) SELECT ${values} FROM json_each(?1)`
      )
    const indexed = kind.indexed.map(columnOf)
    const made: KindStatements = {
      insert: insert([...storedColumns, ...indexed], fromJson(storedColumns.length + indexed.length)),
      insertPlain: insert(
        ['commune', 'author', 'n', 'claimed_at', ...indexed],
        `?2, ?3, ${fromJson(2 + indexed.length)}`
      ),
      remove: database.prepare(`DELETE FROM ${tableOf(name)} WHERE n = ?`),
      get: database.prepare(
        `SELECT ${rowColumns} FROM ${tableOf(name)} AS rows ${joinEntries} WHERE rows.n = ?`
      ),
      index: searched
        ? database.prepare(
            `INSERT INTO ${searchOf(name)} (rowid, words) SELECT ${fromJson(2)} FROM json_each(?)`
          )
        : null,
      unindex: searched ? database.prepare(`DELETE FROM ${searchOf(name)} WHERE rowid = ?`) : null
    }
    this.statements.set(name, made)
    return made
  }
}

const push = <T>(lists: Map<string, T[]>, name: string, item: T): void => {
  const list = lists.get(name)
  if (list) list.push(item)
  else lists.set(name, [item])
}

const isEmpty = (record: object): boolean => {
  for (const _ in record) return false
  return true
}

import type { Row } from '#shared/contract.ts'
import { type KindName, kinds } from '#shared/kinds/index.ts'
import type { Kind } from '#shared/kinds/kind.ts'
import type { LogId, ThingId } from '#shared/record/entry.ts'
import type { FoldedThing } from '#shared/record/fold-thing.ts'
import { withoutBytes } from '#shared/record/without-bytes.ts'
import type { Database, SqlValue, Statement } from './database.ts'

/** Raised when the tables below change shape or the fold changes its mind: they are then built anew. */
const readModelVersion = 1

export const tableOf = (kind: string): string => `"row ${kind}"`
export const searchOf = (kind: string): string => `"search ${kind}"`
export const columnOf = (field: string): string => `"f ${field}"`

const allKinds = Object.values(kinds) as unknown as Kind[]

/** Differs from what was kept wherever the tables must be built anew: a new kind, an index, a version. */
export const readModelShape = (): string =>
  JSON.stringify([
    readModelVersion,
    allKinds.map(({ name, version, indexed, searched }) => [name, version, indexed, searched])
  ])

const tablesOfKind = (kind: Kind): string => {
  const table = tableOf(kind.name)
  const index = (column: string, name: string) =>
    `CREATE INDEX "${kind.name} by ${name}" ON ${table} (${column});`
  return `
    CREATE TABLE ${table} (
      n INTEGER PRIMARY KEY,
      id TEXT NOT NULL,
      commune TEXT,
      author TEXT NOT NULL,
      claimed_at INTEGER NOT NULL,
      fields TEXT NOT NULL,
      contested TEXT,
      heads TEXT,
      over TEXT
      ${kind.indexed.map(field => `, ${columnOf(field)} ANY`).join('')}
    ) STRICT;
    ${index('claimed_at', 'claimed_at')}
    ${index('commune', 'commune')}
    ${kind.indexed.map(field => index(columnOf(field), `field ${field}`)).join('\n')}
    ${kind.searched.length > 0 ? `CREATE VIRTUAL TABLE ${searchOf(kind.name)} USING fts5 (words, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2');` : ''}
  `
}

/** What the folder keeps beside the rows; as disposable as they are. */
const ledgers = `
  CREATE TABLE puts (
    thing TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (thing, n)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE authority_entries (n INTEGER PRIMARY KEY) STRICT;
  CREATE TABLE aside (
    n INTEGER PRIMARY KEY,
    log TEXT NOT NULL,
    reason TEXT NOT NULL
  ) STRICT;
  CREATE INDEX aside_log ON aside (log);
  CREATE TABLE digests (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL,
    digest BLOB NOT NULL
  ) STRICT;
`

export const createReadModel = (database: Database): void => {
  database.exec(ledgers)
  for (const kind of allKinds) database.exec(tablesOfKind(kind))
}

/** Drops every table that is not the record's own, whatever an earlier version had made. */
export const dropReadModel = (database: Database): void => {
  const ours = database.prepare<{ name: string }>(
    `SELECT name FROM sqlite_master WHERE type = 'table' AND (name LIKE 'row %' OR name LIKE 'search %'
       OR name IN ('puts', 'authority_entries', 'aside', 'digests')) AND name NOT LIKE 'search %\\_%' ESCAPE '\\'`
  )
  for (const { name } of ours.all()) database.exec(`DROP TABLE "${name}"`)
}

export interface RowRecord {
  n: number
  id: string
  commune: string | null
  author: string
  claimed_at: number
  fields: string
  contested: string | null
  heads: string | null
  over: string | null
}
export const rowColumns = 'n, id, commune, author, claimed_at, fields, contested, heads, over'

/** A row of the contract; for a fact also the entries it named as seen, for asking which fact is latest. */
export type StoredRow = Row & { over: ThingId[] }

export const toRow = (kind: string, record: RowRecord): StoredRow => ({
  id: record.id as ThingId,
  kind: kind as KindName,
  commune: record.commune as ThingId | null,
  author: record.author as LogId,
  claimedAt: record.claimed_at,
  fields: JSON.parse(record.fields),
  contested: record.contested === null ? {} : JSON.parse(record.contested),
  heads: record.heads === null ? [record.id as ThingId] : JSON.parse(record.heads),
  over: record.over === null ? [] : JSON.parse(record.over)
})

/** How a field's value stands in its own column: what has no order there is left out. */
const indexable = (value: unknown): SqlValue => {
  if (typeof value === 'boolean') return value ? 1 : 0
  return typeof value === 'string' || typeof value === 'number' ? value : null
}

interface KindStatements {
  insert: Statement<never>
  remove: Statement<never>
  get: Statement<RowRecord>
  index: Statement<never> | null
  unindex: Statement<never> | null
}

/** Writes and reads single rows. Bytes are not copied here: they stay in their entries. */
export class ReadModel {
  private readonly statements = new Map<string, KindStatements>()

  constructor(private readonly database: Database) {}

  /** Forgets compiled statements, once the tables were made anew. */
  reset(): void {
    this.statements.clear()
  }

  get(kind: string, n: number): RowRecord | undefined {
    return this.of(kind).get.get(n)
  }

  remove(kind: string, n: number): void {
    const { remove, unindex } = this.of(kind)
    remove.run(n)
    unindex?.run(n)
  }

  /** `before` is what stands there now, if anything. Answers false where nothing changed. */
  put(n: number, thing: FoldedThing, before: RowRecord | undefined): boolean {
    const kind = kinds[thing.kind as KindName] as unknown as Kind
    const record = toRecord(n, thing)
    if (
      before &&
      rowColumns.split(', ').every(c => before[c as keyof RowRecord] === record[c as keyof RowRecord])
    )
      return false
    const { insert, index } = this.of(thing.kind)
    // not INSERT OR REPLACE: that costs three times as much, also where there is nothing to replace
    if (before) this.remove(thing.kind, n)
    insert.run(
      record.n,
      record.id,
      record.commune,
      record.author,
      record.claimed_at,
      record.fields,
      record.contested,
      record.heads,
      record.over,
      ...kind.indexed.map(field => indexable(thing.fields[field]))
    )
    if (index) {
      const words = kind.searched.map(field => thing.fields[field]).filter(value => typeof value === 'string')
      if (words.length > 0) index.run(n, words.join('\n'))
    }
    return true
  }

  private of(name: string): KindStatements {
    const known = this.statements.get(name)
    if (known) return known
    const kind = kinds[name as KindName] as unknown as Kind
    const columns = [...rowColumns.split(', '), ...kind.indexed.map(columnOf)]
    const { database } = this
    const searched = kind.searched.length > 0
    const made: KindStatements = {
      insert: database.prepare(
        `INSERT INTO ${tableOf(name)} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`
      ),
      remove: database.prepare(`DELETE FROM ${tableOf(name)} WHERE n = ?`),
      get: database.prepare(`SELECT ${rowColumns} FROM ${tableOf(name)} WHERE n = ?`),
      index: searched ? database.prepare(`INSERT INTO ${searchOf(name)} (rowid, words) VALUES (?, ?)`) : null,
      unindex: searched ? database.prepare(`DELETE FROM ${searchOf(name)} WHERE rowid = ?`) : null
    }
    this.statements.set(name, made)
    return made
  }
}

const toRecord = (n: number, thing: FoldedThing): RowRecord => ({
  n,
  id: thing.id,
  commune: thing.commune,
  author: thing.author,
  claimed_at: thing.claimedAt,
  fields: JSON.stringify(withoutBytes(thing.fields)),
  contested: Object.keys(thing.contested).length > 0 ? JSON.stringify(thing.contested) : null,
  heads: thing.heads.length === 1 && thing.heads[0] === thing.id ? null : JSON.stringify(thing.heads),
  over: thing.over.length > 0 ? JSON.stringify(thing.over) : null
})

import { kinds } from '#shared/kinds/index.ts'
import type { Kind } from '#shared/kinds/kind.ts'
import type { Database } from './database.ts'

/** Raised when the tables below change shape or the fold changes its mind: they are then built anew. */
const readModelVersion = 3

export const tableOf = (kind: string): string => `"row ${kind}"`
export const searchOf = (kind: string): string => `"search ${kind}"`
export const columnOf = (field: string): string => `"f ${field}"`

const allKinds = Object.values(kinds) as unknown as Kind[]

/** Differs from what was kept wherever the tables must be built anew: a new kind, an index, a version. */
export const readModelShape = (): string =>
  JSON.stringify([
    readModelVersion,
    allKinds.map(({ name, version, indexed, searched, blobs }) => [name, version, indexed, searched, blobs])
  ])

const tablesOfKind = (kind: Kind): string => `
  CREATE TABLE ${tableOf(kind.name)} (
    n INTEGER PRIMARY KEY,
    commune INTEGER,
    author INTEGER NOT NULL,
    claimed_at INTEGER NOT NULL,
    -- the scope it is sealed to; null where all can read it
    sealed TEXT,
    -- null where they are those of its first entry, and nothing has changed them
    fields TEXT,
    contested TEXT,
    heads TEXT,
    over TEXT
    ${kind.indexed.map(field => `, ${columnOf(field)} ANY`).join('')}
  ) STRICT;
  ${kind.searched.length > 0 ? `CREATE VIRTUAL TABLE ${searchOf(kind.name)} USING fts5 (words, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2');` : ''}
`

const indexesOfKind = (kind: Kind): string[] => {
  const index = (column: string, name: string) =>
    `CREATE INDEX IF NOT EXISTS "${kind.name} by ${name}" ON ${tableOf(kind.name)} (${column})`
  return [
    index('claimed_at', 'claimed_at'),
    index('commune', 'commune'),
    ...kind.indexed.map(field => index(columnOf(field), `field ${field}`))
  ]
}

/** What the folder keeps beside the rows; as disposable as they are. */
const ledgers = `
  CREATE TABLE communes (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE
  ) STRICT;
  CREATE TABLE puts (
    thing TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (thing, n)
  ) STRICT, WITHOUT ROWID;
  -- things of which later puts are held, but not the first entry
  CREATE TABLE orphans (thing TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
  CREATE TABLE authority_entries (n INTEGER PRIMARY KEY) STRICT;
  CREATE TABLE aside (
    n INTEGER PRIMARY KEY,
    log INTEGER NOT NULL,
    reason TEXT NOT NULL
  ) STRICT;
  CREATE INDEX aside_log ON aside (log);
  CREATE TABLE digests (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL,
    digest BLOB NOT NULL
  ) STRICT;
  -- forgettings after which words still lie in the search index of this kind
  CREATE TABLE erasing (n INTEGER PRIMARY KEY, kind TEXT NOT NULL) STRICT;
`
const ledgerNames = ['communes', 'puts', 'orphans', 'authority_entries', 'aside', 'digests', 'erasing']

/** The tables, still without the indexes of their rows. */
export const createReadModel = (database: Database): void => {
  database.exec(ledgers)
  for (const kind of allKinds) database.exec(tablesOfKind(kind))
}

/** Drops every table that is not the record's own, whatever an earlier version had made. */
export const dropReadModel = (database: Database): void => {
  const names = ledgerNames.map(name => `'${name}'`).join(', ')
  const ours = database.prepare<{ name: string }>(
    `SELECT name FROM sqlite_master WHERE type = 'table' AND (name LIKE 'row %' OR name LIKE 'search %'
       OR name IN (${names})) AND name NOT LIKE 'search %\\_%' ESCAPE '\\'`
  )
  for (const { name } of ours.all()) database.exec(`DROP TABLE "${name}"`)
}

/** So few rows are indexed at once with those of other kinds. */
const fewRows = 1000

/**
 * What makes the indexes of the rows, in pieces of some work each; those that are there already do nothing.
 */
export const rowIndexes = (database: Database): string[] => {
  const together: string[] = []
  const alone: string[] = []
  for (const kind of allKinds) {
    const rows = database.prepare<{ n: number }>(
      `SELECT n FROM ${tableOf(kind.name)} LIMIT 1 OFFSET ${fewRows}`
    )
    ;(rows.get() ? alone : together).push(...indexesOfKind(kind))
  }
  return [together.join(';'), ...alone]
}

/** A row put in beside others costs a page of each index; many rows are indexed sooner all at once. */
export const dropRowIndexes = (database: Database): void => {
  const indexes = database.prepare<{ name: string }>(
    `SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name LIKE 'row %' AND sql IS NOT NULL`
  )
  for (const { name } of indexes.all()) database.exec(`DROP INDEX "${name}"`)
}

const searchedTables = (): string[] =>
  allKinds.filter(kind => kind.searched.length > 0).map(kind => searchOf(kind.name))

/** While many words come in, the segments of the search index are left unmerged. */
export const letSearchGather = (database: Database): void => {
  for (const table of searchedTables()) {
    database.exec(`INSERT INTO ${table} (${table}, rank) VALUES ('automerge', 0)`)
    database.exec(`INSERT INTO ${table} (${table}, rank) VALUES ('crisismerge', 2000)`)
  }
}

/** Pages of the search index that are merged in one piece. */
const pagesAtOnce = 100

/** Goes on merging until there is nothing to merge, which FTS5 tells by changing next to nothing. */
function* mergeOn(database: Database, table: string): Generator<undefined, void, void> {
  const changes = database.prepare<{ total: number }>('SELECT total_changes() AS total')
  const total = () => changes.get()?.total ?? 0
  for (let before = -2, after = total(); after - before >= 2; ) {
    before = after
    database.exec(`INSERT INTO ${table} (${table}, rank) VALUES ('merge', ${pagesAtOnce})`)
    after = total()
    yield undefined
  }
}

/** Merges all words of a kind into one segment, in pieces: those of rows that were deleted are gone then. */
export function* mergeWholly(database: Database, kind: string): Generator<undefined, void, void> {
  const table = searchOf(kind)
  if (!searchedTables().includes(table)) return
  // a negative number begins: every segment is to be merged, and a single one too if rows were deleted from it
  database.exec(`INSERT INTO ${table} (${table}, rank) VALUES ('merge', -${pagesAtOnce})`)
  yield undefined
  yield* mergeOn(database, table)
}

/** Merges what gathered, in pieces; between them others may have their turn. */
export function* mergeSearch(database: Database): Generator<undefined, void, void> {
  for (const table of searchedTables()) {
    yield* mergeOn(database, table)
    database.exec(`INSERT INTO ${table} (${table}, rank) VALUES ('automerge', 4)`)
    database.exec(`INSERT INTO ${table} (${table}, rank) VALUES ('crisismerge', 16)`)
  }
}

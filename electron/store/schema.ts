import { FailureError } from '#shared/errors.ts'
import type { Database } from './database.ts'

/** Of the tables below; the read model has a version of its own. */
export const schemaVersion = 3

/**
 * What must never be lost. `n` is the local number of an entry, in the order of arrival; it names rows of
 * the read model too.
 */
const tables = `
  CREATE TABLE logs (
    n INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE,
    entries INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    -- the first seq at which two entries stand; null while it has not forked
    fork_seq INTEGER
  ) STRICT;
  CREATE TABLE entries (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL,
    log INTEGER NOT NULL REFERENCES logs (n),
    seq INTEGER NOT NULL,
    header BLOB NOT NULL,
    signature BLOB NOT NULL,
    body BLOB
  ) STRICT;
  -- by the beginning of the id (entry-ids.ts), up to the mark of that name
  CREATE TABLE ids (
    key INTEGER NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (key, n)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE marks (
    name TEXT PRIMARY KEY,
    n INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX entries_place ON entries (log, seq);
  CREATE INDEX entries_bodiless ON entries (n) WHERE body IS NULL;
  -- entries that no held entry follows: one for each log, more where it has forked
  CREATE TABLE tips (
    log INTEGER NOT NULL REFERENCES logs (n),
    seq INTEGER NOT NULL,
    id BLOB NOT NULL,
    PRIMARY KEY (log, id)
  ) STRICT, WITHOUT ROWID;
  -- this device's own: keys, the federation it stands in, settings
  CREATE TABLE local (
    name TEXT PRIMARY KEY,
    value BLOB NOT NULL
  ) STRICT, WITHOUT ROWID;
  -- by which road a commune's entries last came
  CREATE TABLE news (
    commune TEXT PRIMARY KEY,
    road TEXT NOT NULL,
    -- who handed them over, where known
    device TEXT,
    at INTEGER NOT NULL,
    entries INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
`

/** Since version 3. A blob is there only while an entry that has its body names it. */
const blobTables = `
  CREATE TABLE blobs (
    hash BLOB PRIMARY KEY,
    body BLOB NOT NULL
  ) STRICT;
  CREATE TABLE blob_names (
    hash BLOB NOT NULL,
    -- the entry that names it, with this size
    n INTEGER NOT NULL REFERENCES entries (n),
    bytes INTEGER NOT NULL,
    PRIMARY KEY (hash, n)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX blob_names_entry ON blob_names (n);
`

/** Makes the tables in an empty file. */
export const createSchema = (database: Database): void => {
  database.exec(tables)
  database.exec(blobTables)
  database.exec(`PRAGMA user_version = ${schemaVersion}`)
}

/**
 * Brings a file of the version before to this one. Throws FailureError `home-newer` where a later Chumak wrote
 * the file.
 */
export const checkSchema = (database: Database): void => {
  const row = database.prepare<{ user_version: number }>('PRAGMA user_version').get()
  const version = row?.user_version ?? 0
  if (version > schemaVersion) throw new FailureError('home-newer', { version })
  if (version === 2) {
    database.transaction(() => {
      database.exec(blobTables)
      database.exec(`PRAGMA user_version = ${schemaVersion}`)
    })
    return
  }
  if (version !== schemaVersion) throw new FailureError('home-damaged', { reason: 'no schema' })
}

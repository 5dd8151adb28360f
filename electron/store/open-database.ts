import { FailureError } from '#shared/errors.ts'
import { Database, sqliteCode } from './database.ts'

/** Opens an encrypted file for this process alone: WAL, each commit durable. */
export const openWhole = (path: string, keyHex: string): Database => {
  const database = new Database(path, keyHex)
  try {
    // exclusive: nobody else opens the file, and the log's index stays in memory instead of a shared file
    database.prepare('PRAGMA locking_mode = EXCLUSIVE').get()
    database.prepare('PRAGMA journal_mode = WAL').get()
    database.exec('PRAGMA synchronous = FULL')
    database.exec('PRAGMA temp_store = MEMORY')
    // from the first byte on: pages that split while it was off keep copies that no deletion reaches later
    database.prepare('PRAGMA secure_delete = ON').get()
    // KiB; more made neither imports nor lists faster, and an import is to stay below 300 MB in all
    database.exec('PRAGMA cache_size = -16384')
    // pages: more at once would save little, and everybody waits for the commit that carries them over
    database.prepare('PRAGMA wal_autocheckpoint = 1000').get()
    return database
  } catch (error) {
    closeWhole(database)
    throw error
  }
}

/**
 * libsql keeps a closed connection alive, its file lock too, until the garbage collector has had all its
 * statements. Leaving WAL writes everything into the one file and lets the lock go at once.
 */
export const closeWhole = (database: Database): void => {
  // one after the other, also where one fails: without any of them the file stays locked
  for (const sql of leaving)
    try {
      database.prepare(sql).get()
    } catch (error) {
      // a full or damaged disk: what was acknowledged lies durable in the WAL, and the next opening reads it
      if (sqliteCode(error) === null && !(error instanceof FailureError)) throw error
    }
  database.close()
}

const leaving = [
  'PRAGMA journal_mode = DELETE',
  'PRAGMA locking_mode = NORMAL',
  'SELECT count(*) FROM sqlite_master'
]

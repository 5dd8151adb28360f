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
 * What is new goes into the file itself, and what stood there before into a journal that takes it back, instead of
 * all into a log first: a page that is added is encrypted and written once and not twice, and not decrypted in
 * between. Each commit costs more syncs. For much that is gathered; `false` goes back.
 */
export const writeInPlace = (database: Database, inPlace: boolean): void => {
  if (database.isClosed) return
  try {
    database.commit()
    database.prepare(`PRAGMA journal_mode = ${inPlace ? 'TRUNCATE' : 'WAL'}`).get()
  } catch (error) {
    // either way serves; a disk that is full or damaged is told of by what is written next
    if (!isOfDisk(error)) throw error
  }
}

const isOfDisk = (error: unknown): boolean => error instanceof FailureError || sqliteCode(error) !== null

/**
 * libsql keeps a closed connection alive, its file lock too, until the garbage collector has had all its
 * statements. Leaving WAL writes everything into the one file and lets the lock go at once.
 */
export const closeWhole = (database: Database): void => {
  // one after the other, also where one fails: without any of them the file stays locked
  for (const leave of [() => database.commit(), ...leaving.map(sql => () => database.prepare(sql).get())])
    try {
      leave()
    } catch (error) {
      // a full or damaged disk: what was acknowledged lies durable in the WAL, and the next opening reads it
      if (!isOfDisk(error)) throw error
    }
  database.close()
}

const leaving = [
  'PRAGMA journal_mode = DELETE',
  'PRAGMA locking_mode = NORMAL',
  'SELECT count(*) FROM sqlite_master'
]

import { Database, isOfDisk } from './database.ts'

/**
 * Opens an encrypted file for this process alone, each commit durable. What is new goes into the file itself, and what
 * stood there before into a journal that takes it back: in a write-ahead log each page would be encrypted and written
 * twice, and one that the disk does not give back would be taken for read (docs/decisions.md).
 */
export const openWhole = (path: string, keyHex: string): Database => {
  const database = new Database(path, keyHex)
  try {
    // nobody else opens the file
    database.prepare('PRAGMA locking_mode = EXCLUSIVE').get()
    database.prepare('PRAGMA journal_mode = TRUNCATE').get()
    database.exec('PRAGMA synchronous = FULL')
    database.exec('PRAGMA temp_store = MEMORY')
    // from the first byte on: pages that split while it was off keep copies that no deletion reaches later
    database.prepare('PRAGMA secure_delete = ON').get()
    // KiB; more made neither imports nor lists faster, and an import is to stay below 300 MB in all
    database.exec('PRAGMA cache_size = -16384')
    return database
  } catch (error) {
    closeWhole(database)
    throw error
  }
}

/**
 * libsql keeps a closed connection alive, its file lock too, until the garbage collector has had all its
 * statements. Leaving the exclusive mode lets the lock go at once; the emptied journal goes too.
 */
export const closeWhole = (database: Database): void => {
  // one after the other, also where one fails: without any of them the file stays locked
  for (const leave of [() => database.commit(), ...leaving.map(sql => () => database.prepare(sql).get())])
    try {
      leave()
    } catch (error) {
      // a full or damaged disk: what was acknowledged lies durable in the file, and the next opening reads it
      if (!isOfDisk(error)) throw error
    }
  database.close()
}

const leaving = [
  'PRAGMA journal_mode = DELETE',
  'PRAGMA locking_mode = NORMAL',
  'SELECT count(*) FROM sqlite_master'
]

import { join } from 'node:path'
import { FailureError } from '#shared/errors.ts'
import { Database, sqliteCode } from './database.ts'

/**
 * Holds a home folder for one process at a time: an exclusive transaction on a tiny database that never
 * holds anything. The system lets go of it when the process ends, however it ends, so nothing is left to
 * clean up after a crash; and it works the same on Linux, macOS and Windows.
 */
export interface HomeLock {
  release(): void
}

/** Throws FailureError `home-in-use` where another Chumak holds the folder. */
export const holdHome = (home: string): HomeLock => {
  const database = new Database(join(home, 'home.lock'))
  try {
    database.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    database.close()
    if (sqliteCode(error)?.startsWith('SQLITE_BUSY')) throw new FailureError('home-in-use')
    throw error
  }
  return { release: () => database.close() }
}

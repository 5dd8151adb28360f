import { existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { FailureError } from '#shared/errors.ts'
import { makeFolder } from './durable-file.ts'
import { writingFailure } from './file-failure.ts'
import { type HomeLock, holdHome } from './home-lock.ts'
import { homeHasRecord, type OpenArgs, openStore, placeRecord, recordPath, type Store } from './open-store.ts'
import { saltPath } from './vault.ts'

export interface BuildHome extends Pick<OpenArgs, 'home' | 'passphrase' | 'clock' | 'scryptCost'> {
  /** of the new device */
  handle: string
}

/**
 * A home that is there whole or not at all: a record with new keys is begun in a folder inside, filled by
 * `fill`, closed, and moved to its place; the record itself goes last, for a home is one that has it.
 * Interrupted, the home is as empty as it was. Throws `home-taken`, `home-in-use` and what opening throws.
 */
export const buildHome = async <T>(
  { home, handle, ...args }: BuildHome,
  fill: (store: Store) => Promise<T>
): Promise<T> => {
  const lock = enter(home)
  const part = join(home, 'building')
  try {
    if (homeHasRecord(home)) throw new FailureError('home-taken')
    rmSync(part, { recursive: true, force: true })
    const store = await openStore({ ...args, home: part, create: { handle } })
    let filled: T
    try {
      filled = await fill(store)
    } finally {
      store.close()
    }
    refuseUnclosed(part)
    renameSync(saltPath(part), saltPath(home))
    placeRecord(recordPath(part), home)
    return filled
  } catch (error) {
    throw writingFailure(error, home)
  } finally {
    leave(part, lock)
  }
}

const enter = (home: string): HomeLock => {
  try {
    makeFolder(home, 0o700)
    return holdHome(home)
  } catch (error) {
    throw writingFailure(error, home)
  }
}

/** Closing leaves everything in the one file; where the disk refused that, the rest would stay behind. */
const refuseUnclosed = (part: string): void => {
  const path = recordPath(part)
  if (existsSync(`${path}-journal`))
    throw new FailureError('file-not-written', { path, reason: 'not closed' })
}

/** What a broken disk does not let go of is removed by the next attempt, or holds nothing. */
const leave = (part: string, lock: HomeLock): void => {
  try {
    rmSync(part, { recursive: true, force: true })
  } catch (error) {
    if (!(writingFailure(error, part) instanceof FailureError)) throw error
  } finally {
    lock.release()
  }
}

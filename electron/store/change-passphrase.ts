import { FailureError } from '#shared/errors.ts'
import { writingFailure } from './file-failure.ts'
import { holdHome } from './home-lock.ts'
import { homeHasRecord } from './open-store.ts'
import { rewrapVault, saltPath } from './vault.ts'

/**
 * Gives the record of a home another passphrase. `held`: this process has the record open; otherwise the
 * home is held for as long as this takes. Throws FailureError `home-empty`, `home-in-use`,
 * `passphrase-wrong`, `home-damaged`, `disk-full`, `file-not-written`; the old passphrase holds then.
 */
export const changePassphrase = async (what: {
  home: string
  now: string
  next: string
  held: boolean
}): Promise<void> => {
  const { home, now, next, held } = what
  if (!homeHasRecord(home)) throw new FailureError('home-empty')
  const lock = held ? null : holdHome(home)
  try {
    await rewrapVault(home, now, next)
  } catch (error) {
    throw writingFailure(error, saltPath(home))
  } finally {
    lock?.release()
  }
}

import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/** Some file systems of sticks, and Windows, cannot sync a folder; there a rename is as durable as it gets. */
export const isUnsyncable = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && unsyncable.includes(String(error.code))
const unsyncable = ['EINVAL', 'ENOTSUP', 'EPERM', 'EISDIR', 'EACCES', 'EBADF']

/** Makes a rename in this folder durable. */
export const syncFolder = (folder: string): void => {
  try {
    const handle = openSync(folder, 'r')
    try {
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
  } catch (error) {
    if (!isUnsyncable(error)) throw error
  }
}

/**
 * Puts a file that can be made anew where nothing is yet. Where it throws, nothing is there, unless the disk does not
 * let it be removed either; then it is there whole.
 */
export const placeDurably = (from: string, to: string): void => {
  try {
    renameSync(from, to)
    syncFolder(dirname(to))
  } catch (error) {
    removeAsFarAsPossible(to)
    throw error
  }
}

/** After a failure that tells of the disk already. */
export const removeAsFarAsPossible = (path: string): void => {
  try {
    rmSync(path, { force: true })
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error
  }
}

/** Makes a folder, and those it is to lie in, so that their names outlive a power cut. */
export const makeFolder = (folder: string, mode = 0o777): void => {
  const path = resolve(folder)
  const first = mkdirSync(path, { recursive: true, mode })
  if (first === undefined) return
  for (let made = path; made.length >= first.length; made = dirname(made)) syncFolder(dirname(made))
}

/** The file holds either what it held or all of `text`, whatever happens. */
export const writeDurably = (path: string, text: string): void => {
  const temporary = `${path}.new`
  const handle = openSync(temporary, 'w', 0o600)
  try {
    // the loop: a disk that is nearly full writes a part, and says so only the next time
    const bytes = Buffer.from(text, 'utf8')
    for (let done = 0; done < bytes.length; ) done += writeSync(handle, bytes, done)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(temporary, path)
  syncFolder(dirname(path))
}

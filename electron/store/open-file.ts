import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { FailureError } from '#shared/errors.ts'
import { readingFailure } from './file-failure.ts'

/** Without waiting: opening a pipe that nobody writes into would otherwise never come back. Windows has neither. */
const readAtOnce = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)

/**
 * Opens a file that somebody named, for reading. Folders, pipes and devices are refused: they have no end
 * that could be known beforehand. Throws `FailureError` file-missing or file-unreadable.
 */
export const openFile = async (path: string): Promise<{ file: FileHandle; sizeBytes: number }> => {
  try {
    const file = await open(path, readAtOnce)
    const stat = await file.stat()
    if (stat.isFile()) return { file, sizeBytes: stat.size }
    await file.close()
    throw new FailureError('file-unreadable', { path, reason: 'not a file' })
  } catch (error) {
    throw readingFailure(error, path)
  }
}

/**
 * The whole of a small file. Throws as `openFile`, and `too-large` for more than `limitBytes`, before any
 * of it is read.
 */
export const readSmallFile = async (path: string, limitBytes: number): Promise<Buffer> => {
  const { file, sizeBytes } = await openFile(path)
  try {
    if (sizeBytes > limitBytes) throw new FailureError('too-large', { what: path, sizeBytes, limitBytes })
    return await file.readFile()
  } catch (error) {
    throw readingFailure(error, path)
  } finally {
    await file.close()
  }
}

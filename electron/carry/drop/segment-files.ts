import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { opendir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { readingFailure } from '../../store/file-failure.ts'

/** More than this no honest device writes into one file of a drop folder. */
export const mostSegmentBytes = 256 * 1024 * 1024
const mostFolders = 1024
const mostFilesPerFolder = 8192

/** A file that claims to be a segment. Whether it is, its bytes say: their hash is its name. */
export interface SegmentFile {
  path: string
  /** its place under the drop folder, for people */
  shown: string
  /** 64 hex digits, lower case */
  name: string
  /** the sub-folder it lies in */
  folder: string
  sizeBytes: number
  /** changes with the file: what was judged once is not judged again until this is another */
  stamp: string
}

/**
 * The hash stands first; replicators put their own marks behind it (`.sync-conflict-…`, ` (conflicted copy)`)
 * and some change the case. Their unfinished files begin otherwise (`.syncthing.`, `~syncthing~`, `.~`).
 */
const segmentName = /^([0-9a-f]{64})[^/\\]*\.caravan$/i

export interface Listing {
  /** the sub-folders, also those without a segment yet */
  folders: string[]
  files: SegmentFile[]
}

/** Null where there is no such folder, as when its drive is not mounted. */
export const listSegments = async (root: string): Promise<Listing | null> => {
  const listed = await listNames(root, mostFolders, entry => entry.isDirectory()).catch(error => {
    throw readingFailure(error, root)
  })
  if (listed === null) return null
  const folders = listed.filter(folder => !folder.startsWith('.'))
  const files: SegmentFile[] = []
  for (const folder of folders) {
    const names = await listNames(join(root, folder), mostFilesPerFolder, entry => entry.isFile()).catch(
      nothingThere
    )
    for (const file of names ?? []) {
      const name = segmentName.exec(file)?.[1]?.toLowerCase()
      const path = join(root, folder, file)
      const stats = name === undefined ? null : await stat(path).catch(nothingThere)
      if (name === undefined || stats === null) continue
      const stamp = `${stats.size} ${stats.mtimeMs} ${stats.ino}`
      files.push({ path, shown: `${folder}/${file}`, name, folder, sizeBytes: stats.size, stamp })
    }
  }
  return { folders, files }
}

interface Listed {
  name: string
  isFile(): boolean
  isDirectory(): boolean
}

const listNames = async (
  folder: string,
  most: number,
  wanted: (entry: Listed) => boolean
): Promise<string[] | null> => {
  const names: string[] = []
  try {
    for await (const entry of await opendir(folder)) {
      if (!wanted(entry)) continue
      names.push(entry.name)
      if (names.length >= most) break
    }
  } catch (error) {
    // it went away, or was never there: the caller says which
    if (isAbsence(error)) return null
    throw error
  }
  return names.sort()
}

/** Removed since it was listed, or not ours to read, as `lost+found` is: what lies there is nobody's segment. */
const nothingThere = (error: unknown): null => {
  if (error instanceof Error && 'syscall' in error) return null
  throw error
}

const isAbsence = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')

/**
 * SHA-256 of the file's bytes in hex, in constant memory; null where the file is gone meanwhile.
 * Throws FailureError `file-unreadable`.
 */
export const hashOfFile = async (path: string): Promise<string | null> => {
  const hash = createHash('sha256')
  try {
    for await (const piece of createReadStream(path)) hash.update(piece)
  } catch (error) {
    if (isAbsence(error)) return null
    throw readingFailure(error, path)
  }
  return hash.digest('hex')
}

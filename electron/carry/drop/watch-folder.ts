import { type FSWatcher, watch } from 'node:fs'
import { join } from 'node:path'

/** Folders beyond these are found by the slow look alone. */
const mostWatched = 256

export interface FolderWatch {
  /** Hears of the sub-folders that lie there now. True: of one more, in which something may have come before. */
  follow(folders: readonly string[]): boolean
  close(): void
}

/**
 * Hears of changes in a folder and the folders in it. What a system does not tell (network drives, too many
 * watches) is found by looking every few seconds, so failures here are no failures.
 */
export const watchFolder = (root: string, onChange: () => void): FolderWatch => {
  const watchers = new Map<string, FSWatcher>()
  const drop = (path: string) => {
    watchers.get(path)?.close()
    watchers.delete(path)
  }
  const add = (path: string): boolean => {
    if (watchers.has(path) || watchers.size >= mostWatched) return false
    try {
      const watcher = watch(path, { persistent: false }, (_, name) => {
        // unfinished files, ours too
        if (!name?.startsWith('.')) onChange()
      })
      watcher.on('error', () => drop(path))
      watchers.set(path, watcher)
      return true
    } catch {
      // not there, or this system cannot: the slow look goes on
      return false
    }
  }
  return {
    follow: folders => {
      const wanted = new Set([root, ...folders.map(folder => join(root, folder))])
      for (const path of [...watchers.keys()]) if (!wanted.has(path)) drop(path)
      return [...wanted].filter(add).length > 0
    },
    close: () => {
      for (const path of [...watchers.keys()]) drop(path)
    }
  }
}

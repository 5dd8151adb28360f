import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

/** Makes a rename in this folder durable. Windows cannot open folders, and needs it not. */
export const syncFolder = (folder: string): void => {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
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

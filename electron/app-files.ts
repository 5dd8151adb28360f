/** Which files on disk the app's own addresses mean. */
import { join, normalize, sep } from 'node:path'

export interface AppFolders {
  /** the built renderer */
  renderer: string
  /** where packs are looked for, in this order */
  maps: readonly string[]
}

/** The files a URL may mean; none when it points outside the folders. */
export function candidates(url: string, folders: AppFolders): string[] {
  const { host, pathname } = new URL(url)
  let path: string
  try {
    path = decodeURIComponent(pathname)
  } catch {
    return [] // a malformed escape names no file
  }
  if (path.includes('\0') || path.includes('\\')) return []
  if (host === 'chumak') return inside(folders.renderer, path === '/' ? '/index.html' : path)
  if (host === 'maps' && /^\/[\w-][\w.-]*$/.test(path)) return folders.maps.flatMap(f => inside(f, path))
  return []
}

function inside(folder: string, path: string): string[] {
  const full = join(folder, normalize(path))
  return full.startsWith(normalize(folder) + sep) ? [full] : []
}

/**
 * The app's own protocol. `app://chumak/…` is the built renderer, `app://maps/NAME` a base-map pack.
 * Nothing else is served; both answer byte ranges, which PMTiles archives are read by.
 */
import { open } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { protocol, type Session } from 'electron'

export const appOrigin = 'app://chumak'

/** Must run before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: 'app',
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, corsEnabled: true }
    }
  ])
}

export interface AppFolders {
  /** the built renderer */
  renderer: string
  /** where packs are looked for, in this order */
  maps: readonly string[]
}

/** @param policy the Content-Security-Policy header every answer carries */
export function serveAppScheme(session: Session, folders: AppFolders, policy: string): void {
  session.protocol.handle('app', async request => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405)
    for (const path of candidates(request.url, folders)) {
      const answer = await answerFile(path, request, policy)
      if (answer) return answer
    }
    return refuse(404)
  })
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

/** First and last byte, both included, or why there are none. */
export type Range = { first: number; last: number } | 'whole' | 'unsatisfiable'

/** RFC 9110 §14.2 for a single range; anything else asked for is answered with the whole file, as it allows. */
export function parseRange(header: string | null, sizeBytes: number): Range {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '')
  if (!match || (match[1] === '' && match[2] === '')) return 'whole'
  if (match[1] === '') {
    const suffix = Number(match[2])
    if (suffix === 0 || sizeBytes === 0) return 'unsatisfiable'
    return { first: Math.max(0, sizeBytes - suffix), last: sizeBytes - 1 }
  }
  const first = Number(match[1])
  const last = match[2] === '' ? sizeBytes - 1 : Math.min(Number(match[2]), sizeBytes - 1)
  if (match[2] !== '' && Number(match[2]) < first) return 'whole'
  return first < sizeBytes ? { first, last } : 'unsatisfiable'
}

async function answerFile(path: string, request: Request, policy: string): Promise<Response | undefined> {
  const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes(error.code ?? '')) return undefined
    throw error
  })
  if (!file) return undefined
  const stat = await file.stat()
  if (!stat.isFile()) {
    await file.close()
    return undefined
  }
  const range = parseRange(request.headers.get('range'), stat.size)
  const headers = new Headers({
    'Content-Type': mediaTypes[extname(path).toLowerCase()] ?? 'application/octet-stream',
    'Content-Security-Policy': policy,
    'X-Content-Type-Options': 'nosniff',
    'Accept-Ranges': 'bytes',
    'Access-Control-Allow-Origin': appOrigin,
    'Access-Control-Expose-Headers': 'Content-Range, Content-Length',
    'Cache-Control': 'no-cache'
  })
  if (range === 'unsatisfiable') {
    await file.close()
    headers.set('Content-Range', `bytes */${stat.size}`)
    return new Response(null, { status: 416, headers })
  }
  const { first, last } = range === 'whole' ? { first: 0, last: stat.size - 1 } : range
  headers.set('Content-Length', String(last - first + 1))
  if (range !== 'whole') headers.set('Content-Range', `bytes ${first}-${last}/${stat.size}`)
  const status = range === 'whole' ? 200 : 206
  if (request.method === 'HEAD') {
    await file.close()
    return new Response(null, { status, headers })
  }
  return new Response(bytesOf(file, first, last), { status, headers })
}

const chunkBytes = 256 * 1024

/** Reads as the window takes: a pack of gigabytes costs a chunk of memory. Closes the file at the end. */
function bytesOf(file: Awaited<ReturnType<typeof open>>, first: number, last: number): ReadableStream {
  let at = first
  return new ReadableStream({
    async pull(controller) {
      const { bytesRead, buffer } = await file.read(
        new Uint8Array(Math.min(chunkBytes, last - at + 1)),
        0,
        undefined,
        at
      )
      if (bytesRead > 0) controller.enqueue(buffer.subarray(0, bytesRead))
      at += bytesRead
      if (at <= last && bytesRead > 0) return
      controller.close()
      await file.close()
    },
    cancel: () => file.close()
  })
}

const refuse = (status: number): Response => new Response(null, { status })

const mediaTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8'
}

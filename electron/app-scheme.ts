/**
 * The app's own protocol. `app://chumak/…` is the built renderer, `app://maps/NAME` a base-map pack.
 * Nothing else is served; both answer byte ranges, which PMTiles archives are read by.
 */
import { open } from 'node:fs/promises'
import { extname } from 'node:path'
import { protocol, type Session } from 'electron'
import { type AppFolders, candidates } from './app-files.ts'
import { parseRange } from './byte-range.ts'

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
const none = new Uint8Array(0)

/** Reads as the window takes: a pack of gigabytes costs a chunk of memory. Closes the file at the end. */
function bytesOf(file: Awaited<ReturnType<typeof open>>, first: number, last: number): ReadableStream {
  let at = first
  return new ReadableStream({
    async pull(controller) {
      const wanted = Math.min(chunkBytes, last - at + 1)
      const { bytesRead, buffer } =
        wanted > 0 ? await file.read(new Uint8Array(wanted), 0, wanted, at) : { bytesRead: 0, buffer: none }
      at += bytesRead
      // Closing in the same call as the last chunk would lose that chunk in Electron 25.
      if (bytesRead > 0) return controller.enqueue(buffer.subarray(0, bytesRead))
      await file.close()
      controller.close()
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

import { promisify } from 'node:util'
import { deflateRaw, inflateRaw, type ZlibOptions } from 'node:zlib'
import type { Compressing } from '#shared/bundle/compressing.ts'

const deflating = promisify<Uint8Array, { level: number }, Buffer>(deflateRaw)
const inflating = promisify<Uint8Array, ZlibOptions, InflatedWithEngine>(inflateRaw as never)

/** What zlib answers with `info`. */
interface InflatedWithEngine {
  buffer: Buffer
  engine: { bytesWritten: number }
}

/** zlib, off the main thread. */
export const zlibCompressing: Compressing = {
  // signatures and hashes make up half of a run and do not shrink: more effort gains little
  deflate: bytes => deflating(bytes, { level: 4 }),
  async inflate(bytes, sizeBytes) {
    try {
      // zlib takes 0 for "no limit"
      const options = { maxOutputLength: Math.max(sizeBytes, 1), info: true }
      const { buffer, engine } = await inflating(bytes, options)
      // bytes after the end would be a second spelling of the same runs
      return buffer.length === sizeBytes && engine.bytesWritten === bytes.length ? buffer : null
    } catch (error) {
      if (isRefusal(error)) return null
      throw error
    }
  }
}

/** zlib's own codes and the limit's are about the bytes; anything else is a bug or a lack of memory. */
const isRefusal = (error: unknown): boolean => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return code === 'ERR_BUFFER_TOO_LARGE' || (code.startsWith('Z_') && code !== 'Z_MEM_ERROR')
}

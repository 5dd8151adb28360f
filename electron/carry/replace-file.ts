import { createHash, type Hash } from 'node:crypto'
import { open, rename, unlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { FailureError } from '#shared/errors.ts'
import { isUnsyncable } from '../store/durable-file.ts'
import { writingFailure } from '../store/file-failure.ts'

/** The file operations that a full disk or a pulled stick can fail; tests put failing ones in their place. */
export interface FileOps {
  open: typeof open
  rename: typeof rename
  unlink: typeof unlink
}
const nodeFileOps: FileOps = { open, rename, unlink }

export interface ReplaceFile {
  path: string
  bytes: AsyncIterable<Uint8Array>
  /** sets the temporary name apart from those of other devices in a shared folder */
  device: string
  /** who may read it; the owner alone where it is not told */
  mode?: number
  ops?: FileOps
}

/** Temporary files being written in this process. */
const writing = new Set<string>()

/**
 * Puts `bytes` at `path` as a whole or not at all: writes beside it under a temporary name, syncs, reads
 * back and compares, renames, syncs the folder. Whatever fails, a file that stood there stays as it was.
 * Throws `FailureError` disk-full or file-not-written; what `bytes` throws is passed on.
 *
 * @returns the size in bytes
 */
export const replaceFile = async ({
  path,
  bytes,
  device,
  mode = 0o600,
  ops = nodeFileOps
}: ReplaceFile): Promise<number> => {
  const folder = dirname(path)
  const temporary = join(folder, `.${basename(path)}.${device.slice(0, 8)}.part`)
  if (writing.has(temporary)) throw new FailureError('file-not-written', { path, reason: 'being written' })
  writing.add(temporary)
  try {
    const { sizeBytes, hash } = await writeAndSync(temporary, bytes, mode, ops)
    const back = await readBack(temporary, sizeBytes, ops)
    if (!back.equals(hash))
      throw new FailureError('file-not-written', { path, reason: 'reads back otherwise' })
    await ops.rename(temporary, path)
    await syncFolder(folder, ops)
    return sizeBytes
  } catch (error) {
    // best effort: on a pulled stick there is nothing left to remove, and the first error tells more
    await ops.unlink(temporary).catch(() => null)
    throw writingFailure(error, path)
  } finally {
    writing.delete(temporary)
  }
}

const gatherBytes = 1024 * 1024

const writeAndSync = async (path: string, bytes: AsyncIterable<Uint8Array>, mode: number, ops: FileOps) => {
  const hash = createHash('sha256')
  const file = await ops.open(path, 'w', mode)
  let sizeBytes = 0
  try {
    let gathered: Uint8Array[] = []
    let gatheredBytes = 0
    const flush = async () => {
      const piece = Buffer.concat(gathered)
      hash.update(piece)
      for (let at = 0; at < piece.length; ) at += (await file.write(piece, at)).bytesWritten
      sizeBytes += piece.length
      gathered = []
      gatheredBytes = 0
    }
    for await (const piece of bytes) {
      gathered.push(piece)
      gatheredBytes += piece.length
      if (gatheredBytes >= gatherBytes) await flush()
    }
    await flush()
    await file.sync()
  } finally {
    await file.close()
  }
  return { sizeBytes, hash: hash.digest() }
}

const readBack = async (path: string, sizeBytes: number, ops: FileOps): Promise<Buffer> => {
  const hash: Hash = createHash('sha256')
  const file = await ops.open(path, 'r')
  try {
    const piece = Buffer.allocUnsafe(Math.min(gatherBytes, sizeBytes + 1))
    for (;;) {
      const { bytesRead } = await file.read(piece, 0, piece.length, null)
      if (bytesRead === 0) return hash.digest()
      hash.update(piece.subarray(0, bytesRead))
    }
  } finally {
    await file.close()
  }
}

const syncFolder = async (folder: string, ops: FileOps): Promise<void> => {
  try {
    const handle = await ops.open(folder, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (!isUnsyncable(error)) throw error
  }
}

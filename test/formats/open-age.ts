import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AgeReader } from '../../electron/carry/age-file.ts'

/** Opens an age file as the app opens one: from disk, in pieces. `onPiece` hears all that is handed out. */
export const decryptWith = async (
  file: Uint8Array,
  identities: readonly string[],
  onPiece: (piece: Uint8Array) => void = () => undefined
): Promise<Buffer> => {
  const folder = mkdtempSync(join(tmpdir(), 'chumak-age-'))
  const path = join(folder, 'file.age')
  writeFileSync(path, file)
  const handle = await open(path)
  try {
    const pieces: Uint8Array[] = []
    for await (const piece of new AgeReader(handle, identities).decrypted()) {
      onPiece(piece)
      pieces.push(piece)
    }
    return Buffer.concat(pieces)
  } finally {
    await handle.close()
    rmSync(folder, { recursive: true })
  }
}

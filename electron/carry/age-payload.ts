/**
 * The payload of an age v1 file: ChaCha20-Poly1305 by chunks of 64 KiB (the STREAM construction). The library
 * does the same in JavaScript at a twentieth of the speed; this is for where Node has the cipher itself,
 * which Electron's Node has not.
 */
import { createDecipheriv, getCiphers } from 'node:crypto'
import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'

const cipher = 'chacha20-poly1305'
const tagBytes = 16

export const hasPayloadCipher: boolean = getCiphers().includes(cipher)

/** Opens the chunks in their order; null for one that does not match its tag or stands in the wrong place. */
export const createPayloadOpener = (fileKey: Uint8Array, nonce: Uint8Array) => {
  const key = hkdf(sha256, fileKey, nonce, new TextEncoder().encode('payload'), 32)
  let index = 0
  return (sealed: Uint8Array, last: boolean): Uint8Array | null => {
    const end = sealed.length - tagBytes
    // only a payload of nothing has an empty chunk
    if (end < 0 || (end === 0 && index > 0)) return null
    const iv = Buffer.alloc(12)
    iv.writeUIntBE(index++, 5, 6)
    iv[11] = last ? 1 : 0
    const decipher = createDecipheriv(cipher, key, iv, { authTagLength: tagBytes })
    decipher.setAuthTag(sealed.subarray(end))
    const plain = decipher.update(sealed.subarray(0, end))
    try {
      decipher.final()
    } catch {
      // there is but one reason for which this throws: the tag
      return null
    }
    return plain
  }
}

import { createHash, createPublicKey, verify } from 'node:crypto'
import type { ReadDeps } from '#shared/bundle/read-bundle.ts'
import { zlibCompressing } from './deflate.ts'

const spki = Buffer.from('302a300506032b6570032100', 'hex')

/** What reading and writing bundles needs, from Node. */
export const bundleDeps: ReadDeps = {
  hashing: {
    sha256: (...parts) => {
      const hash = createHash('sha256')
      for (const part of parts) hash.update(part)
      return hash.digest()
    }
  },
  verifying: {
    verify: (publicKey, message, signature) => {
      try {
        const key = createPublicKey({ key: Buffer.concat([spki, publicKey]), format: 'der', type: 'spki' })
        return verify(null, message, key, signature)
      } catch {
        return false
      }
    }
  },
  compressing: zlibCompressing
}

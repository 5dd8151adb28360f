import * as nodeCrypto from 'node:crypto'
import type { Aead, Hashing, Signing, Verifying } from '#shared/record/deps.ts'

/** Ed25519 keys as node:crypto takes them: DER around the 32 raw bytes (RFC 8410). */
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex')
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex')

interface OneShot {
  (algorithm: string, data: Uint8Array, encoding: 'buffer'): Buffer
  (algorithm: string, data: Uint8Array, encoding: 'base64url'): string
}
/** Node 20.12 and later: a third of the time of a hash object. Node 18 lacks it. */
const oneShot = (nodeCrypto as unknown as { hash?: OneShot }).hash

const joined = (parts: Uint8Array[]): Uint8Array => (parts.length === 1 ? parts[0]! : Buffer.concat(parts))
const hashOf = (parts: Uint8Array[]): nodeCrypto.Hash => {
  const hash = nodeCrypto.createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash
}

export const hashing: Hashing = {
  sha256: (...parts) => (oneShot ? oneShot('sha256', joined(parts), 'buffer') : hashOf(parts).digest()),
  // 32 bytes in a memory of their own cost more than the text
  sha256Id: (...parts) =>
    oneShot ? oneShot('sha256', joined(parts), 'base64url') : hashOf(parts).digest('base64url')
}

const publicKeyBytes = 32
const signatureBytes = 64

/** Keeps the key objects of the logs met: making one costs as much as a verification. */
export const createVerifying = (): Verifying => {
  const keys = new Map<string, nodeCrypto.KeyObject>()
  const keyOf = (publicKey: Uint8Array): nodeCrypto.KeyObject | null => {
    const name = Buffer.from(publicKey).toString('latin1')
    const known = keys.get(name)
    if (known) return known
    try {
      const key = nodeCrypto.createPublicKey({
        key: Buffer.concat([spkiPrefix, publicKey]),
        format: 'der',
        type: 'spki'
      })
      // a peer can make up any number of keys; the logs of one federation are far fewer
      if (keys.size >= 4096) keys.clear()
      keys.set(name, key)
      return key
    } catch {
      // 32 bytes that are no key: nothing can be signed by it
      return null
    }
  }
  return {
    verify(publicKey, message, signature) {
      if (publicKey.length !== publicKeyBytes || signature.length !== signatureBytes) return false
      const key = keyOf(publicKey)
      return key !== null && nodeCrypto.verify(null, message, key, signature)
    }
  }
}

/** 32 random bytes that make an Ed25519 key. */
export const createSeed = (): Buffer => nodeCrypto.randomBytes(32)

export const signingFromSeed = (seed: Uint8Array): Signing => {
  const der = Buffer.concat([pkcs8Prefix, seed])
  const key = nodeCrypto.createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  der.fill(0)
  const spki = nodeCrypto.createPublicKey(key).export({ format: 'der', type: 'spki' })
  return {
    publicKey: new Uint8Array(spki.subarray(spkiPrefix.length)),
    sign: message => nodeCrypto.sign(null, message, key)
  }
}

const tagBytes = 16

export const aead: Aead = {
  seal(key, nonce, additional, plain) {
    const cipher = nodeCrypto.createCipheriv('aes-256-gcm', key, nonce)
    cipher.setAAD(additional)
    return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
  },
  open(key, nonce, additional, sealed) {
    const end = sealed.length - tagBytes
    const decipher = nodeCrypto.createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
    decipher.setAAD(additional)
    decipher.setAuthTag(sealed.subarray(end))
    try {
      return Buffer.concat([decipher.update(sealed.subarray(0, end)), decipher.final()])
    } catch {
      // the tag is wrong: the only way in which it fails
      return null
    }
  }
}

import { createPublicKey, diffieHellman, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { bech32 } from '@scure/base'

/** An X25519 key as node:crypto takes it: DER around the 32 raw bytes (RFC 8410). */
const spkiPrefix = Buffer.from('302a300506032b656e032100', 'hex')
let probe: KeyObject | null = null

/**
 * Whether anything can be sealed to a recipient at all. Whoever takes a device in tells its recipient, and can
 * tell one that is none: a wrong checksum, another length, a point that every secret comes to zero with. One
 * such must not keep others from sealing to all the rest.
 */
export const canSealTo = (recipient: string): boolean => {
  try {
    const { prefix, bytes } = bech32.decodeToBytes(recipient)
    if (prefix !== 'age' || bytes.length !== 32) return false
    const publicKey = createPublicKey({
      ...{ key: Buffer.concat([spkiPrefix, bytes]), format: 'der', type: 'spki' }
    })
    probe ??= generateKeyPairSync('x25519').privateKey
    return diffieHellman({ privateKey: probe, publicKey }).some(byte => byte !== 0)
  } catch {
    // no bech32, or the agreement is refused: there is nothing to tell beyond that
    return false
  }
}

/** The end of a bundle: seal (32 bytes) ‖ the maker's Ed25519 signature over label ‖ seal (64 bytes). */
import { ascii, joinBytes } from './bytes.ts'

/** Keeps the signature from ever meaning anything else that a device key signs. */
const label = ascii('chumak bundle v1\0')

export const trailerStatement = (seal: Uint8Array): Uint8Array => joinBytes([label, seal])

export const encodeTrailer = (seal: Uint8Array, signature: Uint8Array): Uint8Array =>
  joinBytes([seal, signature])

export const decodeTrailer = (payload: Uint8Array): { seal: Uint8Array; signature: Uint8Array } | null =>
  payload.length === 96 ? { seal: payload.subarray(0, 32), signature: payload.subarray(32) } : null

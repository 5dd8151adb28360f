import { decode, encode } from 'cborg'

/** A value sealed for the desk: AES-GCM over CBOR, bound to where it lies. */
export interface Sealed {
  iv: Uint8Array
  sealed: Uint8Array
}

const ivBytes = 12

/** The keeper's 32 bytes as a key that scripts cannot read back; the bytes are wiped. */
export const importDeskKey = async (bytes: Uint8Array): Promise<CryptoKey> => {
  const key = await crypto.subtle.importKey('raw', new Uint8Array(bytes), 'AES-GCM', false, [
    'encrypt',
    'decrypt'
  ])
  bytes.fill(0)
  return key
}

const place = (where: string) => new TextEncoder().encode(where)

/** `where` (table and key) is authenticated, so that rows cannot be swapped. */
export const seal = async (key: CryptoKey, where: string, value: unknown): Promise<Sealed> => {
  const iv = crypto.getRandomValues(new Uint8Array(ivBytes))
  const plain = new Uint8Array(encode(value, { ignoreUndefinedProperties: true }))
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData: place(where) },
    key,
    plain
  )
  return { iv, sealed: new Uint8Array(sealed) }
}

/** Rejects where the key, the place or the bytes are not those it was sealed with. */
export const unseal = async (key: CryptoKey, where: string, { iv, sealed }: Sealed): Promise<unknown> => {
  const plain = await crypto.subtle.decrypt(
    { name: 'AES-GCM', iv: new Uint8Array(iv), additionalData: place(where) },
    key,
    new Uint8Array(sealed)
  )
  return decode(new Uint8Array(plain))
}

/** What the record needs from its surroundings: arrives as an argument, never imported. */
export interface Hashing {
  /** SHA-256 of the parts joined; 32 bytes */
  sha256(...parts: Uint8Array[]): Uint8Array
  /** the same as ids spell it (ids.ts) */
  sha256Id(...parts: Uint8Array[]): string
}

export interface Verifying {
  /** Ed25519; false for anything malformed, never throws */
  verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean
}

export interface Signing {
  /** this device's Ed25519 public key, 32 bytes */
  readonly publicKey: Uint8Array
  /** 64 bytes */
  sign(message: Uint8Array): Uint8Array
}

/** AES-256-GCM with a nonce of 12 bytes; the tag of 16 stands behind the ciphertext. */
export interface Aead {
  seal(key: Uint8Array, nonce: Uint8Array, additional: Uint8Array, plain: Uint8Array): Uint8Array
  /** null where it was not sealed so */
  open(key: Uint8Array, nonce: Uint8Array, additional: Uint8Array, sealed: Uint8Array): Uint8Array | null
}

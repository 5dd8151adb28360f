import type { Signing } from './deps.ts'

/** This device's secrets, at rest only inside the encrypted record.sqlite. */
export interface Keyring extends Signing {
  handle: string
  /** age identity `AGE-SECRET-KEY-1…` of this device: welcomes are encrypted to its recipient */
  sealIdentity: string
  sealRecipient: string
  /** 32 bytes once this device began or joined a federation */
  federationSecret: Uint8Array | null
}

import type { Signing } from './deps.ts'
import type { EntryId, Scope } from './entry.ts'

/** A secret of a scope, and which entry brought it; null for the one that the scope began with. */
export interface ScopeSecret {
  scope: Scope
  key: EntryId | null
  /** 32 bytes */
  secret: Uint8Array
}

/** This device's secrets, at rest only inside the encrypted record.sqlite. */
export interface Keyring extends Signing {
  handle: string
  /** age identity `AGE-SECRET-KEY-1…` of this device: welcomes are encrypted to its recipient */
  readonly sealIdentity: string
  sealRecipient: string
  /** the newest of the federation's, 32 bytes, once this device began or joined one */
  readonly federationSecret: Uint8Array | null
  /** every secret of the federation that this device was given, the newest first */
  readonly federationSecrets: readonly Uint8Array[]
  /** the secrets of a scope, the newest first; empty where this device reads nothing of it */
  secretsOf(scope: Scope): readonly Uint8Array[]
  /** all of them, in no order */
  readonly secrets: readonly ScopeSecret[]
}

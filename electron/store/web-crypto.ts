import { webcrypto } from 'node:crypto'

/** Electron 25's Node 18 has WebCrypto but does not name it globally, where age-encryption looks for it. */
if (globalThis.crypto === undefined) Object.defineProperty(globalThis, 'crypto', { value: webcrypto })

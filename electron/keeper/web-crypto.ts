/**
 * Node 18, which Electron 25 carries, does not put WebCrypto on the global object; age-encryption and the
 * noble libraries look for it there. Import this file before them.
 */
import { webcrypto } from 'node:crypto'

if (globalThis.crypto === undefined)
  Object.defineProperty(globalThis, 'crypto', { value: webcrypto, configurable: true, writable: true })

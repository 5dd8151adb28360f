/** What a document holds, short enough to compare with others': its state vector and a digest. */
import * as Y from 'yjs'

export interface Holding {
  /** equal on two devices exactly when they hold the same insertions and the same deletions */
  digest: string
  stateVector: Uint8Array
}

export const holdingOf = (doc: Y.Doc): Holding => ({
  digest: digestOf(Y.encodeSnapshot(Y.snapshot(doc))),
  stateVector: Y.encodeStateVector(doc)
})

/** 53 bits, not for security: peers are members already, and a collision heals with the next edit. */
const digestOf = (bytes: Uint8Array): string => {
  let low = 0xdeadbeef
  let high = 0x41c6ce57
  for (const byte of bytes) {
    low = Math.imul(low ^ byte, 2654435761)
    high = Math.imul(high ^ byte, 1597334677)
  }
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  return (4294967296 * (2097151 & high) + (low >>> 0)).toString(36)
}

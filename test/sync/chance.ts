import nodeCrypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'

/** The same numbers for the same seed. */
export const randomOf = (seed: number): ((below: number) => number) => {
  let state = seed >>> 0
  return below => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

/**
 * Keys, and with them ids and all ties between ids, are the same whenever a script is played again: whatever this
 * process draws at random comes from one stream, until the function answered is called.
 */
export const drawTheSame = (): (() => void) => {
  const random = randomOf(1)
  const fill = (bytes: Uint8Array) => {
    for (let i = 0; i < bytes.length; i++) bytes[i] = random(256)
  }
  const { randomBytes } = nodeCrypto
  const { getRandomValues } = globalThis.crypto
  const drawn = (size: number): Buffer => {
    const bytes = Buffer.alloc(size)
    fill(bytes)
    return bytes
  }
  Object.assign(nodeCrypto, { randomBytes: drawn })
  syncBuiltinESMExports()
  Object.assign(globalThis.crypto, {
    getRandomValues: <T extends ArrayBufferView>(into: T): T => {
      fill(new Uint8Array(into.buffer, into.byteOffset, into.byteLength))
      return into
    }
  })
  return () => {
    Object.assign(nodeCrypto, { randomBytes })
    syncBuiltinESMExports()
    Object.assign(globalThis.crypto, { getRandomValues })
  }
}

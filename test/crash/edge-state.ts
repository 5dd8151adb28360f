import { closeSync, openSync, readSync, writeSync } from 'node:fs'

/** As `struct state` of edge.c. */
export const edgeModes = { count: 0, kill: 1, failChanges: 2, failReads: 3, spoil: 4 } as const

export interface Orders {
  mode: keyof typeof edgeModes
  /** the point it happens at, from 1 */
  at?: number
  errno?: number
  /** what comes after fails too */
  lasting?: boolean
}

/** `failed`: how many calls were made to fail */
export interface Passed {
  points: number
  reads: number
  failed: number
}

/** Gives orders to the edge, and begins to count anew. */
export const order = (path: string, { mode, at = 0, errno = 0, lasting = false }: Orders): void => {
  const words = Int32Array.of(edgeModes[mode], at, errno, lasting ? 1 : 0, 0, 0, 0)
  // in place: the edge has the file mapped
  const file = openSync(path, 'r+')
  writeSync(file, Buffer.from(words.buffer), 0, words.byteLength, 0)
  closeSync(file)
}

export const passedAt = (path: string): Passed => {
  const words = new Int32Array(7)
  const file = openSync(path, 'r')
  readSync(file, Buffer.from(words.buffer), 0, words.byteLength, 0)
  closeSync(file)
  return { points: words[4]!, reads: words[5]!, failed: words[6]! }
}

/**
 * Frames on a byte stream: four bytes of length (big-endian), then that many bytes of one message.
 * The length is judged before anything is allocated for it.
 */

/** The largest frame a proven peer may send: a run of 4 MiB with room to spare. */
export const maxFrameBytes = 8 * 1024 * 1024
/** Before both proofs are given nothing long has any business here. */
export const maxUnprovenFrameBytes = 1024

const prefixBytes = 4

export const frameOf = (message: Uint8Array): Uint8Array => {
  const frame = new Uint8Array(prefixBytes + message.byteLength)
  new DataView(frame.buffer).setUint32(0, message.byteLength)
  frame.set(message, prefixBytes)
  return frame
}

export interface FrameReader {
  /** Takes the next piece of the stream, however it was cut. False: a frame is empty or over the limit. */
  take(piece: Uint8Array): boolean
  allow(limitBytes: number): void
}

/**
 * `onFrame` hears each message's bytes, whole; they are its own to keep. It may raise the limit in
 * between (`allow`). After a refusal the reader takes nothing more.
 */
export const createFrameReader = (
  limitBytes: number,
  onFrame: (message: Uint8Array) => void
): FrameReader => {
  let limit = limitBytes
  let refused = false
  const prefix = new Uint8Array(prefixBytes)
  let prefixed = 0
  let message: Uint8Array | null = null
  let filled = 0

  /** Bytes of `piece` used, or -1 where the announced length is refused. */
  const readPrefix = (piece: Uint8Array): number => {
    const taken = piece.subarray(0, prefixBytes - prefixed)
    prefix.set(taken, prefixed)
    prefixed += taken.byteLength
    if (prefixed < prefixBytes) return taken.byteLength
    const sizeBytes = new DataView(prefix.buffer).getUint32(0)
    if (sizeBytes === 0 || sizeBytes > limit) return -1
    message = new Uint8Array(sizeBytes)
    filled = 0
    return taken.byteLength
  }

  const readMessage = (piece: Uint8Array, into: Uint8Array): number => {
    const taken = piece.subarray(0, into.byteLength - filled)
    into.set(taken, filled)
    filled += taken.byteLength
    if (filled === into.byteLength) {
      message = null
      prefixed = 0
      onFrame(into)
    }
    return taken.byteLength
  }

  return {
    take: piece => {
      let rest = piece
      while (!refused && rest.byteLength > 0) {
        const used = message ? readMessage(rest, message) : readPrefix(rest)
        if (used < 0) refused = true
        else rest = rest.subarray(used)
      }
      return !refused
    },
    allow: limitNow => {
      limit = limitNow
    }
  }
}

/**
 * The frame layer of `.caravan`, `.welcome` and backup streams, inside their age encryption:
 *
 *   prelude  magic (8 bytes) ‖ version u16
 *   frame*   type u8 ‖ flags u8 ‖ size u32 ‖ SHA-256 of the payload (32 bytes) ‖ payload
 *
 * Integers are big-endian. A seal runs along the stream: it begins as SHA-256(prelude) and each frame
 * makes it SHA-256(seal ‖ frame head). As each head holds its payload's hash, the seal before the trailer
 * stands for every byte before the trailer, and each byte is hashed once.
 */
import type { Hashing } from '../record/deps.ts'
import { bytesEqual } from '../record/ids.ts'
import { ascii, viewOf } from './bytes.ts'
import { bundleLimits } from './limits.ts'
import { StreamFault } from './stream-fault.ts'

/** Numbers on the wire; they never change meaning. */
export const frameType = { manifest: 1, runs: 2, blob: 3, welcome: 16, backup: 17, trailer: 127 } as const
/** A reader that does not know the frame's type may skip it. */
export const optionalFlag = 1

/** What stands at the front of each kind of stream. */
export const streamForms = {
  bundle: { magic: ascii('caravan\n'), version: 1 },
  welcome: { magic: ascii('welcome\n'), version: 1 },
  backup: { magic: ascii('chumback'), version: 1 }
} as const
export type StreamForm = keyof typeof streamForms

const preludeBytes = 10
const headBytes = 38

export interface Frame {
  type: number
  optional: boolean
  payload: Uint8Array
  /** offset of the frame's head in the stream */
  at: number
  /** the seal over everything before this frame */
  sealBefore: Uint8Array
}

/** Turns payloads into the bytes of a stream, keeping the seal. */
export class FrameWriter {
  readonly #hashing: Hashing
  readonly prelude: Uint8Array
  seal: Uint8Array

  constructor(form: StreamForm, hashing: Hashing) {
    this.#hashing = hashing
    this.prelude = new Uint8Array(preludeBytes)
    this.prelude.set(streamForms[form].magic)
    viewOf(this.prelude).setUint16(8, streamForms[form].version)
    this.seal = hashing.sha256(this.prelude)
  }

  /** The head to write before `payload`. */
  head(type: number, payload: Uint8Array, flags = 0): Uint8Array {
    const head = new Uint8Array(headBytes)
    head[0] = type
    head[1] = flags
    viewOf(head).setUint32(2, payload.length)
    head.set(this.#hashing.sha256(payload), 6)
    this.seal = this.#hashing.sha256(this.seal, head)
    return head
  }
}

/** Hands out exactly the bytes asked for from a source of arbitrary pieces. */
class ByteTap {
  readonly #pieces: AsyncIterator<Uint8Array>
  #piece: Uint8Array = new Uint8Array(0)
  at = 0

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#pieces = source[Symbol.asyncIterator]()
  }

  /** `count` bytes of its own, or null where the source ends before the first of them. */
  async take(count: number): Promise<Uint8Array | null> {
    const taken = new Uint8Array(count)
    let filled = 0
    while (filled < count) {
      if (this.#piece.length === 0) {
        const next = await this.#pieces.next()
        if (next.done) {
          if (filled === 0) return null
          throw new StreamFault('damaged', this.at, 'the stream ends in the middle of a part')
        }
        this.#piece = next.value
        continue
      }
      const part = this.#piece.subarray(0, count - filled)
      taken.set(part, filled)
      filled += part.length
      this.at += part.length
      this.#piece = this.#piece.subarray(part.length)
    }
    return taken
  }

  async close(): Promise<void> {
    await this.#pieces.return?.()
  }
}

/**
 * The frames of a stream, each with its payload's hash checked, ending with the trailer and the end of
 * the source. Throws `StreamFault`. Frames of unknown type are passed on; the next layer judges them.
 */
export async function* readFrames(
  source: AsyncIterable<Uint8Array>,
  form: StreamForm,
  hashing: Hashing
): AsyncGenerator<Frame, void, void> {
  const tap = new ByteTap(source)
  try {
    const prelude = await tap.take(preludeBytes).catch(asNotOne)
    if (prelude === null || !bytesEqual(prelude.subarray(0, 8), streamForms[form].magic))
      throw new StreamFault('not-one', 0, 'it does not begin as it should')
    const version = viewOf(prelude).getUint16(8)
    if (version > streamForms[form].version)
      throw new StreamFault('newer', 8, `version ${version} is not known yet`, version)
    if (version !== streamForms[form].version) throw new StreamFault('damaged', 8, `no version ${version}`)

    let seal = hashing.sha256(prelude)
    for (;;) {
      const at = tap.at
      const head = await tap.take(headBytes)
      if (head === null) throw new StreamFault('damaged', at, 'the stream ends without its trailer')
      const type = head[0] as number
      const flags = head[1] as number
      const size = viewOf(head).getUint32(2)
      if (flags > optionalFlag)
        throw new StreamFault('newer', at + 1, `flags ${flags} are not known yet`, version)
      if (size > bundleLimits.payloadBytes)
        throw new StreamFault('damaged', at + 2, `a part claims ${size} bytes, more than is allowed`)
      const payload = size === 0 ? new Uint8Array(0) : await tap.take(size)
      if (payload === null)
        throw new StreamFault('damaged', tap.at, 'the stream ends in the middle of a part')
      const hash = head.subarray(6)
      if (!bytesEqual(hashing.sha256(payload), hash))
        throw new StreamFault('damaged', at, 'the hash of a part does not match')
      yield { type, optional: flags === optionalFlag, payload, at, sealBefore: seal }
      if (type === frameType.trailer) {
        if ((await tap.take(1)) !== null)
          throw new StreamFault('damaged', tap.at - 1, 'bytes follow the trailer')
        return
      }
      seal = hashing.sha256(seal, head)
    }
  } finally {
    await tap.close()
  }
}

const asNotOne = (error: unknown): never => {
  if (error instanceof StreamFault && error.sort === 'damaged')
    throw new StreamFault('not-one', 0, 'it is too short')
  throw error
}

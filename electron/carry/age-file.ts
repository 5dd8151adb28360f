/**
 * age v1 files, streamed: the app's only use of age-encryption's streams.
 *
 * An age file is a short text header and a payload of chunks of 64 KiB, each with its own tag, the last
 * one marked: a flipped byte, a cut and a lengthening are all noticed in the chunk where they lie.
 */
import '../keeper/web-crypto.ts'
import type { FileHandle } from 'node:fs/promises'
import { Decrypter, Encrypter } from 'age-encryption'

/** An age header for one reader has 200 bytes; ours never has more than a few readers. */
const headerLimitBytes = 16 * 1024
const chunkBytes = 64 * 1024
/** No more than a chunk: then no good chunk waits unread when the next one is refused, and `byte` is exact. */
const pieceBytes = chunkBytes
const tagBytes = 16
const nonceBytes = 16

/**
 * - `not-age`: the file does not begin as age files do
 * - `other-reader`: none of the identities opens it
 * - `damaged`: at `byte` of the file, in this chunk
 */
export class AgeFault extends Error {
  readonly sort: 'not-age' | 'other-reader' | 'damaged'
  readonly byte: number
  constructor(sort: 'not-age' | 'other-reader' | 'damaged', byte: number, reason: string) {
    super(reason)
    this.name = 'AgeFault'
    this.sort = sort
    this.byte = byte
  }
}

/** Reads one age file from its beginning; knows where in the file each decrypted byte came from. */
export class AgeReader {
  readonly #file: FileHandle
  readonly #identities: readonly string[]
  #payloadAt = 0
  #decrypted = 0
  /** bytes of the file read so far */
  readBytes = 0

  constructor(file: FileHandle, identities: readonly string[]) {
    this.#file = file
    this.#identities = identities
  }

  /** The file's byte that the decrypted stream's byte `at` lies in. */
  fileByte(at: number): number {
    const chunk = Math.floor(at / chunkBytes)
    return this.#payloadAt + chunk * (chunkBytes + tagBytes) + (at % chunkBytes)
  }

  /** Decrypted bytes, each checked before it is handed out. Throws `AgeFault`; file errors as they come. */
  async *decrypted(): AsyncGenerator<Uint8Array, void, void> {
    this.#payloadAt = await this.#findPayload()
    const decrypter = new Decrypter()
    for (const identity of this.#identities) decrypter.addIdentity(identity)
    const fileFault: { error: unknown } = { error: null }
    const plain = await decrypter.decrypt(this.#stream(fileFault)).catch(error => {
      throw fileFault.error ?? headerFault(error)
    })
    const reader = plain.getReader()
    try {
      for (;;) {
        const { done, value } = await reader.read().catch(error => {
          throw fileFault.error ?? new AgeFault('damaged', this.fileByte(this.#decrypted), reasonOf(error))
        })
        if (done) return
        this.#decrypted += value.length
        yield value
      }
    } finally {
      // the reader may stop early, as a preview does; an error has closed the stream already
      await reader.cancel().catch(() => null)
    }
  }

  /** Where the payload's chunks begin. Bounds the header before the library reads it line by line. */
  async #findPayload(): Promise<number> {
    const start = Buffer.alloc(headerLimitBytes)
    const { bytesRead } = await this.#file.read(start, 0, headerLimitBytes, 0)
    const header = start.subarray(0, bytesRead)
    if (!header.toString('latin1').startsWith('age-encryption.org/v1\n'))
      throw new AgeFault('not-age', 0, 'the file does not begin as it should')
    const macLine = header.indexOf('\n---', 0, 'latin1')
    const end = macLine < 0 ? -1 : header.indexOf('\n', macLine + 1, 'latin1')
    if (end < 0) throw new AgeFault('damaged', 0, 'its header has no end')
    return end + 1 + nonceBytes
  }

  /** A failed read is remembered in `fault`, because it must not pass for damage. */
  #stream(fault: { error: unknown }): ReadableStream<Uint8Array> {
    return new ReadableStream<Uint8Array>(
      {
        pull: async controller => {
          try {
            const piece = Buffer.allocUnsafe(pieceBytes)
            const { bytesRead } = await this.#file.read(piece, 0, pieceBytes, this.readBytes)
            if (bytesRead === 0) return controller.close()
            this.readBytes += bytesRead
            controller.enqueue(piece.subarray(0, bytesRead))
          } catch (error) {
            fault.error = error
            throw error
          }
        }
      },
      { highWaterMark: 1 }
    )
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const headerFault = (error: unknown): AgeFault =>
  reasonOf(error).startsWith('no identity matched')
    ? new AgeFault('other-reader', 0, 'made for other readers')
    : new AgeFault('damaged', 0, `its header is damaged: ${reasonOf(error)}`)

/** The bytes of an age file that holds `plain`, for the holder of `recipient`'s identity. */
export async function* encrypted(
  plain: AsyncIterable<Uint8Array>,
  recipient: string
): AsyncGenerator<Uint8Array, void, void> {
  const encrypter = new Encrypter()
  encrypter.addRecipient(recipient)
  const pieces = plain[Symbol.asyncIterator]()
  const source = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await pieces.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    async cancel() {
      await pieces.return?.()
    }
  })
  const reader = (await encrypter.encrypt(source)).getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } finally {
    // as above: stops the source where the consumer stopped
    await reader.cancel().catch(() => null)
  }
}

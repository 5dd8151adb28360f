/**
 * age v1 files, streamed: the app's only use of age-encryption's streams.
 *
 * An age file is a short text header and a payload of chunks of 64 KiB, each with its own tag, the last
 * one marked: a flipped byte, a cut and a lengthening are all noticed in the chunk where they lie.
 */
import '../keeper/web-crypto.ts'
import { Decrypter, Encrypter } from 'age-encryption'
import { createPayloadOpener, hasPayloadCipher } from './age-payload.ts'

/** An age header has some 150 bytes for each reader; ours has at most a few hundred readers. */
const headerLimitBytes = 64 * 1024
const chunkBytes = 64 * 1024
/** No more than a chunk: then no good chunk waits unread when the next one is refused, and `byte` is exact. */
const pieceBytes = chunkBytes
const tagBytes = 16
const nonceBytes = 16
const sealedBytes = chunkBytes + tagBytes
/** read from the file in one piece, where chunks are opened one after another here */
const chunksAtOnce = 16

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

/** What is read of an open file, so that bytes in memory can be read likewise. */
export interface OpenBytes {
  read(into: Uint8Array, offset: number, length: number, position: number): Promise<{ bytesRead: number }>
  close(): Promise<void>
}

/** Who opens an age file: holders of keys, or whoever knows a passphrase. Of the two, age allows one. */
export type Readers = readonly string[] | Passphrase
export interface Passphrase {
  passphrase: string
  /** scrypt's N as a power of two, for writing */
  workFactor?: number
}
const isPassphrase = (readers: Readers): readers is Passphrase => 'passphrase' in readers

/** As much as the record's own passphrase takes (electron/store/vault.ts). */
const defaultWorkFactor = 17
/** A file says itself how much memory its passphrase takes: 2^18 KiB is more than any of ours does. */
const mostWorkFactor = 18

const decrypterFor = (readers: Readers): Decrypter => {
  const decrypter = new Decrypter()
  if (isPassphrase(readers)) decrypter.addPassphrase(readers.passphrase.normalize('NFC'))
  else for (const identity of readers) decrypter.addIdentity(identity)
  return decrypter
}

/** Reads one age file from its beginning; knows where in the file each decrypted byte came from. */
export class AgeReader {
  readonly #file: OpenBytes
  readonly #identities: Readers
  #payloadAt = 0
  #decrypted = 0
  /** bytes of the file read so far */
  readBytes = 0

  constructor(file: OpenBytes, identities: Readers) {
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
    const header = await this.#readHeader()
    this.#payloadAt = header.length + nonceBytes
    if (hasPayloadCipher) yield* this.#decryptedHere(header)
    else yield* this.#decryptedByLibrary()
  }

  async *#decryptedHere(header: Uint8Array): AsyncGenerator<Uint8Array, void, void> {
    const decrypter = decrypterFor(this.#identities)
    const fileKey = await decrypter.decryptHeader(header).catch(error => {
      throw headerFault(error)
    })
    const nonce = Buffer.alloc(nonceBytes)
    const { bytesRead } = await this.#file.read(nonce, 0, nonceBytes, header.length)
    if (bytesRead < nonceBytes) throw new AgeFault('damaged', header.length, 'it ends after its header')
    this.readBytes = this.#payloadAt
    const opener = createPayloadOpener(fileKey, nonce)
    // two by turns, since one is read ahead: new ones for each would pile up as fast as the file is read
    const pieces = [
      Buffer.allocUnsafe(chunksAtOnce * sealedBytes),
      Buffer.allocUnsafe(chunksAtOnce * sealedBytes)
    ]
    const read = async (): Promise<Buffer> => {
      const piece = pieces.reverse()[0]!
      const filled = await readFull(this.#file, piece, this.readBytes)
      this.readBytes += filled
      return piece.subarray(0, filled)
    }
    // the last chunk is marked as such, so it must be known which one is
    for (let piece = await read(), more = true; more; ) {
      const next = piece.length === chunksAtOnce * sealedBytes ? await read() : Buffer.alloc(0)
      more = next.length > 0
      for (let at = 0; at === 0 || at < piece.length; at += sealedBytes) {
        const plain = opener(piece.subarray(at, at + sealedBytes), !more && at + sealedBytes >= piece.length)
        if (plain === null)
          throw new AgeFault('damaged', this.fileByte(this.#decrypted), 'a chunk does not match its tag')
        this.#decrypted += plain.length
        yield plain
      }
      piece = next
    }
  }

  async *#decryptedByLibrary(): AsyncGenerator<Uint8Array, void, void> {
    const decrypter = decrypterFor(this.#identities)
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

  /** Bounds the header before the library reads it line by line. */
  async #readHeader(): Promise<Uint8Array> {
    const start = Buffer.alloc(headerLimitBytes)
    const { bytesRead } = await this.#file.read(start, 0, headerLimitBytes, 0)
    const header = start.subarray(0, bytesRead)
    if (!header.toString('latin1').startsWith('age-encryption.org/v1\n'))
      throw new AgeFault('not-age', 0, 'the file does not begin as it should')
    const macLine = header.indexOf('\n---', 0, 'latin1')
    const end = macLine < 0 ? -1 : header.indexOf('\n', macLine + 1, 'latin1')
    if (end < 0) throw new AgeFault('damaged', 0, 'its header has no end')
    const text = header.toString('latin1', 0, end)
    const factor = isPassphrase(this.#identities) && /^-> scrypt \S+ (\d+)$/m.exec(text)?.[1]
    if (factor && Number(factor) > mostWorkFactor)
      throw new AgeFault('damaged', 0, `its passphrase asks for a work factor of ${factor}`)
    return header.subarray(0, end + 1)
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

const readFull = async (file: OpenBytes, into: Buffer, position: number): Promise<number> => {
  let filled = 0
  while (filled < into.length) {
    const { bytesRead } = await file.read(into, filled, into.length - filled, position + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return filled
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const headerFault = (error: unknown): AgeFault =>
  reasonOf(error).startsWith('no identity matched')
    ? new AgeFault('other-reader', 0, 'made for other readers')
    : new AgeFault('damaged', 0, `its header is damaged: ${reasonOf(error)}`)

/** The bytes of an age file that holds `plain`, for its readers: recipients, or a passphrase. */
export async function* encrypted(
  plain: AsyncIterable<Uint8Array>,
  readers: Readers
): AsyncGenerator<Uint8Array, void, void> {
  const encrypter = new Encrypter()
  if (isPassphrase(readers)) {
    encrypter.setPassphrase(readers.passphrase.normalize('NFC'))
    encrypter.setScryptWorkFactor(readers.workFactor ?? defaultWorkFactor)
  } else for (const recipient of readers) encrypter.addRecipient(recipient)
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

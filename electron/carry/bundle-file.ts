import type { StreamForm } from '#shared/bundle/frames.ts'
import { type BundlePart, type ReadDeps, readBundle, unpackChunk } from '#shared/bundle/read-bundle.ts'
import type { PackedRun } from '#shared/bundle/run-chunk.ts'
import { StreamFault } from '#shared/bundle/stream-fault.ts'
import { type ErrorCode, FailureError } from '#shared/errors.ts'
import { readingFailure } from '../store/file-failure.ts'
import { openFile } from '../store/open-file.ts'
import { AgeFault, AgeReader, type OpenBytes, type Readers } from './age-file.ts'

/** Which codes the faults of a file are told with: a bundle has four, a welcome has its own. */
export interface FaultCodes {
  form: StreamForm
  notOne: ErrorCode
  damaged: ErrorCode
  foreign: ErrorCode
  newer: ErrorCode
}
export const bundleCodes: FaultCodes = {
  form: 'bundle',
  notOne: 'bundle-not-one',
  damaged: 'bundle-damaged',
  foreign: 'bundle-foreign',
  newer: 'bundle-newer'
}

/** An open bundle or welcome. It can be read again and again, from the front each time. */
export class BundleFile {
  readonly path: string
  readonly sizeBytes: number
  readonly identities: Readers
  readonly codes: FaultCodes
  readonly #file: OpenBytes
  readonly #deps: ReadDeps

  /** Throws `FailureError` file-missing or file-unreadable. */
  static async open(
    path: string,
    identities: Readers,
    codes: FaultCodes,
    deps: ReadDeps
  ): Promise<BundleFile> {
    const { file, sizeBytes } = await openFile(path)
    return new BundleFile(path, sizeBytes, file, identities, codes, deps)
  }

  /** One that is in memory: a small welcome, read from a code. */
  static of(bytes: Uint8Array, identities: Readers, codes: FaultCodes, deps: ReadDeps): BundleFile {
    return new BundleFile('', bytes.length, inMemory(bytes), identities, codes, deps)
  }

  private constructor(
    path: string,
    sizeBytes: number,
    file: OpenBytes,
    identities: Readers,
    codes: FaultCodes,
    deps: ReadDeps
  ) {
    this.path = path
    this.sizeBytes = sizeBytes
    this.identities = identities
    this.codes = codes
    this.#file = file
    this.#deps = deps
  }

  /** Begins to read it, from the front. */
  passage(): Passage {
    return new Passage(new AgeReader(this.#file, this.identities), this.path, this.codes, this.#deps)
  }

  async close(): Promise<void> {
    await this.#file.close()
  }
}

/** One passage through a file. */
export class Passage {
  readonly #reader: AgeReader
  readonly #path: string
  readonly #codes: FaultCodes
  readonly #deps: ReadDeps

  constructor(reader: AgeReader, path: string, codes: FaultCodes, deps: ReadDeps) {
    this.#reader = reader
    this.#path = path
    this.#codes = codes
    this.#deps = deps
  }

  /** Bytes of the file read so far. */
  get readBytes(): number {
    return this.#reader.readBytes
  }

  /** The parts in order; every fault of the file comes as the `FailureError` that tells it. */
  async *parts(): AsyncGenerator<BundlePart, void, void> {
    try {
      yield* readBundle(this.#reader.decrypted(), this.#codes.form, this.#deps)
    } catch (error) {
      throw this.#failure(error)
    }
  }

  /** The runs of a part, and the bytes that they are views of. */
  async unpack(part: BundlePart & { sort: 'runs' }): Promise<{ bytes: Uint8Array; runs: PackedRun[] }> {
    try {
      return await unpackChunk(part.packed, part.at, this.#deps.compressing)
    } catch (error) {
      throw this.#failure(error)
    }
  }

  /** The byte of the file that offset `at` of the decrypted stream lies in. */
  byteOf(at: number): number {
    return this.#reader.fileByte(at)
  }

  /** The failure for something found wrong at offset `at` of the decrypted stream. */
  damaged(at: number, reason: string): FailureError {
    return new FailureError(this.#codes.damaged, { byte: this.byteOf(at), reason })
  }

  #failure(error: unknown): unknown {
    const codes = this.#codes
    if (error instanceof AgeFault) {
      if (error.sort === 'not-age') return new FailureError(codes.notOne, { reason: error.message })
      if (error.sort === 'other-reader') return new FailureError(codes.foreign)
      return new FailureError(codes.damaged, { byte: error.byte, reason: error.message })
    }
    if (error instanceof StreamFault) {
      if (error.sort === 'not-one') return new FailureError(codes.notOne, { reason: error.reason })
      if (error.sort === 'newer')
        return new FailureError(codes.newer, { version: error.version, reason: error.reason })
      return this.damaged(error.at, error.reason)
    }
    return readingFailure(error, this.#path)
  }
}

const inMemory = (bytes: Uint8Array): OpenBytes => ({
  read: async (into, offset, length, position) => {
    const part = bytes.subarray(position, position + length)
    into.set(part, offset)
    return { bytesRead: part.length }
  },
  close: async () => undefined
})

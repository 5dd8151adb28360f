import type { StreamForm } from '#shared/bundle/frames.ts'
import { type BundlePart, type ReadDeps, readBundle } from '#shared/bundle/read-bundle.ts'
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

/** An open bundle or welcome. Its parts can be read again and again, from the front each time. */
export class BundleFile {
  readonly path: string
  readonly sizeBytes: number
  readonly #file: OpenBytes
  readonly #identities: Readers
  readonly #codes: FaultCodes
  readonly #deps: ReadDeps
  #reader: AgeReader | null = null

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
    this.#file = file
    this.#identities = identities
    this.#codes = codes
    this.#deps = deps
  }

  /** Bytes of the file read in this reading. */
  get readBytes(): number {
    return this.#reader?.readBytes ?? 0
  }

  /** The parts in order; every fault of the file comes as the `FailureError` that tells it. */
  async *parts(): AsyncGenerator<BundlePart, void, void> {
    const reader = new AgeReader(this.#file, this.#identities)
    this.#reader = reader
    try {
      yield* readBundle(reader.decrypted(), this.#codes.form, this.#deps)
    } catch (error) {
      throw this.#failure(error)
    }
  }

  /** The failure for something found wrong at offset `at` of the decrypted stream. */
  damaged(at: number, reason: string): FailureError {
    return new FailureError(this.#codes.damaged, { byte: this.#reader?.fileByte(at) ?? 0, reason })
  }

  foreign(): FailureError {
    return new FailureError(this.#codes.foreign)
  }

  async close(): Promise<void> {
    await this.#file.close()
  }

  #failure(error: unknown): unknown {
    const codes = this.#codes
    if (error instanceof AgeFault) {
      if (error.sort === 'not-age') return new FailureError(codes.notOne, { reason: error.message })
      if (error.sort === 'other-reader') return this.foreign()
      return new FailureError(codes.damaged, { byte: error.byte, reason: error.message })
    }
    if (error instanceof StreamFault) {
      if (error.sort === 'not-one') return new FailureError(codes.notOne, { reason: error.reason })
      if (error.sort === 'newer')
        return new FailureError(codes.newer, { version: error.version, reason: error.reason })
      return this.damaged(error.at, error.reason)
    }
    return readingFailure(error, this.path)
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

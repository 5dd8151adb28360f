import '../keeper/web-crypto.ts'
import { randomBytes } from 'node:crypto'
import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { unpackRun } from '#shared/bundle/examine-bundle.ts'
import type { PackedRun } from '#shared/bundle/run-chunk.ts'
import { writeBundle } from '#shared/bundle/write-bundle.ts'
import type { Keyring } from '#shared/record/keyring.ts'
import type { Run } from '#shared/record/transport.ts'
import { writingFailure } from '../store/file-failure.ts'
import { encrypted } from './age-file.ts'
import { bundleDeps } from './bundle-deps.ts'
import { BundleFile, bundleCodes } from './bundle-file.ts'

/**
 * Keeps runs on disk until all have come, for a manifest must stand before them. The file is encrypted
 * with a key that lives only in this object, so that what a crash leaves behind says nothing.
 */
export class RunSpool {
  readonly #path: string
  readonly #identity: string
  readonly #keyring: Keyring

  static async create(folder: string, keyring: Keyring): Promise<RunSpool> {
    const path = join(folder, `${randomBytes(8).toString('hex')}.spool`)
    return new RunSpool(path, await generateX25519Identity(), keyring)
  }

  private constructor(path: string, identity: string, keyring: Keyring) {
    this.#path = path
    this.#identity = identity
    this.#keyring = keyring
  }

  async write(runs: AsyncIterable<PackedRun>): Promise<void> {
    const manifest = { ...promisesNothing, maker: this.#keyring.publicKey }
    const plain = writeBundle({ manifest, runs, signing: this.#keyring, ...bundleDeps })
    const file = await open(this.#path, 'wx', 0o600).catch(error => {
      throw writingFailure(error, this.#path)
    })
    try {
      for await (const piece of encrypted(plain, [await identityToRecipient(this.#identity)]))
        for (let at = 0; at < piece.length; ) at += (await file.write(piece, at)).bytesWritten
    } catch (error) {
      throw writingFailure(error, this.#path)
    } finally {
      await file.close()
    }
  }

  async *read(): AsyncGenerator<Run, void, void> {
    const file = await BundleFile.open(this.#path, [this.#identity], bundleCodes, bundleDeps)
    try {
      for await (const part of file.parts()) if (part.sort === 'runs') yield* part.runs.map(unpackRun)
    } finally {
      await file.close()
    }
  }

  async remove(): Promise<void> {
    await rm(this.#path, { force: true })
  }
}

/** The spool is read by its writer alone, who knows what it holds. */
const promisesNothing = {
  federation: new Uint8Array(32),
  federationName: '-',
  makerHandle: '-',
  makerCommune: null,
  madeAt: 0,
  entries: 0,
  entryBytes: 0,
  ranges: []
}

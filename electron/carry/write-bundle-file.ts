import type { Promised } from '#shared/bundle/collect-ranges.ts'
import { bundleLimits } from '#shared/bundle/limits.ts'
import type { Manifest } from '#shared/bundle/manifest.ts'
import type { PackedRun } from '#shared/bundle/run-chunk.ts'
import { type StreamHead, writeBundle } from '#shared/bundle/write-bundle.ts'
import { FailureError } from '#shared/errors.ts'
import { idToBytes } from '#shared/record/ids.ts'
import type { RecordStore } from '#shared/record/record-store.ts'
import { encrypted, type Readers } from './age-file.ts'
import { bundleDeps } from './bundle-deps.ts'
import type { Maker } from './maker.ts'
import { type FileOps, replaceFile } from './replace-file.ts'

export interface WriteBundleFile {
  path: string
  readers: Readers
  manifest: Manifest
  runs: AsyncIterable<PackedRun>
  blobs?: AsyncIterable<Uint8Array>
  head?: StreamHead
  maker: Maker
  device: string
  /** who may read it; the owner alone where it is not told */
  mode?: number
  ops?: FileOps
}

/** Writes an encrypted bundle, welcome or backup, whole or not at all; returns its size in bytes. */
export const writeBundleFile = (what: WriteBundleFile): Promise<number> => {
  const { path, readers, manifest, runs, blobs, head, maker, device, mode, ops } = what
  const plain = writeBundle({ manifest, runs, blobs, head, signing: maker.keyring, ...bundleDeps })
  return replaceFile({ path, bytes: encrypted(plain, readers), device, mode, ops })
}

/** The manifest of a bundle of the federation. Throws `FailureError` no-federation or too-large. */
export const manifestOf = (
  federation: ReturnType<RecordStore['federation']>,
  maker: Maker,
  promised: Promised
): Manifest => {
  const id = federation === null ? null : idToBytes(federation.id)
  if (federation === null || id === null) throw new FailureError('no-federation')
  if (promised.ranges.length > bundleLimits.ranges)
    throw new FailureError('too-large', {
      what: 'manifest',
      sizeBytes: promised.ranges.length,
      limitBytes: bundleLimits.ranges
    })
  return {
    federation: id,
    federationName: federation.name,
    maker: maker.keyring.publicKey,
    makerHandle: maker.keyring.handle,
    makerCommune: maker.commune || null,
    madeAt: Number.isSafeInteger(maker.now) ? maker.now : 0,
    ...promised
  }
}

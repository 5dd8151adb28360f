import { BundleExaminer } from '#shared/bundle/examine-bundle.ts'
import type { Manifest } from '#shared/bundle/manifest.ts'
import type { PackedRun } from '#shared/bundle/run-chunk.ts'
import type { BundleManifest } from '#shared/contract.ts'
import { FailureError, type Result } from '#shared/errors.ts'
import type { Keyring } from '#shared/record/keyring.ts'
import { bundleDeps } from './bundle-deps.ts'
import type { BundleFile } from './bundle-file.ts'
import { breathe, type Cancelling } from './cancelling.ts'
import type { OnProgress } from './export-bundle.ts'
import { oneAhead } from './one-ahead.ts'
import { openBundle } from './open-bundle.ts'
import { tellManifest } from './preview-bundle.ts'
import { settle } from './settle.ts'

export interface Examined {
  manifest: Manifest
  /** of a welcome or a backup */
  head: Uint8Array | null
  missing: BundleExaminer['missing']
  /** of each part with runs the hash of its bytes */
  hashes: Uint8Array[]
}

export interface ExamineFile {
  file: BundleFile
  /** called once, before any run is looked at; may refuse by throwing */
  onManifest?: (manifest: Manifest, head: Uint8Array | null) => void
  signal?: Cancelling
  /** in bytes of the file */
  onProgress?: OnProgress
}

/**
 * Reads a bundle or welcome from end to end and writes nothing: encryption tags, hashes of parts, trailer
 * and its signature, and of every run chain, body hashes, last signature and place in the manifest.
 * Throws the `FailureError` that tells what is wrong and where.
 */
export const examineFile = async ({
  file,
  onManifest,
  signal,
  onProgress
}: ExamineFile): Promise<Examined> => {
  let manifest: Manifest | null = null
  let head: Uint8Array | null = null
  let examiner: BundleExaminer | null = null
  const hashes: Uint8Array[] = []
  let last = 0
  for await (const part of oneAhead(file.parts())) {
    await breathe(signal)
    if (part.sort === 'head') head = part.payload
    else if (part.sort === 'manifest') {
      manifest = part.manifest
      onManifest?.(manifest, head)
      examiner = new BundleExaminer(manifest, bundleDeps)
    } else if (part.sort === 'runs') {
      last = part.at
      hashes.push(part.hash)
      for (const run of part.runs) {
        await breathe(signal)
        const wrong = faultOf(examiner, run, part.at)
        if (wrong !== null) throw file.damaged(part.at, wrong)
      }
    }
    onProgress?.(file.readBytes, file.sizeBytes)
  }
  if (manifest === null || examiner === null)
    throw new FailureError('internal', { reason: 'a bundle without manifest was read' })
  if (!examiner.complete) throw file.damaged(last, 'not all that the manifest promises is there')
  return { manifest, head, missing: examiner.missing, hashes }
}

/** What is wrong with the run, in words; null where it is sound. */
const faultOf = (examiner: BundleExaminer | null, run: PackedRun, at: number): string | null => {
  if (examiner === null) return 'it stands before the manifest'
  try {
    const taken = examiner.take(run, at)
    return typeof taken === 'string' ? taken : null
  } catch (error) {
    if (!(error instanceof FailureError) || error.failure.code !== 'run-bad') throw error
    const { log, seq, reason } = error.failure.detail
    return `a run of log ${log} does not verify at ${seq}: ${reason}`
  }
}

export interface VerifyBundle {
  path: string
  keyring: Keyring
  signal?: Cancelling
  onProgress?: OnProgress
}

/** Checks a bundle from end to end against itself. Failures as for an import. */
export const verifyBundle = (what: VerifyBundle): Promise<Result<BundleManifest>> =>
  settle(async () => {
    const file = await openBundle(what.path, what.keyring)
    try {
      const { manifest } = await examineFile({ ...what, file })
      return tellManifest(manifest, file.sizeBytes)
    } finally {
      await file.close()
    }
  })

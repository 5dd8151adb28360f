import type { BundleManifest } from '#shared/contract.ts'
import { FailureError, type Result } from '#shared/errors.ts'
import type { Keyring } from '#shared/record/keyring.ts'
import { type Cancelling, refuseCancelled } from './cancelling.ts'
import type { OnProgress } from './export-bundle.ts'
import { openBundle } from './open-bundle.ts'
import { tellManifest } from './preview-bundle.ts'
import { openReading } from './reading/open-reading.ts'
import { settle } from './settle.ts'

export interface VerifyBundle {
  path: string
  keyring: Keyring
  signal?: Cancelling
  /** in bytes of the file */
  onProgress?: OnProgress
}

/** Checks a bundle from end to end against itself. Failures as for an import. */
export const verifyBundle = ({
  path,
  keyring,
  signal,
  onProgress
}: VerifyBundle): Promise<Result<BundleManifest>> =>
  settle(async () => {
    const reading = openReading(await openBundle(path, keyring))
    try {
      let told: BundleManifest | null = null
      for (let part = await reading.next(); part; part = await reading.next()) {
        refuseCancelled(signal)
        if (part.sort === 'manifest') told = tellManifest(part.manifest, reading.sizeBytes)
        onProgress?.(reading.readBytes, reading.sizeBytes)
      }
      if (told === null) throw new FailureError('internal', { reason: 'a bundle without manifest was read' })
      return told
    } finally {
      await reading.close()
    }
  })

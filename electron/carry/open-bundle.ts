import { federationIdentity } from '#shared/bundle/federation-identity.ts'
import type { BundlePart } from '#shared/bundle/read-bundle.ts'
import { FailureError } from '#shared/errors.ts'
import type { Keyring } from '#shared/record/keyring.ts'
import { bundleDeps } from './bundle-deps.ts'
import { BundleFile, bundleCodes } from './bundle-file.ts'

/**
 * Opens a bundle with any of the federation's keys, or with the device's own where the newest has not reached it. A
 * device that is in no federation cannot open any; for it the file is checked to be there and answered with
 * bundle-foreign. Each key is tried on every reader that the file names, so the likely ones come first.
 */
export const openBundle = (path: string, keyring: Keyring): Promise<BundleFile> => {
  const [newest, ...older] = keyring.federationSecrets.map(federationIdentity)
  const identities = newest === undefined ? [] : [newest, keyring.sealIdentity, ...older]
  return BundleFile.open(path, identities, bundleCodes, bundleDeps)
}

/** The manifest, which is always the first part of a bundle. */
export const manifestPart = async (
  parts: AsyncIterable<BundlePart>
): Promise<BundlePart & { sort: 'manifest' }> => {
  for await (const part of parts) if (part.sort === 'manifest') return part
  throw new FailureError('internal', { reason: 'a bundle without manifest was read' })
}

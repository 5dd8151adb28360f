import type { ReadDeps } from '#shared/bundle/read-bundle.ts'
import { createVerifying, hashing } from '../store/node-crypto.ts'
import { zlibCompressing } from './deflate.ts'

/** What reading and writing bundles needs, from Node. */
export const bundleDeps: ReadDeps = {
  hashing,
  verifying: createVerifying(),
  compressing: zlibCompressing
}

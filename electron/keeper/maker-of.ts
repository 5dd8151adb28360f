import type { Maker } from '../carry/write-bundle-file.ts'
import type { Store } from '../store/open-store.ts'

/** Who makes a bundle or a welcome: this device, for its commune, now. */
export const makerOf = (store: Store): Maker => ({
  keyring: store.keyring,
  commune: store.standing().commune?.name ?? null,
  now: Date.now()
})

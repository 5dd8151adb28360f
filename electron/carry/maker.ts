import type { Standing } from '#shared/contract.ts'
import type { Keyring } from '#shared/record/keyring.ts'

/** Who makes a bundle or a welcome, and when as this machine believes. */
export interface Maker {
  keyring: Keyring
  /** the name of the maker's commune, for the preview; null or empty where it has none yet */
  commune: string | null
  /** ms since 1970 */
  now: number
}

/** The holder of an open store as a maker. */
export const makerOf = (store: { keyring: Keyring; standing(): Standing }, now: number): Maker => ({
  keyring: store.keyring,
  commune: store.standing().commune?.name ?? null,
  now
})

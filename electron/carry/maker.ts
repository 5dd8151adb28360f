import type { Standing } from '#shared/contract.ts'
import type { Authority } from '#shared/record/authority.ts'
import type { Scope } from '#shared/record/entry.ts'
import { bytesEqual } from '#shared/record/ids.ts'
import type { Keyring } from '#shared/record/keyring.ts'
import { readersOf, type ScopeKey } from '#shared/record/scope-keys.ts'

/** Who makes a bundle or a welcome, and when as this machine believes. */
export interface Maker {
  keyring: Keyring
  /** the name of the maker's commune, for the preview; null or empty where it has none yet */
  commune: string | null
  /** seal keys of members whom the federation's newest secret may not have reached yet */
  members: readonly string[]
  /** ms since 1970 */
  now: number
}

/** The holder of an open store as a maker. */
export const makerOf = (
  store: {
    keyring: Keyring
    standing(): Standing
    authority(): Authority
    keys(): ReadonlyMap<Scope, readonly ScopeKey[]>
  },
  now: number
): Maker => ({
  keyring: store.keyring,
  commune: store.standing().commune?.name ?? null,
  members: membersToSealTo(store.keyring, store.authority(), store.keys().get('federation')?.[0]),
  now
})

/** Nobody while the federation has the secret it began with, and it is the one used: everyone was given that one. */
const membersToSealTo = (keyring: Keyring, authority: Authority, newest: ScopeKey | undefined): string[] =>
  newest === undefined && usesFirstSecret(keyring)
    ? []
    : readersOf('federation', authority, newest).flatMap(log => authority.devices.get(log)?.sealKey ?? [])

const usesFirstSecret = ({ secrets, federationSecret }: Keyring): boolean =>
  secrets.some(
    ({ scope, key, secret }) =>
      scope === 'federation' &&
      key === null &&
      federationSecret !== null &&
      bytesEqual(secret, federationSecret)
  )

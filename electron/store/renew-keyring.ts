import * as v from 'valibot'
import { bytesToId } from '#shared/record/ids.ts'
import type { Database } from './database.ts'
import { generateKeyring, type HeldKeyring } from './keyring-at-rest.ts'
import type { LocalValues } from './local-values.ts'
import { ownCommuneName } from './record-on-disk.ts'
import { cardMade, welcomeAwaited } from './standing-of.ts'

const firstDevice = 'first-device'

/** The first device key of this home, once it has had another; null before. */
export const firstDeviceOf = (local: LocalValues): string | null => local.get(firstDevice, v.string())

/**
 * New keys in the place of this home's, with the same handle and the same secrets: one transaction, so that
 * a crash leaves either the old device or the new one. What was known of the old one's place is forgotten.
 */
export const renewKeyring = async (
  database: Database,
  local: LocalValues,
  old: HeldKeyring
): Promise<HeldKeyring> => {
  const renewed = await generateKeyring(local, old.handle)
  database.transaction(() => {
    renewed.addSecrets(old.secrets)
    renewed.keep()
    if (firstDeviceOf(local) === null) local.set(firstDevice, bytesToId(old.publicKey))
    local.set(ownCommuneName, null)
    local.set(cardMade, null)
    local.set(welcomeAwaited, true)
  })
  return renewed
}

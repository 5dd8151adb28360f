import { federationRecipient } from '#shared/bundle/federation-identity.ts'
import { FailureError } from '#shared/errors.ts'
import { canSealTo } from '../store/seal-recipient.ts'
import type { Maker } from './maker.ts'

/** Each takes some 150 bytes of an age header and one key agreement when the file is opened. */
const mostMembers = 256

/**
 * Who can open a bundle: whoever holds the federation's newest secret, and, once it was renewed, each member
 * by the device's own key, because the renewal may travel in this very bundle. Throws `no-federation`.
 */
export const bundleRecipients = async ({ keyring, members }: Maker): Promise<string[]> => {
  const secret = keyring.federationSecret
  if (secret === null) throw new FailureError('no-federation')
  return [await federationRecipient(secret), ...members.filter(canSealTo).slice(0, mostMembers)]
}

import * as v from 'valibot'
import type { Standing } from '#shared/contract.ts'
import type { Keyring } from '#shared/record/keyring.ts'
import type { LocalValues } from './local-values.ts'
import type { RecordOnDisk } from './record-on-disk.ts'

/** Local value that says a card was made: this device waits for a welcome. */
export const cardMade = 'card-made'

/** Where this device stands: in no federation, waiting to be let in, or in. */
export const standingOf = (record: RecordOnDisk, keyring: Keyring, local: LocalValues): Standing => {
  const federation = record.federation()
  const authority = record.authority()
  const commune = record.ownCommune()
  const isIn = commune !== null && authority.communesIn.has(commune)
  const waits = federation !== null || commune !== null || local.get(cardMade, v.boolean()) === true
  return {
    federation,
    commune: commune && { id: commune, name: record.nameOf('commune', commune) ?? '' },
    state: isIn ? 'in' : waits ? 'waiting' : 'none',
    device: record.device,
    handle: keyring.handle
  }
}

import * as v from 'valibot'
import type { Standing } from '#shared/contract.ts'
import type { Authority } from '#shared/record/authority.ts'
import type { Keyring } from '#shared/record/keyring.ts'
import type { LocalValues } from './local-values.ts'
import type { RecordOnDisk } from './record-on-disk.ts'

/** Local value that says a card was made: this device waits for a welcome. */
export const cardMade = 'card-made'
/** Local value that says the device key is new in a federation known here: its welcome has not come. */
export const welcomeAwaited = 'welcome-awaited'

/** Where this device stands: in no federation, waiting to be let in, in, or out of it again. */
export const standingOf = (record: RecordOnDisk, keyring: Keyring, local: LocalValues): Standing => {
  const federation = record.federation()
  const authority = record.authority()
  const commune = record.ownCommune()
  const waits = federation !== null || commune !== null || local.get(cardMade, v.boolean()) === true
  const state = (): Standing['state'] => {
    if (commune !== null && authority.communesIn.has(commune)) return 'in'
    if (authority.released.some(({ device }) => device === record.device)) return 'released'
    if (commune !== null && authority.left.has(commune)) return 'left'
    return waits ? 'waiting' : 'none'
  }
  return {
    federation,
    commune: commune && { id: commune, name: record.nameOf('commune', commune) ?? '' },
    state: state(),
    welcomed: federation !== null && local.get(welcomeAwaited, v.boolean()) !== true,
    forked: authority.forks.has(record.device),
    forks: forksOf(authority),
    device: record.device,
    handle: keyring.handle
  }
}

/** As many as are told of; where there are more, something else is wrong. */
const mostForks = 100

/** Forks that nobody has dealt with yet: whoever was released for it is told of no more. */
const forksOf = ({ forks, communesOf, devices }: Authority): Standing['forks'] =>
  [...forks]
    .filter(([device]) => communesOf.has(device))
    .slice(0, mostForks)
    .map(([device, seq]) => ({ device, handle: devices.get(device)?.handle ?? '', honouredTo: seq - 1 }))

import type { LogId, ThingId } from '#shared/record/entry.ts'
import { leaveFederation, setVouchThreshold, vouchForCommune } from '../people/communes.ts'
import { listPeople } from '../people/list-people.ts'
import { releaseDevice } from '../people/release-device.ts'
import { reviveCommune } from '../people/revive-commune.ts'
import type { Group, Handlers } from './handlers.ts'

export const peopleHandlers: Handlers<Group<'people'> | Group<'commune'> | Group<'device'>> = {
  'people.list': ({ today }, keeper) => listPeople(keeper.vault.open().store, today),
  'people.release': ({ device, commune, ...why }, keeper) =>
    releaseDevice(keeper.vault.open().store, {
      device: device as LogId,
      commune: commune as ThingId | undefined,
      ...why
    }),
  'commune.leave': ({ note }, keeper) => leaveFederation(keeper.vault.open().store, note),
  'commune.vouch': ({ commune }, keeper) => vouchForCommune(keeper.vault.open().store, commune as ThingId),
  'commune.threshold': ({ communes }, keeper) => setVouchThreshold(keeper.vault.open().store, communes),
  'commune.revive': ({ commune, card, path }, keeper) =>
    reviveCommune(keeper.vault.open().store, { commune: commune as ThingId, card, path }),
  'device.renew': async (_, keeper) => {
    await keeper.vault.renewDevice()
    return keeper.vault.open().store.standing()
  }
}

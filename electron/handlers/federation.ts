import { unwrap } from '#shared/errors.ts'
import { makerOf } from '../carry/maker.ts'
import { join } from '../invitation/join.ts'
import { makeCard } from '../invitation/make-card.ts'
import { readCard } from '../invitation/read-card.ts'
import { welcome } from '../invitation/welcome.ts'
import { beginFederation } from '../keeper/begin-federation.ts'
import type { Group, Handlers } from './handlers.ts'

export const federationHandlers: Handlers<Group<'federation'> | Group<'invitation'>> = {
  'federation.standing': (_, keeper) => keeper.vault.open().store.standing(),
  'federation.begin': (args, keeper) => beginFederation(keeper.vault.open().store, args),
  'invitation.card': async ({ path, commune }, keeper) =>
    unwrap(await makeCard({ store: keeper.vault.open().store, path, commune })),
  'invitation.read-card': async ({ path }) => unwrap(await readCard(path)),
  'invitation.welcome': async ({ card, path }, keeper) => {
    const { store } = keeper.vault.open()
    return unwrap(await welcome({ store, maker: makerOf(store, Date.now()), cardPath: card, path }))
  },
  'invitation.join': ({ path, job }, keeper) => {
    const { store } = keeper.vault.open()
    return keeper.jobs.run(job, async ({ signal, progress }) =>
      unwrap(await join({ store, path, signal, onProgress: progress }))
    )
  }
}

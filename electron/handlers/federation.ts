import { valueOf } from '#shared/errors.ts'
import { join } from '../invitation/join.ts'
import { makeCard } from '../invitation/make-card.ts'
import { readCard } from '../invitation/read-card.ts'
import { welcome } from '../invitation/welcome.ts'
import { beginFederation } from '../keeper/begin-federation.ts'
import { makerOf } from '../keeper/maker-of.ts'
import type { Group, Handlers } from './handlers.ts'

export const federationHandlers: Handlers<Group<'federation'> | Group<'invitation'>> = {
  'federation.standing': (_, keeper) => keeper.vault.open().store.standing(),
  'federation.begin': (args, keeper) => beginFederation(keeper.vault.open().store, args),
  'invitation.card': async ({ path, commune }, keeper) =>
    valueOf(await makeCard({ store: keeper.vault.open().store, path, commune })),
  'invitation.read-card': async ({ path }) => valueOf(await readCard(path)),
  'invitation.welcome': async ({ card, path }, keeper) => {
    const { store } = keeper.vault.open()
    return valueOf(await welcome({ store, maker: makerOf(store), cardPath: card, path }))
  },
  'invitation.join': ({ path, job }, keeper) => {
    const { store } = keeper.vault.open()
    return keeper.jobs.run(job, async ({ signal, progress }) =>
      valueOf(await join({ store, path, signal, onProgress: progress }))
    )
  }
}

import { unwrap } from '#shared/errors.ts'
import { makerOf } from '../carry/maker.ts'
import { join } from '../invitation/join.ts'
import { makeCard, makeCardCode } from '../invitation/make-card.ts'
import { readCard } from '../invitation/read-card.ts'
import { welcome, welcomeCode } from '../invitation/welcome.ts'
import { beginFederation } from '../keeper/begin-federation.ts'
import type { Group, Handlers } from './handlers.ts'

export const federationHandlers: Handlers<Group<'federation'> | Group<'invitation'>> = {
  'federation.standing': (_, keeper) => keeper.vault.open().store.standing(),
  'federation.begin': (args, keeper) => beginFederation(keeper.vault.open().store, args),
  'invitation.card': async ({ path, commune }, keeper) =>
    unwrap(await makeCard({ store: keeper.vault.open().store, path, commune })),
  'invitation.card-code': async ({ commune }, keeper) =>
    unwrap(await makeCardCode({ store: keeper.vault.open().store, commune })),
  'invitation.read-card': async ({ card }) => unwrap(await readCard(card)),
  'invitation.welcome': async ({ card, path, own }, keeper) => {
    const { store } = keeper.vault.open()
    return unwrap(await welcome({ store, maker: makerOf(store, Date.now()), card, path, own }))
  },
  'invitation.welcome-code': async ({ card, own }, keeper) => {
    const { store } = keeper.vault.open()
    return unwrap(await welcomeCode({ store, maker: makerOf(store, Date.now()), card, own }))
  },
  'invitation.join': ({ welcome, job }, keeper) => {
    const { store } = keeper.vault.open()
    return keeper.jobs.run(job, async ({ signal, progress }) =>
      unwrap(await join({ store, welcome, signal, onProgress: progress }))
    )
  }
}

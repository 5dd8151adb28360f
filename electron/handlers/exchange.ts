import type { Row } from '#shared/contract.ts'
import { proposeMatches } from '#shared/exchange/propose-matches.ts'
import type { KindName } from '#shared/kinds/index.ts'
import type { Store } from '../store/open-store.ts'
import type { Group, Handlers } from './handlers.ts'

/** A record of more open offers than this is read in part: the newest. */
const mostRows = 10_000

const rowsOf = <K extends KindName>(store: Store, kind: K, closable: boolean): Row<K>[] =>
  store.list({ kind, limit: mostRows, offset: 0, where: closable ? [{ field: 'closed', isNot: true }] : [] })
    .rows as Row<K>[]

export const exchangeHandlers: Handlers<Group<'exchange'>> = {
  'exchange.proposals': ({ today, limit }, keeper) => {
    const { store } = keeper.vault.open()
    return proposeMatches(
      rowsOf(store, 'offer', true),
      rowsOf(store, 'need', true),
      rowsOf(store, 'match', false),
      {
        today,
        limit
      }
    )
  }
}

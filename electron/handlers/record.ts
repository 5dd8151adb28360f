import type { ThingId } from '#shared/record/entry.ts'
import type { Group, Handlers } from './handlers.ts'

export const recordHandlers: Handlers<Group<'rows'> | Group<'record'>> = {
  'rows.list': (args, keeper) => keeper.vault.open().store.list(args),
  'rows.get': ({ id }, keeper) => keeper.vault.open().store.get(id as ThingId),
  'rows.put': (args, keeper) => keeper.vault.open().store.put(args),
  'record.stats': (_, keeper) => keeper.vault.open().store.stats(),
  'record.last-news': (_, keeper) => keeper.vault.open().store.lastNews()
}

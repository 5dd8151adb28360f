import type { EntryId, ThingId } from '#shared/record/entry.ts'
import { forgetRows, forgettableRows } from '../people/forget.ts'
import { putRow } from '../store/put-row.ts'
import type { Group, Handlers } from './handlers.ts'

export const recordHandlers: Handlers<Group<'rows'> | Group<'record'>> = {
  'rows.list': (args, keeper) => keeper.vault.open().store.list(args),
  'rows.get': ({ id }, keeper) => keeper.vault.open().store.get(id as ThingId),
  'rows.put': (args, keeper) => putRow(keeper.vault.open().store, args),
  'record.forget': (args, keeper) => forgetRows(keeper.vault.open().store, args),
  'record.forgettable': ({ today }, keeper) => forgettableRows(keeper.vault.open().store, today),
  'record.stats': (_, keeper) => keeper.vault.open().store.statsInPieces(),
  'record.arrived': (stretch, keeper) => keeper.vault.open().store.arrived(stretch),
  'record.aside': (stretch, keeper) => keeper.vault.open().store.aside(stretch),
  'record.explain': ({ entry }, keeper) => keeper.vault.open().store.explain(entry as EntryId),
  'record.last-news': (_, keeper) => keeper.vault.open().store.lastNews()
}

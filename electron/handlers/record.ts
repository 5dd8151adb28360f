import type { ParsedArgsOf } from '#shared/contract.ts'
import type { ThingId } from '#shared/record/entry.ts'
import type { Keeper } from '../keeper/keeper-state.ts'
import type { Group, Handlers } from './handlers.ts'

export const recordHandlers: Handlers<Group<'rows'> | Group<'record'>> = {
  'rows.list': (args, keeper) => keeper.vault.open().store.list(args),
  'rows.get': ({ id }, keeper) => keeper.vault.open().store.get(id as ThingId),
  'rows.put': (args, keeper) => keeper.vault.open().store.put(withFirstMember(args, keeper)),
  'record.stats': (_, keeper) => keeper.vault.open().store.stats(),
  'record.last-news': (_, keeper) => keeper.vault.open().store.lastNews()
}

/** Who begins a commune is its first member; the asker need not know this device's keys to say so. */
function withFirstMember(args: ParsedArgsOf<'rows.put'>, keeper: Keeper): ParsedArgsOf<'rows.put'> {
  if (args.kind !== 'commune' || args.thing !== undefined || 'firstMember' in args.fields) return args
  const { handle, sealRecipient } = keeper.vault.open().store.keyring
  return { ...args, fields: { ...args.fields, firstMember: { handle, sealKey: sealRecipient } } }
}

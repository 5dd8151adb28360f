import { isKindName, kinds } from '#shared/kinds/index.ts'
import type { ThingId } from '#shared/record/entry.ts'
import type { Store } from './open-store.ts'
import type { PutArgs } from './put-body.ts'
import type { StoredRow } from './read-model.ts'
import { beginCommuneScope } from './settle-secrets.ts'

/** Puts a row; the commune's members get a secret in common first, where what is put is for them alone. */
export const putRow = async (store: Store, args: PutArgs): Promise<StoredRow> => {
  if (isKindName(args.kind) && kinds[args.kind].scope === 'commune' && args.thing === undefined) {
    const commune = (args.commune as ThingId | undefined) ?? store.standing().commune?.id
    if (commune !== undefined) await beginCommuneScope(store, commune)
  }
  return store.put(args)
}

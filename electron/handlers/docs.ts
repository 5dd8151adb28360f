import * as Y from 'yjs'
import type { ThingId } from '#shared/record/entry.ts'
import type { Group, Handlers } from './handlers.ts'

export const docsHandlers: Handlers<Group<'docs'>> = {
  'docs.read': ({ doc, part }, keeper) => {
    const updates = keeper.vault.open().store.docUpdates(doc as ThingId, part)
    return { update: updates.length > 0 ? Y.mergeUpdates(updates) : new Uint8Array() }
  },
  'docs.append': ({ doc, part, update }, keeper) => ({
    entry: keeper.vault.open().store.put({ kind: 'doc.update', fields: { doc, part, update } }).id
  })
}

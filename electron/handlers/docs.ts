import { mergeDocUpdates } from '#shared/assembly/doc-updates.ts'
import type { ThingId } from '#shared/record/entry.ts'
import type { Group, Handlers } from './handlers.ts'

export const docsHandlers: Handlers<Group<'docs'>> = {
  'docs.read': ({ doc, part }, keeper) => ({
    update: mergeDocUpdates(keeper.vault.open().store.docUpdates(doc as ThingId, part))
  }),
  'docs.append': ({ doc, part, update }, keeper) => ({
    entry: keeper.vault.open().store.put({ kind: 'doc.update', fields: { doc, part, update } }).id
  })
}

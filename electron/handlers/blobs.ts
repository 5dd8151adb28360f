import type { Group, Handlers } from './handlers.ts'

export const blobHandlers: Handlers<Group<'blobs'>> = {
  'blobs.get': ({ blob }, keeper) => {
    const body = keeper.vault.open().store.blobs.get(blob)
    // a copy: a view would carry the whole of what it lies in across the port
    return body && Uint8Array.from(body)
  },
  'blobs.held': (_, keeper) => keeper.vault.open().store.blobs.held()
}

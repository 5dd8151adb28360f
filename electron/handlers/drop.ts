import type { Group, Handlers } from './handlers.ts'

export const dropHandlers: Handlers<Group<'drop'>> = {
  'drop.status': (_, keeper) => keeper.vault.open().drop.status(),
  'drop.set': ({ path }, keeper) => keeper.vault.open().drop.set(path)
}

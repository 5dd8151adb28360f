import { unwrap } from '#shared/errors.ts'
import type { Group, Handlers } from './handlers.ts'

export const lanHandlers: Handlers<Group<'lan'> | Group<'live'>> = {
  'lan.status': (_, keeper) => keeper.vault.open().lan.status(),
  'lan.switch': async ({ on }, keeper) => {
    const { lan } = keeper.vault.open()
    return on ? unwrap(await lan.switchOn()) : lan.switchOff()
  },
  'lan.connect': async ({ address }, keeper) => unwrap(await keeper.vault.open().lan.connect(address)),
  'live.relay': ({ doc, part }, keeper) => keeper.vault.open().relay.addressFor(doc, part)
}

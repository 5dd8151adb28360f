import { lockKeeper } from '../keeper/keeper-state.ts'
import type { Group, Handlers } from './handlers.ts'

export const vaultHandlers: Handlers<Group<'vault'> | Group<'demo'> | Group<'desk'> | Group<'job'>> = {
  'vault.status': (_, keeper) => keeper.vault.status(),
  'vault.create': (args, keeper) => keeper.vault.create(args),
  'vault.restore': ({ job, ...args }, keeper) =>
    keeper.jobs.run(job, step => keeper.vault.restore(args, step)),
  'vault.unlock': ({ passphrase }, keeper) => keeper.vault.unlock(passphrase),
  'vault.lock': (_, keeper) => lockKeeper(keeper),
  'vault.change-passphrase': ({ now, next }, keeper) => keeper.vault.changePassphrase(now, next),
  'demo.enter': ({ job, language }, keeper) =>
    keeper.jobs.run(job, step => keeper.vault.enterDemo(language, step)),
  'demo.leave': ({ erase }, keeper) => keeper.vault.leaveDemo(erase),
  'desk.key': (_, keeper) => ({ key: keeper.vault.open().store.deskKey() }),
  'job.cancel': ({ job }, keeper) => {
    keeper.jobs.cancel(job)
    return null
  }
}

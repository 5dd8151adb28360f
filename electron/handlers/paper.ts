import { unwrap } from '#shared/errors.ts'
import { makePaper } from '../paper/make-paper.ts'
import type { Group, Handlers } from './handlers.ts'

export const paperHandlers: Handlers<Group<'paper'>> = {
  'paper.make': async ({ handle }, keeper) =>
    unwrap(await makePaper({ store: keeper.vault.open().store, handle, now: Date.now() })),
  'paper.use': ({ job, ...args }, keeper) =>
    keeper.jobs.run(job, step => keeper.vault.enterByPaper(args, step))
}

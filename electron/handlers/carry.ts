import { unwrap } from '#shared/errors.ts'
import { listDrives } from '../carry/drives.ts'
import { exportBundle } from '../carry/export-bundle.ts'
import { importBundle } from '../carry/import-bundle.ts'
import { makerOf } from '../carry/maker.ts'
import { previewBundle } from '../carry/preview-bundle.ts'
import type { Group, Handlers } from './handlers.ts'

export const carryHandlers: Handlers<Group<'carry'>> = {
  'carry.drives': () => listDrives(),
  'carry.export': ({ path, job }, keeper) => {
    const { store } = keeper.vault.open()
    return keeper.jobs.run(job, async ({ signal, progress }) =>
      unwrap(
        await exportBundle({ store, maker: makerOf(store, Date.now()), path, signal, onProgress: progress })
      )
    )
  },
  'carry.preview': async ({ path }, keeper) => {
    const { store } = keeper.vault.open()
    return unwrap(await previewBundle({ path, store, keyring: store.keyring }))
  },
  'carry.import': ({ path, job }, keeper) => {
    const { store, lan } = keeper.vault.open()
    return keeper.jobs.run(job, async ({ signal, progress }) => {
      try {
        return unwrap(
          await importBundle({ store, keyring: store.keyring, path, signal, onProgress: progress })
        )
      } finally {
        lan.recordChanged()
      }
    })
  }
}

/** The works on a record that must survive whatever happens to its disk, as the app and the CLI do them. */
import { join } from 'node:path'
import { backup } from '../../electron/carry/backup.ts'
import { createDropFolder } from '../../electron/carry/drop/drop-folder.ts'
import { exportBundle } from '../../electron/carry/export-bundle.ts'
import { importBundle } from '../../electron/carry/import-bundle.ts'
import { makerOf } from '../../electron/carry/maker.ts'
import { restore } from '../../electron/carry/restore.ts'
import { changePassphrase } from '../../electron/store/change-passphrase.ts'
import { openStore, type Store } from '../../electron/store/open-store.ts'
import { settleSecrets } from '../../electron/store/settle-secrets.ts'
import { FailureError, unwrap } from '../../shared/errors.ts'

export const passphrase = 'salt carts go south in spring'
export const nextPassphrase = 'ninety otters mend the ferry'
/** scrypt's N in powers of two: the least that is taken, as many are made */
const workFactor = 10

/** Where things lie under the folder of one run. */
export const placesIn = (root: string) => ({
  home: join(root, 'home'),
  /** a bundle with what the record lacks */
  news: join(root, 'stick', 'news.caravan'),
  /** the same and more entries than are folded as they come */
  harvest: join(root, 'stick', 'harvest.caravan'),
  /** an older bundle of the record, and an older backup */
  out: join(root, 'stick', 'out.caravan'),
  backup: join(root, 'stick', 'record.chumak'),
  /** is made by a restore */
  fresh: join(root, 'fresh'),
  /** holds a segment of somebody else's */
  drop: join(root, 'drop')
})
export type Places = ReturnType<typeof placesIn>

export const openHome = (home: string, secret = passphrase): Promise<Store> =>
  openStore({ home, passphrase: secret })

export const makeBackup = async (store: Store, path: string): Promise<void> => {
  unwrap(await backup({ store, path, maker: makerOf(store, 0), passphrase: { passphrase, workFactor } }))
}

/** One look at the shared folder: takes what is new, writes what it lacks. */
export const passDrop = async (store: Store, folder: string): Promise<void> => {
  const pace = { lookMs: 3_600_000, gatherMs: 0, graceMs: 0, mostSmall: 24 }
  const bugs: unknown[] = []
  const logBug = (error: unknown) => bugs.push(error)
  const drop = createDropFolder({ store, nowMs: () => 0, onStatus: () => undefined, logBug, pace })
  try {
    const { problem, aside, state } = await drop.set(folder)
    if (bugs.length > 0) throw bugs[0]
    if (problem) throw new FailureError(problem.code, problem.detail)
    const [odd] = aside
    if (odd) throw new FailureError('file-unreadable', { path: odd.file, reason: odd.reason })
    if (state !== 'level') throw new Error(`the shared folder is ${state}`)
  } finally {
    await drop.stop()
  }
}

/**
 * Answers the record that is open at the end. `tell` says what the person may rely on from then on: `entry ID`
 * for an entry that was written, the work's own name where all of it is done.
 */
type Work = (store: Store, at: Places, tell: (what: string) => void) => Promise<Store>

export const works: Record<string, Work> = {
  append: async (store, _, tell) => {
    const { id } = store.put({ kind: 'offer', fields: { good: 'Salt', quantity: 3, massKg: 3 } })
    tell(`entry ${id}`)
    store.put({ kind: 'offer', thing: id, fields: { quantity: 2 } })
    tell(`entry ${store.entriesOf(id).at(-1)}`)
    tell('append')
    return store
  },
  import: async (store, { news }, tell) => {
    unwrap(await importBundle({ path: news, store, keyring: store.keyring }))
    tell('import')
    return store
  },
  harvest: async (store, { harvest }, tell) => {
    unwrap(await importBundle({ path: harvest, store, keyring: store.keyring }))
    tell('harvest')
    return store
  },
  export: async (store, { out }, tell) => {
    unwrap(await exportBundle({ store, path: out, maker: makerOf(store, 0) }))
    tell('export')
    return store
  },
  backup: async (store, at, tell) => {
    await makeBackup(store, at.backup)
    tell('backup')
    return store
  },
  begin: async (store, { fresh }, tell) => {
    const create = { handle: 'Reed' }
    const begun = await openStore({ home: fresh, passphrase, create, scryptCost: 2 ** workFactor })
    begun.close()
    tell('begin')
    return store
  },
  restore: async (store, at, tell) => {
    unwrap(
      await restore({
        ...{ path: at.backup, passphrase, home: at.fresh, newPassphrase: nextPassphrase },
        scryptCost: 2 ** workFactor
      })
    )
    tell('restore')
    return store
  },
  renew: async (store, _, tell) => {
    await settleSecrets(store, { renew: 'all' })
    tell('renew')
    return store
  },
  device: async (store, _, tell) => {
    const next = await store.renewDevice()
    tell(`device ${next.device}`)
    tell('device')
    return next
  },
  passphrase: async (store, { home }, tell) => {
    const change = (now: string) => changePassphrase({ home, now, next: nextPassphrase, held: true })
    // a disk that refuses everything may leave the new one
    await change(passphrase).catch(error => {
      if (error instanceof FailureError && error.failure.code === 'passphrase-wrong')
        return change(nextPassphrase)
      throw error
    })
    tell('passphrase')
    return store
  },
  drop: async (store, { drop }, tell) => {
    await passDrop(store, drop)
    tell('drop')
    return store
  }
}

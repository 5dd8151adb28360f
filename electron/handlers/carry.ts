import { dirname } from 'node:path'
import type { Manifest } from '#shared/bundle/manifest.ts'
import { FailureError, unwrap } from '#shared/errors.ts'
import type { LogId } from '#shared/record/entry.ts'
import { bytesToId } from '#shared/record/ids.ts'
import { backup } from '../carry/backup.ts'
import { listDrives } from '../carry/drives.ts'
import { exportBundle } from '../carry/export-bundle.ts'
import { importBundle } from '../carry/import-bundle.ts'
import { KnownHoldings } from '../carry/known-holdings.ts'
import { makerOf } from '../carry/maker.ts'
import { haveOfManifest, previewBundle } from '../carry/preview-bundle.ts'
import { travelPack } from '../carry/travel-pack.ts'
import type { Store } from '../store/open-store.ts'
import type { Group, Handlers } from './handlers.ts'

export const carryHandlers: Handlers<Group<'carry'>> = {
  'carry.drives': () => listDrives(),
  'carry.known': (_, keeper) => {
    const { store } = keeper.vault.open()
    const known = new KnownHoldings(store.local)
    return known.list().flatMap(holder => {
      const have = known.holding(holder.of, holder.id)
      return have === null ? [] : [{ ...holder, lacks: store.countLackedBy(have) }]
    })
  },
  'carry.export': ({ path, job, lacking, pack, blobLimitBytes }, keeper) => {
    const { store } = keeper.vault.open()
    return keeper.jobs.run(job, async ({ signal, progress }) => {
      const theirs = lacking && new KnownHoldings(store.local).holding(lacking.of, lacking.id as LogId)
      if (theirs === null) throw new FailureError('thing-unknown', { id: lacking?.id ?? '' })
      const goesAlong = pack && travelPack(store, pack.caravan, pack.today)
      const maker = makerOf(store, Date.now())
      return unwrap(
        await exportBundle({
          ...{ store, maker, path, theirs, goesAlong, blobLimitBytes, signal },
          onProgress: progress
        })
      )
    })
  },
  'carry.backup': ({ path, passphrase, job }, keeper) => {
    const { store } = keeper.vault.open()
    return keeper.jobs.run(job, async ({ signal, progress }) => {
      const maker = makerOf(store, Date.now())
      return unwrap(
        await backup({ store, maker, path, passphrase: { passphrase }, signal, onProgress: progress })
      )
    })
  },
  'carry.preview': async ({ path }, keeper) => {
    const { store } = keeper.vault.open()
    const onManifest = noteStick(store, path)
    return unwrap(await previewBundle({ path, store, keyring: store.keyring, onManifest }))
  },
  'carry.import': ({ path, job }, keeper) => {
    const { store, lan } = keeper.vault.open()
    return keeper.jobs.run(job, async ({ signal, progress }) => {
      const after = store.lastArrival()
      try {
        const onManifest = noteStick(store, path)
        const report = unwrap(
          await importBundle({
            ...{ store, keyring: store.keyring, path, onManifest, signal },
            onProgress: progress
          })
        )
        return { ...report, arrived: { after, until: store.lastArrival() } }
      } finally {
        lan.recordChanged()
      }
    })
  }
}

/** Whoever made a stick's file holds at least what it tells: next time they can be given what they lack. */
const noteStick = (store: Store, path: string) => (manifest: Manifest) => {
  const id = bytesToId<LogId>(manifest.maker)
  if (id === store.device) return
  const { makerHandle: handle, makerCommune: commune } = manifest
  const holder = { of: 'stick' as const, id, handle, commune, folder: dirname(path), at: Date.now() }
  new KnownHoldings(store.local).remember(holder, haveOfManifest(manifest))
}

import { statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { RangeCollector } from '#shared/bundle/collect-ranges.ts'
import { federationRecipient } from '#shared/bundle/federation-identity.ts'
import { backup } from '../../electron/carry/backup.ts'
import { bundleDeps } from '../../electron/carry/bundle-deps.ts'
import { type ExportBundle, exportBundle } from '../../electron/carry/export-bundle.ts'
import { importBundle } from '../../electron/carry/import-bundle.ts'
import { previewBundle } from '../../electron/carry/preview-bundle.ts'
import { restore } from '../../electron/carry/restore.ts'
import { verifyBundle } from '../../electron/carry/verify-bundle.ts'
import { manifestOf, writeBundleFile } from '../../electron/carry/write-bundle-file.ts'
import { join as joinFederation } from '../../electron/invitation/join.ts'
import { makeCard } from '../../electron/invitation/make-card.ts'
import { welcome } from '../../electron/invitation/welcome.ts'
import { forgetRows } from '../../electron/people/forget.ts'
import type { Store } from '../../electron/store/open-store.ts'
import {
  makeDevice,
  removeDevices,
  reopenDevice,
  temporaryHome,
  testPassphrase,
  testScryptCost
} from '../record/federation.ts'
import { photo, refOf, reportRoad } from '../record/photos.ts'
import {
  acceptedOf,
  beginWithOffers,
  errorOf,
  importInto,
  makeReader,
  makerOf,
  now,
  removeSticks,
  temporaryStick
} from './federations.ts'

afterEach(() => {
  removeDevices()
  removeSticks()
})

const newStick = () => join(temporaryStick(), 'news.caravan')
const write = async (store: Store, path: string, more: Partial<ExportBundle> = {}) =>
  acceptedOf(await exportBundle({ store, path, maker: makerOf(store, now), ...more }))
const holds = (store: Store, ...photos: Uint8Array[]) => photos.map(one => store.blobs.has(refOf(one).blob))

/** Three reports with four photos of 3,000 bytes, the last written the newest. */
const withPhotos = async () => {
  const store = await beginWithOffers(1)
  const rows = [
    reportRoad(store, photo(1)),
    reportRoad(store, photo(2), photo(3)),
    reportRoad(store, photo(4))
  ]
  return { store, rows, all: [1, 2, 3, 4].map(seed => photo(seed)) }
}

describe('photos in a bundle', () => {
  it('come along with the reports that name them, are told before and verify', async () => {
    const { store, all } = await withPhotos()
    const path = newStick()
    expect((await write(store, path)).blobs).toEqual({ count: 4, bytes: 12_000, left: 0 })
    const olha = await makeReader(store)
    const { keyring } = olha
    const preview = acceptedOf(await previewBundle({ path, store: olha, keyring }))
    expect(preview.manifest.blobs).toEqual({ count: 4, bytes: 12_000 })
    expect(acceptedOf(await verifyBundle({ path, keyring })).blobs.count).toBe(4)
    expect(acceptedOf(await importInto(olha, path)).blobs).toBe(4)
    for (const one of all) expect(Buffer.from(olha.blobs.get(refOf(one).blob)!).equals(one)).toBe(true)
    expect(acceptedOf(await importInto(olha, path))).toMatchObject({ newEntries: 0, blobs: 0 })
    expect(olha.verifyAll()).toMatchObject({ blobs: 4, problems: [] })
  })

  it('come along as far as there is room for them, the newest first', async () => {
    const { store, all } = await withPhotos()
    const path = newStick()
    const report = await write(store, path, { blobLimitBytes: 6500 })
    expect(report.blobs).toEqual({ count: 2, bytes: 6000, left: 2 })
    const olha = await makeReader(store)
    expect(acceptedOf(await importInto(olha, path)).blobs).toBe(2)
    const [first, second, third, last] = holds(olha, ...all)
    expect([first, last]).toEqual([false, true])
    expect(second !== third).toBe(true)
  })

  it('can follow later, in a bundle that brings nothing else that is new', async () => {
    const { store, all } = await withPhotos()
    const [without, full] = [newStick(), newStick()]
    expect((await write(store, without, { blobLimitBytes: 0 })).blobs).toEqual({
      count: 0,
      bytes: 0,
      left: 4
    })
    await write(store, full)
    const olha = await makeReader(store)
    const preview = async (path: string) =>
      acceptedOf(await previewBundle({ path, store: olha, keyring: olha.keyring }))
    acceptedOf(await importInto(olha, without))
    expect(await preview(without)).toMatchObject({ newEntries: 0, mayBringBlobs: false })
    expect(await preview(full)).toMatchObject({ newEntries: 0, mayBringBlobs: true })
    expect(acceptedOf(await importInto(olha, full))).toMatchObject({ newEntries: 0, blobs: 4 })
    expect(holds(olha, ...all)).toEqual([true, true, true, true])
    expect(await preview(full)).toMatchObject({ mayBringBlobs: false })
  })

  it('are those that its own entries name, and no others', async () => {
    const { store } = await withPhotos()
    const olha = await makeReader(store)
    const path = newStick()
    await write(store, path, { blobLimitBytes: 0 })
    acceptedOf(await importInto(olha, path))
    reportRoad(store, photo(5))
    const report = await write(store, path, { theirs: olha.have() })
    expect(report).toMatchObject({ entries: 1, blobs: { count: 1, left: 0 } })
    const packed = await write(store, path, { goesAlong: () => false })
    expect(packed.blobs).toEqual({ count: 0, bytes: 0, left: 0 })
  })

  it('do not come once they were forgotten', async () => {
    const { store, rows } = await withPhotos()
    forgetRows(store, { rows: [rows[1]!.id], why: 'mistake' })
    expect((await write(store, newStick())).blobs).toMatchObject({ count: 2, left: 0 })
  })

  it('stay whole where an import is called off between them, and come when it is done again', async () => {
    const store = await beginWithOffers(1)
    const large = Array.from({ length: 9 }, (_, i) => photo(i + 1, 1024 * 1024))
    for (let i = 0; i < 9; i += 3) reportRoad(store, ...large.slice(i, i + 3))
    const path = newStick()
    await write(store, path)
    const olha = await makeReader(store)
    const signal = { aborted: false }
    const fileBytes = statSync(path).size
    const onProgress = (done: number) => {
      signal.aborted = done > fileBytes * 1.8
    }
    const cut = await importBundle({ path, store: olha, keyring: olha.keyring, signal, onProgress })
    expect(errorOf(cut).code).toBe('cancelled')
    const came = holds(olha, ...large).filter(Boolean).length
    expect(came).toBeGreaterThan(0)
    expect(came).toBeLessThan(9)
    expect(olha.verifyAll()).toMatchObject({ blobs: came, problems: [] })
    expect(acceptedOf(await importInto(olha, path)).blobs).toBe(9 - came)
    expect(holds(olha, ...large)).not.toContain(false)
  })

  it('are passed over where nothing names them', async () => {
    const { store } = await withPhotos()
    const collector = new RangeCollector(bundleDeps.hashing)
    const runs = [...store.runsLackedBy([])]
    for (const run of runs) collector.take(run)
    const brought = [photo(1), photo(77)]
    const maker = makerOf(store, now)
    const path = newStick()
    const packed = runs.map(({ log, entries }) => ({ log: Buffer.from(log, 'base64url'), entries }))
    await writeBundleFile({
      path,
      readers: [await federationRecipient(store.keyring.federationSecret!)],
      manifest: {
        ...manifestOf(store.federation(), maker, collector.promised),
        blobs: { count: 2, bytes: 6000 }
      },
      runs: each(packed),
      blobs: each(brought),
      maker,
      device: store.device
    })
    const olha = await makeReader(store)
    expect(acceptedOf(await importInto(olha, path)).blobs).toBe(1)
    expect(holds(olha, ...brought)).toEqual([true, false])
  })
})

async function* each<T>(items: Iterable<T>): AsyncGenerator<T, void, void> {
  yield* items
}

describe('photos', () => {
  it('are in a backup', async () => {
    const { store, all } = await withPhotos()
    const passphrase = 'goose under the blue cart at noon'
    const path = join(temporaryStick(), 'stepan.backup')
    const maker = makerOf(store, now)
    const report = acceptedOf(
      await backup({ store, path, maker, passphrase: { passphrase, workFactor: 10 } })
    )
    expect(report.blobs.count).toBe(4)
    const home = temporaryHome()
    const more = { newPassphrase: testPassphrase, scryptCost: testScryptCost }
    acceptedOf(await restore({ path, home, passphrase, ...more }))
    expect(holds(await reopenDevice(home), ...all)).not.toContain(false)
  })

  it('are in a welcome', async () => {
    const { store, all } = await withPhotos()
    const olha = await makeDevice({ handle: 'Olha' })
    const [card, path] = [join(temporaryStick(), 'olha.card'), join(temporaryStick(), 'olha.welcome')]
    acceptedOf(await makeCard({ store: olha, path: card }))
    acceptedOf(await welcome({ store, maker: makerOf(store, now), card, path }))
    acceptedOf(await joinFederation({ store: olha, welcome: path }))
    expect(holds(olha, ...all)).not.toContain(false)
  })
})

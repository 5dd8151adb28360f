/** What somebody gives on who took a travel pack. */
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { backup } from '../../electron/carry/backup.ts'
import { exportBundle } from '../../electron/carry/export-bundle.ts'
import { KnownHoldings } from '../../electron/carry/known-holdings.ts'
import { haveOfBundle, haveOfManifest, previewBundle } from '../../electron/carry/preview-bundle.ts'
import { restore } from '../../electron/carry/restore.ts'
import { join as joinFederation } from '../../electron/invitation/join.ts'
import { makeCard } from '../../electron/invitation/make-card.ts'
import { welcome } from '../../electron/invitation/welcome.ts'
import type { Store } from '../../electron/store/open-store.ts'
import {
  admit,
  exchange,
  makeDevice,
  offerOf,
  removeDevices,
  reopenDevice,
  temporaryHome,
  testPassphrase,
  testScryptCost
} from '../record/federation.ts'
import {
  acceptedOf,
  beginWithOffers,
  exportTo,
  importInto,
  makeReader,
  makerOf,
  now,
  removeSticks,
  temporaryStick
} from './federations.ts'
import { caravanToNowhere, packInto, packTo } from './packs.ts'

let stepan: Store
let marusia: Store
let path: string

beforeEach(async () => {
  stepan = await beginWithOffers(0)
  marusia = await makeDevice({ handle: 'Marusia' })
  admit(stepan, marusia)
  for (let i = 0; i < 10; i++) stepan.put({ kind: 'offer', fields: offerOf(`flour ${i}`) })
  await packInto(stepan, marusia)
  path = join(temporaryStick(), 'a.caravan')
})
afterEach(() => {
  removeDevices()
  removeSticks()
})
const offers = (store: Store) => store.list({ kind: 'offer' }).total

test('a bundle of it has no entry without its body, and tells what its maker holds whole', async () => {
  await exportTo(marusia, path)
  const have = acceptedOf(await haveOfBundle(path, stepan.keyring))
  expect(have).toEqual(marusia.haveWhole())
  // ten offers and the caravan after them
  expect(stepan.countLackedBy(have)).toBe(11)
  const petro = await makeReader(stepan, 'Petro')
  acceptedOf(await importInto(petro, path))
  expect(petro.missingBodies().size).toBe(0)
  expect(petro.have()).toEqual(marusia.haveWhole())

  // and what it lacks by that is what makes it whole
  const rest = join(temporaryStick(), 'rest.caravan')
  acceptedOf(await exportBundle({ store: stepan, path: rest, maker: makerOf(stepan, now), theirs: have }))
  const { keyring } = marusia
  const { newEntries, mayFill } = acceptedOf(await previewBundle({ path: rest, store: marusia, keyring }))
  expect([newEntries, mayFill]).toEqual([0, true])
  for (const store of [marusia, petro]) {
    acceptedOf(await importInto(store, rest))
    expect(store.stats()).toEqual(stepan.stats())
    expect(store.missingBodies().size).toBe(0)
  }
  expect(acceptedOf(await previewBundle({ path: rest, store: marusia, keyring })).mayFill).toBe(false)
})

test('a further pack brings every header, and tells nothing of what its maker holds', async () => {
  await packTo(marusia, caravanToNowhere(marusia), path)
  expect(acceptedOf(await haveOfBundle(path, stepan.keyring))).toEqual([])
  const petro = await makeReader(stepan, 'Petro')
  acceptedOf(await importInto(petro, path))
  expect(petro.have()).toEqual(marusia.have())
  const known = new KnownHoldings(stepan.local)
  const holder = {
    of: 'stick',
    id: marusia.device,
    handle: null,
    commune: null,
    folder: null,
    at: 1
  } as const
  const onManifest = (manifest: Parameters<typeof haveOfManifest>[0]) =>
    known.remember(holder, haveOfManifest(manifest))
  acceptedOf(await previewBundle({ path, store: stepan, keyring: stepan.keyring, onManifest }))
  expect(stepan.countLackedBy(known.holding('stick', marusia.device)!)).toBe(stepan.stats().entries)
  // of a maker who holds all of it, a pack tells so
  await packTo(stepan, caravanToNowhere(stepan), path)
  expect(acceptedOf(await haveOfBundle(path, stepan.keyring))).toEqual(stepan.have())
})

test('a backup has the record as it is, and what is restored asks for the same bodies', async () => {
  const passphrase = 'goose under the blue cart at noon'
  const secret = { passphrase, workFactor: 10 }
  acceptedOf(await backup({ store: marusia, path, maker: makerOf(marusia, now), passphrase: secret }))
  const home = temporaryHome()
  const keys = { passphrase, newPassphrase: testPassphrase, scryptCost: testScryptCost }
  acceptedOf(await restore({ path, home, handle: 'Marusia', ...keys }))
  const restored = await reopenDevice(home)
  expect(restored.have()).toEqual(marusia.have())
  expect(restored.haveWhole()).toEqual(marusia.haveWhole())
})

test('a welcome brings all that tells who stands where, and the newcomer asks for what is missing', async () => {
  const petro = await makeDevice({ handle: 'Petro' })
  const card = join(temporaryStick(), 'petro.card')
  acceptedOf(await makeCard({ store: petro, path: card }))
  // a word of standing that comes after the missing bodies
  admit(stepan, await makeDevice({ handle: 'Hanna' }))
  await packInto(stepan, marusia)
  acceptedOf(await welcome({ store: marusia, maker: makerOf(marusia, now), card, path }))
  expect(acceptedOf(await joinFederation({ store: petro, welcome: path })).state).toBe('in')
  expect(petro.have()).toEqual(marusia.have())
  expect(petro.authority().members).toEqual(marusia.authority().members)
  expect(offers(petro)).toBe(offers(marusia))
  exchange(petro, stepan)
  expect(petro.stats()).toEqual(stepan.stats())
})

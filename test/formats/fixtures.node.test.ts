import { cpSync, readFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { importBundle } from '../../electron/carry/import-bundle.ts'
import { verifyBundle } from '../../electron/carry/verify-bundle.ts'
import { join as joinFederation } from '../../electron/invitation/join.ts'
import { readCard } from '../../electron/invitation/read-card.ts'
import { openStore, type Store } from '../../electron/store/open-store.ts'
import type { EntryId } from '../../shared/record/entry.ts'
import { acceptedOf } from '../bundle/federations.ts'
import { makeDevice, removeDevices, temporaryHome } from '../record/federation.ts'
import {
  type Expected,
  type ExpectedPhotos,
  type ExpectedStanding,
  fixture,
  fixturePassphrase,
  photoFixture,
  standingFixture,
  versions
} from './fixtures.ts'

afterEach(removeDevices)

const expectSame = (store: Store, expected: Expected, more: Partial<Expected['stats']> = {}): void => {
  expect(store.stats()).toEqual({ ...expected.stats, ...more })
  expect(store.federation()).toEqual(expected.federation)
  const aside = Object.keys(expected.aside).map(id => [id, store.whyAside(id as EntryId)])
  expect(Object.fromEntries(aside)).toEqual(expected.aside)
  const heads = store.have().map(({ log, heads }) => [log, heads.map(({ id }) => id).sort()])
  expect(Object.fromEntries(heads)).toEqual(expected.heads)
  expect(store.verifyAll().problems).toEqual([])
}

it('a bundle with photos, as the first version that had them wrote it, gives them all', async () => {
  const expected: ExpectedPhotos = JSON.parse(readFileSync(photoFixture('expected'), 'utf8'))
  const store = await makeDevice({ handle: 'Reader' })
  store.setFederation(
    expected.federation,
    Buffer.from(readFileSync(photoFixture('secret'), 'utf8').trim(), 'hex')
  )
  const path = photoFixture('bundle')
  expect(acceptedOf(await importBundle({ path, store, keyring: store.keyring })).blobs).toBe(3)
  expect(expected.photos.map(({ blob, bytes }) => store.blobs.get(blob)?.length === bytes)).toEqual([
    true,
    true,
    true
  ])
  expect(store.verifyAll()).toMatchObject({ blobs: 3, problems: [] })
})

it('who stands where under a raised threshold, and whose key is whose, is as the first version of that told it', async () => {
  const expected: ExpectedStanding = JSON.parse(readFileSync(standingFixture('expected'), 'utf8'))
  const store = await makeDevice({ handle: 'Reader' })
  store.setFederation(
    expected.federation,
    Buffer.from(readFileSync(standingFixture('secret'), 'utf8').trim(), 'hex')
  )
  acceptedOf(await importBundle({ path: standingFixture('bundle'), store, keyring: store.keyring }))
  const { communesIn, vouchThreshold, devices } = store.authority()
  expect({
    federation: expected.federation,
    state: store.stats().state,
    ...{ vouchThreshold, communesIn: [...communesIn].sort() },
    sealKeys: Object.fromEntries([...devices].map(([log, told]) => [log, told.sealKey]))
  }).toEqual(expected)
})

describe.each(versions())('what version %s wrote', version => {
  const expected: Expected = JSON.parse(readFileSync(fixture(version, 'expected'), 'utf8'))
  const secret = () => Buffer.from(readFileSync(fixture(version, 'secret'), 'utf8').trim(), 'hex')

  it('comes out of the bundle as it was', async () => {
    const store = await makeDevice({ handle: 'Reader' })
    store.setFederation(expected.federation.id, secret())
    const path = fixture(version, 'bundle')
    expect(acceptedOf(await verifyBundle({ path, keyring: store.keyring }))).toMatchObject({
      federation: expected.federation.id,
      entries: expected.stats.entries
    })
    acceptedOf(await importBundle({ path, store, keyring: store.keyring }))
    expectSame(store, expected)
    store.rebuild()
    expectSame(store, expected)
  })

  it('is told by its cards', async () => {
    expect(acceptedOf(await readCard(fixture(version, 'cardOfDevice')))).toEqual(expected.cardOfDevice)
    expect(acceptedOf(await readCard(fixture(version, 'cardOfCommune')))).toEqual(expected.cardOfCommune)
  })

  it('opens as a home that waits, and its welcome lets it in', async () => {
    const home = temporaryHome()
    cpSync(fixture(version, 'home'), home, { recursive: true })
    const store = await openStore({ home, passphrase: fixturePassphrase })
    try {
      expect(store.device).toBe(expected.cardOfCommune.device)
      expect(store.standing().state).toBe('waiting')
      const standing = acceptedOf(await joinFederation({ store, welcome: fixture(version, 'welcome') }))
      expect(standing).toMatchObject({ state: 'in', commune: expected.cardOfCommune.commune })
      expectSame(store, expected)
      expect(Buffer.from(store.keyring.federationSecret ?? [])).toEqual(secret())
    } finally {
      store.close()
    }
  })
})

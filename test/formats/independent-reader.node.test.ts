import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { federationIdentity, federationRecipient } from '#shared/bundle/federation-identity.ts'
import { encrypted } from '../../electron/carry/age-file.ts'
import { importBundle } from '../../electron/carry/import-bundle.ts'
import { beginWithOffers, errorOf, exportTo, removeSticks, temporaryStick } from '../bundle/federations.ts'
import { makeDevice, removeDevices } from '../record/federation.ts'
import { photo, refOf, reportRoad } from '../record/photos.ts'
import { type Expected, fixture, versions } from './fixtures.ts'
import { decryptWith } from './open-age.ts'

const python = (path: string, key: string) =>
  spawnSync('python3', ['-B', join(import.meta.dirname, 'reader/read_bundle.py'), path, key], {
    encoding: 'utf8'
  })

afterAll(() => {
  removeDevices()
  removeSticks()
})

describe.each(versions())("a reader written from the documentation alone, and the app's own: %s", version => {
  const expected: Expected = JSON.parse(readFileSync(fixture(version, 'expected'), 'utf8'))
  const secret = readFileSync(fixture(version, 'secret'), 'utf8').trim()
  const bytes = readFileSync(fixture(version, 'bundle'))
  const scratch = join(temporaryStick(), 'changed.caravan')

  it('tell the same of a bundle and of a welcome', () => {
    const identity = readFileSync(fixture(version, 'identity'), 'utf8').trim()
    const bundle = python(fixture(version, 'bundle'), secret)
    expect(bundle.stderr).toBe('')
    const told = JSON.parse(bundle.stdout)
    const heads = Object.entries(told.heads as Record<string, { id: string }[]>)
    expect(Object.fromEntries(heads.map(([log, tips]) => [log, tips.map(({ id }) => id).sort()]))).toEqual(
      expected.heads
    )
    expect(told).toMatchObject({
      federation: expected.federation.id,
      federationName: expected.federation.name,
      maker: expected.device,
      entries: expected.stats.entries,
      entryBytes: expected.stats.bytes,
      welcome: null
    })
    const welcome = JSON.parse(python(fixture(version, 'welcome'), identity).stdout)
    expect(welcome).toMatchObject({
      heads: told.heads,
      kinds: told.kinds,
      welcome: expected.cardOfCommune.device
    })
  })

  it('both refuse what was changed on the way', async () => {
    const store = await makeDevice({ handle: 'Reader' })
    store.setFederation(expected.federation.id, Buffer.from(secret, 'hex'))
    const places = [10, 60, 150, 230, 1000, bytes.length >> 1, bytes.length - 1]
    for (const at of places) {
      const changed = Uint8Array.from(bytes)
      changed[at]! ^= 4
      writeFileSync(scratch, changed)
      const refused = python(scratch, secret)
      expect(refused.status, `bit at ${at}`).toBe(1)
      expect(refused.stderr).toMatch(/^refused: /)
      errorOf(await importBundle({ path: scratch, store, keyring: store.keyring }))
    }
    expect(python(fixture(version, 'bundle'), '00'.repeat(32)).stderr).toContain('other readers')
    expect(store.have()).toEqual([])
  })

  it('both refuse what a member changed before it was encrypted', async () => {
    const store = await makeDevice({ handle: 'Reader' })
    const key = Buffer.from(secret, 'hex')
    store.setFederation(expected.federation.id, key)
    const plain = await decryptWith(bytes, [federationIdentity(key)])
    const recipient = await federationRecipient(key)
    const parts = partsOf(plain)
    const write = async (changed: Uint8Array) => {
      const pieces: Uint8Array[] = []
      for await (const piece of encrypted(once(changed), [recipient])) pieces.push(piece)
      writeFileSync(scratch, Buffer.concat(pieces))
    }
    await write(plain)
    expect(python(scratch, secret).status).toBe(0)
    const cuts = parts.map(({ at }) => plain.subarray(0, at))
    const flips = parts.flatMap(({ at, size }) =>
      [at, at + 1, at + 4, at + 10, at + 38 + (size >> 1)].map(place => {
        const changed = Uint8Array.from(plain)
        changed[place]! ^= 1
        return changed
      })
    )
    for (const changed of [...cuts, ...flips, Buffer.concat([plain, Uint8Array.of(0)])]) {
      await write(changed)
      const refused = python(scratch, secret)
      expect(refused.stderr).toMatch(/^refused: /)
      errorOf(await importBundle({ path: scratch, store, keyring: store.keyring }))
    }
    expect(store.have()).toEqual([])
  })
})

it('a reader written from the documentation alone tells the photos, and refuses one that was changed', async () => {
  const store = await beginWithOffers(1)
  reportRoad(store, photo(1), photo(2, 70_000))
  const path = join(temporaryStick(), 'photos.caravan')
  await exportTo(store, path)
  const key = Buffer.from(store.keyring.federationSecret!)
  const read = () => python(path, key.toString('hex'))
  const told = JSON.parse(read().stdout)
  const expected = [photo(1), photo(2, 70_000)].map(refOf).map(({ blob, bytes }) => [blob, bytes])
  expect(told.blobs).toEqual(Object.fromEntries(expected))

  const plain = await decryptWith(readFileSync(path), [federationIdentity(key)])
  const blobs = partsOf(plain).filter(({ at }) => plain[at] === 3)
  expect(blobs).toHaveLength(2)
  for (const place of [0, 1, 4, 10, 39].map(offset => blobs[1]!.at + offset)) {
    const changed = Uint8Array.from(plain)
    changed[place]! ^= 1
    const pieces: Uint8Array[] = []
    for await (const piece of encrypted(once(changed), [await federationRecipient(key)])) pieces.push(piece)
    writeFileSync(path, Buffer.concat(pieces))
    expect(read().stderr).toMatch(/^refused: /)
    errorOf(await importBundle({ path, store, keyring: store.keyring }))
  }
})

/** Where the parts of a stream lie, by its heads. */
const partsOf = (plain: Uint8Array): { at: number; size: number }[] => {
  const view = new DataView(plain.buffer, plain.byteOffset, plain.byteLength)
  const parts: { at: number; size: number }[] = []
  for (let at = 10; at < plain.length; at += 38 + view.getUint32(at + 2))
    parts.push({ at, size: view.getUint32(at + 2) })
  return parts
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

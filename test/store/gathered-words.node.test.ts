import { afterEach, expect, test, vi } from 'vitest'
import { Database } from '../../electron/store/database.ts'
import { recordPath, type Store } from '../../electron/store/open-store.ts'
import { openVault } from '../../electron/store/vault.ts'
import {
  beginFederation,
  makeDevice,
  removeDevices,
  reopenDevice,
  temporaryHome,
  testPassphrase
} from '../record/federation.ts'
import { admitBody, makeScribe, offerBody } from '../record/make.ts'

afterEach(() => removeDevices())

/** Of the closed home: how many segments its offers' words lie in, and how FTS5 is to merge those of each kind. */
const wordsOf = async (home: string) => {
  const keys = await openVault(home, testPassphrase)
  const database = new Database(recordPath(home), keys.record.toString('hex'))
  const count = 'SELECT count(DISTINCT segid) AS segments FROM "search offer_idx"'
  const segments = database.prepare<{ segments: number }>(count).get()?.segments
  const tables = database.prepare<{ name: string }>(
    `SELECT name FROM sqlite_master WHERE name LIKE 'search %\\_config' ESCAPE '\\'`
  )
  const settings = tables.all().flatMap(({ name }) => {
    const value = database.prepare<{ v: number }>(`SELECT v FROM "${name}" WHERE k = ?`)
    return ['automerge', 'crisismerge'].map(k => `${k} ${value.get(k)?.v}`)
  })
  database.close()
  return { segments, settings: [...new Set(settings)] }
}
const merged = { segments: 1, settings: ['automerge 4', 'crisismerge 16'] }

/** Says that many come, so that words gather, and takes in some: each time they make a segment of their own. */
const takeSome = async (store: Store, commune: Parameters<typeof admitBody>[0]) => {
  const member = makeScribe()
  store.put({ kind: 'admit', fields: admitBody(commune, member.log).fields })
  for (let i = 0; i < 50; i++) member.write(offerBody(commune, `Millet ${i}`))
  const intake = store.intake({ road: 'bundle', from: null }, 5000)
  intake.takeRun(member.run())
  await intake.finish()
}

const filled = async (home: string) => {
  const store = await makeDevice({ handle: 'Ana', home })
  const { commune } = beginFederation(store)
  for (let times = 0; times < 5; times++) await takeSome(store, commune)
  return store
}

const found = (store: Store) => store.list({ kind: 'offer', search: 'millet' }).total

test('words that came by the many are found at once, and merged when nobody waits', async () => {
  const home = temporaryHome()
  const store = await filled(home)
  expect(found(store)).toBe(250)
  await vi.waitFor(() => expect(store.local.names('words-gathered')).toEqual([]))
  expect(found(store)).toBe(250)
  store.close()
  expect(await wordsOf(home)).toEqual(merged)
})

test('a record that was closed before its words were merged goes on when it is opened', async () => {
  const home = temporaryHome()
  const store = await filled(home)
  store.close()
  const before = await wordsOf(home)
  expect(before.segments).toBeGreaterThan(1)
  expect(before.settings).toContain('automerge 0')
  const again = await reopenDevice(home)
  expect(found(again)).toBe(250)
  await vi.waitFor(() => expect(again.local.names('words-gathered')).toEqual([]))
  again.close()
  expect(await wordsOf(home)).toEqual(merged)
})

test('what begins to gather while the words before it are merged is merged as well', async () => {
  const home = temporaryHome()
  const store = await filled(home)
  const { commune } = store.standing()
  // some pieces: the first kinds are done, others not
  for (let pieces = 0; pieces < 4; pieces++) await new Promise(resolve => setImmediate(resolve))
  expect(store.local.names('words-gathered')).toHaveLength(1)
  await takeSome(store, commune!.id)
  await vi.waitFor(() => expect(store.local.names('words-gathered')).toEqual([]))
  expect(found(store)).toBe(300)
  store.close()
  expect((await wordsOf(home)).settings).toEqual(merged.settings)
})

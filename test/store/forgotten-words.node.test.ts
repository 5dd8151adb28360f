import { copyFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { forgetRows } from '../../electron/people/forget.ts'
import { Database } from '../../electron/store/database.ts'
import { recordPath } from '../../electron/store/open-store.ts'
import { openVault } from '../../electron/store/vault.ts'
import { removeSticks, temporaryStick } from '../bundle/federations.ts'
import {
  beginFederation,
  makeDevice,
  offerOf,
  removeDevices,
  reopenDevice,
  temporaryHome,
  testPassphrase
} from '../record/federation.ts'

afterEach(() => {
  removeDevices()
  removeSticks()
})

/** Every page of the file at `path`, decrypted; what lies free in them and between them too. */
const pagesOf = async (home: string, path: string): Promise<string> => {
  const keys = await openVault(home, testPassphrase)
  const database = new Database(path, keys.record.toString('hex'))
  const pages = database.prepare<{ data: Uint8Array }>('SELECT data FROM sqlite_dbpage').all()
  database.close()
  return Buffer.concat(pages.map(({ data }) => Buffer.from(data))).toString('latin1')
}

const copyOf = (path: string): string => {
  const copy = join(temporaryStick(), 'record.sqlite')
  copyFileSync(path, copy)
  return copy
}

/** Many offers, so that pages split and words lie in several segments; the person's is among them. */
const filledHome = async () => {
  const home = temporaryHome()
  const store = await makeDevice({ handle: 'Ana', home })
  beginFederation(store)
  const offer = (good: string, note: string) =>
    store.put({ kind: 'offer', fields: { ...offerOf(good), note } })
  const fill = (from: number) => {
    for (let i = from; i < from + 60; i++) offer(`Flour ${(i * 7919) % 997}`, `sack ${'x'.repeat(i)}`)
  }
  fill(0)
  const mine = offer('Quilts of Odarka', 'knock twice at zelenska')
  store.put({ kind: 'offer', thing: mine.id, fields: { note: 'ask for yavdokha' } })
  fill(60)
  return { home, store, mine }
}
const forgotten = ['odarka', 'zelenska', 'yavdokha']
const foundIn = (text: string) => forgotten.filter(word => text.toLowerCase().includes(word))

test('while the record is open, words that were forgotten leave its file and its journal', async () => {
  const { home, store, mine } = await filledHome()
  const path = recordPath(home)
  forgetRows(store, { rows: [mine.id], why: 'consent-withdrawn' })
  const readPages = () => pagesOf(home, copyOf(path))
  let pages = await readPages()
  expect(foundIn(pages)).not.toEqual([])
  for (let turns = 0; turns < 200 && foundIn(pages).length > 0; turns++) {
    await new Promise(resolve => setImmediate(resolve))
    pages = await readPages()
  }
  expect(statSync(`${path}-journal`).size).toBe(0)
  expect(pages).toContain('Flour')
  expect(foundIn(pages)).toEqual([])
  expect(store.list({ kind: 'offer', search: 'flour' }).total).toBe(120)
})

test('closed at once after forgetting, the file holds none of the words', async () => {
  const { home, store, mine } = await filledHome()
  const path = recordPath(home)
  forgetRows(store, { rows: [mine.id], why: 'consent-withdrawn' })
  store.close()
  expect(foundIn(await pagesOf(home, path))).toEqual([])
})

test('a record that ended between forgetting and erasing goes on when it is opened', async () => {
  const { home, store, mine } = await filledHome()
  store.eraseNow = () => undefined
  forgetRows(store, { rows: [mine.id], why: 'consent-withdrawn' })
  store.close()
  expect(foundIn(await pagesOf(home, recordPath(home)))).toContain('odarka')
  const again = await reopenDevice(home)
  again.eraseNow = () => undefined
  await vi.waitFor(async () => {
    expect(foundIn(await pagesOf(home, copyOf(recordPath(home))))).toEqual([])
  })
  again.close()
})

import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { afterAll, expect, it } from 'vitest'
import { openWhole } from '../../electron/store/open-database.ts'
import { openStore, recordPath, type Store } from '../../electron/store/open-store.ts'
import { openVault } from '../../electron/store/vault.ts'
import { FailureError } from '../../shared/errors.ts'
import {
  beginFederation,
  makeDevice,
  offerOf,
  removeDevices,
  temporaryHome,
  testPassphrase
} from '../record/federation.ts'

afterAll(removeDevices)

const makeHome = async (): Promise<string> => {
  const home = temporaryHome()
  const stepan = await makeDevice({ handle: 'Stepan', home })
  beginFederation(stepan)
  for (let i = 0; i < 4; i++) stepan.put({ kind: 'offer', fields: offerOf(`salt ${i}`) })
  stepan.close()
  return home
}

it('a page that reads back otherwise is told as damage, or hurts nothing', async () => {
  const template = await makeHome()
  const whole = readFileSync(recordPath(template))
  const pageBytes = 4096
  const pages = whole.length / pageBytes
  const step = process.env.CHUMAK_CRASH === 'all' ? 1 : 5
  let damaged = 0
  for (let page = 0; page < pages; page += step) {
    const home = temporaryHome()
    cpSync(template, home, { recursive: true })
    const bytes = Buffer.from(whole)
    bytes[page * pageBytes + ((page * 977) % pageBytes)]! ^= 16
    // every third time the disk has lost the rest too
    writeFileSync(recordPath(home), page % 3 === 0 ? bytes.subarray(0, page * pageBytes + 100) : bytes)
    let store: Store | null = null
    try {
      store = await openStore({ home, passphrase: testPassphrase })
      expect(store.verifyAll().problems).toEqual([])
    } catch (error) {
      expect(error, `page ${page}`).toBeInstanceOf(FailureError)
      expect((error as FailureError).failure.code, `page ${page}`).toBe('home-damaged')
      damaged += 1
    } finally {
      store?.close()
    }
  }
  expect(damaged).toBeGreaterThan(0)
}, 300_000)

it('each commit waits for the disk', async () => {
  const home = await makeHome()
  const { record } = await openVault(home, testPassphrase)
  const database = openWhole(recordPath(home), record.toString('hex'))
  // 2 is FULL
  expect(database.prepare('PRAGMA synchronous').get()).toMatchObject({ synchronous: 2 })
  expect(database.prepare('PRAGMA journal_mode').get()).toMatchObject({ journal_mode: 'truncate' })
  database.close()
})

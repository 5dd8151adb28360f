import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importBundle } from '../../electron/carry/import-bundle.ts'
import { verifyBundle } from '../../electron/carry/verify-bundle.ts'
import { openStore, recordPath, type Store } from '../../electron/store/open-store.ts'
import { settleSecrets } from '../../electron/store/settle-secrets.ts'
import type { Stats } from '../../shared/contract.ts'
import { FailureError } from '../../shared/errors.ts'
import { acceptedOf, exportTo, removeSticks, temporaryStick } from '../bundle/federations.ts'
import { WrittenLog } from '../bundle/logs.ts'
import {
  admit,
  beginFederation,
  makeDevice,
  offerOf,
  removeDevices,
  reopenDevice,
  temporaryHome,
  testPassphrase
} from '../record/federation.ts'

/** `CHUMAK_CRASH=all` kills at every point; else at some twelve of them. */
const points = process.env.CHUMAK_CRASH === 'all' ? Number.POSITIVE_INFINITY : 12

let child: string
let template: string
let stick: string
/** what the record says once the stick was taken in */
let imported: Stats

/** A member who has not renewed the secrets after a release, and a stick with what he lacks. */
beforeAll(async () => {
  const built = temporaryStick()
  const build = join(import.meta.dirname, '../bundle/build-child.mjs')
  execFileSync('node', [build, join(import.meta.dirname, 'crash-child.ts'), built])
  child = join(built, 'crash-child.cjs')

  template = temporaryHome()
  stick = join(temporaryStick(), 'news.caravan')
  const stepan = await makeDevice({ handle: 'Stepan', home: template })
  beginFederation(stepan)
  const olha = await makeDevice({ handle: 'Olha' })
  admit(stepan, olha)
  stepan.put({ kind: 'offer', fields: offerOf('flour') })
  for (let i = 0; i < 4; i++) olha.put({ kind: 'offer', fields: offerOf(`salt ${i}`) })
  for (let i = 0; i < 3; i++)
    olha.appendRun(new WrittenLog().writeNotes(5).run(), { road: 'lan', from: null })
  await exportTo(olha, stick)
  stepan.put({ kind: 'release', fields: { device: olha.device, lastSeq: 2 } })
  stepan.close()

  const store = await reopenDevice(copyHome())
  acceptedOf(await importBundle({ path: stick, store, keyring: store.keyring }))
  imported = store.stats()
  store.close()
}, 120_000)

afterAll(() => {
  removeDevices()
  removeSticks()
})

const copyHome = (): string => {
  const home = temporaryHome()
  cpSync(template, home, { recursive: true })
  return home
}
const run = (...args: string[]) =>
  spawnSync(process.execPath, ['--no-warnings', child, ...args], { encoding: 'utf8' })

/** What must hold of a record after whatever happened to it, and how the work is done after all. */
const after: Record<string, (store: Store, path: string) => Promise<void>> = {
  append: async store => {
    store.put({ kind: 'offer', fields: offerOf('once more') })
  },
  import: async (store, path) => {
    acceptedOf(await importBundle({ path, store, keyring: store.keyring }))
    expect(store.stats()).toEqual(imported)
  },
  export: async (store, path) => {
    const out = `${path}.out`
    // whole or not there
    if (existsSync(out)) acceptedOf(await verifyBundle({ path: out, keyring: store.keyring }))
    await exportTo(store, out)
  },
  renew: async store => {
    await settleSecrets(store, { renew: 'all' })
    expect(store.keyring.secrets.length).toBeGreaterThan(1)
    const { total } = store.list({ kind: 'key' })
    await settleSecrets(store, { renew: 'all' })
    expect(store.list({ kind: 'key' }).total).toBe(total)
  }
}

const works = Object.keys(after)

describe.each(works)('%s', work => {
  it('killed at its points in turn leaves a record that opens, verifies and can go on', async () => {
    const counted = run('kill', work, copyHome(), stick, '0')
    expect(counted.stderr).toBe('')
    const total = Number(counted.stdout)
    expect(total).toBeGreaterThan(3)
    const step = Math.max(1, Math.ceil(total / points))
    for (let at = 1; at <= total; at += step) {
      const home = copyHome()
      const killed = run('kill', work, home, stick, String(at))
      expect(killed.signal, `at ${at} of ${total}: ${killed.stderr}`).toBe('SIGKILL')
      const store = await reopenDevice(home)
      const stats = store.stats()
      expect(stats.entries).toBeGreaterThanOrEqual(5)
      expect(store.verifyAll()).toMatchObject({ problems: [], entries: stats.entries })
      store.rebuild()
      expect(store.stats()).toEqual(stats)
      await after[work]!(store, stick)
      store.close()
    }
  }, 600_000)

  it('with the disk full at every point in turn says so, loses nothing and can be done after all', async () => {
    const home = copyHome()
    const told = run('full', work, home, stick)
    expect(told.stderr).toBe('')
    expect(Number(told.stdout)).toBeGreaterThan(3)
    const store = await reopenDevice(home)
    expect(store.verifyAll().problems).toEqual([])
    await after[work]!(store, stick)
    store.close()
  }, 600_000)
})

it('a page that reads back otherwise is told as damage, or hurts nothing', async () => {
  const whole = readFileSync(recordPath(template))
  const pageBytes = 4096
  const pages = whole.length / pageBytes
  const step = points === Number.POSITIVE_INFINITY ? 1 : 5
  let damaged = 0
  for (let page = 0; page < pages; page += step) {
    const home = copyHome()
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

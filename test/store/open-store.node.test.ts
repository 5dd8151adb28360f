import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { closeWhole, openWhole } from '../../electron/store/open-database.ts'
import { openStore, recordPath } from '../../electron/store/open-store.ts'
import { schemaVersion } from '../../electron/store/schema.ts'
import { openVault } from '../../electron/store/vault.ts'
import { FailureError } from '../../shared/errors.ts'
import {
  beginFederation,
  exchange,
  foundCommune,
  makeDevice,
  offerOf,
  removeDevices,
  reopenDevice,
  temporaryHome,
  testPassphrase,
  vouchFor
} from '../record/federation.ts'

afterEach(removeDevices)

const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work
    return 'opened'
  } catch (error) {
    if (error instanceof FailureError) return error.failure.code
    throw error
  }
}

test('a device begins a federation and what it puts is there after opening again', async () => {
  const home = temporaryHome()
  const device = await makeDevice({ handle: 'Stepan', home })
  const { federation, commune } = beginFederation(device)
  const offer = device.put({ kind: 'offer', fields: offerOf('Flour') })
  const { state } = device.stats()
  device.close()
  const again = await reopenDevice(home)
  expect(again.standing()).toMatchObject({
    federation: { id: federation, name: 'Salt Road' },
    commune: { id: commune, name: 'Huliaipole' },
    state: 'in',
    handle: 'Stepan'
  })
  expect(again.get(offer.id)).toEqual(offer)
  expect(again.stats().state).toBe(state)
  expect(again.verifyAll()).toMatchObject({ entries: 3, logs: 1, problems: [] })
})

test('two devices that hold the same entries have the same state', async () => {
  const a = await makeDevice({ handle: 'Stepan' })
  const b = await makeDevice({ handle: 'Olha' })
  beginFederation(a)
  foundCommune(b, 'Orikhiv')
  a.put({ kind: 'offer', fields: offerOf('Flour') })
  vouchFor(a, b)
  b.put({ kind: 'need', fields: { ...offerOf('Seed'), urgency: 'soon' } })
  exchange(a, b)
  expect(b.list({ kind: 'offer' }).total).toBe(1)
  expect(a.list({ kind: 'need' }).total).toBe(1)
  expect(a.stats().state).toBe(b.stats().state)
  expect(a.have()).toEqual(expect.arrayContaining(b.have()))
})

test('a second instance on the folder is refused, in this process and in another', async () => {
  const home = temporaryHome()
  const device = await makeDevice({ handle: 'Stepan', home })
  expect(await codeOf(openStore({ home, passphrase: testPassphrase }))).toBe('home-in-use')
  const script = `
    const Libsql = require('libsql')
    const db = new Libsql(${JSON.stringify(join(home, 'home.lock'))})
    try { db.exec('BEGIN EXCLUSIVE'); console.log('held') } catch (error) { console.log(error.code) }`
  const inOther = () => execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' }).trim()
  expect(inOther()).toMatch(/^SQLITE_BUSY/)
  device.close()
  expect(inOther()).toBe('held')
})

test('where a file of the folder cannot be opened, the folder is told, and nothing is begun', async () => {
  const home = temporaryHome()
  mkdirSync(join(home, 'home.lock'), { recursive: true })
  expect(await codeOf(openStore({ home, passphrase: testPassphrase, create: { handle: 'Stepan' } }))).toBe(
    'file-not-written'
  )
  expect(readdirSync(home)).toEqual(['home.lock'])
})

test('a wrong passphrase, an empty folder and a taken one are told apart', async () => {
  const home = temporaryHome()
  expect(await codeOf(openStore({ home, passphrase: testPassphrase }))).toBe('home-empty')
  const device = await makeDevice({ handle: 'Stepan', home })
  device.close()
  expect(await codeOf(openStore({ home, passphrase: 'something else' }))).toBe('passphrase-wrong')
  expect(await codeOf(openStore({ home, passphrase: testPassphrase, create: { handle: 'Olha' } }))).toBe(
    'home-taken'
  )
  // none of these left the folder locked or harmed
  expect((await reopenDevice(home)).keyring.handle).toBe('Stepan')
})

test('a damaged record or salt is told from a wrong passphrase', async () => {
  const home = temporaryHome()
  const device = await makeDevice({ handle: 'Stepan', home })
  beginFederation(device)
  device.close()
  const whole = readFileSync(recordPath(home))
  const broken = Buffer.from(whole)
  broken.fill(0x55, 0, 4096)
  writeFileSync(recordPath(home), broken)
  expect(await codeOf(openStore({ home, passphrase: testPassphrase }))).toBe('home-damaged')
  writeFileSync(recordPath(home), whole)
  truncateSync(join(home, 'record.salt'), 20)
  expect(await codeOf(openStore({ home, passphrase: testPassphrase }))).toBe('home-damaged')
})

test('no word of the record and no key lies in the clear in the folder', async () => {
  const home = temporaryHome()
  const device = await makeDevice({ handle: 'Stepan', home })
  beginFederation(device)
  device.put({ kind: 'offer', fields: { ...offerOf('Buckwheat'), note: 'under the old mill' } })
  const secrets = ['Buckwheat', 'old mill', 'Huliaipole', 'Stepan', 'AGE-SECRET', device.device]
  for (const open of [true, false]) {
    if (!open) device.close()
    for (const file of readdirSync(home)) {
      const bytes = readFileSync(join(home, file))
      for (const word of secrets) expect(bytes.includes(word), `${word} in ${file}`).toBe(false)
    }
  }
  expect(existsSync(`${recordPath(home)}.new`)).toBe(false)
})

test('a crash while the record was being made leaves the folder empty', async () => {
  const home = temporaryHome()
  writeFileSync(`${recordPath(home)}.new`, 'half')
  writeFileSync(join(home, 'record.salt'), 'half')
  expect(await codeOf(openStore({ home, passphrase: testPassphrase }))).toBe('home-empty')
  expect((await makeDevice({ handle: 'Stepan', home })).keyring.handle).toBe('Stepan')
})

test('a record written by a later version is left alone', async () => {
  const home = temporaryHome()
  const device = await makeDevice({ handle: 'Stepan', home })
  device.close()
  const setVersion = async (version: number) => {
    const keys = await openVault(home, testPassphrase)
    const database = openWhole(recordPath(home), keys.record.toString('hex'))
    database.exec(`PRAGMA user_version = ${version}`)
    closeWhole(database)
  }
  await setVersion(99)
  expect(await codeOf(openStore({ home, passphrase: testPassphrase }))).toBe('home-newer')
  await setVersion(schemaVersion)
  expect((await reopenDevice(home)).keyring.handle).toBe('Stepan')
})

test('a byte flipped within the record is found by verifying', async () => {
  const home = temporaryHome()
  const device = await makeDevice({ handle: 'Stepan', home })
  beginFederation(device)
  for (let i = 0; i < 40; i++)
    device.put({ kind: 'offer', fields: { ...offerOf('Rye'), note: 'x'.repeat(15_000) } })
  device.close()
  const bytes = readFileSync(recordPath(home))
  // bodies and the rows folded of them fill the file in turn: of flips 40 kB apart, some are in bodies
  for (let at = Math.floor(bytes.length * 0.3); at < bytes.length * 0.9; at += 40_000) bytes[at]! ^= 1
  writeFileSync(recordPath(home), bytes)
  const found = async () => {
    const store = await reopenDevice(home)
    const { problems } = store.verifyAll()
    if (problems.length > 0) throw new FailureError('home-damaged', { reason: 'problems' })
  }
  expect(await codeOf(found())).toBe('home-damaged')
})

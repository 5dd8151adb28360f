import { closeSync, cpSync, existsSync, openSync, readSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, expect, it } from 'vitest'
import type { Database } from '../../electron/store/database.ts'
import { Totals } from '../../electron/store/list-rows.ts'
import { closeWhole, openWhole } from '../../electron/store/open-database.ts'
import type { Store } from '../../electron/store/open-store.ts'
import { removeSticks, temporaryStick } from '../bundle/federations.ts'
import {
  beginFederation,
  makeDevice,
  offerOf,
  removeDevices,
  reopenDevice,
  temporaryHome
} from '../record/federation.ts'
import { admitBody, makeScribe, offerBody } from '../record/make.ts'

afterEach(removeDevices)
afterAll(removeSticks)

const openNumbers = (): Database => {
  const database = openWhole(join(temporaryStick(), 'numbers.sqlite'), 'ab'.repeat(32))
  database.exec('CREATE TABLE numbers (n INTEGER PRIMARY KEY, over INTEGER)')
  return database
}
const numbersOf = (database: Database) =>
  database
    .prepare<{ n: number }>('SELECT n FROM numbers ORDER BY n')
    .all()
    .map(({ n }) => n)
const insert = (database: Database, ...numbers: number[]) => {
  for (const n of numbers) database.prepare('INSERT INTO numbers (n) VALUES (?)').run(n)
}

it('a piece that fails is taken back alone, and what is gathered is durable with what is written next', () => {
  const database = openNumbers()
  const lost: string[] = []
  database.onLost(() => lost.push('lost'))
  database.gathered(() => insert(database, 1))
  expect(() =>
    database.gathered(() => {
      insert(database, 2)
      insert(database, 1)
    })
  ).toThrow()
  database.gathered(() => insert(database, 3))
  expect(numbersOf(database)).toEqual([1, 3])
  expect(() =>
    database.transaction(() => {
      insert(database, 4)
      insert(database, 1)
    })
  ).toThrow()
  // the transaction had committed what was gathered before
  expect(numbersOf(database)).toEqual([1, 3])
  database.gathered(() => insert(database, 5))
  insert(database, 6)
  database.exec('DELETE FROM numbers WHERE n = 3')
  expect(numbersOf(database)).toEqual([1, 5, 6])
  expect(lost).toEqual([])
  closeWhole(database)
})

it('a commit that fails takes back all that was gathered, and says so', () => {
  const database = openNumbers()
  const lost: number[][] = []
  const totals = new Totals(database)
  database.onLost(() => {
    totals.forget()
    lost.push(numbersOf(database))
  })
  database.exec('PRAGMA foreign_keys = ON')
  database.exec(
    'CREATE TABLE names (n INTEGER REFERENCES numbers (n) DEFERRABLE INITIALLY DEFERRED, name TEXT)'
  )
  database.gathered(() => insert(database, 1))
  database.commit()
  database.gathered(() => insert(database, 2))
  database.gathered(() => database.prepare('INSERT INTO names (n) VALUES (9)').run())
  expect(numbersOf(database)).toEqual([1, 2])
  expect(totals.of('numbers', [])).toBe(2)
  expect(() => insert(database, 3)).toThrow(/FOREIGN KEY/)
  expect(lost).toEqual([[1]])
  expect(totals.of('numbers', [])).toBe(1)
  // and goes on
  database.gathered(() => insert(database, 4))
  database.commit()
  expect(numbersOf(database)).toEqual([1, 4])
  closeWhole(database)
})

it.each(['written', 'read'])(
  'a page that cannot be read while something is %s takes back all that was gathered, as that may build on it',
  how => {
    const path = join(temporaryStick(), 'pages.sqlite')
    const open = () => openWhole(path, 'ab'.repeat(32))
    const begun = open()
    begun.exec('CREATE TABLE pages (n INTEGER PRIMARY KEY, bytes BLOB)')
    begun.transaction(() => {
      for (let n = 1; n <= 200; n++) begun.prepare('INSERT INTO pages VALUES (?, randomblob(3000))').run(n)
    })
    closeWhole(begun)
    const database = open()
    const all = () =>
      database.prepare('SELECT count(*) AS total, sum(length(bytes)) AS bytes FROM pages').get()
    const heard: unknown[] = []
    database.onLost(() => heard.push('lost'))
    const file = openSync(path, 'r+')
    const pageBytes = 4096
    const whole = Buffer.alloc(pageBytes)
    readSync(file, whole, 0, pageBytes, 100 * pageBytes)
    database.gathered(() => database.prepare('INSERT INTO pages VALUES (1000, zeroblob(3000))').run())
    writeSync(file, Buffer.alloc(pageBytes, 0x55), 0, pageBytes, 100 * pageBytes)
    const change = 'UPDATE pages SET bytes = zeroblob(2000) WHERE n > 50'
    const fails = () => (how === 'read' ? all() : database.gathered(() => database.prepare(change).run()))
    expect(fails).toThrow(/home-damaged/)
    writeSync(file, whole, 0, pageBytes, 100 * pageBytes)
    closeSync(file)
    expect(heard).toHaveLength(1)
    expect(all()).toMatchObject({ total: 200, bytes: 600_000 })
    database.gathered(() => database.prepare(change).run())
    database.commit()
    expect(database.prepare('PRAGMA integrity_check').all()).toMatchObject([{ integrity_check: 'ok' }])
    expect(all()).toMatchObject({ total: 200, bytes: 450_000 })
    closeWhole(database)
  }
)

/** A store amid taking in many, with the entries of a member whom it has admitted. */
const amidIntake = async () => {
  const home = temporaryHome()
  const store = await makeDevice({ handle: 'Stepan', home })
  beginFederation(store)
  const commune = store.standing().commune!.id
  const member = makeScribe()
  store.put({ kind: 'admit', fields: admitBody(commune, member.log).fields })
  for (let i = 0; i < 200; i++) member.write(offerBody(commune, `Millet ${i}`))
  const intake = store.intake({ road: 'bundle', from: null }, 5000)
  return { home, store, member, intake }
}

/** What a home holds after the power went, as it lies there now. */
const afterPowerCut = async (home: string): Promise<Store> => {
  const copy = temporaryHome()
  for (const file of ['record.salt', 'record.sqlite', 'record.sqlite-journal'])
    if (existsSync(join(home, file))) cpSync(join(home, file), join(copy, file))
  return reopenDevice(copy)
}

it('entries that come in by the many are seen at once, and kept with the first word of one’s own', async () => {
  const { home, store, member, intake } = await amidIntake()
  const before = store.stats().entries
  intake.takeRun(member.run(0, 120))
  expect(store.list({ kind: 'offer', limit: 1 }).total).toBe(120)
  const cut = await afterPowerCut(home)
  expect(cut.stats().entries).toBe(before)
  const { id } = store.put({ kind: 'offer', fields: offerOf('salt') })
  intake.takeRun(member.run(120))
  const later = await afterPowerCut(home)
  expect(later.stats().entries).toBe(before + 121)
  expect(later.get(id)).not.toBeNull()
  expect(later.verifyAll().problems).toEqual([])
  await intake.finish()
  expect(store.list({ kind: 'offer', search: 'millet', limit: 1 }).total).toBe(200)
})

it('what an intake synced outlives a power cut, and so does all of it where the record is closed meanwhile', async () => {
  const { home, store, member, intake } = await amidIntake()
  const before = store.stats().entries
  intake.takeRun(member.run(0, 80))
  intake.sync()
  intake.takeRun(member.run(80, 150))
  const cut = await afterPowerCut(home)
  expect(cut.stats().entries).toBe(before + 80)
  store.close()
  await expect(intake.finish()).rejects.toThrow()
  const again = await reopenDevice(home)
  expect(again.stats().entries).toBe(before + 150)
  expect(again.list({ kind: 'offer', search: 'millet', limit: 1 }).total).toBe(150)
})

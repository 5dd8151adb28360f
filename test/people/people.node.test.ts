import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import type { CommunePeople } from '#shared/contract.ts'
import { makerOf } from '../../electron/carry/maker.ts'
import { explanationWords } from '../../electron/cli/explain-words.ts'
import { join as joinFederation } from '../../electron/invitation/join.ts'
import { makeCard } from '../../electron/invitation/make-card.ts'
import { welcome } from '../../electron/invitation/welcome.ts'
import { leaveFederation, setVouchThreshold, vouchForCommune } from '../../electron/people/communes.ts'
import { forgetRows, forgettableRows } from '../../electron/people/forget.ts'
import { listPeople } from '../../electron/people/list-people.ts'
import { releaseDevice } from '../../electron/people/release-device.ts'
import { reviveCommune } from '../../electron/people/revive-commune.ts'
import { Database } from '../../electron/store/database.ts'
import { recordPath, type Store } from '../../electron/store/open-store.ts'
import { putRow } from '../../electron/store/put-row.ts'
import { settleSecrets } from '../../electron/store/settle-secrets.ts'
import { openVault } from '../../electron/store/vault.ts'
import type { EntryId, ThingId } from '../../shared/record/entry.ts'
import { acceptedOf, exportTo, importInto, removeSticks, temporaryStick } from '../bundle/federations.ts'
import {
  admit,
  beginFederation,
  exchange,
  foundCommune,
  makeDevice,
  offerOf,
  removeDevices,
  reopenDevice,
  takenInUnsigned,
  temporaryHome,
  testPassphrase,
  vouchFor
} from '../record/federation.ts'

const folders: string[] = []
afterEach(() => {
  removeDevices()
  removeSticks()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

const today = '2026-05-03'
const communeOf = (store: Store, id: ThingId): CommunePeople =>
  listPeople(store, today).communes.find(commune => commune.id === id)!
const personOf = (store: Store, commune: ThingId, of: Store) =>
  communeOf(store, commune).people.find(({ device }) => device === of.device)!
const offer = (store: Store, good: string) => store.put({ kind: 'offer', fields: offerOf(good) })
const statesOf = (...stores: Store[]) => new Set(stores.map(store => store.stats().state)).size

/** A commune of some members, and all of them meeting. */
const commune = async (...handles: string[]) => {
  const [first, ...others] = (await Promise.all(handles.map(handle => makeDevice({ handle })))) as [
    Store,
    ...Store[]
  ]
  const { commune: id } = beginFederation(first)
  for (const other of others) admit(first, other)
  const all = [first, ...others]
  const meet = (...stores: Store[]) => {
    const here = stores.length > 0 ? stores : all
    for (let i = 0; i < 2; i++) for (const a of here) for (const b of here) if (a !== b) exchange(a, b)
  }
  meet()
  return { id, all, meet }
}

test('who releases itself is out at once, with what it wrote before', async () => {
  const { id, all, meet } = await commune('Ana', 'Bo', 'Cid')
  const [a, b] = all as [Store, Store]
  const flour = offer(b, 'Flour')
  expect(releaseDevice(b, { device: b.device, why: 'moved-on' })).toEqual({ released: true, more: 0 })
  expect(b.standing()).toMatchObject({ state: 'released', forked: false, commune: null })
  expect(() => offer(b, 'Rye')).toThrow(/released/)
  meet()
  expect(personOf(a, id, b)).toMatchObject({ state: 'released', asked: null, honouredTo: 2 })
  expect(a.get(flour.id)).not.toBeNull()
  expect(statesOf(...all)).toBe(1)
})

test('of three, a lost laptop is out when two ask, and what a thief writes later does not count', async () => {
  const { id, all, meet } = await commune('Ana', 'Bo', 'Lost')
  const [a, b, lost] = all as [Store, Store, Store]
  const known = offer(lost, 'Known flour')
  meet()
  const first = a.keyring.federationSecret
  const ask = { device: lost.device, why: 'device-lost' as const }
  expect(releaseDevice(a, ask)).toEqual({ released: false, more: 1 })
  expect(() => releaseDevice(a, ask)).toThrow(/this device asked for it already/)
  expect(personOf(a, id, lost)).toMatchObject({
    state: 'release-asked',
    asked: { by: [{ handle: 'Ana' }], more: 1, own: 'this' }
  })
  meet(a, b)
  expect(personOf(b, id, lost).asked).toMatchObject({ own: null })
  expect(releaseDevice(b, ask)).toEqual({ released: true, more: 0 })
  await settleSecrets(b, { renew: 'own' })
  expect(b.keyring.federationSecret, 'renewed').not.toEqual(first)
  expect(() => releaseDevice(b, ask)).toThrow(/released already/)
  // the thief knows nothing of it yet
  const poison = offer(lost, 'Poison')
  meet()
  for (const store of [a, b, lost]) {
    expect(store.get(known.id)).not.toBeNull()
    expect(store.get(poison.id)).toBeNull()
    expect(store.whyAside(poison.id)).toBe('released')
  }
  expect(personOf(a, id, lost).state).toBe('released')
  expect(lost.standing().state).toBe('released')
  expect(statesOf(...all)).toBe(1)
})

test('a second word from one’s own other laptop is refused, and told why', async () => {
  const { id, all, meet } = await commune('Ana', 'Bo', 'Lost')
  const [a, b, lost] = all as [Store, Store, Store]
  const second = await makeDevice({ handle: 'Ana too' })
  const { handle, sealRecipient: sealKey } = second.keyring
  a.put({ kind: 'admit', fields: { device: second.device, handle, sealKey, own: true } })
  second.setFederation(a.federation()!.id, a.keyring.federationSecret!)
  meet(a, second)
  const ask = { device: lost.device, why: 'device-lost' as const }
  releaseDevice(a, ask)
  meet(a, second, b)
  expect(personOf(second, id, lost).asked).toMatchObject({ more: 1, own: 'other' })
  expect(personOf(b, id, lost).asked).toMatchObject({ own: null })
  const { entries } = second.stats()
  expect(() => releaseDevice(second, ask)).toThrow(/asked-already.*other laptop/)
  expect(second.stats().entries).toBe(entries)
  expect(releaseDevice(b, ask)).toEqual({ released: true, more: 0 })
})

test('what one asked for while there were more is enough once it is said again where two are left', async () => {
  const { id, all, meet } = await commune('Ana', 'Bo', 'Cid')
  const [a, b, c] = all as [Store, Store, Store]
  const ask = { device: b.device, why: 'harm' as const }
  expect(releaseDevice(a, ask)).toEqual({ released: false, more: 1 })
  releaseDevice(c, { device: c.device, why: 'moved-on' })
  meet()
  expect(personOf(a, id, b)).toMatchObject({ state: 'release-asked', asked: { own: null } })
  expect(releaseDevice(a, ask)).toEqual({ released: true, more: 0 })
})

test('who asked and then went has asked all the same', async () => {
  const { id, all, meet } = await commune('Ana', 'Bo', 'Cid', 'Dana')
  const [a, b, , d] = all as [Store, Store, Store, Store]
  releaseDevice(a, { device: d.device, why: 'harm' })
  releaseDevice(a, { device: a.device, why: 'moved-on' })
  meet()
  expect(personOf(b, id, d)).toMatchObject({
    state: 'release-asked',
    asked: { by: [{ handle: 'Ana' }], more: 1 }
  })
  expect(releaseDevice(b, { device: d.device, why: 'harm' })).toEqual({ released: true, more: 0 })
})

test('of two, one releases the other alone', async () => {
  const { id, all } = await commune('Ana', 'Bo')
  const [a, b] = all as [Store, Store]
  expect(releaseDevice(a, { device: b.device, why: 'other', note: 'moved' })).toEqual({
    released: true,
    more: 0
  })
  expect(communeOf(a, id).people.map(({ state }) => state)).toEqual(['member', 'released'])
})

test('nobody releases whom they have no commune with', async () => {
  const { all } = await commune('Ana')
  const [a] = all as [Store]
  const other = await makeDevice({ handle: 'Olha' })
  const second = foundCommune(other, 'Orikhiv')
  vouchFor(a, other)
  const before = a.stats().entries
  for (const commune of [undefined, second])
    expect(() => releaseDevice(a, { device: other.device, commune, why: 'harm' })).toThrow(/not-member/)
  expect(a.stats().entries).toBe(before)
})

test('a copied laptop is noticed, told, and goes on with a new key that is let in again', async () => {
  const home = temporaryHome()
  const a = await makeDevice({ handle: 'Ana' })
  const { commune: id } = beginFederation(a)
  const twice = await makeDevice({ handle: 'Twice', home })
  admit(a, twice)
  const before = offer(twice, 'Before')
  exchange(a, twice)
  twice.close()
  const copy = mkdtempSync(join(tmpdir(), 'chumak-copy-'))
  folders.push(copy)
  cpSync(home, copy, { recursive: true })
  const one = await reopenDevice(home)
  const two = await reopenDevice(copy)
  const [here, there] = [offer(one, 'Here'), offer(two, 'There')]
  exchange(a, one)
  exchange(a, two)
  exchange(one, two)
  for (const store of [a, one, two]) {
    expect(store.get(before.id)).not.toBeNull()
    expect(store.get(here.id)).toBeNull()
    expect(store.whyAside(there.id)).toBe('forked')
  }
  expect(personOf(a, id, one)).toMatchObject({ state: 'forked', honouredTo: 1 })
  expect(a.standing().forks).toEqual([{ device: one.device, handle: 'Twice', honouredTo: 1 }])
  expect(one.standing().forked).toBe(true)
  expect(a.standing().forked).toBe(false)
  expect(() => offer(one, 'More')).toThrow(/device-forked/)

  const secrets = one.keyring.secrets.length
  const renewed = await one.renewDevice()
  expect(renewed.device).not.toBe(two.device)
  expect(renewed.keyring.secrets).toHaveLength(secrets)
  expect(renewed.keyring.sealRecipient).not.toBe(two.keyring.sealRecipient)
  expect(renewed.standing()).toMatchObject({
    state: 'waiting',
    welcomed: false,
    forked: false,
    commune: null,
    handle: 'Twice'
  })
  expect(renewed.get(before.id), 'the record is the same').not.toBeNull()
  const stick = temporaryStick()
  const [card, letter] = [join(stick, 'x.card'), join(stick, 'x.welcome')]
  acceptedOf(await makeCard({ store: renewed, path: card }))
  renewed.close()
  const reopened = await reopenDevice(home)
  expect(reopened.device, 'kept').toBe(renewed.device)
  expect(reopened.deskName(), 'drafts stay where they were').toBe(two.device)
  expect(releaseDevice(a, { device: two.device, why: 'forked' })).toEqual({ released: true, more: 0 })
  const [pinned] = a.list({ kind: 'release' }).rows
  // its words count up to the fork, and whom it took in stays: the pin ends what comes later
  expect(pinned?.fields).toMatchObject({ lastSeq: 2 })
  acceptedOf(await welcome({ store: a, maker: makerOf(a, 0), card, path: letter }))
  acceptedOf(await joinFederation({ store: reopened, welcome: letter }))
  expect(reopened.standing()).toMatchObject({ state: 'in', welcomed: true, forked: false })
  const after = offer(reopened, 'After')
  exchange(a, reopened)
  expect(a.get(after.id)).not.toBeNull()
  expect(a.verifyAll().problems).toEqual([])
  expect(a.stats().state).toBe(reopened.stats().state)
})

test('a change of key that is cut short leaves the device as it was', async () => {
  const home = temporaryHome()
  const a = await makeDevice({ handle: 'Ana', home })
  beginFederation(a)
  const whole = Database.prototype.transaction
  vi.spyOn(Database.prototype, 'transaction').mockImplementationOnce(function <T>(
    this: Database,
    work: () => T
  ): T {
    return whole.call(this, () => {
      work()
      throw new Error('cut')
    }) as T
  })
  await expect(a.renewDevice()).rejects.toThrow('cut')
  const { device } = a
  const flour = offer(a, 'Flour')
  a.close()
  const again = await reopenDevice(home)
  expect(again.device).toBe(device)
  expect(again.get(flour.id)).not.toBeNull()
  expect(again.standing()).toMatchObject({ state: 'in', welcomed: true })
})

test('a released key makes no card, and nobody welcomes its card from before', async () => {
  const { all, meet } = await commune('Ana')
  const [a] = all as [Store]
  const b = await makeDevice({ handle: 'Bo' })
  const stick = temporaryStick()
  const [card, path] = [join(stick, 'b.card'), join(stick, 'b.welcome')]
  acceptedOf(await makeCard({ store: b, path: card }))
  acceptedOf(await welcome({ store: a, maker: makerOf(a, 0), card, path }))
  acceptedOf(await joinFederation({ store: b, welcome: path }))
  releaseDevice(a, { device: b.device, why: 'moved-on' })
  meet(a, b)
  const again = await welcome({ store: a, maker: makerOf(a, 0), card, path })
  expect(again).toMatchObject({ ok: false, error: { code: 'device-released' } })
  const refused = await makeCard({ store: b, path: card })
  expect(refused).toMatchObject({ ok: false, error: { code: 'device-released' } })
})

test('a commune leaves with what it wrote, and comes back when another vouches', async () => {
  const { id, all } = await commune('Ana')
  const [a] = all as [Store]
  const b = await makeDevice({ handle: 'Bo' })
  const second = foundCommune(b, 'Orikhiv')
  vouchFor(a, b)
  const flour = offer(b, 'Flour')
  expect(() => vouchForCommune(a, second)).toThrow(/already/)
  expect(leaveFederation(b, 'for now').state).toBe('left')
  expect(() => leaveFederation(b)).toThrow(/commune-not-in/)
  expect(() => offer(b, 'Rye')).toThrow(/commune-left/)
  exchange(a, b)
  expect(communeOf(a, second).state).toBe('left')
  expect(a.get(flour.id)).not.toBeNull()
  expect(vouchForCommune(a, second)).toEqual({ isIn: true })
  exchange(a, b)
  expect(b.standing().state).toBe('in')
  expect(communeOf(a, id).state).toBe('in')
  expect(b.get(offer(b, 'Rye').id)).not.toBeNull()
})

test('vouches of before a commune left bring it back neither in the list nor by its card', async () => {
  const { id, all } = await commune('Ana')
  const [a] = all as [Store]
  const [b, c] = [await makeDevice({ handle: 'Bo' }), await makeDevice({ handle: 'Cid' })]
  const [second, third] = [foundCommune(b, 'Orikhiv'), foundCommune(c, 'Polohy')]
  vouchFor(a, b)
  setVouchThreshold(a, 2)
  vouchFor(a, c)
  exchange(a, b)
  vouchForCommune(b, third)
  for (const other of [b, c, a]) exchange(a, other)
  expect(communeOf(c, third)).toMatchObject({ state: 'in', vouchedBy: expect.arrayContaining([id, second]) })
  leaveFederation(c)
  exchange(a, c)
  expect(communeOf(a, third)).toMatchObject({ state: 'left', vouchedBy: [], vouchesMissing: 2 })

  const stick = temporaryStick()
  const [card, path] = [join(stick, 'c.card'), join(stick, 'c.welcome')]
  const place = { lat: 47.48, lon: 36.25, precision: 'coarse' as const }
  acceptedOf(await makeCard({ store: c, path: card, commune: { name: 'Polohy', place } }))
  acceptedOf(await welcome({ store: a, maker: makerOf(a, 0), card, path }))
  expect(communeOf(a, third)).toMatchObject({ state: 'left', vouchedBy: [id], vouchesMissing: 1 })
  const { entries } = a.stats()
  acceptedOf(await welcome({ store: a, maker: makerOf(a, 0), card, path }))
  expect(a.stats().entries, 'and once is enough').toBe(entries)
  exchange(a, b)
  acceptedOf(await welcome({ store: b, maker: makerOf(b, 0), card, path }))
  acceptedOf(await joinFederation({ store: c, welcome: path }))
  expect(c.standing().state).toBe('in')
  expect(communeOf(c, third)).toMatchObject({ state: 'in', vouchesMissing: 0 })
  leaveFederation(c)
  expect(communeOf(c, third)).toMatchObject({ state: 'left', vouchedBy: [], vouchesMissing: 2 })
})

test('to vouch for whoever is to speak for a commune is not to vouch for the commune', async () => {
  const { all } = await commune('Ana')
  const [a] = all as [Store]
  const [b, heir] = [await makeDevice({ handle: 'Bo' }), await makeDevice({ handle: 'Heir' })]
  const second = foundCommune(b, 'Orikhiv')
  releaseDevice(b, { device: b.device, why: 'moved-on' })
  exchange(a, b)
  const stick = temporaryStick()
  const [card, path] = [join(stick, 'h.card'), join(stick, 'h.welcome')]
  acceptedOf(await makeCard({ store: heir, path: card }))
  expect(await reviveCommune(a, { commune: second, card, path })).toMatchObject({ revived: true })
  expect(communeOf(a, second)).toMatchObject({ state: 'waiting', vouchedBy: [], vouchesMissing: 1 })
})

test('the founder’s members say how many must vouch; the list tells how many are missing', async () => {
  const { id, all, meet } = await commune('Ana')
  const [a] = all as [Store]
  const [b, c] = [await makeDevice({ handle: 'Bo' }), await makeDevice({ handle: 'Cid' })]
  const [second, third] = [foundCommune(b, 'Orikhiv'), foundCommune(c, 'Polohy')]
  vouchFor(a, b)
  expect(listPeople(a, '2027-05-01')).toMatchObject({ vouchThreshold: 1, ofFounder: true })
  expect(setVouchThreshold(a, 2)).toEqual({ vouchThreshold: 2 })
  meet(a, b, c)
  expect(listPeople(b, '2027-05-01')).toMatchObject({ vouchThreshold: 2, ofFounder: false })
  expect(() => setVouchThreshold(b, 1)).toThrow(/not-member/)
  expect(() => setVouchThreshold(a, 0)).toThrow(/fields-bad/)
  for (const [store, missing] of [
    [a, 2],
    [b, 1]
  ] as const) {
    expect(communeOf(store, third)).toMatchObject({ state: 'waiting', vouchesMissing: missing })
    expect(communeOf(store, second)).toMatchObject({ state: 'in', vouchesMissing: 0 })
    expect(vouchForCommune(store, third)).toEqual({ isIn: missing === 1 })
    meet(a, b, c)
  }
  expect(communeOf(a, third)).toMatchObject({ state: 'in', vouchedBy: expect.arrayContaining([id, second]) })
})

test('a commune that nobody is left of gets a new member from others, once', async () => {
  const { all } = await commune('Ana')
  const [a] = all as [Store]
  const b = await makeDevice({ handle: 'Bo' })
  const second = foundCommune(b, 'Orikhiv')
  vouchFor(a, b)
  const heir = await makeDevice({ handle: 'Heir' })
  const stick = temporaryStick()
  const [card, path] = [join(stick, 'h.card'), join(stick, 'h.welcome')]
  acceptedOf(await makeCard({ store: heir, path: card }))
  await expect(reviveCommune(a, { commune: second, card, path })).rejects.toThrow(/has members/)
  releaseDevice(b, { device: b.device, why: 'moved-on' })
  exchange(a, b)
  expect(communeOf(a, second)).toMatchObject({ empty: true })
  expect(await reviveCommune(a, { commune: second, card, path })).toMatchObject({ revived: true, more: 0 })
  const { entries } = a.stats()
  expect(await reviveCommune(a, { commune: second, card, path })).toMatchObject({ revived: true })
  expect(a.stats().entries, 'asked again, it only writes the welcome').toBe(entries)
  acceptedOf(await joinFederation({ store: heir, welcome: path }))
  expect(heir.standing()).toMatchObject({ state: 'in', commune: { id: second } })
  expect(takenInUnsigned(heir)).toEqual([])
  exchange(a, heir)
  expect(communeOf(a, second)).toMatchObject({ empty: false, state: 'in' })
  expect(a.get(offer(a, 'Flour').id)).not.toBeNull()
})

test('an exact place is begun by one request and read by members only', async () => {
  const { all, meet } = await commune('Ana', 'Bo')
  const [a, b] = all as [Store, Store]
  const other = await makeDevice({ handle: 'Olha' })
  foundCommune(other, 'Orikhiv')
  vouchFor(a, other)
  const place = { lat: 47.65213, lon: 36.25971, precision: 'exact' }
  const site = await putRow(a, { kind: 'site', fields: { name: 'The deep well', place } })
  meet(a, b, other)
  await settleSecrets(b, { renew: 'own' })
  await settleSecrets(other, { renew: 'own' })
  expect(b.get(site.id)?.fields).toMatchObject({ name: 'The deep well', place })
  expect(other.whyAside(site.id)).toBe('sealed')
  expect(other.stats().state).toBe(a.stats().state)
})

test('what is forgotten is gone with its changes, also where it comes by a stick, and the chain verifies', async () => {
  const home = temporaryHome()
  const a = await makeDevice({ handle: 'Ana', home })
  beginFederation(a)
  const b = await makeDevice({ handle: 'Bo', home: temporaryHome() })
  admit(a, b)
  const mine = offer(a, 'Grandmother Odarka of house nine')
  a.put({ kind: 'offer', thing: mine.id, fields: { note: 'knock twice at Odarka' } })
  exchange(a, b)
  expect(b.get(mine.id)?.fields).toMatchObject({ note: 'knock twice at Odarka' })
  expect(forgetRows(a, { rows: [mine.id], why: 'consent-withdrawn' })).toEqual({ entries: 2, forgotten: 2 })
  const path = join(temporaryStick(), 'a.caravan')
  await exportTo(a, path)
  acceptedOf(await importInto(b, path))
  for (const store of [a, b]) {
    expect(store.get(mine.id)).toBeNull()
    expect(store.verifyAll().problems).toEqual([])
    for (const entry of store.entriesOf(mine.id)) expect(store.entry(entry)?.raw.body).toBeNull()
  }
  expect(statesOf(a, b)).toBe(1)
  a.close()
  // the search index has its words in lower case
  const text = (await everythingIn(home)).toLowerCase()
  expect(text.length).toBeGreaterThan(1000)
  expect(text).toContain('ana')
  expect(text).not.toContain('odarka')
  const again = await reopenDevice(home)
  expect(again.verifyAll().problems).toEqual([])
})

/** Every value of every table of a closed home. */
const everythingIn = async (home: string): Promise<string> => {
  const keys = await openVault(home, testPassphrase)
  const database = new Database(recordPath(home), keys.record.toString('hex'))
  const tables = database
    .prepare<{ name: string }>(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'`
    )
    .all()
  const parts = tables.flatMap(({ name }) =>
    database
      .prepare<Record<string, unknown>>(`SELECT * FROM "${name}"`)
      .all()
      .flatMap(row => Object.values(row))
      .map(value => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value)))
  )
  database.close()
  return parts.join('\n')
}

test('nobody forgets what others said, nor what standing hangs on', async () => {
  const { id, all, meet } = await commune('Ana')
  const [a] = all as [Store]
  const b = await makeDevice({ handle: 'Bo' })
  foundCommune(b, 'Orikhiv')
  vouchFor(a, b)
  const theirs = offer(b, 'Flour')
  meet(a, b)
  const before = a.stats().entries
  expect(() => forgetRows(a, { rows: [theirs.id], why: 'mistake' })).toThrow(/not-allowed/)
  expect(() => forgetRows(a, { rows: [id], why: 'mistake' })).toThrow(/request-bad/)
  expect(a.stats().entries).toBe(before)
})

test('what is older than its kind is kept for is offered to be forgotten, by the day the asker says', async () => {
  const { id, all } = await commune('Ana')
  const [a] = all as [Store]
  const report = a.put({
    kind: 'road-report',
    fields: { a: id, b: id, state: 'blocked', seen: '2026-05-01' }
  })
  expect(forgettableRows(a, '2026-05-10')).toEqual({ rows: [], total: 0 })
  expect(forgettableRows(a, '2030-05-10').rows.map(row => row.id)).toEqual([report.id])
  forgetRows(a, { rows: [report.id], why: 'no-longer-needed' })
  expect(forgettableRows(a, '2030-05-10').total).toBe(0)
})

test('who asks for a release alone is told that it counts as one of two', async () => {
  const { all } = await commune('Ana', 'Bo', 'Cid')
  const [a, b, c] = all as [Store, Store, Store]
  const [own] = c.list({ kind: 'admit', limit: 9 }).rows
  const ask = (by: Store) => {
    releaseDevice(by, { device: c.device, why: 'harm' })
    const asks = by.list({ kind: 'release', where: [{ field: 'author', is: by.device }], limit: 1 })
    return asks.rows[0]!.id as EntryId
  }
  const first = ask(a)
  exchange(a, b)
  expect(b.explain(first)).toMatchObject({ reason: null, lacks: 'second-ask' })
  expect(explanationWords(b.explain(first)!)).toMatch(
    /It counts as one of two asks: another member must ask too\.$/
  )
  expect(b.explain(own!.id as EntryId)).toMatchObject({ reason: null, lacks: null })
  const second = ask(b)
  for (const id of [first, second]) expect(b.explain(id)).toMatchObject({ reason: null, lacks: null })
  const stranger = await makeDevice({ handle: 'Reed' })
  const ofNobody = a.put({ kind: 'release', fields: { device: stranger.device, lastSeq: 0 } }).id as EntryId
  expect(a.explain(ofNobody), 'no second ask would help').toMatchObject({ reason: null, lacks: null })
})

test('a recall by another commune than the one that gave the mandate is told to take nothing back', async () => {
  const { all } = await commune('Ana')
  const [a] = all as [Store]
  const b = await makeDevice({ handle: 'Bo' })
  foundCommune(b, 'Orikhiv')
  vouchFor(a, b)
  const fields = { holder: a.device, duty: 'delegate', type: 'binding' }
  const mandate = a.put({ kind: 'mandate', fields }).id
  exchange(a, b)
  const recallBy = (store: Store) => store.put({ kind: 'recall', fields: { mandate } }).id as EntryId
  const [other, own] = [recallBy(b), recallBy(a)]
  expect(b.explain(other)).toMatchObject({ reason: null, lacks: 'giver' })
  expect(explanationWords(b.explain(other)!)).toMatch(/another commune gave that mandate\.$/)
  expect(a.explain(own)).toMatchObject({ reason: null, lacks: null })
})

test('duties in force stand with their holder until they are recalled', async () => {
  const { id, all, meet } = await commune('Ana', 'Bo')
  const [a, b] = all as [Store, Store]
  const given = a.put({
    kind: 'mandate',
    fields: { holder: b.device, duty: 'delegate', type: 'binding', until: '2026-05-20' }
  })
  meet()
  expect(personOf(b, id, b).mandates).toEqual([
    { id: given.id, by: id, duty: 'delegate', type: 'binding', until: '2026-05-20' }
  ])
  a.put({ kind: 'recall', fields: { mandate: given.id } })
  meet()
  expect(personOf(b, id, b).mandates).toEqual([])
})

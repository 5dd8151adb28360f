import { afterEach, expect, test, vi } from 'vitest'
import { watchSecrets } from '../../electron/keeper/watch-secrets.ts'
import type { Store } from '../../electron/store/open-store.ts'
import { beginCase, beginCommuneScope, settleSecrets } from '../../electron/store/settle-secrets.ts'
import type { ThingId } from '../../shared/record/entry.ts'
import {
  admit,
  beginFederation,
  exchange,
  foundCommune,
  makeDevice,
  removeDevices,
  reopenDevice,
  temporaryHome,
  vouchFor
} from '../record/federation.ts'

afterEach(removeDevices)

const place = { lat: 47.6521, lon: 36.2597, precision: 'exact' }
const releaseOf = (by: Store, device: Store, commune: ThingId) =>
  by.put({
    kind: 'release',
    commune,
    fields: {
      device: device.device,
      lastSeq: device.have().find(({ log }) => log === device.device)?.heads[0]?.seq ?? 0
    }
  })

/** One commune of three devices, and another commune beside it. */
const season = async () => {
  const a = await makeDevice({ handle: 'a' })
  const { commune } = beginFederation(a)
  const [b, c, other] = await Promise.all([
    makeDevice({ handle: 'b' }),
    makeDevice({ handle: 'c' }),
    makeDevice({ handle: 'other' })
  ])
  admit(a, b)
  admit(a, c)
  const second = foundCommune(other, 'Polohy')
  vouchFor(a, other)
  const all = [a, b, c, other]
  const meet = () => {
    for (let i = 0; i < 3; i++)
      for (const one of all) for (const two of all) if (one !== two) exchange(one, two)
  }
  meet()
  return { a, b, c, other, commune, second, meet, all }
}

test('after a release the secret is new, sealed to those who remain, and old ones still recognise', async () => {
  const { a, b, c, other, commune, meet } = await season()
  const first = a.keyring.federationSecret!
  await settleSecrets(a, { renew: 'all' })
  expect(a.keyring.federationSecrets, 'nobody is gone').toHaveLength(1)

  releaseOf(a, c, commune)
  await settleSecrets(a, { renew: 'own' })
  expect(a.keyring.federationSecrets, 'one of two votes').toHaveLength(1)
  meet()
  releaseOf(b, c, commune)
  await settleSecrets(b, { renew: 'own' })
  expect(b.keyring.federationSecret).not.toEqual(first)
  expect(b.keyring.federationSecrets[1]).toEqual(first)
  meet()
  for (const device of [a, c, other]) await settleSecrets(device, { renew: 'own' })
  expect(a.keyring.federationSecret).toEqual(b.keyring.federationSecret)
  expect(other.keyring.federationSecret).toEqual(b.keyring.federationSecret)
  expect(c.keyring.federationSecret).toEqual(first)
  expect(new Set([a, b, other].map(device => device.stats().state)).size).toBe(1)
})

test('a renewal left undone is done by whoever opens the record next, and only once', async () => {
  const { a, b, c, commune, meet } = await season()
  releaseOf(a, c, commune)
  meet()
  releaseOf(b, c, commune)
  meet()
  await settleSecrets(a, { renew: 'own' })
  expect(a.keyring.federationSecrets, 'it is for the other to renew').toHaveLength(1)
  await settleSecrets(a, { renew: 'all' })
  expect(a.keyring.federationSecrets).toHaveLength(2)
  const entries = a.stats().entries
  await settleSecrets(a, { renew: 'all' })
  expect(a.stats().entries).toBe(entries)
})

test('when a commune leaves that knows the first secret, the rest have a new one', async () => {
  const { a, b, other, meet } = await season()
  const commune = other.standing().commune!.id
  other.put({ kind: 'leave', commune, fields: { last: [] } })
  meet()
  expect(a.authority().communesIn.has(commune)).toBe(false)
  await settleSecrets(a, { renew: 'all' })
  expect(a.keyring.federationSecrets).toHaveLength(2)
  meet()
  for (const device of [b, other]) await settleSecrets(device, { renew: 'all' })
  expect(b.keyring.federationSecret).toEqual(a.keyring.federationSecret)
  expect(other.keyring.federationSecrets).toHaveLength(1)
  expect(b.stats().entries, 'only once').toBe(a.stats().entries)
})

test('whoever goes by itself is sealed to no more, also where the records of those who stay are open', async () => {
  const { a, b, c, commune, meet } = await season()
  const failures: unknown[] = []
  const watches = [a, b].map(store => watchSecrets(store, error => failures.push(error), 20))
  // what is looked after as a record is opened is over
  await new Promise(resolve => setTimeout(resolve, 300))
  c.put({ kind: 'release', commune, fields: { device: c.device, lastSeq: 0, why: 'moved-on' } })
  meet()
  await vi.waitFor(() => expect(a.keyring.federationSecrets.length).toBeGreaterThan(1), 10_000)
  for (const watch of watches) await watch.stop()
  expect(failures).toEqual([])
  meet()
  for (const device of [a, b]) await settleSecrets(device, { renew: 'own' })
  expect(b.keyring.federationSecret).toEqual(a.keyring.federationSecret)
  expect(c.keyring.federationSecrets).toHaveLength(1)
})

test('two who renew at once, knowing nothing of each other, agree on one of the secrets', async () => {
  const { a, b, c, other, commune, meet } = await season()
  releaseOf(a, c, commune)
  meet()
  releaseOf(b, c, commune)
  exchange(a, b)
  exchange(b, other)
  await settleSecrets(b, { renew: 'all' })
  await settleSecrets(other, { renew: 'all' })
  expect(b.keyring.federationSecret).not.toEqual(other.keyring.federationSecret)
  meet()
  for (const device of [a, b, other]) await settleSecrets(device, { renew: 'own' })
  expect(other.keyring.federationSecret).toEqual(b.keyring.federationSecret)
  expect(a.keyring.federationSecret).toEqual(b.keyring.federationSecret)
  expect(a.keyring.federationSecrets).toHaveLength(3)
})

test('a device admitted by somebody who did not know of the renewal is given the next one', async () => {
  const { a, b, c, commune, meet, all } = await season()
  const late = await makeDevice({ handle: 'late' })
  all.push(late)
  releaseOf(a, c, commune)
  exchange(a, b)
  releaseOf(b, c, commune)
  await settleSecrets(b, { renew: 'own' })
  admit(a, late)
  // that somebody else was taken in knowing of it changes nothing for this one
  const newcomer = await makeDevice({ handle: 'newcomer' })
  foundCommune(newcomer, 'Tokmak')
  vouchFor(b, newcomer)
  meet()
  await settleSecrets(late, { renew: 'own' })
  expect(late.keyring.federationSecret).not.toEqual(b.keyring.federationSecret)
  await settleSecrets(b, { renew: 'own' })
  meet()
  await settleSecrets(late, { renew: 'own' })
  expect(late.keyring.federationSecret).toEqual(b.keyring.federationSecret)
})

test("a commune's site is carried by all, read by its members, and changes nobody's state hash", async () => {
  const { a, b, c, other, commune, meet } = await season()
  await expect(() => a.put({ kind: 'site', fields: { name: 'The well', place } })).toThrow(/no-secret/)
  await beginCommuneScope(a, commune)
  const site = a.put({ kind: 'site', fields: { name: 'The well', place } })
  expect(site.sealed).toBe(true)
  meet()
  await settleSecrets(b, { renew: 'own' })
  expect(b.get(site.id)?.fields).toMatchObject({ name: 'The well', place: { lat: 47.6521 } })
  const changed = b.put({ kind: 'site', thing: site.id, fields: { name: 'The old well' } })
  expect(changed.sealed).toBe(true)
  meet()
  await settleSecrets(other, { renew: 'own' })
  expect(other.get(site.id)).toBeNull()
  expect(other.whyAside(site.id)).toBe('sealed')
  expect(a.get(site.id)?.fields).toMatchObject({ name: 'The old well' })
  expect(Buffer.from(other.entry(site.id)!.raw.body!).includes('The well')).toBe(false)
  expect(new Set([a, b, c, other].map(device => device.stats().state)).size).toBe(1)

  // what is written after a release, the released cannot read
  releaseOf(a, c, commune)
  meet()
  releaseOf(b, c, commune)
  await settleSecrets(b, { renew: 'own' })
  const later = b.put({ kind: 'site', fields: { name: 'The new store', place } })
  meet()
  for (const device of [a, c]) await settleSecrets(device, { renew: 'own' })
  expect(a.get(later.id)?.fields).toMatchObject({ name: 'The new store' })
  expect(c.whyAside(later.id)).toBe('sealed')
  expect(c.get(site.id)?.fields, 'what it could read it can read').toMatchObject({ name: 'The old well' })
})

test('a put in another scope than its thing does not count', async () => {
  const { a, commune } = await season()
  await beginCommuneScope(a, commune)
  const site = a.put({ kind: 'site', fields: { name: 'The well', place } })
  const body = {
    kind: 'site',
    version: 1,
    commune,
    thing: site.id,
    over: [site.id],
    fields: { name: 'told to all' }
  }
  const open = a.write(body, 'federation')
  expect(a.whyAside(open.id)).toBe('scope-differs')
  const sealed = a.write({ kind: 'admit', version: 1, commune, fields: {} }, commune)
  expect(a.whyAside(sealed.id)).toBe('scope-differs')
})

test('a case is read by its parties alone, whatever communes they are of', async () => {
  const { a, b, other, commune, meet } = await season()
  const scope = await beginCase(a, [other.device])
  const entry = a.write(
    { kind: 'site', version: 1, commune, fields: { name: 'Where we meet', place } },
    scope
  )
  meet()
  for (const device of [b, other]) await settleSecrets(device, { renew: 'own' })
  expect(other.get(entry.id)?.fields).toMatchObject({ name: 'Where we meet' })
  expect(b.whyAside(entry.id)).toBe('sealed')
})

test('secrets lie in the encrypted file and are there again after it was closed', async () => {
  const home = temporaryHome()
  const a = await makeDevice({ handle: 'a', home })
  await beginCommuneScope(a, beginFederation(a).commune)
  const secrets = a.keyring.secrets.map(({ secret }) => Buffer.from(secret).toString('hex'))
  a.close()
  expect(a.keyring.secrets).toEqual([])
  const again = await reopenDevice(home)
  expect(again.keyring.secrets.map(({ secret }) => Buffer.from(secret).toString('hex'))).toEqual(secrets)
})

test('who asks to forget is obeyed for their own and for their commune, never for others', async () => {
  const { a, b, c, other, commune, second, meet } = await season()
  const [mine, theirs] = [a, other].map(device =>
    device.put({
      kind: 'offer',
      fields: {
        good: 'A name nobody should read',
        category: 'grain',
        quantity: 1,
        unit: 'sack',
        massKg: 1,
        keep: 'dry'
      }
    })
  ) as unknown as [{ id: ThingId }, { id: ThingId }]
  meet()
  other.put({ kind: 'forget', commune: second, fields: { entries: [mine.id], why: 'mistake' } })
  expect(other.get(mine.id)).not.toBeNull()
  b.put({
    kind: 'forget',
    commune,
    fields: { entries: [mine.id, theirs.id, commune], why: 'consent-withdrawn' }
  })
  meet()
  expect(a.get(mine.id), 'one member alone erases nobody').not.toBeNull()
  c.put({ kind: 'forget', commune, fields: { entries: [mine.id, theirs.id, commune], why: 'mistake' } })
  meet()
  for (const device of [a, b, other]) {
    expect(device.get(mine.id)).toBeNull()
    expect(device.whyAside(mine.id)).toBe('forgotten')
    expect(device.entry(mine.id)?.raw.body).toBeNull()
    expect(device.get(theirs.id)).not.toBeNull()
    expect(device.get(commune), 'standing is never forgotten').not.toBeNull()
    expect(device.verifyAll().problems).toEqual([])
  }
  expect(new Set([a, b, other].map(device => device.stats().state)).size).toBe(1)
})

test('a release that would undo its own author is refused before it is written', async () => {
  const a = await makeDevice({ handle: 'a' })
  const { commune } = beginFederation(a)
  const b = await makeDevice({ handle: 'b' })
  admit(a, b)
  const before = b.stats().entries
  const release = (lastSeq: number) => ({ kind: 'release', commune, fields: { device: a.device, lastSeq } })
  expect(() => b.put(release(1))).toThrow(/not-member/)
  expect(b.stats().entries).toBe(before)
  b.put(release(3))
  expect(b.authority().members.get(commune)).toEqual(new Set([b.device]))
})

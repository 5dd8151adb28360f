import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { travelPack } from '../../electron/carry/travel-pack.ts'
import type { Store } from '../../electron/store/open-store.ts'
import { foundCommune, makeDevice, offerOf, removeDevices, vouchFor } from '../record/federation.ts'
import {
  acceptedOf,
  beginWithOffers,
  exportTo,
  importInto,
  makeReader,
  removeSticks,
  temporaryStick
} from './federations.ts'
import { packTo } from './packs.ts'

afterEach(() => {
  removeDevices()
  removeSticks()
})

const today = '2026-05-03'

/** Stepan's commune, Olha's and Ivan's; a caravan that goes to Olha's alone. */
const journey = async () => {
  const stepan = await beginWithOffers(30)
  const olha = await makeDevice({ handle: 'Olha' })
  const ahead = foundCommune(olha, 'Orikhiv')
  vouchFor(stepan, olha)
  const ivan = await makeDevice({ handle: 'Ivan' })
  foundCommune(ivan, 'Polohy')
  vouchFor(stepan, ivan)
  const home = stepan.standing().commune!.id
  const caravan = stepan.put({
    kind: 'caravan',
    fields: {
      ...{ name: 'Spring', start: home, from: today, until: '2026-06-01', speedKmh: 5 },
      ...{ drivingHoursPerDay: 6, restEveryDays: 0, detourFactor: 1.3 }
    }
  }).id
  const stop = stepan.put({
    kind: 'stop',
    fields: { caravan, commune: ahead, windows: [], stayDays: 1, optional: false }
  })
  olha.put({ kind: 'offer', fields: offerOf('salt of Orikhiv') })
  ivan.put({ kind: 'offer', fields: offerOf('honey of Polohy') })
  for (const from of [olha, ivan])
    for (const run of from.runsLackedBy(stepan.have()))
      stepan.appendRun(run, { road: 'bundle', from: from.device })
  return { stepan, olha, ivan, caravan, stop, home }
}

const goods = (store: Store) =>
  store
    .list({ kind: 'offer', offset: 0, limit: 100 })
    .rows.map(row => String((row.fields as { good: string }).good))
    .sort()

describe('a travel pack', () => {
  it('brings every header, and what the communes ahead need to read', async () => {
    const { stepan, caravan } = await journey()
    const path = join(temporaryStick(), 'pack.caravan')
    const pack = await packTo(stepan, caravan, path)
    expect(pack.entries).toBe(stepan.stats().entries)

    const reader = await makeReader(stepan)
    acceptedOf(await importInto(reader, path))
    expect(goods(reader)).toEqual(['salt of Orikhiv'])
    for (const kind of ['commune', 'caravan', 'stop'] as const)
      expect(reader.list({ kind, offset: 0, limit: 100 }).total).toBe(
        stepan.list({ kind, offset: 0, limit: 100 }).total
      )
    expect(reader.verifyAll().problems).toEqual([])
    expect(reader.have()).toEqual(stepan.have())
  })

  it('is made whole by a later bundle', async () => {
    const { stepan, caravan } = await journey()
    const stick = temporaryStick()
    await packTo(stepan, caravan, join(stick, 'pack.caravan'))
    await exportTo(stepan, join(stick, 'whole.caravan'))
    const reader = await makeReader(stepan)
    acceptedOf(await importInto(reader, join(stick, 'pack.caravan')))
    expect(reader.missingBodies().size).toBeGreaterThan(0)
    acceptedOf(await importInto(reader, join(stick, 'whole.caravan')))
    expect(reader.missingBodies().size).toBe(0)
    expect(reader.stats()).toEqual(stepan.stats())
  })

  it('leaves behind what only passed stops need', async () => {
    const { stepan, caravan, stop, home } = await journey()
    const visit = (of: string | null, commune: string, departMin: number) => ({
      ...{ stop: of, commune, arriveMin: 0, startMin: 0, departMin, driveM: 0, driveMin: 0 },
      ...{ loads: [], onBoardKg: 0 }
    })
    stepan.put({
      kind: 'plan',
      fields: {
        ...{ caravan, firstDay: '2026-05-01', restDays: [], unserved: [], distanceM: 0, drivingMin: 0 },
        visits: [visit(null, home, 0), visit(stop.id, (stop.fields as { commune: string }).commune, 600)]
      }
    })
    const path = join(temporaryStick(), 'pack.caravan')
    await packTo(stepan, caravan, path)
    const reader = await makeReader(stepan)
    acceptedOf(await importInto(reader, path))
    expect(goods(reader)).toEqual([])
    expect(reader.list({ kind: 'plan', offset: 0, limit: 10 }).total).toBe(1)
  })

  it('of what is no caravan is refused', async () => {
    const { stepan, home } = await journey()
    expect(() => travelPack(stepan, home, today)).toThrow('thing-unknown')
  })
})

describe('a forgotten body', () => {
  it('stays gone though a bundle made before brings it', async () => {
    const stepan = await beginWithOffers(3)
    const reader = await makeReader(stepan)
    const stick = temporaryStick()
    await exportTo(stepan, join(stick, 'before.caravan'))
    acceptedOf(await importInto(reader, join(stick, 'before.caravan')))
    const offer = stepan.list({ kind: 'offer', offset: 0, limit: 1 }).rows[0]!
    stepan.put({ kind: 'forget', fields: { entries: [offer.id], why: 'mistake' } })
    await exportTo(stepan, join(stick, 'after.caravan'))

    for (const file of ['after.caravan', 'before.caravan']) {
      acceptedOf(await importInto(reader, join(stick, file)))
      expect(reader.entry(offer.id)?.raw.body).toBeNull()
      expect(reader.whyAside(offer.id)).toBe('forgotten')
    }
    const late = await makeReader(stepan, 'Ivan')
    for (const file of ['after.caravan', 'before.caravan'])
      acceptedOf(await importInto(late, join(stick, file)))
    expect(late.entry(offer.id)?.raw.body).toBeNull()
    expect(late.stats().state).toBe(stepan.stats().state)
  })
})

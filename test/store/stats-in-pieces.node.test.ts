import { afterEach, expect, test } from 'vitest'
import { hashing } from '../../electron/store/node-crypto.ts'
import type { Store } from '../../electron/store/open-store.ts'
import type { ThingId } from '../../shared/record/entry.ts'
import { idToBytes } from '../../shared/record/ids.ts'
import { stateHash, thingDigest } from '../../shared/record/state-hash.ts'
import { beginFederation, makeDevice, removeDevices } from '../record/federation.ts'
import { admitBody, makeScribe, offerBody } from '../record/make.ts'

afterEach(removeDevices)

const count = 1500

const withOffers = async (): Promise<{ store: Store; commune: ThingId }> => {
  const store = await makeDevice({ handle: 'Stepan' })
  const { commune } = beginFederation(store)
  const scribe = makeScribe()
  store.put({ kind: 'admit', fields: admitBody(commune, scribe.log).fields })
  for (let i = 0; i < count; i++) scribe.write(offerBody(commune, `Good ${i}`))
  for (let at = 0; at < count; at += 500)
    store.appendRun(scribe.run(at, at + 500), { road: 'lan', from: null })
  return { store, commune }
}

/** Worked out from the rows that are shown, all at once. */
const referenceState = (store: Store): string => {
  const rows = (['offer', 'commune', 'admit', 'federation', 'vouch'] as const).flatMap(
    kind => store.list({ kind, limit: 10_000 }).rows
  )
  const digests = rows.map(row => {
    const over = store.get(row.id)?.over ?? []
    return { id: idToBytes(row.id)!, digest: thingDigest({ ...row, over } as never, hashing) }
  })
  return stateHash(
    digests.sort((a, b) => Buffer.compare(a.id, b.id)),
    hashing
  )
}

test('in pieces it tells the same as at once, and others have their turn between', async () => {
  const { store } = await withOffers()
  let turns = 0
  const timer = setInterval(() => turns++, 0)
  const told = await store.statsInPieces()
  clearInterval(timer)
  expect(turns).toBeGreaterThan(2)
  expect(told).toEqual(store.stats())
  expect(told.state).toBe(referenceState(store))
})

test('what is written between the pieces is told too', async () => {
  const { store, commune } = await withOffers()
  const offer = offerBody(commune, 'Honey')
  // at one moment after the other, from the beginning to beyond the end
  for (let turn = 0; turn < 16; turn += 2) {
    store.put({ kind: 'offer', commune, fields: { ...offer.fields, note: `${turn}` } })
    let done = false
    const told = store.statsInPieces().finally(() => {
      done = true
    })
    for (let i = 0; i < turn; i++) await new Promise(setImmediate)
    if (!done) store.put({ kind: 'offer', commune, fields: offer.fields })
    expect((await told).state).toBe(referenceState(store))
  }
  expect((await store.statsInPieces()).state).toBe(referenceState(store))
})

test('while many entries come in it waits for them', async () => {
  const { store, commune } = await withOffers()
  const scribe = makeScribe()
  store.put({ kind: 'admit', fields: admitBody(commune, scribe.log).fields })
  for (let i = 0; i < 500; i++) scribe.write(offerBody(commune, `More ${i}`))
  const intake = store.intake({ road: 'lan', from: null }, 50_000)
  const told = store.statsInPieces()
  intake.takeRun(scribe.run())
  await intake.finish()
  expect(await told).toEqual(store.stats())
  expect((await told).state).toBe(referenceState(store))
})

test('closed in the middle, it says that it is locked', async () => {
  const { store } = await withOffers()
  const told = store.statsInPieces()
  setImmediate(() => store.close())
  await expect(told).rejects.toMatchObject({ failure: { code: 'locked' } })
})

import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { hashing } from '../../electron/store/node-crypto.ts'
import type { Store } from '../../electron/store/open-store.ts'
import { foldRecord } from '../../shared/record/fold-record.ts'
import type { Run } from '../../shared/record/run.ts'
import { stateHashOf } from '../../shared/record/state-hash.ts'
import { give, makeDevice, removeDevices } from '../record/federation.ts'
import { runOf, type Scribe } from '../record/make.ts'
import { play, type Scenario, steps } from '../record/scenario.ts'

afterEach(removeDevices)

const arrival = { road: 'bundle', from: null } as const
const secret = new Uint8Array(32)

/** Each log cut into runs, and the runs of all logs taken in an order that keeps each log's own. */
const arrivalOf = (scribes: Scribe[], picks: number[]): Run[] => {
  const waiting = scribes.map(scribe => [...scribe.entries])
  const runs: Run[] = []
  for (let i = 0; waiting.some(log => log.length > 0); i++) {
    const pick = picks[i % picks.length]! + i
    const logs = waiting.filter(log => log.length > 0)
    const log = logs[pick % logs.length]!
    runs.push(runOf(log.splice(0, 1 + (pick % 7))))
  }
  return runs
}

const picks = fc.array(fc.nat(1000), { minLength: 5, maxLength: 20 })

const expectReference = (store: Store, { federation, entries }: Scenario) => {
  const { things, aside } = foldRecord(entries, federation)
  const stats = store.stats()
  expect(stats.entries).toBe(entries.length)
  expect(stats.setAside).toBe(aside.size)
  expect(stats.state).toBe(stateHashOf(things.values(), hashing))
  for (const [id, reason] of aside) expect(store.whyAside(id)).toBe(reason)
  for (const { id, fields, contested, heads } of things.values())
    expect(store.get(id)).toMatchObject({ fields, contested, heads })
  expect(store.verifyAll().problems).toEqual([])
}

test('the store folds what comes, in any order and any split into runs, as all of it at once', async () => {
  const property = fc.asyncProperty(steps, picks, fc.nat(20), async (script, order, when) => {
    const scenario = play(script)
    const store = await makeDevice({ handle: 'Olha' })
    const runs = arrivalOf(scenario.scribes, order)
    for (const [i, run] of runs.entries()) {
      // the federation is learnt at some point, before, amid or after the entries
      if (i === when % runs.length) store.setFederation(scenario.federation, secret)
      store.appendRun(run, arrival)
    }
    expectReference(store, scenario)
    const before = store.stats()
    store.rebuild()
    expect(store.stats()).toEqual(before)
    expectReference(store, scenario)
    removeDevices()
  })
  await fc.assert(property, { numRuns: 20, endOnFailure: true })
}, 120_000)

test('the same runs again, and runs that overlap, change nothing', async () => {
  const property = fc.asyncProperty(steps, picks, picks, async (script, one, other) => {
    const scenario = play(script)
    const store = await makeDevice({ handle: 'Olha' })
    store.setFederation(scenario.federation, secret)
    for (const run of arrivalOf(scenario.scribes, one)) store.appendRun(run, arrival)
    const { state, entries } = store.stats()
    for (const run of arrivalOf(scenario.scribes, other))
      expect(store.appendRun(run, arrival)).toMatchObject({ added: 0, forked: false, byKind: {} })
    expect(store.stats()).toMatchObject({ state, entries })
    removeDevices()
  })
  await fc.assert(property, { numRuns: 10, endOnFailure: true })
}, 120_000)

/** How far each device holds each log: nothing and all of it as often as a part. */
const cuts = fc.array(fc.oneof(fc.constant(0), fc.nat(12), fc.constant(60)), { minLength: 12 })

test('devices that hold different parts hold the same after they exchange, forks and all', async () => {
  const property = fc.asyncProperty(steps, cuts, async (script, ends) => {
    const scenario = play(script)
    const stores = [await makeDevice({ handle: 'Stepan' }), await makeDevice({ handle: 'Olha' })]
    for (const [i, store] of stores.entries()) {
      store.setFederation(scenario.federation, secret)
      for (const [j, scribe] of scenario.scribes.entries()) {
        const until = Math.min(scribe.entries.length, ends[(i * 6 + j) % ends.length]!)
        if (until > 0) store.appendRun(scribe.run(0, until), arrival)
      }
    }
    const [a, b] = stores as [Store, Store]
    // two rounds: a branch that only the other side can tell from a later end is seen once it was given
    for (let round = 0; round < 2; round++) {
      for (const [from, to] of [
        [a, b],
        [b, a]
      ] as const) {
        // of a branch that only the other side holds nobody can tell where it began: all of the log is counted
        const blind = to.have().some(({ heads }) => heads.some(({ id }) => from.entry(id) === null))
        const counted = from.countLackedBy(to.have())
        const given = give(from, to)
        if (blind) expect(counted).toBeGreaterThanOrEqual(given)
        else expect(counted).toBe(given)
      }
    }
    const sorted = (store: Store) =>
      store
        .have()
        .map(({ log, heads }) => ({ log, heads: heads.map(({ id }) => id).sort() }))
        .sort((x, y) => (x.log < y.log ? -1 : 1))
    expect(sorted(a)).toEqual(sorted(b))
    expect(a.stats()).toEqual(b.stats())
    expect(a.countLackedBy(b.have())).toBe(0)
    removeDevices()
  })
  await fc.assert(property, { numRuns: 15, endOnFailure: true })
}, 120_000)

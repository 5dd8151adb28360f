import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { checkPlan, legsOf } from '#shared/caravan/plan-check.ts'
import { planOf } from '#shared/caravan/plan-of.ts'
import { type CaravanRows, convoy, problemOf } from '#shared/caravan/problem-of.ts'
import { legKey } from '#shared/caravan/roads.ts'
import { stopOrderOf } from '#shared/caravan/stop-order.ts'
import { kinds } from '#shared/kinds/index.ts'
import { retime } from '#shared/planner/retime.ts'
import { idOf, match, sample, stop } from './sample.ts'

const plan = (rows: CaravanRows, order = ['stop-b', 'stop-c']) => {
  const asked = problemOf(rows)
  if (!asked.ok) throw new Error(`lacks ${asked.lacks}`)
  const solution = retime(asked.problem, [{ vehicle: convoy, stops: order.map(idOf) }])
  return planOf(rows, asked, solution, [idOf('older')])
}

describe('the plan that is adopted', () => {
  test('is what the kind of record takes', () => {
    const rows = sample({ matches: [match('flour', 'beta', 'gamma', 300)] })
    const parsed = v.safeParse(v.object(kinds.plan.fields), plan(rows))
    expect(parsed.issues).toBeUndefined()
  })

  test('begins at the start, visits in order, ends at the end, with times that never run back', () => {
    const { visits, firstDay } = plan(sample())
    expect(firstDay).toBe('2026-05-10')
    expect(visits.map(visit => [visit.stop, visit.commune])).toEqual([
      [null, idOf('alpha')],
      [idOf('stop-b'), idOf('beta')],
      [idOf('stop-c'), idOf('gamma')],
      [null, idOf('alpha')]
    ])
    // leaves at seven in the morning
    expect(visits[0]!.departMin).toBe(7 * 60)
    const times = visits.flatMap(visit => [visit.arriveMin, visit.startMin, visit.departMin])
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect(visits[1]!.arriveMin - visits[0]!.departMin).toBe(visits[1]!.driveMin)
  })

  test('says what goes on and off where, and what is on board in between', () => {
    const rows = sample({
      matches: [
        match('flour', 'alpha', 'gamma', 300),
        match('milk', 'beta', 'alpha', 50),
        match('seed', 'beta', 'gamma', 20)
      ]
    })
    const { visits, leftBehind } = plan(rows)
    const told = visits.map(visit => visit.loads.map(load => [load.what, load.good, load.massKg]))
    expect(told).toEqual([
      [['load', 'Flour', 300]],
      [
        ['load', 'Milk', 50],
        ['load', '–', 20]
      ],
      [
        ['unload', 'Flour', 300],
        ['unload', '–', 20]
      ],
      [['unload', 'Milk', 50]]
    ])
    expect(visits.map(visit => visit.onBoardKg)).toEqual([300, 370, 50, 0])
    expect(leftBehind).toEqual([])
  })

  test('what rides from the start to another end is on board all the way', () => {
    const rows = sample({ matches: [match('flour', 'alpha', 'delta', 300)] })
    rows.caravan.fields.end = idOf('delta')
    const { visits } = plan(rows)
    expect(visits.map(visit => visit.onBoardKg)).toEqual([300, 300, 300, 0])
    expect(visits.at(-1)!.loads).toMatchObject([{ what: 'unload', massKg: 300 }])
  })

  test('an open journey ends when the last visit is over', () => {
    const rows = sample()
    rows.caravan.fields.end = null
    const { visits } = plan(rows)
    expect(visits.at(-1)).toMatchObject({ stop: idOf('stop-c') })
    // a quarter of the thirteen working hours
    expect(visits.at(-1)!.departMin - visits.at(-1)!.startMin).toBe(195)
  })

  test('stops and loads that are not served are named with their reasons', () => {
    const rows = sample({
      stops: [
        stop('stop-b', 'beta'),
        stop('stop-c', 'gamma'),
        stop('stop-d', 'delta', { windows: [{ from: '2027-01-01', to: '2027-01-02' }] })
      ],
      matches: [match('flour', 'beta', 'delta', 300), match('milk', 'gamma', 'beta', 50)]
    })
    const { unserved, leftBehind } = plan(rows)
    expect(unserved).toEqual([{ stop: idOf('stop-d'), reason: 'windowOutsideJourney' }])
    expect(leftBehind).toEqual([
      // fetched after the stop it is to be brought to
      { match: idOf('milk'), reason: 'notExamined' },
      { match: idOf('flour'), reason: 'notOnTheWay' }
    ])
  })

  test('a second call at a stop is there to load and unload alone', () => {
    // fetched at gamma for beta, which was visited before
    const rows = sample({ matches: [match('milk', 'gamma', 'beta', 50)] })
    const { visits } = plan(rows, ['stop-b', 'stop-c', 'stop-b'])
    expect(visits.map(visit => [visit.commune, visit.onlyLoads])).toEqual([
      [idOf('alpha'), undefined],
      [idOf('beta'), undefined],
      [idOf('gamma'), undefined],
      [idOf('beta'), true],
      [idOf('alpha'), undefined]
    ])
  })

  test('gives back the order of its stops', () => {
    expect(stopOrderOf(plan(sample(), ['stop-c', 'stop-b']))).toEqual([idOf('stop-c'), idOf('stop-b')])
  })
})

describe('whether a plan still holds', () => {
  test('it holds when nothing changed', () => {
    const rows = sample({ matches: [match('flour', 'beta', 'gamma', 300)] })
    expect(checkPlan(plan(rows), rows)).toEqual({
      blocked: [],
      added: [],
      dropped: [],
      loads: [],
      edited: []
    })
  })

  test('a leg it drives was reported blocked', () => {
    const rows = sample()
    const made = plan(rows)
    const roads: CaravanRows['roads'] = new Map([
      [legKey(idOf('gamma'), idOf('beta')), { id: 'r', fields: { state: 'blocked' } }],
      // not driven
      [legKey(idOf('alpha'), idOf('delta')), { id: 's', fields: { state: 'blocked' } }]
    ])
    expect(checkPlan(made, { ...rows, roads }).blocked).toEqual([{ from: idOf('beta'), to: idOf('gamma') }])
    expect(legsOf(made)).toHaveLength(3)
  })

  test('stops were added and withdrawn, a load was committed since', () => {
    const rows = sample()
    const made = plan(rows)
    const now = sample({
      stops: [stop('stop-b', 'beta', { dropped: true }), stop('stop-c', 'gamma'), stop('stop-d', 'delta')],
      matches: [match('flour', 'gamma', 'delta', 300)]
    })
    expect(checkPlan(made, now)).toEqual({
      blocked: [],
      added: [idOf('stop-d')],
      dropped: [idOf('stop-b')],
      loads: [idOf('flour')],
      edited: []
    })
  })

  test('what was edited since is named: a stop’s stay, the room, the journey; a lock alone is no reason', () => {
    const vehicle = (capacityKg: number) => ({
      id: idOf('van'),
      fields: { caravan: idOf('caravan'), name: 'van', capacityKg, capacityM3: 4 }
    })
    const before = sample({ vehicles: [vehicle(800)], matches: [match('flour', 'beta', 'gamma', 300)] })
    const made = plan(before)
    const edited = (more: Partial<CaravanRows>) => checkPlan(made, { ...before, ...more }).edited
    expect(edited({ vehicles: [vehicle(900)] })).toEqual([idOf('van')])
    const away = vehicle(800)
    expect(edited({ vehicles: [{ ...away, fields: { ...away.fields, dropped: true } }] })).toEqual([
      idOf('van')
    ])
    const [b, c] = before.stops as [CaravanRows['stops'][number], CaravanRows['stops'][number]]
    const withB = (fields: object) => ({ stops: [{ ...b, fields: { ...b.fields, ...fields } }, c] })
    expect(edited(withB({ stayDays: 2 }))).toEqual([idOf('stop-b')])
    expect(edited(withB({ locked: true, fixedDay: '2026-05-10' }))).toEqual([])
    expect(edited(withB({ fixedDay: '2026-05-12' }))).toEqual([idOf('stop-b')])
    const caravan = { ...before.caravan, fields: { ...before.caravan.fields, restEveryDays: 3 } }
    expect(edited({ caravan })).toEqual([idOf('caravan')])
    expect(checkPlan({ ...made, made: undefined }, { ...before, caravan }).edited).toEqual([])
  })
})

import { describe, expect, test } from 'vitest'
import { orderByHand } from '#shared/caravan/order-by-hand.ts'
import { checkPlan } from '#shared/caravan/plan-check.ts'
import { planOf } from '#shared/caravan/plan-of.ts'
import { type CaravanRows, convoy, problemOf } from '#shared/caravan/problem-of.ts'
import { stopOrderOf } from '#shared/caravan/stop-order.ts'
import { callsDone, stopsDoneWith, stopsUndoneWith, underWayOf } from '#shared/caravan/under-way.ts'
import { retime } from '#shared/planner/retime.ts'
import { solve } from '#shared/planner/solve.ts'
import { idOf, match, sample, stop } from './sample.ts'

const asked = (rows: CaravanRows) => {
  const answer = problemOf(rows)
  if (!answer.ok) throw new Error(`lacks ${answer.lacks}`)
  return answer
}
const planned = (rows: CaravanRows, order: string[]) =>
  planOf(rows, asked(rows), retime(asked(rows).problem, orderByHand(asked(rows), order.map(idOf))))

/** Three stops of a day each; flour rides from the first to the last, seed goes to the second from the start. */
const before = sample({
  stops: [
    stop('stop-b', 'beta', { stayDays: 1 }),
    stop('stop-c', 'gamma', { stayDays: 1 }),
    stop('stop-d', 'delta', { stayDays: 1 })
  ],
  matches: [
    match('flour', 'beta', 'delta', 300),
    match('seed', 'alpha', 'gamma', 40),
    match('milk', 'alpha', 'delta', 5)
  ]
})
const adopted = { id: idOf('plan'), fields: planned(before, ['stop-b', 'stop-c', 'stop-d']) }
const visits = adopted.fields.visits
/** The caravan has left beta and gamma on the given days. */
const onTheRoad = (done: Record<string, string>, more: Partial<CaravanRows> = {}): CaravanRows => ({
  ...before,
  adopted,
  stops: before.stops.map(row =>
    done[row.fields.commune ?? '']
      ? { ...row, fields: { ...row.fields, doneOn: done[row.fields.commune ?? ''] } }
      : row
  ),
  ...more
})
const resting = { ...before.caravan, fields: { ...before.caravan.fields, restEveryDays: 5 } }
const byPlan = { [idOf('beta')]: '2026-05-11', [idOf('gamma')]: '2026-05-12' }

describe('a caravan under way', () => {
  test('nothing done, or nothing adopted, is not under way', () => {
    expect(underWayOf(onTheRoad({}))).toBeNull()
    expect(underWayOf(onTheRoad(byPlan, { adopted: null }))).toBeNull()
  })

  test('goes on from its last stop, at the planned hour of the planned day', () => {
    const { problem } = asked(onTheRoad(byPlan))
    const [convoy] = problem.vehicles
    expect(convoy).toMatchObject({ startPlace: idOf('gamma'), endPlace: idOf('alpha') })
    expect(convoy?.fromS).toBe(visits[2]!.departMin * 60)
    expect(problem.stops.map(one => [one.id, one.visit])).toEqual([
      [idOf('stop-b'), 'forLoads'],
      [idOf('stop-c'), 'forLoads'],
      [idOf('stop-d'), 'required']
    ])
  })

  test('held up, it goes on in the morning of the day it says', () => {
    const late = { ...byPlan, [idOf('gamma')]: '2026-05-15' }
    expect(asked(onTheRoad(late)).problem.vehicles[0]?.fromS).toBe(5 * 86_400 + 7 * 3600)
    // the days it stayed longer were days of rest
    expect(asked(onTheRoad(late, { caravan: resting })).problem.vehicles[0]?.restedOnDay).toBe(4)
  })

  test('the last day of rest is known; none yet is the day before the journey', () => {
    expect(asked(onTheRoad(byPlan, { caravan: resting })).problem.vehicles[0]?.restedOnDay).toBe(-1)
    const rested = { ...adopted, fields: { ...adopted.fields, restDays: ['2026-05-11', '2026-05-20'] } }
    const answer = asked(onTheRoad(byPlan, { adopted: rested, caravan: resting }))
    expect(answer.problem.vehicles[0]?.restedOnDay).toBe(1)
  })

  test('what is on board needs no fetching, what was brought is no load any more', () => {
    expect([...underWayOf(onTheRoad(byPlan))!.onBoard.keys()].sort()).toEqual([idOf('flour'), idOf('milk')])
    const { problem, leftOut } = asked(onTheRoad(byPlan))
    expect(problem.shipments.map(one => [one.id, one.pickup, one.delivery])).toEqual([
      [idOf('flour'), undefined, idOf('stop-d')],
      [idOf('milk'), undefined, idOf('stop-d')]
    ])
    expect(leftOut).toEqual([])
  })

  test('the time already spent on board counts', () => {
    const offers = new Map([
      [idOf('offer-flour'), { id: idOf('offer-flour'), fields: { good: 'Flour', longestOnWayH: 60 } }]
    ])
    const [flour] = asked(onTheRoad(byPlan, { offers })).problem.shipments
    const elapsedS = (visits[2]!.departMin - visits[1]!.departMin) * 60
    expect(elapsedS).toBeGreaterThan(86_400)
    expect(flour?.maxOnBoardS).toBe(60 * 3600 - elapsedS)
  })

  test('what is promised meanwhile from where it is now goes along', () => {
    const matches = [...before.matches, match('seed2', 'gamma', 'delta', 7)]
    const rows = onTheRoad(byPlan, { matches })
    expect(asked(rows).problem.shipments.at(-1)).toMatchObject({
      id: idOf('seed2'),
      delivery: idOf('stop-d')
    })
    const { visits: told } = planned(rows, ['stop-b', 'stop-c', 'stop-d'])
    expect(told[2]!.loads.at(-1)).toMatchObject({ match: idOf('seed2'), what: 'load', massKg: 7 })
    expect(told[2]!.onBoardKg).toBe(visits[2]!.onBoardKg + 7)
  })

  test('a stop that was left out on the way is still to be visited', () => {
    const rows = onTheRoad({ [idOf('gamma')]: '2026-05-12' })
    expect(asked(rows).problem.stops.map(one => one.visit)).toEqual(['required', 'forLoads', 'required'])
    expect(underWayOf(rows)?.past.map(visit => visit.commune)).toEqual([idOf('alpha'), idOf('gamma')])
  })

  test('an order by hand leaves what is done where it is, and a stop that was left out to come', () => {
    const rows = onTheRoad({ [idOf('gamma')]: '2026-05-12' })
    expect(orderByHand(asked(rows), ['stop-b', 'stop-c', 'stop-d'].map(idOf))).toEqual([
      { vehicle: convoy, stops: [idOf('stop-b'), idOf('stop-d')] }
    ])
  })

  test('calls behind end with the last stop that is done, not with a later one only for its loads', () => {
    const again = { ...visits[1]!, onlyLoads: true }
    const plan = { visits: [...visits.slice(0, 4), again, visits[4]!] }
    expect(callsDone(plan, onTheRoad({ [idOf('beta')]: '2026-05-11' }).stops)).toBe(1)
    expect(callsDone(plan, onTheRoad(byPlan).stops)).toBe(2)
    expect(callsDone(plan, before.stops)).toBe(0)
  })

  test('a stop that is done is called at again where a load is still to go there', () => {
    const matches = [...before.matches, match('salt', 'delta', 'beta', 9)]
    const rows = onTheRoad(byPlan, { matches })
    expect(asked(rows).problem.shipments.at(-1)).toMatchObject({
      pickup: idOf('stop-d'),
      delivery: idOf('stop-b')
    })
    const made = planned(rows, ['stop-b', 'stop-c', 'stop-d', 'stop-b'])
    expect(made.visits.slice(3).map(visit => [visit.stop, visit.onlyLoads])).toEqual([
      [idOf('stop-d'), undefined],
      [idOf('stop-b'), true],
      [null, undefined]
    ])
  })

  test('once the journey’s last day is over there is nothing to plan', () => {
    expect(problemOf(onTheRoad({ [idOf('beta')]: '2026-06-11' }))).toEqual({ ok: false, lacks: 'days' })
  })
})

describe('the plan made under way', () => {
  test('has the past word for word, then the rest; distances are of the whole', () => {
    const rows = onTheRoad(byPlan)
    const made = planned(rows, ['stop-b', 'stop-c', 'stop-d'])
    expect(made.visits.slice(0, 3)).toEqual(visits.slice(0, 3))
    for (const [i, visit] of made.visits.entries()) {
      const { stop, loads, driveM, onBoardKg, arriveMin } = visits[i]!
      expect(visit).toMatchObject({ stop, loads, driveM, onBoardKg })
      // minutes are rounded from where the planning began
      expect(Math.abs(visit.arriveMin - arriveMin)).toBeLessThanOrEqual(1)
    }
    expect(made.distanceM).toBe(adopted.fields.distanceM)
    expect(Math.abs(made.drivingMin - adopted.fields.drivingMin)).toBeLessThanOrEqual(1)
    expect(checkPlan(made, rows)).toEqual({ blocked: [], added: [], dropped: [], loads: [], edited: [] })
  })

  test('is planned with the rest of the adopted one as what people count on', async () => {
    // gamma before delta is shorter, but delta before gamma was adopted
    const other = { id: 'p', fields: planned(before, ['stop-b', 'stop-d', 'stop-c']) }
    const rows = onTheRoad({ [idOf('beta')]: '2026-05-11' }, { adopted: other })
    expect(asked(rows).problem.previous).toEqual([
      { vehicle: convoy, stops: [idOf('stop-d'), idOf('stop-c')] }
    ])
    const outcome = await solve(asked(rows).problem, { seconds: 5, iterations: 300, seed: 1, now: () => 0 })
    if (!outcome.ok) throw new Error('refused')
    expect(stopOrderOf(planOf(rows, asked(rows), outcome.solution))).toEqual(
      ['stop-b', 'stop-d', 'stop-c'].map(idOf)
    )
  })

  test('an adopted plan that says another day of leaving is to be made anew', () => {
    expect(checkPlan(adopted.fields, onTheRoad(byPlan)).edited).toEqual([])
    const late = { ...byPlan, [idOf('gamma')]: '2026-05-15' }
    expect(checkPlan(adopted.fields, onTheRoad(late)).edited).toEqual([idOf('stop-c')])
  })
})

describe('saying where the caravan is', () => {
  test('marks that stop and those before it, on their planned days, none after the day it says', () => {
    expect(stopsDoneWith(adopted.fields, before.stops, idOf('stop-c'), '2026-05-14')).toEqual([
      { stop: idOf('stop-b'), doneOn: '2026-05-11' },
      { stop: idOf('stop-c'), doneOn: '2026-05-14' }
    ])
    expect(stopsDoneWith(adopted.fields, before.stops, idOf('stop-c'), '2026-05-10')[0]?.doneOn).toBe(
      '2026-05-10'
    )
    const { stops } = onTheRoad({ [idOf('beta')]: '2026-05-10' })
    expect(stopsDoneWith(adopted.fields, stops, idOf('stop-c'), '2026-05-12')).toHaveLength(1)
  })

  test('taken back, takes back what was done after it', () => {
    const { stops } = onTheRoad(byPlan)
    expect(stopsUndoneWith(adopted.fields, stops, idOf('stop-b'))).toEqual([idOf('stop-b'), idOf('stop-c')])
    expect(stopsUndoneWith(adopted.fields, stops, idOf('stop-c'))).toEqual([idOf('stop-c')])
  })
})

import { describe, expect, test } from 'vitest'
import { type CaravanRows, problemOf } from '#shared/caravan/problem-of.ts'
import { legKey } from '#shared/caravan/roads.ts'
import { stayS, workingDay } from '#shared/caravan/working-day.ts'
import { distanceM } from '#shared/places/distance.ts'
import { validateProblem } from '#shared/planner/problem-schema.ts'
import { idOf, match, sample, stop } from './sample.ts'

const asked = (rows: CaravanRows) => {
  const answer = problemOf(rows)
  if (!answer.ok) throw new Error(`lacks ${answer.lacks}`)
  return answer
}
const day = 86_400

describe('what the planner is asked', () => {
  test('is a problem that the planner takes', () => {
    const rows = sample({ matches: [match('flour', 'beta', 'gamma', 300)] })
    expect(validateProblem(asked(rows).problem)).toMatchObject({ ok: true })
  })

  test('roads are as long as the crow flies times the detour, at the caravan’s speed', () => {
    const { matrix } = asked(sample()).problem
    const crowM = distanceM({ lat: 47.5, lon: 36 }, { lat: 47.5, lon: 36.5 })
    expect(matrix.distanceM[1]).toBeCloseTo(crowM * 1.3, -1)
    expect(matrix.durationS[1]).toBeCloseTo((crowM * 1.3 * 3.6) / 40, -1)
  })

  test('a blocked road is no way, a slow one takes twice as long, both ways', () => {
    const free = asked(sample()).problem.matrix
    const roads: CaravanRows['roads'] = new Map([
      [legKey(idOf('alpha'), idOf('beta')), { id: 'r1', fields: { state: 'blocked' } }],
      [legKey(idOf('beta'), idOf('gamma')), { id: 'r2', fields: { state: 'slow' } }]
    ])
    const { matrix } = asked(sample({ roads })).problem
    expect([matrix.durationS[1], matrix.durationS[3]]).toEqual([Infinity, Infinity])
    // rows are alpha, beta, gamma
    expect(matrix.durationS[5]! / free.durationS[5]!).toBeCloseTo(2, 3)
    expect(matrix.durationS[7]).toBe(matrix.durationS[5])
  })

  test('windows become seconds of the journey, cut to it, joined where they touch', () => {
    const rows = sample({
      stops: [
        stop('stop-b', 'beta', {
          windows: [
            { from: '2026-05-14', to: '2026-05-15' },
            { from: '2026-05-01', to: '2026-05-11' },
            { from: '2026-05-12', to: '2026-05-12' }
          ]
        })
      ]
    })
    expect(asked(rows).problem.stops[0]!.windows).toEqual([
      { fromS: 0, untilS: 3 * day - 1 },
      { fromS: 4 * day, untilS: 6 * day - 1 }
    ])
  })

  test('a stop whose days lie outside the journey is left out with the reason', () => {
    const rows = sample({
      stops: [
        stop('stop-b', 'beta'),
        stop('stop-c', 'gamma', { windows: [{ from: '2026-06-01', to: '2026-06-02' }] })
      ]
    })
    const { problem, leftOut } = asked(rows)
    expect(problem.stops.map(s => s.id)).toEqual([idOf('stop-b')])
    expect(leftOut).toEqual([{ kind: 'stop', id: idOf('stop-c'), reason: 'windowOutsideJourney' }])
  })

  test('a withdrawn stop and a stop of another caravan are not asked for', () => {
    const rows = sample({
      stops: [
        stop('stop-b', 'beta'),
        stop('stop-c', 'gamma', { dropped: true }),
        stop('stop-d', 'delta', { caravan: idOf('other') })
      ]
    })
    expect(asked(rows).problem.stops.map(s => s.id)).toEqual([idOf('stop-b')])
  })

  test('only committed matches are loads, and each is fetched and brought at its stops', () => {
    const rows = sample({
      matches: [
        match('flour', 'beta', 'gamma', 300),
        match('milk', 'gamma', 'beta', 50, { state: 'tentative' })
      ]
    })
    expect(asked(rows).problem.shipments).toMatchObject([
      { id: idOf('flour'), pickup: idOf('stop-b'), delivery: idOf('stop-c'), massKg: 300 }
    ])
  })

  test('what comes from the start is on board from there; what goes to the end stays on board until there', () => {
    const rows = sample({
      matches: [match('flour', 'alpha', 'beta', 300), match('milk', 'gamma', 'alpha', 50)]
    })
    const [out, home] = asked(rows).problem.shipments
    expect(out).not.toHaveProperty('pickup')
    expect(home).not.toHaveProperty('delivery')
  })

  test('a match between communes that the caravan does not pass is left out with the reason', () => {
    const rows = sample({ matches: [match('flour', 'beta', 'delta', 300)] })
    expect(asked(rows)).toMatchObject({
      problem: { shipments: [] },
      leftOut: [{ kind: 'match', id: idOf('flour'), reason: 'notOnTheWay' }]
    })
  })

  test('cold goods take cold room, and must be there on their last good day', () => {
    const rows = sample({ matches: [match('milk', 'beta', 'gamma', 50, { volumeM3: 0.2 })] })
    const [milk] = asked(rows).problem.shipments
    expect(milk).toMatchObject({ coldM3: 0.2, bestBeforeS: 3 * day - 1 })
    expect(milk).not.toHaveProperty('volumeM3')
  })

  test('vehicles travel together: their room is one; what rides all the way takes of it; none means no limit', () => {
    const vehicle = (id: string, capacityKg: number) => ({
      id,
      fields: { caravan: idOf('caravan'), name: id, capacityKg, capacityM3: 4 }
    })
    const rows = sample({ vehicles: [vehicle('v1', 800), vehicle('v2', 1200)] })
    expect(asked(rows).problem.vehicles[0]).toMatchObject({ massKg: 2000, volumeM3: 8 })
    rows.caravan.fields.end = idOf('delta')
    rows.matches = [match('flour', 'alpha', 'delta', 500)]
    expect(asked(rows).problem.vehicles[0]).toMatchObject({ massKg: 1500 })
    expect(asked(rows).through.map(m => m.id)).toEqual([idOf('flour')])
    expect(asked(sample()).problem.vehicles[0]).not.toHaveProperty('massKg')
  })

  test('locked stops keep the order of the plan in force; a single one binds nothing', () => {
    const stops = [
      stop('stop-b', 'beta', { locked: true }),
      stop('stop-c', 'gamma', { locked: true }),
      stop('stop-d', 'delta')
    ]
    const visit = (s: string) =>
      ({ stop: s }) as NonNullable<NonNullable<CaravanRows['adopted']>['fields']['visits']>[number]
    const adopted = {
      id: 'p',
      fields: { visits: ['stop-c', 'stop-d', 'stop-b'].map(s => visit(idOf(s))) }
    }
    expect(asked(sample({ stops, adopted })).problem.fixedOrders).toEqual([
      { vehicle: 'convoy', stops: [idOf('stop-c'), idOf('stop-b')] }
    ])
    expect(asked(sample({ stops })).problem.fixedOrders).toBeUndefined()
  })

  test('says what is missing before anything can be planned', () => {
    expect(problemOf(sample({ stops: [] }))).toEqual({ ok: false, lacks: 'stops' })
    const rows = sample()
    rows.caravan.fields.until = '2026-05-09'
    expect(problemOf(rows)).toEqual({ ok: false, lacks: 'days' })
    rows.caravan.fields.start = idOf('nowhere')
    expect(problemOf(rows)).toEqual({ ok: false, lacks: 'start' })
  })
})

describe('days of stay', () => {
  test('a quarter is a quarter of the working day, one is until the same hour next day', () => {
    const hours = workingDay(8)
    expect(stayS(0.25, hours)).toBe(3.25 * 3600)
    expect(stayS(1, hours)).toBe(day)
  })

  test('who drives more than the day is long starts at midnight', () => {
    expect(workingDay(24)).toEqual({ startS: 0, endS: day, drivingS: day })
  })
})

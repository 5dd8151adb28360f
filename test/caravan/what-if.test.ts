import { describe, expect, test } from 'vitest'
import { type CaravanRows, problemOf } from '#shared/caravan/problem-of.ts'
import { type Change, putsOf, withChanges } from '#shared/caravan/what-if.ts'
import { idOf, match, sample, stop } from './sample.ts'

const vehicle = (name: string, capacityKg: number) => ({
  id: idOf(name),
  fields: { caravan: idOf('caravan'), name, capacityKg, capacityM3: 4, coldM3: 0 }
})
const rows = (): CaravanRows =>
  sample({
    stops: [
      stop('stop-b', 'beta', { windows: [{ from: '2026-05-12', to: '2026-05-13' }] }),
      stop('stop-c', 'gamma', { fixedDay: '2026-05-15' })
    ],
    vehicles: [vehicle('van', 800), vehicle('truck', 1200)],
    matches: [match('milk', 'beta', 'gamma', 50)],
    offers: new Map([
      [idOf('offer-milk'), { id: idOf('offer-milk'), fields: { good: 'Milk', longestOnWayH: 6 } }]
    ])
  })
const asked = (changes: Change[]) => {
  const answer = problemOf(withChanges(rows(), changes))
  if (!answer.ok) throw new Error(`lacks ${answer.lacks}`)
  return answer
}
const day = 86_400

describe('what the planner is asked when something is supposed to be otherwise', () => {
  test('a road that is out is no way, a blocked one supposed open is one', () => {
    const [a, b] = [idOf('alpha'), idOf('beta')]
    expect(asked([{ what: 'road', a, b, state: 'blocked' }]).problem.matrix.durationS[1]).toBe(Infinity)
    const both: Change[] = [
      { what: 'road', a, b, state: 'blocked' },
      { what: 'road', a: b, b: a, state: 'passable' }
    ]
    expect(asked(both).problem.matrix.durationS[1]).toBeLessThan(Infinity)
  })

  test('of a commune fallen silent neither the stop nor its loads are asked for', () => {
    const { problem, leftOut } = asked([{ what: 'silent', stop: idOf('stop-c') }])
    expect(problem.stops.map(one => one.id)).toEqual([idOf('stop-b')])
    expect(leftOut).toEqual([{ kind: 'match', id: idOf('milk'), reason: 'notOnTheWay' }])
  })

  test('a vehicle less takes its room away; more room is the first vehicle’s', () => {
    expect(asked([{ what: 'vehicleLess', vehicle: idOf('truck') }]).problem.vehicles[0]?.massKg).toBe(800)
    expect(asked([{ what: 'moreRoom', dimension: 'massKg', by: 120 }]).problem.vehicles[0]?.massKg).toBe(2120)
  })

  test('more days lengthen the journey; a later window is later by those days, and unfixes the day', () => {
    expect(asked([{ what: 'moreDays', days: 3 }]).problem.vehicles[0]?.untilS).toBe(13 * day)
    const later = asked([
      { what: 'laterWindow', stop: idOf('stop-b'), days: 2 },
      { what: 'laterWindow', stop: idOf('stop-c'), days: 1 }
    ])
    expect(later.problem.stops.map(one => one.windows)).toEqual([
      [{ fromS: 2 * day, untilS: 6 * day - 1 }],
      [{ fromS: 5 * day, untilS: 7 * day - 1 }]
    ])
  })

  test('what stands longer on the way may be on board longer', () => {
    expect(asked([]).problem.shipments[0]?.maxOnBoardS).toBe(6 * 3600)
    const longer = asked([{ what: 'longerOnWay', match: idOf('milk'), hours: 4 }])
    expect(longer.problem.shipments[0]?.maxOnBoardS).toBe(10 * 3600)
  })

  test('the record’s own rows stay as they were', () => {
    const before = rows()
    withChanges(before, [{ what: 'silent', stop: idOf('stop-c') }])
    expect(before).toEqual(rows())
  })
})

describe('what adopting a what-if tells the record', () => {
  test('is what the journey, stops and vehicles then say; a road is left to whoever sees it', () => {
    const changes: Change[] = [
      { what: 'road', a: idOf('alpha'), b: idOf('beta'), state: 'blocked' },
      { what: 'order', stops: [] },
      { what: 'moreDays', days: 2 },
      { what: 'moreDays', days: 1 },
      { what: 'silent', stop: idOf('stop-c') },
      { what: 'vehicleLess', vehicle: idOf('van') },
      { what: 'moreRoom', dimension: 'coldM3', by: 0.2 }
    ]
    expect(putsOf(rows(), changes)).toEqual([
      { kind: 'caravan', thing: idOf('caravan'), fields: { until: '2026-05-21' } },
      { kind: 'caravan', thing: idOf('caravan'), fields: { until: '2026-05-22' } },
      { kind: 'stop', thing: idOf('stop-c'), fields: { dropped: true } },
      { kind: 'vehicle', thing: idOf('van'), fields: { dropped: true } },
      // the first that still travels
      { kind: 'vehicle', thing: idOf('truck'), fields: { coldM3: 0.2 } }
    ])
  })
})

import { describe, expect, test } from 'vitest'
import { type Compared, planDifference } from '#shared/caravan/plan-difference.ts'
import type { PlanVisit } from '#shared/caravan/plan-of.ts'

const visit = (commune: string, day: number, more: Partial<PlanVisit> = {}): PlanVisit => ({
  stop: `stop-${commune}`,
  commune,
  arriveMin: day * 1440 + 600,
  startMin: day * 1440 + 600,
  departMin: day * 1440 + 700,
  driveM: 0,
  driveMin: 0,
  loads: [],
  onBoardKg: 0,
  ...more
})
/** Sets out on day 0, calls at each on its day, comes home the day after the last. */
const journey = (calls: [string, number][], more: Partial<Compared['plan']> = {}, broken = 0): Compared => ({
  plan: {
    firstDay: '2026-05-10',
    visits: [
      visit('home', 0, { stop: null }),
      ...calls.map(([commune, day]) => visit(commune, day)),
      visit('home', (calls.at(-1)?.[1] ?? 0) + 1, { stop: null })
    ],
    restDays: [],
    distanceM: 200_000,
    drivingMin: 300,
    ...more
  },
  broken
})
const between = (a: Compared, b: Compared) => planDifference(a, b)

describe('in what two plans differ', () => {
  test('in nothing, where they say the same', () => {
    const one = journey([
      ['polohy', 1],
      ['tokmak', 2]
    ])
    expect(
      between(
        one,
        journey([
          ['polohy', 1],
          ['tokmak', 2]
        ])
      )
    ).toEqual([])
  })

  test('a stop left out is told, and one that came in; what the way gains is told last', () => {
    const a = journey([
      ['polohy', 1],
      ['tokmak', 2]
    ])
    const b = journey(
      [
        ['orikhiv', 1],
        ['tokmak', 2]
      ],
      { distanceM: 241_000, drivingMin: 270 }
    )
    expect(between(a, b)).toEqual([
      { what: 'notVisited', stop: 'stop-polohy', commune: 'polohy' },
      { what: 'visited', stop: 'stop-orikhiv', commune: 'orikhiv' },
      { what: 'way', byM: 41_000, byMin: -30 }
    ])
  })

  test('a stop on another day, and a journey that ends later', () => {
    const a = journey([
      ['polohy', 1],
      ['tokmak', 2]
    ])
    const b = journey([
      ['polohy', 1],
      ['tokmak', 4]
    ])
    expect(between(a, b)).toEqual([
      { what: 'length', byDays: 2 },
      { what: 'day', stop: 'stop-tokmak', commune: 'tokmak', from: '2026-05-12', to: '2026-05-14' }
    ])
  })

  test('three stops shifted alike are told together, a fourth apart', () => {
    const a = journey([
      ['a', 1],
      ['b', 2],
      ['c', 3],
      ['d', 4]
    ])
    const b = journey([
      ['a', 1],
      ['b', 4],
      ['c', 5],
      ['d', 6]
    ])
    expect(between(a, b)).toContainEqual({ what: 'shifted', communes: ['b', 'c', 'd'], byDays: 2 })
    expect(between(a, b).filter(one => one.what === 'day')).toEqual([])
  })

  test('setting out later alone is no longer journey', () => {
    const a = journey([['polohy', 1]])
    const b = journey([['polohy', 2]])
    const later = {
      ...b,
      plan: {
        ...b.plan,
        visits: b.plan.visits.map((one, i) => (i === 0 ? { ...one, departMin: 1440 + 700 } : one))
      }
    }
    expect(between(a, later).filter(one => one.what === 'length')).toEqual([])
    expect(between(a, later)).toContainEqual({ what: 'setsOut', from: '2026-05-10', to: '2026-05-11' })
  })

  test('loads that stay behind or come along are named with their mass', () => {
    const load = { match: 'm', good: 'Flour', massKg: 300, what: 'load' as const }
    const a = journey([['polohy', 1]])
    const carrying = {
      ...a,
      plan: { ...a.plan, visits: a.plan.visits.map((one, i) => (i === 0 ? { ...one, loads: [load] } : one)) }
    }
    expect(between(carrying, a)).toEqual([{ what: 'staysBehind', match: 'm', good: 'Flour', massKg: 300 }])
    expect(between(a, carrying)).toEqual([{ what: 'comesAlong', match: 'm', good: 'Flour', massKg: 300 }])
  })

  test('one stop moved is named with what it comes after, not all that made way for it', () => {
    const a = journey([
      ['a', 1],
      ['b', 1],
      ['c', 1],
      ['d', 1]
    ])
    const b = journey([
      ['b', 1],
      ['c', 1],
      ['a', 1],
      ['d', 1]
    ])
    expect(between(a, b)).toEqual([{ what: 'moved', stop: 'stop-a', commune: 'a', after: 'c' }])
    expect(between(b, a)).toEqual([{ what: 'moved', stop: 'stop-a', commune: 'a', after: null }])
  })

  test('many stops moved are counted', () => {
    const a = journey([
      ['a', 1],
      ['b', 1],
      ['c', 1],
      ['d', 1]
    ])
    const b = journey([
      ['d', 1],
      ['c', 1],
      ['b', 1],
      ['a', 1]
    ])
    expect(between(a, b)).toEqual([{ what: 'reordered', stops: 3 }])
  })

  test('days of rest move, come and go', () => {
    const a = journey([['a', 9]], { restDays: ['2026-05-12', '2026-05-16'] })
    const b = journey([['a', 9]], { restDays: ['2026-05-13', '2026-05-16'] })
    expect(between(a, b)).toEqual([{ what: 'rest', from: '2026-05-12', to: '2026-05-13' }])
    expect(between(b, journey([['a', 9]], { restDays: ['2026-05-16'] }))).toEqual([
      { what: 'rest', from: '2026-05-13', to: null }
    ])
  })

  test('an order that breaks limits is told so', () => {
    expect(between(journey([['a', 1]]), journey([['a', 1]], {}, 2))).toEqual([
      { what: 'breaks', from: 0, to: 2 }
    ])
  })

  test('a second call only for loads is no second visit', () => {
    const a = journey([['a', 1]])
    const twice = {
      ...a,
      plan: { ...a.plan, visits: a.plan.visits.toSpliced(2, 0, visit('a', 2, { onlyLoads: true })) }
    }
    expect(between(a, twice)).toEqual([])
  })
})

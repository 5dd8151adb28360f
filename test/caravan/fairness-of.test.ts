import { describe, expect, test } from 'vitest'
import { earlierJourneys, historyOf, turnOf } from '#shared/caravan/fairness-of.ts'
import type { Held } from '#shared/caravan/held.ts'
import { problemOf } from '#shared/caravan/problem-of.ts'
import { idOf, sample } from './sample.ts'

const journey = (name: string, from: string, until: string): Held<'caravan'> => ({
  id: name,
  fields: { name, from, until }
})
/** Calls on the given days after its first; `loads:` only to load. */
const plan = (
  caravan: string,
  firstDay: string,
  calls: [string, number][],
  more: Partial<Held<'plan'>> = {}
): Held<'plan'> => ({
  id: `plan of ${caravan}`,
  fields: {
    caravan,
    firstDay,
    visits: calls.map(([commune, day]) => ({
      stop: null,
      commune: commune.replace('loads:', ''),
      ...(commune.startsWith('loads:') ? { onlyLoads: true } : {}),
      arriveMin: day * 1440,
      startMin: day * 1440,
      departMin: day * 1440,
      driveM: 0,
      driveMin: 0,
      loads: [],
      onBoardKg: 0
    })),
    ...more.fields
  },
  ...(more.id ? { id: more.id } : {})
})

const now = journey('spring', '2026-05-10', '2026-05-30')
const autumn = journey('autumn', '2025-09-01', '2025-09-20')
const winter = journey('winter', '2026-02-10', '2026-02-20')
const later = journey('summer', '2026-07-01', '2026-07-20')
const caravans = [now, autumn, winter, later]
const plans = [
  plan('autumn', '2025-09-01', [
    ['polohy', 2],
    ['tokmak', 5]
  ]),
  plan('winter', '2026-02-10', [
    ['polohy', 1],
    ['loads:orikhiv', 3]
  ]),
  // still to come: says nothing of the past
  plan('summer', '2026-07-01', [['orikhiv', 1]])
]
const turn = (commune: string, assemblies: Held<'assembly'>[] = []) =>
  turnOf(commune, '2026-05-10', earlierJourneys(now, caravans, plans), assemblies)

describe('whose turn it is', () => {
  test('counts days from the last visit to the first day of this journey', () => {
    // 11 February until 10 May
    expect(turn('polohy')).toMatchObject({ visitedDaysAgo: 88, passedBy: 0 })
  })

  test('journeys that went without a commune since its last visit passed it by', () => {
    expect(turn('tokmak')).toMatchObject({ visitedDaysAgo: 246, passedBy: 1 })
  })

  test('who was only loaded at was not visited, and was passed by', () => {
    expect(turn('orikhiv')).toEqual({ visitedDaysAgo: null, hostedDaysAgo: null, passedBy: 2 })
  })

  test('a host is known by the assemblies that were held there before', () => {
    const held = (date: string, state: 'planned' | 'closed'): Held<'assembly'> => ({
      id: date,
      fields: { name: 'a', at: 'tokmak', date, state }
    })
    const assemblies = [
      held('2025-09-06', 'closed'),
      held('2026-03-01', 'planned'),
      held('2026-06-01', 'closed')
    ]
    expect(turn('tokmak', assemblies)?.hostedDaysAgo).toBe(246)
  })

  test('only the plan that holds counts, and a journey without one passed nobody by', () => {
    const replaced = plan('winter', '2026-02-10', [['tokmak', 1]], {
      id: 'newer',
      fields: { replaces: ['plan of winter'] }
    })
    const earlier = earlierJourneys(now, caravans, [plans[1]!, replaced])
    expect(earlier).toHaveLength(1)
    expect(turnOf('tokmak', '2026-05-10', earlier, [])).toMatchObject({ visitedDaysAgo: 88, passedBy: 0 })
  })

  test('without an earlier journey nobody has waited', () => {
    expect(turnOf('polohy', '2025-09-01', earlierJourneys(autumn, caravans, plans), [])).toBeNull()
  })

  test('the planner is told; who was never visited waits since the first journey', () => {
    const earlier = earlierJourneys(now, caravans, plans)
    expect(historyOf(turn('orikhiv')!, '2026-05-10', earlier)).toEqual({
      visitedDaysAgo: 251,
      timesPassedBy: 2
    })
    const rows = sample({
      earlier: [{ from: '2026-03-01', until: '2026-03-09', visited: new Map([[idOf('beta'), '2026-03-03']]) }]
    })
    const asked = problemOf(rows)
    expect(asked.ok && asked.problem.stops.map(stop => stop.fairness)).toEqual([
      { visitedDaysAgo: 68, timesPassedBy: 0 },
      { visitedDaysAgo: 70, timesPassedBy: 1 }
    ])
  })
})

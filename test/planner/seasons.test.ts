import { describe, expect, test } from 'vitest'
import { checkProblem } from '#shared/planner/check-problem'
import { evaluate, routesOf } from '#shared/planner/evaluate'
import { compareSolutions } from '#shared/planner/goals'
import type { Problem } from '#shared/planner/problem'
import type { Solution } from '#shared/planner/solution'
import { solve } from '#shared/planner/solve'
import { exactOptimum } from './exact-model'
import { convoy, DAY, HOUR, onDays, roads } from './seasons/communes'
import { seasons } from './seasons/seasons'
import { without, withStops } from './seasons/without'
import { clock } from './small-season'

async function solved(problem: Problem): Promise<Solution> {
  const outcome = await solve(problem, { seconds: 600, seed: 1, iterations: 2_000, now: clock })
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors))
  return outcome.solution
}

describe.each(seasons.map(season => [season.name, season] as const))('%s', (_, season) => {
  const { problem, optimum, binds, quick } = season

  test('the search finds the optimum', async () => {
    expect(checkProblem(problem)).toEqual([])
    const { feasible, cost } = await solved(problem)
    expect(feasible).toBe(true)
    expect([cost.unservedWeight, cost.lateS, cost.distanceM]).toEqual([
      optimum.serve,
      optimum.onTime,
      optimum.short
    ])
    expect(cost.unfairness).toBeCloseTo(optimum.fair, 9)
  })

  test.each(binds)('its rule of %s decides: the best answer without it is worse or breaks it', async rule => {
    const best = await solved(problem)
    const careless = evaluate(problem, routesOf(await solved(without[rule](problem))))
    expect(compareSolutions(problem, careless, best)).toBeGreaterThan(0)
  })

  const proofs = quick || process.env.CHUMAK_EXACT_SEASONS === 'all' ? [problem] : []
  const prove = (season: Problem) => {
    const proved = exactOptimum(season)!
    expect(proved.serve).toBeCloseTo(optimum.serve, 3)
    expect(proved.fair).toBeCloseTo(optimum.fair, 3)
    // To the second and the metre.
    expect(Math.abs(proved.onTime - optimum.onTime)).toBeLessThan(1)
    expect(Math.abs(proved.short - optimum.short)).toBeLessThan(1)
  }
  for (const season of proofs) test('an integer program proves it', () => prove(season), 300_000)
})

test('together the seasons have every rule', () => {
  const bound = new Set(seasons.flatMap(season => season.binds))
  expect([...bound].sort()).toEqual(Object.keys(without).sort())
  expect(seasons).toHaveLength(10)
})

test('known limit: a rest that would have to be taken before it must be is not found', async () => {
  // Works on day 0; could rest on day 1 and be in Tokmak on day 2. It drives on as soon as it can, on day 1,
  // and must rest on day 2.
  const season: Problem = {
    ...roads(['Huliaipole', 'Polohy', 'Tokmak', 'Orikhiv']),
    vehicles: [{ ...convoy, untilS: 5 * DAY, restEveryDays: 3, endPlace: undefined }],
    stops: [
      { id: 'Polohy', place: 'Polohy', serviceS: 9 * HOUR },
      { id: 'Tokmak', place: 'Tokmak', serviceS: 8 * HOUR, windows: onDays(2) },
      { id: 'Orikhiv', place: 'Orikhiv', serviceS: 8 * HOUR, windows: onDays(3) }
    ],
    shipments: []
  }
  expect(exactOptimum(season)).toMatchObject({ serve: 0 })
  expect((await solved(season)).unserved.map(item => item.id)).toEqual(['Tokmak'])
})

test('the integer program says when nothing is possible, and refuses what it cannot state', () => {
  const season: Problem = {
    ...roads(['Huliaipole', 'Polohy']),
    vehicles: [{ ...convoy, untilS: 2 * DAY }],
    stops: [{ id: 'Polohy', place: 'Polohy' }],
    shipments: []
  }
  expect(exactOptimum(season)).toEqual({ serve: 0, onTime: 0, fair: 0, short: 54_000 })
  const unreachable = withStops(season, () => ({ lockedStartS: 5 * DAY }))
  expect(exactOptimum(unreachable)).toMatchObject({ serve: 100, short: 0 })
  const openEnd = { ...season, vehicles: [convoy] }
  expect(() => exactOptimum(openEnd)).toThrow('without days or an end')
})

import { describe, expect, test } from 'vitest'
import { compareSolutions } from '#shared/planner/goals'
import type { Problem } from '#shared/planner/problem'
import type { Solution } from '#shared/planner/solution'
import { solve } from '#shared/planner/solve'
import { randomProblem } from './random-problem'
import { clock, DAY } from './small-season'

async function plan(problem: Problem, seed: number, iterations: number): Promise<Solution> {
  const outcome = await solve(problem, { seconds: 600, seed, iterations, now: clock })
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors))
  return outcome.solution
}

const SEEDS = [3, 14, 15, 92, 65, 35, 89, 79]
const small = (seed: number) => randomProblem(seed, { stops: 6, shipments: 3, vehicles: 2 })

describe('what must not change', () => {
  test.each(SEEDS)('same problem, seed and iterations: same answer (%i)', async seed => {
    const problem = randomProblem(seed)
    expect(await plan(problem, seed, 150)).toEqual(await plan(problem, seed, 150))
  })

  test.each(SEEDS)(
    'shifting all times by whole weeks shifts the answer and changes nothing else (%i)',
    async seed => {
      const shift = 7 * DAY
      const problem = small(seed)
      const at = (time: number | undefined) => (time === undefined ? undefined : time + shift)
      const later: Problem = {
        ...problem,
        vehicles: problem.vehicles.map(one => ({
          ...one,
          fromS: (one.fromS ?? 0) + shift,
          untilS: at(one.untilS)
        })),
        stops: problem.stops.map(one => ({
          ...one,
          windows: one.windows?.map(window => ({
            fromS: window.fromS + shift,
            untilS: window.untilS + shift
          })),
          wantedByS: at(one.wantedByS),
          lockedStartS: at(one.lockedStartS)
        })),
        shipments: problem.shipments.map(one => ({
          ...one,
          bestBeforeS: at(one.bestBeforeS),
          availableFromS: at(one.availableFromS)
        })),
        legRules: problem.legRules?.map(one => ({
          ...one,
          fromS: one.fromS + shift,
          untilS: one.untilS + shift
        }))
      }
      const before = await plan(problem, seed, 400)
      const after = await plan(later, seed, 400)
      expect(after.cost.distanceM).toBe(before.cost.distanceM)
      expect(after.cost.unservedWeight).toBe(before.cost.unservedWeight)
      expect(after.itineraries.map(one => one.endS - shift)).toEqual(before.itineraries.map(one => one.endS))
    }
  )

  test.each(SEEDS)('giving everything another name changes nothing (%i)', async seed => {
    const problem = small(seed)
    const named: Problem = JSON.parse(
      JSON.stringify({ ...problem, matrix: undefined }).replaceAll(/"([pvsg])(\d+)"/g, '"other $1 $2"')
    )
    const renamed = { ...named, matrix: problem.matrix }
    const { cost } = await plan(renamed, seed, 400)
    expect(cost).toEqual((await plan(problem, seed, 400)).cost)
  })
})

describe('what can only get better, given enough iterations for problems of this size', () => {
  const widened = (problem: Problem): Problem => ({
    ...problem,
    stops: problem.stops.map(one => ({ ...one, windows: undefined, lockedStartS: undefined })),
    shipments: problem.shipments.map(one => ({ ...one, bestBeforeS: undefined }))
  })
  const roomier = (problem: Problem): Problem => ({
    ...problem,
    vehicles: problem.vehicles.map(one => ({
      ...one,
      massKg: undefined,
      volumeM3: undefined,
      coldM3: undefined
    }))
  })

  test.each(SEEDS)('windows always open and vehicles without limit are never worse (%i)', async seed => {
    const problem = { ...small(seed), fewestVehicles: false }
    const base = await plan(problem, seed, 3_000)
    for (const easier of [widened(problem), roomier(problem)])
      expect(compareSolutions(problem, await plan(easier, seed, 3_000), base)).toBeLessThanOrEqual(1e-6)
  })
})

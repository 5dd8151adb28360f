import { describe, expect, test } from 'vitest'
import { routesOf } from '#shared/planner/evaluate'
import { compareSolutions } from '#shared/planner/goals'
import type { Problem } from '#shared/planner/problem'
import type { Solution } from '#shared/planner/solution'
import { solve } from '#shared/planner/solve'
import { randomProblem } from './random-problem'
import { clock, DAY, HOUR } from './small-season'

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
          untilS: at(one.untilS),
          restedOnDay: one.restedOnDay === undefined ? undefined : one.restedOnDay + shift / DAY
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

/** The same problem with its lists in another order, the matrix with them. */
function reordered(problem: Problem): Problem {
  const { size, durationS, distanceM } = problem.matrix
  const order = Array.from({ length: size }, (_, i) => size - 1 - i)
  const moved = (values: ArrayLike<number>) => order.flatMap(i => order.map(j => values[i * size + j]!))
  return {
    ...problem,
    places: order.map(i => problem.places[i]!),
    matrix: { size, durationS: moved(durationS), distanceM: moved(distanceM) },
    stops: problem.stops.toReversed(),
    shipments: problem.shipments.toReversed(),
    vehicles: problem.vehicles.toReversed()
  }
}

/** All times and metres so many times as long; only without days, which are 24 hours. */
function scaled(problem: Problem, factor: number): Problem {
  const longer = (time: number | undefined) => (time === undefined ? undefined : time * factor)
  return {
    ...problem,
    matrix: {
      size: problem.matrix.size,
      durationS: Array.from(problem.matrix.durationS, seconds => seconds * factor),
      distanceM: Array.from(problem.matrix.distanceM, metres => metres * factor)
    },
    vehicles: problem.vehicles.map(one => ({
      ...one,
      fromS: longer(one.fromS),
      untilS: longer(one.untilS)
    })),
    stops: problem.stops.map(one => ({
      ...one,
      serviceS: longer(one.serviceS),
      lockedStartS: longer(one.lockedStartS),
      windows: one.windows?.map(({ fromS, untilS }) => ({ fromS: fromS * factor, untilS: untilS * factor }))
    })),
    shipments: problem.shipments.map(one => ({
      ...one,
      loadS: longer(one.loadS),
      unloadS: longer(one.unloadS),
      maxOnBoardS: longer(one.maxOnBoardS),
      availableFromS: longer(one.availableFromS),
      bestBeforeS: longer(one.bestBeforeS)
    }))
  }
}

describe('what must not change, given enough iterations for problems of this size', () => {
  test.each(SEEDS)('the order of places, stops, shipments and vehicles changes nothing (%i)', async seed => {
    const problem = small(seed)
    const before = await plan(problem, seed, 1_500)
    const after = await plan(reordered(problem), seed, 1_500)
    expect(compareSolutions(problem, after, before)).toBeCloseTo(0, 6)
  })

  test.each(SEEDS)('everything twice as long and twice as far is the same route (%i)', async seed => {
    const problem = randomProblem(seed, { stops: 12, shipments: 6, vehicles: 2, calendar: false })
    const before = await plan(problem, seed, 500)
    const after = await plan(scaled(problem, 2), seed, 500)
    expect(routesOf(after)).toEqual(routesOf(before))
    expect(after.itineraries.map(one => one.endS)).toEqual(before.itineraries.map(one => 2 * one.endS))
    expect(after.cost.distanceM).toBe(2 * before.cost.distanceM)
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

  const wider = (problem: Problem): Problem => ({
    ...problem,
    stops: problem.stops.map(one => ({
      ...one,
      windows: one.windows?.map(({ fromS, untilS }, w, all) => ({
        // As far as halfway to its neighbours.
        fromS: Math.max(fromS - 6 * HOUR, w === 0 ? -Infinity : (fromS + all[w - 1]!.untilS) / 2 + 1),
        untilS: Math.min(
          untilS + 6 * HOUR,
          w === all.length - 1 ? Infinity : (untilS + all[w + 1]!.fromS) / 2
        )
      }))
    }))
  })
  const larger = (problem: Problem): Problem => ({
    ...problem,
    vehicles: problem.vehicles.map(one => ({
      ...one,
      massKg: one.massKg && one.massKg * 1.3,
      volumeM3: one.volumeM3 && one.volumeM3 * 1.3,
      coldM3: one.coldM3 && one.coldM3 * 1.3
    }))
  })

  test.each(SEEDS)('windows six hours wider and a third more room are never worse (%i)', async seed => {
    const problem = { ...small(seed), fewestVehicles: false }
    const base = await plan(problem, seed, 3_000)
    for (const easier of [wider(problem), larger(problem)])
      expect(compareSolutions(problem, await plan(easier, seed, 3_000), base)).toBeLessThanOrEqual(1e-6)
  })

  test('at an equal budget that is short for 40 stops, they are not worse beyond noise', async () => {
    const kilometres = { base: 0, wider: 0, larger: 0 }
    const weight = { base: 0, wider: 0, larger: 0 }
    for (const seed of SEEDS) {
      const problem = randomProblem(seed, { stops: 40, shipments: 15, vehicles: 3, calendar: false })
      for (const [kind, asked] of [
        ['base', problem],
        ['wider', wider(problem)],
        ['larger', larger(problem)]
      ] as const) {
        const { cost } = await plan(asked, seed, 600)
        kilometres[kind] += cost.distanceM / 1_000
        weight[kind] += cost.unservedWeight
      }
    }
    for (const kind of ['wider', 'larger'] as const) {
      expect(weight[kind]).toBeLessThanOrEqual(weight.base * 1.02)
      // More that is served is a longer way; of the same, at most a fiftieth longer.
      if (weight[kind] === weight.base) expect(kilometres[kind]).toBeLessThanOrEqual(kilometres.base * 1.02)
    }
    // There was something to gain.
    expect(weight.wider).toBeLessThan(weight.base)
  })

  test.each(SEEDS)('windows always open and vehicles without limit are never worse (%i)', async seed => {
    const problem = { ...small(seed), fewestVehicles: false }
    const base = await plan(problem, seed, 3_000)
    for (const easier of [widened(problem), roomier(problem)])
      expect(compareSolutions(problem, await plan(easier, seed, 3_000), base)).toBeLessThanOrEqual(1e-6)
  })
})

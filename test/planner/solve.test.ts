import { expect, test } from 'vitest'
import { evaluate, routesOf } from '#shared/planner/evaluate'
import { compareSolutions } from '#shared/planner/goals'
import type { Solution } from '#shared/planner/solution'
import { solve } from '#shared/planner/solve'
import { generatedInstances } from '../bench/planner-families'
import { randomProblem } from './random-problem'
import { clock, straightRoad } from './small-season'

test('the first answer comes within its first pass, each later one is better, the last one is the outcome', async () => {
  const problem = randomProblem(7, { stops: 60, shipments: 30, vehicles: 2, calendar: true })
  const told: Solution[] = []
  let ticks = 0
  const outcome = await solve(problem, {
    seconds: 600,
    seed: 1,
    iterations: 400,
    // Each reading is a second later, so that no answer is held back for coming too soon.
    now: () => ticks++ * 1_000,
    onBetter: solution => told.push(solution)
  })
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors))
  expect(told.length).toBeGreaterThan(2)
  for (let i = 1; i < told.length; i++)
    expect(compareSolutions(problem, told[i]!, told[i - 1]!)).toBeLessThanOrEqual(0)
  expect(told.every(solution => solution.feasible)).toBe(true)
  expect(told.at(-1)).toEqual(outcome.solution)
})

test('a wish to stop is obeyed at the next pause, with the best answer so far', async () => {
  const problem = randomProblem(7, { stops: 40, shipments: 10, vehicles: 2, calendar: true })
  const signal = { aborted: false }
  let pauses = 0
  const outcome = await solve(problem, {
    seconds: 600,
    seed: 1,
    now: clock,
    signal,
    pause: async () => {
      pauses++
      signal.aborted = true
    }
  })
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors))
  expect(pauses).toBe(1)
  expect(outcome.stopped).toBe('cancelled')
  expect(outcome.solution.feasible).toBe(true)
  expect(outcome.solution.itineraries.length).toBeGreaterThan(0)
})

test('where nothing can be visited the answer is empty and says so', async () => {
  const nothing = straightRoad({ hoursBetween: [1], stops: [] })
  const outcome = await solve(nothing, { seconds: 5, seed: 1, iterations: 50, now: clock })
  expect(outcome).toMatchObject({ ok: true, solution: { feasible: true, itineraries: [], unserved: [] } })
})

const generated = generatedInstances().filter(one => one.problem.places.length <= 60)

test.each(generated.map(one => [one.name, one] as const))(
  '%s: the known optimum is found',
  async (_, instance) => {
    const outcome = await solve(instance.problem, { seconds: 600, seed: 5, iterations: 2_000, now: clock })
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors))
    const { solution } = outcome
    expect(solution.feasible && solution.unserved.length === 0).toBe(true)
    expect(solution.cost.distanceM).toBe(instance.bestCost)
  }
)

test('one tour through 30 places the same both ways, asymmetric or open, keeps every place once', async () => {
  for (const seed of [1, 2, 3]) {
    const made = randomProblem(seed, { stops: 30, shipments: 0, vehicles: 1, calendar: false })
    for (const endPlace of [undefined, 'p0', 'p1']) {
      const problem = {
        places: made.places,
        matrix: {
          ...made.matrix,
          distanceM: Array.from(made.matrix.distanceM, (m, i) => m + (i % 7) * 900 * seed)
        },
        vehicles: [{ id: 'v0', startPlace: 'p0', endPlace }],
        stops: made.stops.map(({ id, place }) => ({ id, place })),
        shipments: []
      }
      const outcome = await solve(problem, { seconds: 600, seed, iterations: 2_000, now: clock })
      if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors))
      const again = evaluate(problem, routesOf(outcome.solution))
      expect(again.violations).toEqual([])
      expect(again.unserved).toEqual([])
      expect(again.itineraries[0]!.visits).toHaveLength(30)
    }
  }
})

test('stops keep a fixed order and their vehicles; a vehicle less is used where one is enough', async () => {
  const problem = straightRoad({
    hoursBetween: [1, 1, 1],
    vehicles: [
      { id: 'one', startPlace: 'A' },
      { id: 'two', startPlace: 'A' }
    ],
    stops: [{ id: 'B' }, { id: 'C' }, { id: 'D', lockedVehicle: 'two' }],
    more: { fixedOrders: [{ stops: ['D', 'B'] }], fewestVehicles: true }
  })
  const outcome = await solve(problem, { seconds: 60, seed: 1, iterations: 500, now: clock })
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors))
  const { itineraries } = outcome.solution
  expect(itineraries.map(one => [one.vehicle, one.visits.map(visit => visit.stop)])).toEqual([
    ['two', ['C', 'D', 'B']]
  ])
})

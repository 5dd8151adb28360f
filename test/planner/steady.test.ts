import { expect, test } from 'vitest'
import { checkProblem } from '#shared/planner/check-problem'
import { evaluate, routesOf } from '#shared/planner/evaluate'
import { compareSolutions } from '#shared/planner/goals'
import type { PreviousRoute, Problem } from '#shared/planner/problem'
import { validateProblem } from '#shared/planner/problem-schema'
import type { Solution } from '#shared/planner/solution'
import { solve } from '#shared/planner/solve'
import { randomProblem } from './random-problem'
import { clock, DAY, HOUR, straightRoad, visitOnly, WORKING_DAY } from './small-season'

async function plan(problem: Problem, iterations = 600): Promise<Solution> {
  const outcome = await solve(problem, { seconds: 600, seed: 1, iterations, now: clock })
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors))
  return outcome.solution
}

function toPrevious(solution: Solution): PreviousRoute[] {
  return solution.itineraries.map(({ vehicle, visits }) => ({
    vehicle,
    stops: visits.map(visit => visit.stop)
  }))
}

const ordersOf = (solution: Solution) => toPrevious(solution).map(route => route.stops.join(' '))

// From A along a road to E and back: B C D E is the shortest way.
const road = (more: Partial<Problem> = {}) =>
  straightRoad({
    hoursBetween: [1, 1, 1, 1],
    vehicle: { endPlace: 'A' },
    stops: ['B', 'C', 'D', 'E'].map(id => ({ id })),
    more
  })

test('a leg counts as changed when no vehicle had it before, home and the way from the start included', () => {
  const previous = [{ vehicle: 'van', stops: ['B', 'C', 'D', 'E'] }]
  const changed = (order: string[], more: Partial<Problem>) =>
    evaluate(road(more), visitOnly('van', order)).cost.changedLegs
  expect(changed(['B', 'C', 'D', 'E'], { previous })).toBe(0)
  expect(changed(['E', 'D', 'C', 'B'], { previous })).toBe(5)
  // A–B stays; B–D, D–C, C–E are new; E–A stays.
  expect(changed(['B', 'D', 'C', 'E'], { previous })).toBe(3)
  expect(changed(['B', 'D', 'C', 'E'], {})).toBe(0)
  expect(changed(['B', 'D', 'C', 'E'], { previous: [] })).toBe(5)
})

test('what people count on stands where nothing asks for a change, even where a shorter way is known', async () => {
  const previous = [{ vehicle: 'van', stops: ['D', 'B', 'E', 'C'] }]
  expect(ordersOf(await plan(road({ previous })))).toEqual(['D B E C'])
  // Only where the caller puts the way above steadiness does the shorter one win.
  const goals = ['serve', 'onTime', 'fair', 'short', 'steady'] as const
  const shortest = await plan(road({ previous, goals }))
  expect(shortest.cost.distanceM).toBe(8 * 60_000)
})

test('a new stop joins the old plan at the price of its own two legs', async () => {
  const made = randomProblem(21, { stops: 12, shipments: 0, vehicles: 1, calendar: false })
  const stops = made.stops.map(({ id, place }) => ({ id, place }))
  const problem: Problem = {
    ...made,
    vehicles: [{ id: 'v0', startPlace: 'p0', endPlace: 'p0' }],
    stops,
    fixedOrders: []
  }
  // By number, which is far from the shortest way: it stands all the same.
  const previous = [{ vehicle: 'v0', stops: stops.slice(1).map(stop => stop.id) }]
  const added = await plan({ ...problem, previous })
  expect(added.unserved).toEqual([])
  expect(added.cost.changedLegs).toBe(2)
})

/** Every order of every choice of stops for one vehicle, by the evaluator alone. */
function bestOfAll(problem: Problem): Solution {
  let best = evaluate(problem, [])
  const extend = (order: readonly string[]) => {
    const solution = evaluate(problem, visitOnly('v0', order))
    if (solution.feasible && compareSolutions(problem, solution, best) < 0) best = solution
    for (const { id } of problem.stops) if (!order.includes(id)) extend([...order, id])
  }
  extend([])
  return best
}

test('when a leg of the plan is blocked, no other order of all changes fewer legs at the same service', async () => {
  const worse: string[] = []
  let blocked = 0
  for (let seed = 1; seed <= 25; seed++) {
    const made = randomProblem(seed, { stops: 5, shipments: 0, vehicles: 1, calendar: true })
    const problem: Problem = {
      ...made,
      stops: made.stops.map(stop => ({ ...stop, visit: stop.visit === 'forLoads' ? 'optional' : stop.visit }))
    }
    const old = await plan(problem)
    const leg = old.itineraries[0]?.visits[1]?.leg
    if (!leg || leg.from === leg.to) continue
    blocked++
    const now: Problem = {
      ...problem,
      previous: toPrevious(old),
      legRules: [
        ...(problem.legRules ?? []),
        { from: leg.from, to: leg.to, bothWays: true, fromS: 0, untilS: 400 * DAY }
      ]
    }
    const [found, exact] = [await plan(now), bestOfAll(now)]
    if (compareSolutions(now, found, exact) !== 0)
      worse.push(`seed ${seed}: ${JSON.stringify([found.cost, exact.cost])}`)
  }
  expect(blocked).toBeGreaterThan(15)
  expect(worse).toEqual([])
})

test('with 40 stops and 15 loads, a blocked leg changes a handful of legs; planning anew changes most', async () => {
  const problem = randomProblem(14, { stops: 40, shipments: 15, vehicles: 2, calendar: true })
  const old = await plan(problem, 1_500)
  const legs = old.itineraries.flatMap(one => one.visits.map(visit => visit.leg))
  const leg = legs.filter(({ from, to }) => from !== to)[10]!
  const now: Problem = {
    ...problem,
    previous: toPrevious(old),
    legRules: [{ from: leg.from, to: leg.to, bothWays: true, fromS: 0, untilS: 400 * DAY }]
  }
  const steady = await plan(now, 1_500)
  expect(steady.feasible).toBe(true)
  // Nothing more important can be had by changing more: the few changes are the price of the leg alone.
  expect(steady.cost.unservedWeight).toBe(old.cost.unservedWeight)
  expect(steady.cost.changedLegs).toBeLessThanOrEqual(8)
  const anew = evaluate(now, routesOf(await plan({ ...now, previous: undefined }, 1_500)))
  expect(anew.cost.changedLegs).toBeGreaterThan(3 * steady.cost.changedLegs)
})

test('what the previous plan names and nobody knows is refused, the field named', () => {
  const wrong = { ...road(), previous: [{ vehicle: 'cart', stops: ['B', 'X'] }] }
  expect(checkProblem(wrong).map(error => [error.code, error.path])).toEqual([
    ['unknownId', 'previous[0].vehicle'],
    ['unknownId', 'previous[0].stops[1]']
  ])
  const read = validateProblem({ ...road(), previous: [{ vehicle: 'van', stops: 'B' }] })
  expect(read).toMatchObject({ ok: false, errors: [{ code: 'wrongShape', path: 'previous[0].stops' }] })
  const whole = { ...road(), previous: [{ vehicle: 'van', stops: ['B', 'C', 'B'] }], goals: ['steady'] }
  expect(validateProblem(whole)).toMatchObject({ ok: true, problem: { previous: whole.previous } })
})

test('days worked before setting out count towards the next day of rest', async () => {
  const season = (restedOnDay?: number) =>
    straightRoad({
      hoursBetween: [1, 1, 1],
      vehicle: { day: WORKING_DAY, restEveryDays: 4, restedOnDay, fromS: 10 * DAY },
      stops: ['B', 'C', 'D'].map(id => ({ id, serviceS: 9 * HOUR }))
    })
  const daysOf = ({ itineraries }: Solution) =>
    itineraries[0]!.visits.map(visit => Math.floor(visit.startS / DAY))
  const order = visitOnly('van', ['B', 'C', 'D'])
  expect(daysOf(evaluate(season(), order))).toEqual([10, 11, 12])
  expect(daysOf(evaluate(season(9), order))).toEqual([10, 11, 12])
  // Rested on day 8, worked on 9: after 10 and 11 a day of rest is due.
  expect(daysOf(evaluate(season(8), order))).toEqual([10, 11, 13])
  expect(daysOf(evaluate(season(-3), order))).toEqual([11, 12, 13])
  expect(daysOf(await plan(season(8), 50))).toEqual([10, 11, 13])
  expect(checkProblem(season(10))).toMatchObject([{ code: 'contradiction', path: 'vehicles[0].restedOnDay' }])
})

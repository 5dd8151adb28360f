import { expect, test } from 'vitest'
import { evaluate } from '#shared/planner/evaluate'
import { compareSolutions } from '#shared/planner/goals'
import type { Problem } from '#shared/planner/problem'
import type { Solution } from '#shared/planner/solution'
import { solve } from '#shared/planner/solve'
import { randomProblem } from './random-problem'
import { clock, visitOnly } from './small-season'

/** Every order of every choice of stops, by the evaluator alone: exact, if slow. */
function bestOfAll(problem: Problem): Solution {
  const ids = problem.stops.map(stop => stop.id)
  let best = evaluate(problem, [])
  const extend = (order: readonly string[]) => {
    const solution = evaluate(problem, visitOnly('v0', order))
    if (solution.feasible && compareSolutions(problem, solution, best) < 0) best = solution
    for (const id of ids) if (!order.includes(id)) extend([...order, id])
  }
  extend([])
  return best
}

test('on small seasons with days, nights, rest, windows and locks the search finds the best of all orders', async () => {
  const worse: string[] = []
  let withRest = 0
  for (let seed = 1; seed <= Number(process.env.CHUMAK_EXACT_PROBLEMS ?? 40); seed++) {
    const made = randomProblem(seed, { stops: 5, shipments: 0, vehicles: 1, calendar: true })
    const problem: Problem = {
      ...made,
      stops: made.stops.map(stop => ({ ...stop, visit: stop.visit === 'forLoads' ? 'optional' : stop.visit }))
    }
    const exact = bestOfAll(problem)
    const outcome = await solve(problem, { seconds: 600, seed, iterations: 600, now: clock })
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors))
    if (exact.itineraries.some(one => one.restDays.length > 0)) withRest++
    const difference = compareSolutions(problem, outcome.solution, exact)
    if (difference !== 0) worse.push(`seed ${seed}: ${JSON.stringify([outcome.solution.cost, exact.cost])}`)
  }
  expect(worse).toEqual([])
  // The comparison says something only where the rules bind.
  expect(withRest).toBeGreaterThan(10)
})

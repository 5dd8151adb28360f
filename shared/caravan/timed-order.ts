import { retime } from '../planner/retime.ts'
import type { Solution } from '../planner/solution.ts'
import { convoy, type ProblemOf } from './problem-of.ts'

/** The stops in an order made by hand, with their times; what that breaks is in the answer. */
export function timedOrder(
  { problem }: Extract<ProblemOf, { ok: true }>,
  stops: readonly string[]
): Solution {
  const known = new Set(problem.stops.map(stop => stop.id))
  // Two calls at one stop that were moved together are one.
  const calls = stops.filter(stop => known.has(stop)).filter((stop, i, all) => stop !== all[i - 1])
  return retime(problem, [{ vehicle: convoy, stops: calls }])
}

import { retime } from '../planner/retime.ts'
import type { Solution } from '../planner/solution.ts'
import { convoy, type ProblemOf } from './problem-of.ts'
import { stopOrderOf } from './stop-order.ts'

/**
 * The stops in an order made by hand, with their times; what that breaks is in the answer. Under way the order
 * begins with the calls that are done.
 */
export function timedOrder(
  { problem, underWay }: Extract<ProblemOf, { ok: true }>,
  stops: readonly string[]
): Solution {
  const known = new Set(problem.stops.map(stop => stop.id))
  // Two calls at one stop that were moved together are one.
  const ahead = stops.slice(stopOrderOf({ visits: underWay?.past ?? [] }).length)
  const calls = ahead.filter(stop => known.has(stop)).filter((stop, i, all) => stop !== all[i - 1])
  return retime(problem, [{ vehicle: convoy, stops: calls }])
}

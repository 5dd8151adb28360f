import type { StopOrder } from '../planner/retime.ts'
import { convoy, type ProblemOf } from './problem-of.ts'
import { stopOrderOf } from './stop-order.ts'

/** An order made by hand as the planner times it. Under way it begins with the calls that are done. */
export function orderByHand(
  { problem, underWay }: Extract<ProblemOf, { ok: true }>,
  stops: readonly string[]
): StopOrder[] {
  const known = new Set(problem.stops.map(stop => stop.id))
  const ahead = stops.slice(stopOrderOf({ visits: underWay?.past ?? [] }).length)
  // Two calls at one stop that were moved together are one.
  const calls = ahead.filter(stop => known.has(stop)).filter((stop, i, all) => stop !== all[i - 1])
  return [{ vehicle: convoy, stops: calls }]
}

import type { StopOrder } from '../planner/retime.ts'
import { convoy, type ProblemOf } from './problem-of.ts'
import { stopOrderOf } from './stop-order.ts'

/** An order made by hand as the planner times it. Under way the calls that are done are not in it. */
export function orderByHand(
  { problem, underWay }: Extract<ProblemOf, { ok: true }>,
  stops: readonly string[]
): StopOrder[] {
  const known = new Set(problem.stops.map(stop => stop.id))
  const ahead = [...stops]
  for (const call of stopOrderOf({ visits: underWay?.past ?? [] })) {
    const at = ahead.indexOf(call)
    if (at >= 0) ahead.splice(at, 1)
  }
  // Two calls at one stop that were moved together are one.
  const calls = ahead.filter(stop => known.has(stop)).filter((stop, i, all) => stop !== all[i - 1])
  return [{ vehicle: convoy, stops: calls }]
}

import type { Model } from './model'
import type { SearchRoute } from './search-route'

/** Sums of doubles: see the kernels. */
const EPSILON = 1e-7

/**
 * When the vehicle of `one`, at `place` and free at `time`, is through a stretch of `two`; Infinity: it comes too late
 * to some of it.
 */
export function throughStretch(
  { open, close, service, times, vehicles, width }: Model,
  time: number,
  place: number,
  one: SearchRoute,
  two: SearchRoute,
  from: number,
  until: number
): number {
  const drive = times[vehicles[one.vehicle]!.speed]!
  for (let k = from; k < until; k++) {
    const node = two.node[k]!
    time += drive[place * width + two.place[k]!]!
    if (time > close[node]! + EPSILON) return Infinity
    if (time < open[node]!) time = open[node]!
    time += service[node]!
    place = two.place[k]!
  }
  return time
}

import type { Tour } from './tour'
import type { TourProblem } from './tour-problem'
import { LEAST_GAIN } from './two-opt'

/** Longest stretch that is moved, turned or not: two-opt does the rest; and longest on asymmetric tours. */
const LONGEST = 3
const LONGEST_ASYMMETRIC = 100

/**
 * Moves the stretch that begins at a near node `c` in between `a` and what follows it, the direction kept
 * (Or 1976). With long stretches this is the three-opt move without turning, for asymmetric tours.
 */
export function orOpt(problem: TourProblem, tour: Tour, a: number, wake: (node: number) => void): number {
  const { size, distance, nearest, to } = problem
  const longest = Math.min(LONGEST_ASYMMETRIC, size - 2)
  const b = tour.next(a)
  const ab = distance[a * size + b]!
  for (let n = 0; n < nearest; n++) {
    const c = to[a * nearest + n]!
    const ac = distance[a * size + c]!
    if (ac >= ab) break
    const before = tour.previous(c)
    if (before === a) continue
    const opened = ab + distance[before * size + c]! - ac
    let d = c
    for (let length = 1; length <= longest; length++, d = tour.next(d)) {
      if (d === a) break
      const after = tour.next(d)
      const gain =
        opened + distance[d * size + after]! - distance[d * size + b]! - distance[before * size + after]!
      if (gain <= LEAST_GAIN) continue
      moveStretch(tour, b, before, c, d)
      for (const end of [a, b, c, d, before, after]) wake(end)
      return gain
    }
  }
  return 0
}

/**
 * Moves a short stretch with `a` at one end in between a near node `c` and its neighbour, turned round or not.
 * Symmetric tours only.
 */
export function orOptTurned(
  problem: TourProblem,
  tour: Tour,
  a: number,
  wake: (node: number) => void
): number {
  const { size, distance, nearest, to } = problem
  for (let side = 0; side < 2; side++) {
    let e = a
    for (let length = 1; length <= LONGEST; length++, e = side === 0 ? tour.next(e) : tour.previous(e)) {
      // The stretch runs from a to e; p and q are what it lies between.
      const p = side === 0 ? tour.previous(a) : tour.next(a)
      const q = side === 0 ? tour.next(e) : tour.previous(e)
      if (q === p) break
      const out = distance[p * size + a]! + distance[e * size + q]! - distance[p * size + q]!
      for (let n = 0; n < nearest; n++) {
        const c = to[a * nearest + n]!
        const ac = distance[a * size + c]!
        if (ac >= out) break
        if (isWithin(tour, side, a, c, length)) continue
        // Next to c on the far side of the direction: … c a … e d …
        for (let way = 0; way < 2; way++) {
          const d = way === 0 ? tour.next(c) : tour.previous(c)
          if (isWithin(tour, side, a, d, length)) continue
          const gain = out + distance[c * size + d]! - ac - distance[e * size + d]!
          if (gain <= LEAST_GAIN) continue
          relocate(
            tour,
            side === 0 ? a : e,
            side === 0 ? e : a,
            way === 0 ? c : d,
            side === 0 ? way === 0 : way === 1
          )
          for (const end of [a, e, p, q, c, d]) wake(end)
          return gain
        }
      }
    }
  }
  return 0
}

function isWithin(tour: Tour, side: number, a: number, node: number, length: number): boolean {
  const { size } = tour
  const steps =
    side === 0 ? tour.position[node]! - tour.position[a]! : tour.position[a]! - tour.position[node]!
  return (steps + size) % size < length
}

/** `a b … before c … d after` becomes `a c … d b … before after`. */
function moveStretch(tour: Tour, b: number, before: number, c: number, d: number): void {
  tour.reverse(b, d)
  tour.reverse(d, c)
  tour.reverse(before, b)
}

/** Takes the stretch `first … last` (forward) and puts it behind `anchor`; `straight` keeps its direction. */
function relocate(tour: Tour, first: number, last: number, anchor: number, straight: boolean): void {
  const { size } = tour
  const forward = (tour.position[anchor]! - tour.position[last]! + size) % size
  const backward = (tour.position[first]! - tour.position[anchor]! + size) % size
  if (forward <= backward) {
    const next = tour.next(last)
    tour.reverse(first, anchor)
    // Now: anchor … next last … first.
    tour.reverse(anchor, next)
    if (straight) tour.reverse(last, first)
  } else {
    const start = tour.next(anchor)
    const end = tour.previous(first)
    tour.reverse(start, last)
    // Now: last … first end … start.
    tour.reverse(end, start)
    if (straight) tour.reverse(last, first)
  }
}

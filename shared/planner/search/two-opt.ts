import type { Tour } from './tour'
import type { TourProblem } from './tour-problem'

/** Gains below this are rounding. */
export const LEAST_GAIN = 1e-7

/**
 * Replaces two edges at `a` by two others, the stretch between turned round, when that is shorter (Croes
 * 1958, with neighbour lists). Symmetric tours only. Gives the gain, and wakes the four ends.
 */
export function twoOpt(problem: TourProblem, tour: Tour, a: number, wake: (node: number) => void): number {
  const { size, distance, nearest, to } = problem
  for (let side = 0; side < 2; side++) {
    const b = side === 0 ? tour.next(a) : tour.previous(a)
    const ab = distance[a * size + b]!
    for (let n = 0; n < nearest; n++) {
      const c = to[a * nearest + n]!
      const ac = distance[a * size + c]!
      if (ac >= ab) break
      const d = side === 0 ? tour.next(c) : tour.previous(c)
      const gain = ab + distance[c * size + d]! - ac - distance[b * size + d]!
      if (gain <= LEAST_GAIN) continue
      if (side === 0) tour.reverseEither(b, c)
      else tour.reverseEither(a, d)
      wake(a)
      wake(b)
      wake(c)
      wake(d)
      return gain
    }
  }
  return 0
}

import type { Random } from './random'
import type { Tour } from './tour'
import type { TourProblem } from './tour-problem'

/** Longest stretch that is exchanged: a kick that stays local is repaired locally, in time that does not grow with the tour. */
const LONGEST = 30

/**
 * Exchanges two neighbouring stretches, the double bridge of Martin, Otto and Felten (1991), at a random
 * place. Gives the change of length and wakes the ends.
 */
export function doubleBridge(
  problem: TourProblem,
  tour: Tour,
  random: Random,
  wake: (node: number) => void
): number {
  const { size, distance } = problem
  const longest = Math.max(1, Math.min(LONGEST, Math.floor((size - 2) / 2)))
  const start = random.below(size)
  const one = 1 + random.below(longest)
  const two = 1 + random.below(longest)
  const node = (offset: number) => tour.at[(start + offset) % size]!
  const a = node(0)
  const b = node(1)
  const c = node(one)
  const d = node(one + 1)
  const e = node(one + two)
  const f = node(one + two + 1)
  const change =
    distance[a * size + d]! +
    distance[e * size + b]! +
    distance[c * size + f]! -
    distance[a * size + b]! -
    distance[c * size + d]! -
    distance[e * size + f]!
  tour.reverse(b, e)
  tour.reverse(e, d)
  tour.reverse(c, b)
  for (const end of [a, b, c, d, e, f]) wake(end)
  return change
}

import type { PreviousRoute } from '../problem'
import type { ProblemIndex } from '../problem-index'
import type { RequestDraft } from './request-drafts'

/**
 * The matrix of metres with `price` added to every leg that the previous plan does not have; itself without
 * such a plan. So the search need not know that there is one.
 */
export function priceChangedLegs(
  index: ProblemIndex,
  way: Float64Array,
  width: number,
  price: number
): Float64Array {
  const { previousLegs, problem } = index
  if (!previousLegs) return way
  const { size } = problem.matrix
  const priced = way.slice()
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++)
      if (i !== j && !previousLegs.has(i * size + j)) priced[i * width + j]! += price
  return priced
}

/**
 * By request, when the previous plan first came to its stops; Infinity where it never did. Inserted in this
 * order, requests find the places they had.
 */
export function previousRanks(
  previous: readonly PreviousRoute[],
  requests: readonly RequestDraft[]
): Float64Array {
  const rank = new Map<string, number>()
  for (const stop of previous.flatMap(route => route.stops)) if (!rank.has(stop)) rank.set(stop, rank.size)
  return Float64Array.from(requests, ({ nodes }) =>
    Math.min(...nodes.map(node => rank.get(node.stop) ?? Infinity))
  )
}

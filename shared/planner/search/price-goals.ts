import { goalOrder } from '../goals'
import type { Goal, Problem } from '../problem'
import type { RequestDraft } from './request-drafts'

/** In metres: of one unit of weight not served, a second late, a changed leg, one of fairness. */
export interface GoalPrices {
  readonly serve: number
  readonly onTime: number
  readonly steady: number
  readonly fair: number
}

/** How much of a goal weighs as much as everything below it: one stop's weight, an hour, a leg, one claim, a thousandth of the way. */
export function priceGoals(
  problem: Problem,
  requests: readonly RequestDraft[],
  distance: Float64Array,
  nodeCount: number
): GoalPrices {
  let longest = 0
  for (const metres of distance) if (metres < Infinity && metres > longest) longest = metres
  const way = Math.max(1, longest * (nodeCount + problem.vehicles.length))
  const totals: Record<Goal, number> = {
    serve: requests.reduce((sum, request) => sum + request.weight, 0),
    // A season late, each; more would cost the numbers their last digits.
    onTime: Math.min(1_000, 100 * problem.stops.filter(stop => stop.wantedByS !== undefined).length) * 86_400,
    steady: problem.previous ? nodeCount + problem.vehicles.length : 0,
    fair: requests.reduce((sum, request) => sum + request.claim, 0),
    short: way
  }
  const grain: Record<Goal, number> = { serve: 1, onTime: 3_600, steady: 1, fair: 1, short: way / 1_000 }
  const price: Record<Goal, number> = { serve: 0, onTime: 0, steady: 0, fair: 0, short: 1 }
  let below = 0
  for (const goal of [...goalOrder(problem)].reverse()) {
    if (totals[goal] === 0) continue
    price[goal] = below === 0 ? 1 : below / grain[goal]
    below += price[goal] * totals[goal]
  }
  const unit = price.short
  return {
    serve: price.serve / unit,
    onTime: price.onTime / unit,
    // Whole, as the app's metres are: sums of the two stay exact.
    steady: Math.ceil(price.steady / unit),
    fair: price.fair / unit
  }
}

/** What leaving each request out costs: multiples of one power of two, so that sums of them are exact. */
export function penalties(requests: readonly RequestDraft[], prices: GoalPrices): Float64Array {
  const exact = requests.map(request => prices.serve * request.weight + prices.fair * request.claim)
  const sum = exact.reduce((total, penalty) => total + penalty, 0)
  // By doubling: a logarithm's last bit, and with it the answer, would be the engine's.
  let above = 1
  while (above < sum) above *= 2
  const grain = above * (4 * Number.EPSILON)
  return Float64Array.from(exact, penalty => Math.ceil(penalty / grain) * grain)
}

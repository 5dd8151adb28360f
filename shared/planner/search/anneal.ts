import { AbsencePrices } from './absence-prices'
import { Annealing } from './annealing'
import { lookEvery, type Search } from './search'
import type { SearchState } from './search-state'

export interface AnnealSettings {
  /** Temperatures as shares of the mean cost of reaching a node. */
  readonly hot: number
  readonly cold: number
  /** Stops when this much of the whole budget is used. */
  readonly untilShare: number
}

/** Iterations between two changes of the prices of leaving out. */
const PRICE_EVERY = 10

/** Mean way per node, lateness and changes apart: what temperatures and prices are measured in. */
function meanLeg(state: SearchState): number {
  const { width, way: metres } = state.model
  let way = 0
  let nodes = 0
  for (const { place, length } of state.routes) {
    if (length === 0) continue
    nodes += length
    for (let k = 0; k <= length; k++) way += metres[place[k]! * width + place[k + 1]!]!
  }
  return Math.max(way / Math.max(1, nodes), 1e-6)
}

/** An answer with this many of the heaviest requests missing is not looked at. */
const MOST_MISSING = 3

/**
 * Exchange or not, ruin, recreate, accept or undo, cooling down until the share of the budget is used. Leaving a request out
 * for a while is allowed at a price.
 */
export async function anneal(search: Search, settings: AnnealSettings): Promise<void> {
  const { state, ruin, stretches, insertion, orOpt, random, budget, best, model } = search
  const scale = meanLeg(state)
  const annealing = new Annealing(settings.hot * scale, settings.cold * scale)
  const fromShare = budget.share
  const prices = new AbsencePrices(model, scale)
  let current = prices.total(state)
  const every = lookEvery(model)
  const decide = (limit: number) => {
    const now = prices.total(state)
    if (now >= limit) {
      state.undo()
      return
    }
    current = now
    best.offer(state)
  }
  for (let i = 1; ; i++) {
    if (i % every === 0) {
      if (budget.stopped() || budget.share >= settings.untilShare) break
      annealing.cool((budget.share - fromShare) / (settings.untilShare - fromShare))
      await budget.breathe()
    }
    if (i % PRICE_EVERY === 0) {
      prices.adapt(state)
      current = prices.total(state)
    }
    budget.iterations++
    let limit = annealing.threshold(current, 1 - random.next())
    state.begin()
    // Within one route alone, ruining finds more in the same time.
    if (state.routes.length > 1 && stretches.exchange(state, limit - current)) decide(limit)
    limit = annealing.threshold(current, 1 - random.next())
    state.begin()
    ruin.ruin(state)
    const few = insertion.recreate(state, best.penalty + MOST_MISSING * prices.heaviest)
    if (few && state.whole()) {
      orOpt?.mend(state)
      decide(limit)
    } else state.undo()
  }
}

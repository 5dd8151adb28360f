import type { Model } from './model'
import type { SearchState } from './search-state'

/** Prices of leaving a request out, in mean costs of reaching a node: at first, least and most. */
const FIRST_PRICE = 10
const LEAST_PRICE = 1
const MOST_PRICE = 30
/** How the price of a request moves at each `adapt`, while it is out and while nothing is. */
const PRICE_UP = 1.1
const PRICE_DOWN = 0.98

/**
 * What leaving a request out costs while annealing, each its own: it rises while the request is out and falls
 * while nothing is. With a tight fleet complete answers lie far apart, and the way between them leads through
 * incomplete ones; those that are hard to place get dear, as with the absence counters of SISR.
 */
export class AbsencePrices {
  private readonly unit: Float64Array
  private readonly price: Float64Array
  /** Requests that have been in an answer; of the others nobody knows whether they ever fit. */
  private readonly known: Uint8Array
  private readonly fixed: boolean
  readonly heaviest: number

  constructor(model: Model, scale: number) {
    let lightest = Infinity
    let heaviest = 0
    for (const penalty of model.penalty) {
      if (penalty < lightest) lightest = penalty
      if (penalty > heaviest) heaviest = penalty
    }
    this.heaviest = heaviest
    this.known = new Uint8Array(model.requestCount)
    // Lateness and changes are dearer than any way: a price by the way would make leaving out the cheaper.
    this.fixed =
      model.previousRank !== undefined || (model.calendar?.wantedBy.some(time => time < Infinity) ?? false)
    this.unit = model.penalty.map(penalty => (scale * penalty) / lightest)
    this.price = this.fixed ? model.penalty.slice() : this.unit.map(unit => unit * FIRST_PRICE)
  }

  /** Cost of the way and the price of what is left out. */
  total(state: SearchState): number {
    let sum = state.cost
    for (let i = 0; i < state.absentCount; i++) sum += this.price[state.absent[i]!]!
    return sum
  }

  adapt(state: SearchState): void {
    if (this.fixed) return
    const { unit, price, known } = this
    const { first } = state.model
    let missing = 0
    for (let i = 0; i < state.absentCount; i++) {
      const request = state.absent[i]!
      price[request] = Math.min(unit[request]! * MOST_PRICE, price[request]! * PRICE_UP)
      missing += known[request]!
    }
    for (let r = 0; r < price.length; r++) {
      if (state.routeOf[first[r]!]! < 0) continue
      known[r] = 1
      if (missing === 0) price[r] = Math.max(unit[r]! * LEAST_PRICE, price[r]! * PRICE_DOWN)
    }
  }
}

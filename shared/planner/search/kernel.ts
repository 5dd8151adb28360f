import type { SearchRoute } from './search-route'

/**
 * Knows the rules of a route: whether and where a request fits, and what that costs. Two exist, one for
 * plain time windows and one for days, nights and rest; the search does not care which it is given.
 */
export interface Kernel {
  /** Fills in everything remembered of a route after its order changed. False when the order breaks a rule. */
  refresh(route: SearchRoute): boolean
  /** The same after one request came in at these positions (the second 0 for one node); else nothing changed. */
  refreshInserted(route: SearchRoute, request: number, at: number, atSecond: number): boolean
  /**
   * The cheapest place for a request, or `bound` when nothing cheaper is feasible; `lowest` and `highest`
   * limit the position of a single node. Where it goes is left in `at` and `atSecond`. With `blinking`, places
   * are overlooked now and then.
   */
  cheapest(
    route: SearchRoute,
    request: number,
    lowest: number,
    highest: number,
    bound: number,
    blinking: boolean
  ): number
  /** Positions found last; `atSecond` counts with the first node already in. */
  at: number
  atSecond: number
}

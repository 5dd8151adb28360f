import type { ProblemIndex } from '../problem-index'
import type { Route } from '../solution'
import { type TimedRoute, timeRoute } from '../timing/time-route'

/** What an index of the problem costs to make, as a share of its stops, in calls timed. */
const INDEX_COST = 0.1

/** Bounds the looking by counting calls timed, so that the same problem gets the same reasons on any machine. */
export class Work {
  constructor(private left: number) {}

  get done(): boolean {
    return this.left <= 0
  }

  time(index: ProblemIndex, route: Route): TimedRoute {
    const timed = timeRoute(index, route)
    this.left -= (route.calls.length + 1) * timed.passes
    return timed
  }

  /** For timing whole answers, and for an index of a changed problem. */
  count(index: ProblemIndex, routes: readonly Route[]): void {
    this.left -= routes.reduce((sum, route) => sum + route.calls.length + 1, 0)
    this.left -= INDEX_COST * index.problem.stops.length
  }
}

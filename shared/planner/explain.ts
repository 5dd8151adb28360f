import { evaluateIndexed, routesOf } from './evaluate'
import { findEmptySpace } from './explain/empty-space'
import { explainLate } from './explain/late'
import { lockOf } from './explain/placements'
import { type Looked, type Lookings, Trials } from './explain/unserved'
import { Work } from './explain/work'
import { compareSolutions } from './goals'
import type { ProblemIndex } from './problem-index'
import type { Route, Solution, Unserved } from './solution'

/** Bounds on the looking: items explained, vehicles tried for each, places tried in each. */
const MOST_ITEMS = 60
const MOST_VEHICLES = 12
const LEAST_PLACES = 16
const MOST_PLACES = 400
/** Calls timed, about, for what is unserved and for what is late; each a fraction of a second. */
const WORK_UNSERVED = 100_000
const WORK_LATE = 80_000
/** What turns out to fit is put in so often at most. */
const MOST_ROUNDS = 3

/**
 * Gives the reasons: for everything unserved it is put in at every place of the answer's routes, and where one
 * or two limits break, by how much that is; then for late visits and for empty space. What turns out to fit as
 * it is, as can happen when the search had little time, is put in. What is beyond the bounds stays `notExamined`.
 */
export function explain(index: ProblemIndex, solution: Solution): Solution {
  let best = solution
  for (let round = 1; ; round++) {
    const work = new Work(2 * WORK_UNSERVED)
    const trials = new Trials(index, best, work)
    const { lookings, better } = lookAtAll(index, best, trials, work)
    if (better && round < MOST_ROUNDS) {
      best = better
      continue
    }
    return {
      ...best,
      unserved: best.unserved.map((item, i) => explainOne(item, lookings[i], trials)),
      late: explainLate(index, best, new Work(WORK_LATE)),
      emptySpace: findEmptySpace(index, best, lookings, trials)
    }
  }
}

/** Tries every unserved item everywhere. `better`: the answer with what fitted and was worth it. */
function lookAtAll(
  index: ProblemIndex,
  solution: Solution,
  trials: Trials,
  work: Work
): { lookings: (Lookings | undefined)[]; better?: Solution } {
  let better: Solution | undefined
  const routes = routesOf(solution)
  const tried = routesToTry(index, routes)
  const places = placesEach(tried, solution)
  const lookings = solution.unserved.slice(0, MOST_ITEMS).map((item): Lookings | undefined => {
    if (work.done) return undefined
    const lockedTo = lockOf(index, routes, item)
    const looked = new Map<string, Looked>()
    for (const route of tried) {
      const elsewhere = lockedTo !== undefined && route.vehicle !== lockedTo
      const found = elsewhere
        ? trials.lookElsewhere(route, item, places)
        : trials.lookInto(route, item, places)
      looked.set(route.vehicle, found)
      if (!found.fits || !solution.feasible) continue
      if (compareSolutions(index.problem, withRoute(index, routes, found.fits), solution) >= 0) continue
      const before = better ?? solution
      const after = withRoute(index, routesOf(before), found.fits)
      if (compareSolutions(index.problem, after, before) < 0) better = after
      return undefined
    }
    return looked
  })
  return { lookings, better }
}

/** Used vehicles first: an empty one more of the same kind says nothing new. */
function routesToTry(index: ProblemIndex, routes: readonly Route[]): Route[] {
  const byVehicle = new Map(routes.map(route => [route.vehicle, route]))
  return index.problem.vehicles
    .map(({ id }) => byVehicle.get(id) ?? { vehicle: id, calls: [] })
    .sort((a, b) => Number(b.calls.length > 0) - Number(a.calls.length > 0))
    .slice(0, MOST_VEHICLES)
}

function placesEach(routes: readonly Route[], solution: Solution): number {
  const calls = routes.reduce((sum, route) => sum + route.calls.length + 1, 0)
  const items = Math.min(MOST_ITEMS, solution.unserved.length)
  return Math.max(LEAST_PLACES, Math.min(MOST_PLACES, Math.floor(WORK_UNSERVED / (calls * items))))
}

function withRoute(index: ProblemIndex, routes: readonly Route[], route: Route): Solution {
  return evaluateIndexed(index, [...routes.filter(other => other.vehicle !== route.vehicle), route])
}

function explainOne(item: Unserved, looked: Lookings | undefined, trials: Trials): Unserved {
  if (!looked) return item
  const all = [...looked.values()]
  if (all.some(({ fits }) => fits)) return { ...item, binding: 'goals' }
  return {
    ...item,
    ...trials.reasons(
      item,
      all.flatMap(one => one.ways)
    )
  }
}

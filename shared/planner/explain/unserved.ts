import { evaluateIndexed, routesOf } from '../evaluate'
import type { Shipment } from '../problem'
import { indexProblem, type ProblemIndex } from '../problem-index'
import type {
  BindingCode,
  Dimension,
  Remedy,
  Route,
  Solution,
  Together,
  Unserved,
  Violation
} from '../solution'
import { applyRemedy, type Item, inDays, openDurationS } from './changes'
import { placements } from './placements'
import type { Work } from './work'

/** How many changes, and how many pairs of them, are named at most. */
const MOST_REMEDIES = 6
const MOST_PAIRS = 3
/** Where the least of a kind does not hold, the next may: so many are tried. */
const MOST_TRIED = 6
/** What counts as much as so many days: a road opened, another vehicle. */
const ROAD_OPENED = 10
const OTHER_VEHICLE = 1

/** A change that mends one broken limit. `amount`: in days or in shares of what there is, to compare by. */
interface Change {
  readonly key: string
  readonly remedy: Remedy
  readonly amount: number
  readonly binding: BindingCode
}

/** The item put into a route, and the changes that it then needs: one or two. */
interface Way {
  readonly route: Route
  readonly changes: readonly Change[]
  readonly amount: number
}

const sumOf = (changes: readonly Change[]): number => changes.reduce((sum, change) => sum + change.amount, 0)

const keyOf = ({ changes }: Way): string => changes.map(change => change.key).join()

/** What was found by putting an item into one vehicle's route. */
export interface Looked {
  /** A route that has it and breaks nothing. */
  readonly fits?: Route
  /** For each change and each pair of changes a few, the least. */
  readonly ways: readonly Way[]
}

/** What was found for one item, by vehicle. */
export type Lookings = ReadonlyMap<string, Looked>

export type Reasons = Pick<Unserved, 'binding' | 'whatWouldFree' | 'together'>

/** Tries unserved items in the routes of one answer. */
export class Trials {
  private readonly routes: readonly Route[]
  private readonly holding = new Map<Way, boolean>()

  constructor(
    private readonly index: ProblemIndex,
    private readonly solution: Solution,
    private readonly work: Work
  ) {
    this.routes = routesOf(solution)
  }

  /** Puts the item in at every place of the route (about `places` at most) and looks what breaks. */
  lookInto(route: Route, item: Item, places: number): Looked {
    const found: Way[] = []
    const limitless = limitlessIndex(this.index, item)
    for (const trial of placements(this.index, route, item, places)) {
      const changes = changesFor(this.index, this.violations(trial, limitless))
      if (!changes) continue
      if (changes.length === 0) return { fits: trial, ways: [] }
      if (changes.length > 2) continue
      found.push({ route: trial, changes, amount: sumOf(changes) })
    }
    return { ways: leastOfEach(found, MOST_TRIED) }
  }

  /** Where the item spoils, perhaps before its stop even opens, how long it would have to keep. */
  private violations(trial: Route, limitless: { index: ProblemIndex; shipment: Shipment } | undefined) {
    const { violations } = this.work.time(this.index, trial)
    const spoils = violations.some(one => one.code === 'pastBestBefore' || !Number.isFinite(one.by))
    if (!limitless || !spoils) return violations
    const { index, shipment } = limitless
    const bestBeforeS = shipment.bestBeforeS!
    const timed = this.work.time(index, trial)
    const unload = timed.acts.find(({ kind, shipment: it }) => kind === 'unload' && it?.id === shipment.id)
    if (!unload || unload.startS <= bestBeforeS) return violations
    const by = unload.startS - bestBeforeS
    return [
      ...timed.violations,
      { code: 'pastBestBefore' as const, vehicle: trial.vehicle, shipment: shipment.id, by }
    ]
  }

  /** The same for a vehicle that the item may not go with: being given to it is one change more. */
  lookElsewhere(route: Route, item: Item, places: number): Looked {
    const { fits, ways } = this.lookInto(route, item, places)
    const { vehicle } = route
    const given: Change = {
      key: `otherVehicle ${vehicle}`,
      remedy: { code: 'otherVehicle', vehicle },
      amount: OTHER_VEHICLE,
      binding: 'wrongVehicle'
    }
    if (fits) return { ways: [{ route: fits, changes: [given], amount: given.amount }] }
    return {
      ways: ways
        .filter(way => way.changes.length === 1)
        .map(way => ({ ...way, changes: [given, ...way.changes], amount: given.amount + way.amount }))
    }
  }

  /** The least of the ways that hold when they are tried on the problem: single changes, else pairs. */
  reasons(item: Item, ways: readonly Way[]): Reasons {
    const sorted = [...ways].sort((a, b) => a.amount - b.amount)
    const holding = (count: number, most: number) => {
      const held = new Map<string, Way>()
      for (const way of sorted) {
        if (held.size === most) break
        const key = keyOf(way)
        if (way.changes.length === count && !held.has(key) && this.holds(item, way))
          held.set(key, this.shrunk(item, way))
      }
      return [...held.values()].sort((a, b) => a.amount - b.amount)
    }
    const singles = holding(1, MOST_REMEDIES)
    const pairs = singles.length > 0 ? [] : holding(2, MOST_PAIRS)
    return {
      binding: singles[0]?.changes[0]?.binding ?? 'several',
      whatWouldFree: singles.map(({ changes }) => changes[0]!.remedy),
      together: pairs.map(({ changes }): Together<Remedy> => [changes[0]!.remedy, changes[1]!.remedy])
    }
  }

  /**
   * Where loads may not be long on board, loading is put off once the rest is possible, and less may do than
   * what was lacking before: found by halving.
   */
  private shrunk(item: Item, way: Way): Way {
    let least = way
    for (const [c, { remedy }] of way.changes.entries()) {
      if (!('byS' in remedy)) continue
      const lesser = (byS: number): Way => {
        const changes = least.changes.map((change, i) =>
          i === c ? { ...change, remedy: { ...remedy, byS }, amount: inDays(byS) } : change
        )
        return { ...least, changes, amount: sumOf(changes) }
      }
      let low = 0
      let high = remedy.byS
      if (high <= 1 || !this.holds(item, lesser(high - 1))) continue
      high--
      while (high - low > 1) {
        const middle = (low + high) / 2
        if (this.holds(item, lesser(middle))) high = middle
        else low = middle
      }
      least = lesser(Math.min(remedy.byS, Math.ceil(high)))
    }
    return least
  }

  private holds(item: Item, way: Way): boolean {
    const known = this.holding.get(way)
    if (known !== undefined) return known
    const changed = way.changes.reduce(
      (problem, { remedy }) => applyRemedy(problem, remedy, item),
      this.index.problem
    )
    const others = this.routes.filter(route => route.vehicle !== way.route.vehicle)
    this.work.count(this.index, this.routes)
    const { violations, unserved } = evaluateIndexed(indexProblem(changed), [...others, way.route])
    const holds =
      violations.length <= this.solution.violations.length &&
      !unserved.some(one => one.kind === item.kind && one.id === item.id)
    this.holding.set(way, holds)
    return holds
  }
}

/** The problem without the best-before of the item, if it has one. */
function limitlessIndex(index: ProblemIndex, item: Item) {
  const shipment = item.kind === 'shipment' ? index.shipmentById.get(item.id)! : undefined
  if (shipment?.bestBeforeS === undefined) return undefined
  const kept = { ...shipment, bestBeforeS: undefined }
  return { shipment, index: { ...index, shipmentById: new Map(index.shipmentById).set(item.id, kept) } }
}

/** Least first; of ways with the same changes at most so many. */
function leastOfEach(ways: readonly Way[], most: number): Way[] {
  const count = new Map<string, number>()
  return [...ways]
    .sort((a, b) => a.amount - b.amount)
    .filter(way => {
      const key = keyOf(way)
      count.set(key, (count.get(key) ?? 0) + 1)
      return count.get(key)! <= most
    })
}

/** One change for each limit that is broken; undefined where no amount would do. */
function changesFor(index: ProblemIndex, violations: readonly Violation[]): Change[] | undefined {
  const changes = new Map<string, Change>()
  for (const violation of violations) {
    const change = Number.isFinite(violation.by) ? changeFor(index, violation) : undefined
    if (!change) return undefined
    const known = changes.get(change.key)
    if (!known || known.amount < change.amount) changes.set(change.key, change)
  }
  return [...changes.values()].sort((a, b) => (a.key < b.key ? -1 : 1))
}

function changeFor(index: ProblemIndex, violation: Violation): Change | undefined {
  const { vehicle, by: byS, code } = violation
  const made = (key: string, remedy: Remedy, amount: number) => ({
    key: `${code} ${vehicle} ${key}`,
    remedy,
    amount,
    binding: code
  })
  const stop = violation.stop ?? ''
  const shipment = violation.shipment ?? ''
  switch (violation.code) {
    case 'windowMissed':
      return made(stop, { code: 'laterWindow', stop, byS, vehicle }, inDays(byS))
    case 'tourEndsLate':
      return made('', { code: 'laterEnd', vehicle, byS }, inDays(byS))
    case 'tooLongOnBoard':
      return made(shipment, { code: 'longerOnBoard', shipment, byS, vehicle }, inDays(byS))
    case 'pastBestBefore':
      return made(shipment, { code: 'longerBestBefore', shipment, byS, vehicle }, inDays(byS))
    case 'overloaded':
      return moreSpace(index, vehicle, violation.dimension, violation.by, made)
    case 'noWay': {
      const { from, to } = violation
      const { placeRow, problem } = index
      const durationS = openDurationS(problem, placeRow.get(from)!, placeRow.get(to)!)
      return made(`${from} ${to}`, { code: 'openLeg', from, to, vehicle, durationS }, ROAD_OPENED)
    }
    case 'orderBroken':
    case 'wrongVehicle':
      return undefined
  }
}

function moreSpace(
  index: ProblemIndex,
  vehicle: string,
  dimension: Dimension,
  by: number,
  made: (key: string, remedy: Remedy, amount: number) => Change
): Change {
  const space = Math.max(index.vehicleById.get(vehicle)![dimension] ?? by, 1e-9)
  return made(dimension, { code: 'moreSpace', vehicle, dimension, by }, by / space)
}

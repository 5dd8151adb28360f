import { evaluateIndexed, routesOf } from './evaluate'
import { compareSolutions } from './goals'
import type { ProblemIndex } from './problem-index'
import type { BindingCode, Call, Remedy, Route, Solution, Unserved, Violation } from './solution'
import { timeRoute } from './timing/time-route'

/** Bounds on the looking: items explained, vehicles tried for each, places tried in each. */
const MOST_ITEMS = 60
const MOST_VEHICLES = 12
const LEAST_PLACES = 16
const MOST_PLACES = 400
/** Calls timed in all, about; a fraction of a second. */
const WORK = 150_000
const MOST_REMEDIES = 6

/**
 * For everything unserved, the single changes that would let it in, least first: it is put in at every place
 * of the answer's routes, and where exactly one limit breaks, by how much that is. What turns out to fit as it
 * is, as can happen when the search had little time, is put in.
 */
export function explain(index: ProblemIndex, solution: Solution): Solution {
  let best = solution
  for (;;) {
    const looked = lookAtAll(index, best)
    if (!looked.better) return { ...best, unserved: looked.unserved }
    best = looked.better
  }
}

function lookAtAll(index: ProblemIndex, solution: Solution): { unserved: Unserved[]; better?: Solution } {
  const routes = routesOf(solution)
  const byVehicle = new Map(routes.map(route => [route.vehicle, route]))
  const all = index.problem.vehicles
    .map(({ id }) => byVehicle.get(id) ?? { vehicle: id, calls: [] })
    // Used vehicles first: an empty one more of the same kind says nothing new.
    .sort((a, b) => Number(b.calls.length > 0) - Number(a.calls.length > 0))
    .slice(0, MOST_VEHICLES)
  const calls = all.reduce((sum, route) => sum + route.calls.length + 1, 0)
  const items = Math.min(MOST_ITEMS, solution.unserved.length)
  const places = Math.max(LEAST_PLACES, Math.min(MOST_PLACES, Math.floor(WORK / (calls * items))))
  const unserved: Unserved[] = []
  for (const [i, item] of solution.unserved.entries()) {
    const { explained, fitting } =
      i < MOST_ITEMS ? explainOne(index, all, item, places) : { explained: item, fitting: undefined }
    unserved.push(explained)
    if (!fitting || !solution.feasible) continue
    const trial = evaluateIndexed(index, [
      ...routes.filter(route => route.vehicle !== fitting.vehicle),
      fitting
    ])
    if (compareSolutions(index.problem, trial, solution) < 0) return { unserved, better: trial }
  }
  return { unserved }
}

function explainOne(
  index: ProblemIndex,
  routes: readonly Route[],
  item: Unserved,
  places: number
): { explained: Unserved; fitting?: Route } {
  const found = new Map<string, { remedy: Remedy; amount: number; binding: BindingCode }>()
  const lockedTo = lockOf(index, item)
  let fitting: Route | undefined
  for (const route of routes) {
    const elsewhere = lockedTo !== undefined && route.vehicle !== lockedTo
    for (const trial of placements(index, route, item, places)) {
      const { violations } = timeRoute(index, trial)
      if (violations.length === 0) {
        if (elsewhere) found.set(`otherVehicle ${route.vehicle}`, otherVehicle(route.vehicle))
        else fitting ??= trial
        break
      }
      const single = elsewhere ? undefined : singleRemedy(index, violations)
      if (!single) continue
      const { key, ...candidate } = single
      const known = found.get(key)
      if (!known || candidate.amount < known.amount) found.set(key, candidate)
    }
  }
  const sorted = [...found.values()].sort((a, b) => a.amount - b.amount).slice(0, MOST_REMEDIES)
  const binding = sorted[0]?.binding ?? 'several'
  return { explained: { ...item, binding, whatWouldFree: sorted.map(({ remedy }) => remedy) }, fitting }
}

function otherVehicle(vehicle: string) {
  return { remedy: { code: 'otherVehicle', vehicle } as const, amount: 1, binding: 'wrongVehicle' as const }
}

function lockOf(index: ProblemIndex, item: Unserved): string | undefined {
  if (item.kind === 'shipment') return index.shipmentById.get(item.id)!.lockedVehicle
  const order = index.problem.fixedOrders?.find(fixed => fixed.stops.includes(item.id))
  return index.stopById.get(item.id)!.lockedVehicle ?? order?.vehicle
}

/** The one change that mends these violations, with an amount to compare by: days, or shares of what there is. */
function singleRemedy(
  index: ProblemIndex,
  violations: readonly Violation[]
): { key: string; remedy: Remedy; amount: number; binding: BindingCode } | undefined {
  const worst = violations.reduce<Violation | undefined>((a, b) => (a && a.by >= b.by ? a : b), undefined)
  if (!worst || !Number.isFinite(worst.by)) return undefined
  const sameCause = (other: Violation) =>
    other.code === worst.code &&
    (worst.code === 'overloaded'
      ? other.code === 'overloaded' && other.dimension === worst.dimension
      : other.stop === worst.stop && other.shipment === worst.shipment)
  if (!violations.every(sameCause)) return undefined
  const { vehicle, by, code } = worst
  const days = by / 86_400
  const made = (key: string, remedy: Remedy, amount: number) => ({
    key: `${code} ${vehicle} ${key}`,
    remedy,
    amount,
    binding: code
  })
  switch (worst.code) {
    case 'windowMissed':
      return made(worst.stop!, { code: 'laterWindow', stop: worst.stop!, byS: by, vehicle }, days)
    case 'tourEndsLate':
      return made('', { code: 'laterEnd', vehicle, byS: by }, days)
    case 'tooLongOnBoard':
      return made(
        worst.shipment!,
        { code: 'longerOnBoard', shipment: worst.shipment!, byS: by, vehicle },
        days
      )
    case 'pastBestBefore':
      return made(
        worst.shipment!,
        { code: 'longerBestBefore', shipment: worst.shipment!, byS: by, vehicle },
        days
      )
    case 'overloaded': {
      const space = index.vehicleById.get(vehicle)![worst.dimension] ?? by
      const { dimension } = worst
      return made(dimension, { code: 'moreSpace', vehicle, dimension, by }, by / Math.max(space, 1e-9))
    }
    case 'noWay':
      return made(
        `${worst.from} ${worst.to}`,
        {
          code: 'openLeg',
          from: worst.from,
          to: worst.to,
          vehicle,
          durationS: openDurationS(index, worst.from, worst.to)
        },
        10
      )
    case 'orderBroken':
    case 'wrongVehicle':
      return undefined
  }
}

/** By the matrix, else as long as the other way round, else as long as the mean of all open ways. */
function openDurationS(index: ProblemIndex, from: string, to: string): number {
  const { size, durationS } = index.problem.matrix
  const a = index.placeRow.get(from)!
  const b = index.placeRow.get(to)!
  const known = [durationS[a * size + b]!, durationS[b * size + a]!].find(seconds => seconds < Infinity)
  if (known !== undefined) return known
  const open = Array.from(durationS).filter(seconds => seconds > 0 && seconds < Infinity)
  return Math.round(open.reduce((sum, seconds) => sum + seconds, 0) / Math.max(1, open.length))
}

/** The route with the item put in, at each place where that makes sense. */
function placements(index: ProblemIndex, route: Route, item: Unserved, places: number): Route[] {
  const { calls } = route
  if (item.kind === 'stop') {
    const [from, until] = orderBounds(index, route, item.id)
    const held = calls.findIndex(call => call.stop === item.id && !call.held)
    const merged = held >= from && held < until ? [withCall(route, held, { held: true })] : []
    const gaps = gapsOf(calls.length, places).filter(gap => gap >= from && gap <= until)
    return [
      ...merged,
      ...gaps.map(gap => withNew(route, gap, { stop: item.id, held: true, load: [], unload: [] }))
    ]
  }
  const shipment = index.shipmentById.get(item.id)!
  const most = Math.floor(Math.sqrt(places))
  const loaded =
    shipment.pickup === undefined
      ? [{ route, after: -1 }]
      : handOvers(route, shipment.pickup, 'load', item.id, 0, most)
  return loaded.flatMap(({ route: fetched, after }) =>
    shipment.delivery === undefined
      ? [fetched]
      : handOvers(fetched, shipment.delivery, 'unload', item.id, after + 1, most).map(one => one.route)
  )
}

/** Hand-overs at calls of that stop that are there already, and on new calls between. */
function handOvers(
  route: Route,
  stop: string,
  side: 'load' | 'unload',
  id: string,
  from: number,
  most: number
) {
  const made: { route: Route; after: number }[] = []
  route.calls.forEach((call, c) => {
    if (c >= from && call.stop === stop)
      made.push({ route: withCall(route, c, { [side]: [...call[side], id] }), after: c })
  })
  for (const gap of gapsOf(route.calls.length, most)) {
    if (gap < from) continue
    const call: Call = {
      stop,
      held: false,
      load: side === 'load' ? [id] : [],
      unload: side === 'unload' ? [id] : []
    }
    made.push({ route: withNew(route, gap, call), after: gap })
  }
  return made
}

/** Between which calls a visit may come, by the fixed order it belongs to. */
function orderBounds(index: ProblemIndex, route: Route, stop: string): [number, number] {
  const order = index.problem.fixedOrders?.find(fixed => fixed.stops.includes(stop))?.stops ?? []
  const rank = order.indexOf(stop)
  let from = 0
  let until = route.calls.length
  route.calls.forEach((call, c) => {
    const other = call.held ? order.indexOf(call.stop) : -1
    if (other >= 0 && other < rank) from = Math.max(from, c + 1)
    if (other > rank) until = Math.min(until, c)
  })
  return [from, until]
}

/** All gaps of a route, or evenly spread ones when there are too many. */
function gapsOf(length: number, most: number): number[] {
  const step = Math.max(1, (length + 1) / most)
  return Array.from({ length: Math.floor(length / step) + 1 }, (_, i) => Math.round(i * step))
}

function withCall(route: Route, at: number, change: Partial<Call>): Route {
  return { ...route, calls: route.calls.map((call, c) => (c === at ? { ...call, ...change } : call)) }
}

function withNew(route: Route, gap: number, call: Call): Route {
  return { ...route, calls: [...route.calls.slice(0, gap), call, ...route.calls.slice(gap)] }
}

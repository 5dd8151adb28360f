import { LOAD_BETWEEN, LOAD_FROM_START, LOAD_NONE, type Model } from './model'
import type { SearchRoute } from './search-route'

/** Sums of doubles: a vehicle exactly full must not be refused for its last bit. */
const EPSILON = 1e-7

/** Loads along a route and their running maxima from both ends. False when a capacity is broken. */
export function refreshLoads(model: Model, route: SearchRoute): boolean {
  const { dimensions } = model
  const { node, load } = route
  const end = route.length + 1
  for (let d = 0; d < dimensions; d++) {
    let onBoard = 0
    for (let k = 1; k < end; k++) {
      const x = node[k]!
      if (model.loadKind[model.requestOf[x]!] === LOAD_FROM_START) onBoard -= model.load[x * dimensions + d]!
    }
    load[d] = onBoard
    for (let k = 1; k < end; k++) {
      onBoard += model.load[node[k]! * dimensions + d]!
      load[k * dimensions + d] = onBoard
    }
    load[end * dimensions + d] = onBoard
  }
  return refreshPeaks(model, route)
}

/** The same for one request more in a route whose loads are known; `node` and `length` are those of now. */
export function refreshLoadsInserted(
  model: Model,
  route: SearchRoute,
  request: number,
  at: number,
  atSecond: number
): boolean {
  const { dimensions } = model
  const { load } = route
  const end = route.length + 1
  const kind = model.loadKind[request]!
  const pair = atSecond > 0
  for (let d = 0; d < dimensions; d++) {
    const amount = kind === LOAD_NONE ? 0 : model.load[model.first[request]! * dimensions + d]!
    // Until the end, or until it is unloaded; what comes off after being on board from the start counts before.
    const until = pair ? atSecond : kind === LOAD_FROM_START ? at : end + 1
    const from = kind === LOAD_FROM_START && !pair ? 0 : at
    const more = kind === LOAD_FROM_START && !pair ? -amount : amount
    let read = pair ? end - 2 : end - 1
    for (let k = end; k >= 0; k--) {
      // A new position has on board what the one before it had, and its own.
      const value = load[read * dimensions + d]!
      if (k !== at && k !== atSecond) read--
      load[k * dimensions + d] = k >= from && k < until ? value + more : value
    }
  }
  return refreshPeaks(model, route)
}

function refreshPeaks(model: Model, route: SearchRoute): boolean {
  const { dimensions } = model
  const { load, loadBefore, loadFromHere } = route
  const { capacity } = model.vehicles[route.vehicle]!
  const last = (route.length + 1) * dimensions
  let feasible = true
  for (let d = 0; d < dimensions; d++) {
    let peak = -Infinity
    for (let k = d; k <= last + d; k += dimensions) {
      if (load[k]! > peak) peak = load[k]!
      loadBefore[k] = peak
    }
    if (peak > capacity[d]! + EPSILON) feasible = false
    peak = -Infinity
    for (let k = last + d; k >= 0; k -= dimensions) {
      if (load[k]! > peak) peak = load[k]!
      loadFromHere[k] = peak
    }
  }
  return feasible
}

/** Whether a single node behind position `k` keeps within capacity. */
export function singleFits(model: Model, route: SearchRoute, x: number, request: number, k: number): boolean {
  const { dimensions } = model
  const kind = model.loadKind[request]!
  if (kind === LOAD_NONE) return true
  const { capacity } = model.vehicles[route.vehicle]!
  const peaks = kind === LOAD_FROM_START ? route.loadBefore : route.loadFromHere
  for (let d = 0; d < dimensions; d++) {
    const amount = Math.abs(model.load[x * dimensions + d]!)
    if (amount > 0 && peaks[k * dimensions + d]! + amount > capacity[d]! + EPSILON) return false
  }
  return true
}

/** Whether a pair's load may be on board when leaving position `k`. */
export function pairFits(model: Model, route: SearchRoute, pickup: number, k: number): boolean {
  const { dimensions } = model
  if (model.loadKind[model.requestOf[pickup]!] !== LOAD_BETWEEN) return true
  const { capacity } = model.vehicles[route.vehicle]!
  for (let d = 0; d < dimensions; d++) {
    const amount = model.load[pickup * dimensions + d]!
    if (amount > 0 && route.load[k * dimensions + d]! + amount > capacity[d]! + EPSILON) return false
  }
  return true
}

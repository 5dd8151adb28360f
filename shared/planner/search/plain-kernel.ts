import type { Blinks } from './blinks'
import type { Kernel } from './kernel'
import { LOAD_BETWEEN, LOAD_FROM_START, type Model } from './model'
import type { SearchRoute } from './search-route'

/** Sums of doubles: a route exactly on time must not be refused for its last bit. */
const EPSILON = 1e-7

/**
 * One window a node, driving at any hour. Forward and backward passes remember the earliest departure and
 * the latest start at each position, so that an insertion is checked in constant time
 * (Savelsbergh 1992, https://doi.org/10.1287/ijoc.4.2.146).
 */
export class PlainKernel implements Kernel {
  at = 0
  atSecond = 0
  /** By position: what the second node would cost there, and the least of that from here on. */
  private secondCost = new Float64Array(16)
  private secondBest = new Float64Array(16)

  constructor(
    private readonly model: Model,
    private readonly blinks: Blinks
  ) {}

  refresh(route: SearchRoute): boolean {
    const { model } = this
    const { node, place, depart, late } = route
    const { width, distance, open, close, service } = model
    const vehicle = model.vehicles[route.vehicle]!
    const time = model.times[vehicle.speed]!
    const end = route.length + 1
    place[0] = vehicle.startPlace
    place[end] = vehicle.endPlace
    for (let k = 1; k < end; k++) place[k] = model.place[node[k]!]!
    let feasible = true
    let cost = 0
    depart[0] = vehicle.from
    for (let k = 1; k < end; k++) {
      const x = node[k]!
      const leg = place[k - 1]! * width + place[k]!
      cost += distance[leg]!
      let start = depart[k - 1]! + time[leg]!
      if (start < open[x]!) start = open[x]!
      if (start > close[x]! + EPSILON) feasible = false
      depart[k] = start + service[x]!
    }
    const home = place[end - 1]! * width + place[end]!
    depart[end] = depart[end - 1]! + time[home]!
    if (route.length > 0) cost += distance[home]!
    if (route.length > 0 && depart[end]! > vehicle.until + EPSILON) feasible = false
    route.cost = cost
    late[end] = vehicle.until
    for (let k = end - 1; k >= 1; k--) {
      const x = node[k]!
      const latest = late[k + 1]! - time[place[k]! * width + place[k + 1]!]! - service[x]!
      late[k] = Math.min(latest, close[x]!)
    }
    if (model.dimensions > 0) feasible = refreshLoads(model, route) && feasible
    route.feasible = feasible && cost < Infinity
    return route.feasible
  }

  cheapest(route: SearchRoute, request: number, lowest: number, highest: number, bound: number): number {
    return this.model.second[request]! < 0
      ? this.cheapestSingle(route, request, lowest, highest, bound)
      : this.cheapestPair(route, request, bound)
  }

  private cheapestSingle(
    route: SearchRoute,
    request: number,
    lowest: number,
    highest: number,
    bound: number
  ): number {
    const { model, blinks } = this
    const { place, depart, late } = route
    const { width, distance } = model
    const x = model.first[request]!
    const vehicle = model.vehicles[route.vehicle]!
    const time = model.times[vehicle.speed]!
    const xPlace = model.place[x]!
    const xRow = xPlace * width
    const xOpen = model.open[x]!
    const xClose = model.close[x]! + EPSILON
    const xService = model.service[x]!
    const empty = route.length === 0
    const loaded = model.dimensions > 0
    let best = bound
    const last = Math.min(route.length, highest - 1)
    for (let k = lowest - 1; k <= last; k++) {
      const departure = depart[k]!
      if (departure > xClose) break
      const row = place[k]! * width
      const next = place[k + 1]!
      const delta = distance[row + xPlace]! + distance[xRow + next]! - (empty ? 0 : distance[row + next]!)
      if (!(delta < best)) continue
      let start = departure + time[row + xPlace]!
      if (start > xClose) continue
      if (start < xOpen) start = xOpen
      if (start + xService + time[xRow + next]! > late[k + 1]! + EPSILON) continue
      if (loaded && !singleFits(model, route, x, request, k)) continue
      if (blinks.blinks()) continue
      best = delta
      this.at = k + 1
    }
    return best
  }

  private cheapestPair(route: SearchRoute, request: number, bound: number): number {
    const { model, blinks } = this
    const { place, depart, late, node } = route
    const { width, distance, open, service } = model
    const p = model.first[request]!
    const d = model.second[request]!
    const time = model.times[model.vehicles[route.vehicle]!.speed]!
    const pPlace = model.place[p]!
    const dPlace = model.place[d]!
    const pRow = pPlace * width
    const dRow = dPlace * width
    const pOpen = open[p]!
    const dOpen = open[d]!
    const pClose = model.close[p]! + EPSILON
    const dClose = model.close[d]! + EPSILON
    const pService = service[p]!
    const dService = service[d]!
    const pToD = pRow + dPlace
    const length = route.length
    const empty = length === 0
    const loaded = model.dimensions > 0
    if (this.secondCost.length < length + 2) {
      this.secondCost = new Float64Array(length * 2 + 2)
      this.secondBest = new Float64Array(length * 2 + 2)
    }
    const { secondCost, secondBest } = this
    secondBest[length + 1] = Infinity
    for (let k = length; k >= 1; k--) {
      const row = place[k]! * width
      const next = place[k + 1]!
      // A position is out when even the unchanged route reaches it too late.
      const cost =
        depart[k]! > dClose
          ? Infinity
          : distance[row + dPlace]! + distance[dRow + next]! - distance[row + next]!
      secondCost[k] = cost
      secondBest[k] = Math.min(cost, secondBest[k + 1]!)
    }
    let best = bound
    for (let i = 0; i <= length; i++) {
      const departure = depart[i]!
      if (departure > pClose) break
      const row = place[i]! * width
      const next = place[i + 1]!
      let start = departure + time[row + pPlace]!
      if (start > pClose) continue
      if (start < pOpen) start = pOpen
      if (loaded && !pairFits(model, route, p, i)) continue
      const left = start + pService
      const base = empty ? 0 : distance[row + next]!
      const toP = distance[row + pPlace]!
      // The delivery right behind the pick-up.
      const together = toP + distance[pToD]! + distance[dRow + next]! - base
      if (together < best) {
        let startD = left + time[pToD]!
        if (startD <= dClose) {
          if (startD < dOpen) startD = dOpen
          if (startD + dService + time[dRow + next]! <= late[i + 1]! + EPSILON && !blinks.blinks()) {
            best = together
            this.at = i + 1
            this.atSecond = i + 2
          }
        }
      }
      if (i === length) break
      const firstDelta = toP + distance[pRow + next]! - base
      if (!(firstDelta + secondBest[i + 1]! < best)) continue
      // The delivery further on: carry the delay along until it would break something.
      let arrival = left + time[pRow + next]!
      for (let j = i + 1; j <= length; j++) {
        if (arrival > late[j]! + EPSILON) break
        if (loaded && !pairFits(model, route, p, j)) break
        if (!(firstDelta + secondBest[j]! < best)) break
        const x = node[j]!
        const departJ = Math.max(arrival, open[x]!) + service[x]!
        if (departJ > dClose) break
        const rowJ = place[j]! * width
        const nextJ = place[j + 1]!
        const delta = firstDelta + secondCost[j]!
        if (delta < best) {
          let startD = departJ + time[rowJ + dPlace]!
          if (startD <= dClose) {
            if (startD < dOpen) startD = dOpen
            if (startD + dService + time[dRow + nextJ]! <= late[j + 1]! + EPSILON && !blinks.blinks()) {
              best = delta
              this.at = i + 1
              this.atSecond = j + 2
            }
          }
        }
        arrival = departJ + time[rowJ + nextJ]!
      }
    }
    return best
  }
}

/** Loads along a route and their running maxima from both ends. False when a capacity is broken. */
export function refreshLoads(model: Model, route: SearchRoute): boolean {
  const { dimensions } = model
  const { node, load, loadBefore, loadFromHere } = route
  const { capacity } = model.vehicles[route.vehicle]!
  const end = route.length + 1
  let feasible = true
  for (let d = 0; d < dimensions; d++) {
    let onBoard = 0
    for (let k = 1; k < end; k++) {
      const x = node[k]!
      if (model.loadKind[model.requestOf[x]!] === LOAD_FROM_START) onBoard -= model.load[x * dimensions + d]!
    }
    load[d] = onBoard
    loadBefore[d] = onBoard
    for (let k = 1; k <= end; k++) {
      if (k < end) onBoard += model.load[node[k]! * dimensions + d]!
      load[k * dimensions + d] = onBoard
      const before = loadBefore[(k - 1) * dimensions + d]!
      loadBefore[k * dimensions + d] = Math.max(onBoard, before)
    }
    if (loadBefore[end * dimensions + d]! > capacity[d]! + EPSILON) feasible = false
    loadFromHere[end * dimensions + d] = onBoard
    for (let k = end - 1; k >= 0; k--) {
      const here = load[k * dimensions + d]!
      const after = loadFromHere[(k + 1) * dimensions + d]!
      loadFromHere[k * dimensions + d] = Math.max(here, after)
    }
  }
  return feasible
}

/** Whether a single node behind position `k` keeps within capacity. */
export function singleFits(model: Model, route: SearchRoute, x: number, request: number, k: number): boolean {
  const { dimensions } = model
  const kind = model.loadKind[request]!
  if (kind === 0) return true
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

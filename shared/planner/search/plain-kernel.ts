import type { Blinks } from './blinks'
import type { Kernel } from './kernel'
import type { Model } from './model'
import { pairFits, refreshLoads, refreshLoadsInserted, singleFits } from './route-loads'
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
    const { node, place, depart } = route
    const { width, distance, open, close, service } = model
    const vehicle = model.vehicles[route.vehicle]!
    const time = model.times[vehicle.speed]!
    const end = route.length + 1
    place[0] = vehicle.startPlace
    place[end] = vehicle.endPlace
    let feasible = true
    let cost = 0
    depart[0] = vehicle.from
    for (let k = 1; k < end; k++) {
      const x = node[k]!
      place[k] = model.place[x]!
      const leg = place[k - 1]! * width + place[k]!
      const metres = distance[leg]!
      const seconds = time[leg]!
      cost += metres
      route.leg[k - 1] = metres
      route.drive[k - 1] = seconds
      let start = depart[k - 1]! + seconds
      if (start < open[x]!) start = open[x]!
      if (start > close[x]! + EPSILON) feasible = false
      depart[k] = start + service[x]!
    }
    const home = place[end - 1]! * width + place[end]!
    route.leg[end - 1] = route.length > 0 ? distance[home]! : 0
    route.drive[end - 1] = time[home]!
    depart[end] = depart[end - 1]! + time[home]!
    route.cost = cost + route.leg[end - 1]!
    if (route.length > 0 && depart[end]! > vehicle.until + EPSILON) feasible = false
    route.late[end] = vehicle.until
    this.refreshLate(route, end - 1, 0)
    if (model.dimensions > 0) feasible = refreshLoads(model, route) && feasible
    route.feasible = feasible && route.cost < Infinity
    return route.feasible
  }

  refreshInserted(route: SearchRoute, request: number, at: number, atSecond: number): boolean {
    if (!route.feasible) return this.refresh(route)
    const { model } = this
    const { node, leg, drive, depart } = route
    const { open, close, service } = model
    const vehicle = model.vehicles[route.vehicle]!
    const end = route.length + 1
    const pair = atSecond > 0
    const last = pair ? atSecond : at
    this.makeRoom(route, at, pair ? atSecond : -1)
    this.measure(route, at - 1)
    this.measure(route, at)
    if (pair) {
      this.measure(route, atSecond - 1)
      this.measure(route, atSecond)
    }
    let cost = 0
    for (let k = 0; k < end; k++) cost += leg[k]!
    route.cost = cost
    let feasible = cost < Infinity
    let k = at
    for (; k < end; k++) {
      const x = node[k]!
      let start = depart[k - 1]! + drive[k - 1]!
      if (start < open[x]!) start = open[x]!
      if (start > close[x]! + EPSILON) feasible = false
      const departure = start + service[x]!
      // From here on nothing changes.
      if (k > last && departure === depart[k]) break
      depart[k] = departure
    }
    if (k === end) {
      depart[end] = depart[end - 1]! + drive[end - 1]!
      if (depart[end]! > vehicle.until + EPSILON) feasible = false
    }
    this.refreshLate(route, last, at)
    if (model.dimensions > 0) feasible = refreshLoadsInserted(model, route, request, at, atSecond) && feasible
    route.feasible = feasible
    return feasible
  }

  /** Latest starts from position `k` backwards; before `settled` only as far as something changes. */
  private refreshLate(route: SearchRoute, k: number, settled: number): void {
    const { close, service } = this.model
    const { node, drive, late } = route
    for (; k >= 1; k--) {
      const x = node[k]!
      const latest = Math.min(late[k + 1]! - drive[k]! - service[x]!, close[x]!)
      if (k < settled && latest === late[k]) return
      late[k] = latest
    }
  }

  /** Shifts what is remembered of the positions behind one or two new ones; `atSecond` is -1 for one. */
  private makeRoom(route: SearchRoute, at: number, atSecond: number): void {
    const { node, place, leg, drive, depart, late } = route
    const end = route.length + 1
    let read = atSecond > 0 ? end - 2 : end - 1
    for (let k = end; k >= at; k--) {
      if (k === at || k === atSecond) {
        place[k] = this.model.place[node[k]!]!
        continue
      }
      place[k] = place[read]!
      leg[k] = leg[read]!
      drive[k] = drive[read]!
      depart[k] = depart[read]!
      late[k] = late[read]!
      read--
    }
  }

  /** The leg that begins at position `k`. */
  private measure(route: SearchRoute, k: number): void {
    const { width, distance, times, vehicles } = this.model
    const { place, leg, drive } = route
    const cell = place[k]! * width + place[k + 1]!
    leg[k] = distance[cell]!
    drive[k] = times[vehicles[route.vehicle]!.speed]![cell]!
  }

  cheapest(
    route: SearchRoute,
    request: number,
    lowest: number,
    highest: number,
    bound: number,
    blinking: boolean
  ): number {
    return this.model.second[request]! < 0
      ? this.cheapestSingle(route, request, lowest, highest, bound, blinking)
      : this.cheapestPair(route, request, bound, blinking)
  }

  private cheapestSingle(
    route: SearchRoute,
    request: number,
    lowest: number,
    highest: number,
    bound: number,
    blinking: boolean
  ): number {
    const { model, blinks } = this
    const { place, depart, late, leg } = route
    const { width, distance, distanceTo } = model
    const x = model.first[request]!
    const vehicle = model.vehicles[route.vehicle]!
    const time = model.times[vehicle.speed]!
    const timeTo = model.timesTo[vehicle.speed]!
    const xRow = model.place[x]! * width
    const xOpen = model.open[x]!
    const xClose = model.close[x]! + EPSILON
    const xService = model.service[x]!
    const loaded = model.dimensions > 0
    let best = bound
    const last = Math.min(route.length, highest - 1)
    const soonest = xOpen + xService - EPSILON
    for (let k = Math.max(lowest, firstInTime(route, soonest)) - 1; k <= last; k++) {
      const departure = depart[k]!
      if (departure > xClose) break
      const before = xRow + place[k]!
      const next = place[k + 1]!
      const delta = distanceTo[before]! + distance[xRow + next]! - leg[k]!
      if (!(delta < best)) continue
      let start = departure + timeTo[before]!
      if (start > xClose) continue
      if (start < xOpen) start = xOpen
      if (start + xService + time[xRow + next]! > late[k + 1]! + EPSILON) continue
      if (loaded && !singleFits(model, route, x, request, k)) continue
      if (blinking && blinks.blinks()) continue
      best = delta
      this.at = k + 1
    }
    return best
  }

  private cheapestPair(route: SearchRoute, request: number, bound: number, blinking: boolean): number {
    const { model, blinks } = this
    const { place, depart, late, node, leg, drive } = route
    const { width, distance, distanceTo, open, service } = model
    const p = model.first[request]!
    const d = model.second[request]!
    const { speed } = model.vehicles[route.vehicle]!
    const time = model.times[speed]!
    const timeTo = model.timesTo[speed]!
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
    const pToD = distance[pRow + dPlace]!
    const pToDTime = time[pRow + dPlace]!
    const length = route.length
    const loaded = model.dimensions > 0
    if (this.secondCost.length < length + 2) {
      this.secondCost = new Float64Array(length * 2 + 2)
      this.secondBest = new Float64Array(length * 2 + 2)
    }
    const { secondCost, secondBest } = this
    // Positions at which the unchanged route could still take the delivery, and the pick-up.
    const firstD = firstInTime(route, dOpen + dService - EPSILON) - 1
    let lastD = length
    while (lastD > 0 && depart[lastD]! > dClose) lastD--
    for (let k = length + 1; k > lastD; k--) secondBest[k] = Infinity
    let cheapestSecond = Infinity
    for (let k = lastD; k >= 1; k--) {
      if (k >= firstD) {
        const cost = distanceTo[dRow + place[k]!]! + distance[dRow + place[k + 1]!]! - leg[k]!
        secondCost[k] = cost
        if (cost < cheapestSecond) cheapestSecond = cost
      } else secondCost[k] = Infinity
      secondBest[k] = cheapestSecond
    }
    let best = bound
    for (let i = firstInTime(route, pOpen + pService - EPSILON) - 1; i <= lastD; i++) {
      const departure = depart[i]!
      if (departure > pClose) break
      const before = pRow + place[i]!
      const next = place[i + 1]!
      const toP = distanceTo[before]! - leg[i]!
      const firstDelta = toP + distance[pRow + next]!
      const together = toP + pToD + distance[dRow + next]!
      if (!(together < best) && (i >= lastD || !(firstDelta + secondBest[i + 1]! < best))) continue
      let start = departure + timeTo[before]!
      if (start > pClose) continue
      if (start < pOpen) start = pOpen
      if (loaded && !pairFits(model, route, p, i)) continue
      const left = start + pService
      // The delivery right behind the pick-up.
      if (together < best) {
        let startD = left + pToDTime
        if (startD <= dClose) {
          if (startD < dOpen) startD = dOpen
          if (
            startD + dService + time[dRow + next]! <= late[i + 1]! + EPSILON &&
            !(blinking && blinks.blinks())
          ) {
            best = together
            this.at = i + 1
            this.atSecond = i + 2
          }
        }
      }
      if (i >= lastD || !(firstDelta + secondBest[i + 1]! < best)) continue
      // The delivery further on: carry the delay along until it would break something.
      let arrival = left + time[pRow + next]!
      for (let j = i + 1; j <= lastD; j++) {
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
            if (
              startD + dService + time[dRow + nextJ]! <= late[j + 1]! + EPSILON &&
              !(blinking && blinks.blinks())
            ) {
              best = delta
              this.at = i + 1
              this.atSecond = j + 2
            }
          }
        }
        arrival = departJ + drive[j]!
      }
    }
    return best
  }
}

/**
 * The first position whose latest start is not before `time`, from 1 to the end: nothing that ends no earlier
 * can come before an earlier one. Latest starts rise along a route.
 */
function firstInTime({ late, length }: SearchRoute, time: number): number {
  let low = 1
  let high = length + 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (late[middle]! < time) low = middle + 1
    else high = middle
  }
  return low
}

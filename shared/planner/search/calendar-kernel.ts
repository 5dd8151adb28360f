import type { Blinks } from './blinks'
import { CalendarClock } from './calendar-clock'
import { CalendarPass } from './calendar-pass'
import type { Kernel } from './kernel'
import type { CalendarModel, CalendarVehicle, Model } from './model'
import { pairFits, refreshLoads, singleFits } from './route-loads'
import { CALENDAR_STATE, type SearchRoute } from './search-route'

const EPSILON = 1e-7

/**
 * Days, nights, rest, several windows, lateness and time on board. An insertion is followed along the route
 * until it breaks a rule or the vehicle is where it would have been anyway; what the plain rules alone forbid
 * is refused before that in constant time.
 */
export class CalendarKernel implements Kernel {
  at = 0
  atSecond = 0
  private readonly calendar: CalendarModel
  private readonly clock: CalendarClock
  private readonly pass: CalendarPass
  /** While an insertion is followed: where limited loads come on in the route as it is, and the times met. */
  private readonly loadedIn: Int32Array
  private passedAt = new Float64Array(16)
  /** Some load came to be too long on board as an insertion was followed: only a full pass can tell. */
  private suspect = false

  constructor(
    private readonly model: Model,
    private readonly blinks: Blinks
  ) {
    this.calendar = model.calendar!
    this.clock = new CalendarClock(model)
    this.pass = new CalendarPass(model, this.clock)
    this.loadedIn = new Int32Array(model.requestCount)
  }

  refresh(route: SearchRoute): boolean {
    const { model } = this
    const { node, place, late } = route
    const { width, distance, close, service } = model
    const vehicle = model.vehicles[route.vehicle]!
    const times = model.times[vehicle.speed]!
    const end = route.length + 1
    place[0] = vehicle.startPlace
    place[end] = vehicle.endPlace
    let cost = 0
    for (let k = 1; k < end; k++) {
      place[k] = model.place[node[k]!]!
      cost += distance[place[k - 1]! * width + place[k]!]!
    }
    if (route.length > 0) cost += distance[place[end - 1]! * width + place[end]!]!
    this.reserve(end + 1)
    for (let k = 1; k < end; k++) this.pass.order[k] = node[k]!
    const feasible = this.pass.follow(route.vehicle, route.length, route)
    route.cost = cost + this.pass.late
    late[end] = vehicle.until
    for (let k = end - 1; k >= 1; k--) {
      const x = node[k]!
      const latest = late[k + 1]! - times[place[k]! * width + place[k + 1]!]! - service[x]!
      late[k] = Math.min(latest, close[x]!)
    }
    const fits = model.dimensions === 0 || refreshLoads(model, route)
    route.feasible = feasible && fits && route.cost < Infinity
    return route.feasible
  }

  refreshInserted(route: SearchRoute): boolean {
    return this.refresh(route)
  }

  cheapest(
    route: SearchRoute,
    request: number,
    lowest: number,
    highest: number,
    bound: number,
    blinking: boolean
  ): number {
    const limited = this.hasLimits(route) || this.calendar.maxOnBoard[request]! < Infinity
    return this.model.second[request]! < 0
      ? this.cheapestSingle(route, request, lowest, highest, bound, limited, blinking)
      : this.cheapestPair(route, request, bound, limited, blinking)
  }

  private cheapestSingle(
    route: SearchRoute,
    request: number,
    lowest: number,
    highest: number,
    bound: number,
    limited: boolean,
    blinking: boolean
  ): number {
    const { model, clock } = this
    const { place, depart, late } = route
    const { width, distance } = model
    const vehicle = model.vehicles[route.vehicle]!
    const day = this.calendar.vehicles[route.vehicle]!
    const times = model.times[vehicle.speed]!
    const x = model.first[request]!
    const xPlace = model.place[x]!
    const empty = route.length === 0
    let best = bound
    const last = Math.min(route.length, highest - 1)
    for (let k = lowest - 1; k <= last; k++) {
      if (depart[k]! > model.close[x]! + EPSILON) break
      const row = place[k]! * width
      const next = place[k + 1]!
      const delta =
        distance[row + xPlace]! + distance[xPlace * width + next]! - (empty ? 0 : distance[row + next]!)
      if (!(delta < best)) continue
      if (model.dimensions > 0 && !singleFits(model, route, x, request, k)) continue
      this.resume(route, k)
      this.suspect = false
      if (!clock.reach(day, times, place[k]!, x, -Infinity)) continue
      if (limited && clock.start - vehicle.from > this.calendar.maxOnBoard[request]! + EPSILON) continue
      if (clock.time + times[xPlace * width + next]! > late[k + 1]! + EPSILON) continue
      const lateness = this.clock.lateness(x)
      const extra = this.followRest(route, day, times, xPlace, k + 1, limited ? k + 1 : 0) + lateness
      if (!(delta + extra < best) || (blinking && this.blinks.blinks())) continue
      let cost = delta + extra
      if (this.suspect) {
        cost = delta + this.tryOrder(route, x, k + 1, -1, 0)
        if (!(cost < best)) continue
      }
      best = cost
      this.at = k + 1
    }
    return best
  }

  private cheapestPair(
    route: SearchRoute,
    request: number,
    bound: number,
    limited: boolean,
    blinking: boolean
  ): number {
    const { model, clock } = this
    const { place, depart, late, node } = route
    const { width, distance } = model
    const vehicle = model.vehicles[route.vehicle]!
    const day = this.calendar.vehicles[route.vehicle]!
    const times = model.times[vehicle.speed]!
    const p = model.first[request]!
    const d = model.second[request]!
    const pPlace = model.place[p]!
    const dPlace = model.place[d]!
    const { length } = route
    const empty = length === 0
    let best = bound
    for (let i = 0; i <= length; i++) {
      if (depart[i]! > model.close[p]! + EPSILON) break
      if (model.dimensions > 0 && !pairFits(model, route, p, i)) continue
      const row = place[i]! * width
      const base = empty ? 0 : distance[row + place[i + 1]!]!
      const toP = distance[row + pPlace]!
      if (toP === Infinity) continue
      let reached = false
      let lateSoFar = 0
      let from = pPlace
      let time = 0
      let today = 0
      let driven = 0
      let lastWork = 0
      let lastRest = 0
      let loaded = 0
      let suspectSoFar = false
      for (let j = i; j <= length; j++) {
        const nextPlace = place[j + 1]!
        const delta =
          j === i
            ? toP + distance[pPlace * width + dPlace]! + distance[dPlace * width + nextPlace]! - base
            : toP +
              distance[pPlace * width + place[i + 1]!]! -
              base +
              distance[place[j]! * width + dPlace]! +
              distance[dPlace * width + nextPlace]! -
              distance[place[j]! * width + nextPlace]!
        if (!reached) {
          this.resume(route, i)
          if (!clock.reach(day, times, place[i]!, p, -Infinity)) break
          reached = true
          loaded = clock.time
          lateSoFar = this.clock.lateness(p)
        } else {
          // Carry the delay one node on.
          clock.time = time
          clock.day = today
          clock.driven = driven
          clock.lastWork = lastWork
          clock.lastRest = lastRest
          if (model.dimensions > 0 && !pairFits(model, route, p, j)) break
          const x = node[j]!
          if (!clock.reach(day, times, from, x, this.boundOf(route, j))) break
          if (clock.start > late[j]! + EPSILON) break
          lateSoFar += this.clock.lateness(x) - this.latenessAt(route, j)
          if (limited) {
            this.suspect = suspectSoFar
            if (!this.checkOnBoard(route, j, i + 1)) break
            suspectSoFar = this.suspect
          }
          from = place[j]!
        }
        time = clock.time
        today = clock.day
        driven = clock.driven
        lastWork = clock.lastWork
        lastRest = clock.lastRest
        if (time > model.close[d]! + EPSILON) break
        if (!(delta + lateSoFar < best)) continue
        if (!clock.reach(day, times, from, d, -Infinity)) continue
        this.suspect = suspectSoFar || clock.start - loaded > this.calendar.maxOnBoard[request]! + EPSILON
        if (clock.time + times[dPlace * width + nextPlace]! > late[j + 1]! + EPSILON) continue
        const extra =
          lateSoFar +
          this.clock.lateness(d) +
          this.followRest(route, day, times, dPlace, j + 1, limited ? i + 1 : 0)
        if (!(delta + extra < best) || (blinking && this.blinks.blinks())) continue
        let cost = delta + extra
        if (this.suspect) {
          cost = delta + this.tryOrder(route, p, i + 1, d, j + 2)
          if (!(cost < best)) continue
        }
        best = cost
        this.at = i + 1
        this.atSecond = j + 2
      }
    }
    return best
  }

  /**
   * Extra lateness from position `k` on when it is reached by the clock as it stands; Infinity when that breaks
   * a rule. `moved`, unless 0, is the first position whose times changed: times on board are then looked at.
   */
  private followRest(
    route: SearchRoute,
    day: CalendarVehicle,
    times: Float64Array,
    from: number,
    k: number,
    moved: number
  ): number {
    const { clock, model } = this
    const { node, place, depart, calendar } = route
    const end = route.length + 1
    let extra = 0
    let at = from
    for (let m = k; m < end; m++) {
      if (!clock.reach(day, times, at, node[m]!, this.boundOf(route, m))) return Infinity
      if (clock.start > route.late[m]! + EPSILON) return Infinity
      extra += this.clock.lateness(node[m]!) - this.latenessAt(route, m)
      if (moved > 0 && !this.checkOnBoard(route, m, moved)) return Infinity
      at = place[m]!
      const base = m * CALENDAR_STATE
      if (
        clock.time === depart[m]! &&
        clock.day === calendar[base]! &&
        clock.driven <= calendar[base + 1]! &&
        clock.lastWork === calendar[base + 2]! &&
        clock.lastRest === calendar[base + 3]!
      )
        return extra
    }
    if (!clock.drive(day, times, at, place[end]!)) return Infinity
    return clock.time > model.vehicles[route.vehicle]!.until + EPSILON ? Infinity : extra
  }

  /** Notes the time at position `m` and whether what is unloaded there was too long on board. False: it cannot be helped. */
  private checkOnBoard(route: SearchRoute, m: number, moved: number): boolean {
    const { model, clock, calendar } = this
    this.passedAt[m] = clock.time
    const x = route.node[m]!
    const request = model.requestOf[x]!
    const limit = calendar.maxOnBoard[request]!
    if (limit === Infinity) return true
    if (model.second[request]! < 0)
      return clock.start - model.vehicles[route.vehicle]!.from <= limit + EPSILON
    if (x !== model.second[request]!) return true
    const load = this.loadedIn[request]!
    const since = load >= moved ? this.passedAt[load]! : route.depart[load]!
    if (clock.start - since > limit + EPSILON) this.suspect = true
    return true
  }

  private resume(route: SearchRoute, k: number): void {
    const { clock } = this
    if (k === 0) {
      clock.begin(this.calendar.vehicles[route.vehicle]!, route.depart[0]!)
      return
    }
    const base = k * CALENDAR_STATE
    clock.time = route.depart[k]!
    clock.day = route.calendar[base]!
    clock.driven = route.calendar[base + 1]!
    clock.lastWork = route.calendar[base + 2]!
    clock.lastRest = route.calendar[base + 3]!
  }

  private latenessAt(route: SearchRoute, k: number): number {
    return route.calendar[k * CALENDAR_STATE + 4]!
  }

  private boundOf(route: SearchRoute, k: number): number {
    return route.calendar[k * CALENDAR_STATE + 5]!
  }

  /** Whether some load on the route may not be long on board; notes where such loads come on. */
  private hasLimits(route: SearchRoute): boolean {
    const { model, calendar } = this
    let limits = false
    for (let k = 1; k <= route.length; k++) {
      const x = route.node[k]!
      const request = model.requestOf[x]!
      if (calendar.maxOnBoard[request] === Infinity) continue
      limits = true
      if (x === model.first[request]) this.loadedIn[request] = k
    }
    this.reserve(route.length + 4)
    return limits
  }

  /** Extra lateness of the route with one or two nodes more, times on board respected; Infinity when it breaks a rule. */
  private tryOrder(route: SearchRoute, x: number, at: number, y: number, atY: number): number {
    const { pass } = this
    const count = route.length + (y < 0 ? 1 : 2)
    this.reserve(count + 2)
    let read = 1
    for (let k = 1; k <= count; k++) {
      if (k === at) pass.order[k] = x
      else if (y >= 0 && k === atY) pass.order[k] = y
      else pass.order[k] = route.node[read++]!
    }
    if (!pass.follow(route.vehicle, count, undefined)) return Infinity
    let before = 0
    for (let k = 1; k <= route.length; k++) before += this.latenessAt(route, k)
    return pass.late - before
  }

  private reserve(count: number): void {
    this.pass.reserve(count)
    if (this.passedAt.length <= count) this.passedAt = new Float64Array(count * 2)
  }
}

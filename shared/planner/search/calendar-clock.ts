import type { CalendarVehicle, Model } from './model'

const DAY = 86_400
const EPSILON = 1e-7
const NO_RULES: readonly { fromS: number; untilS: number; slow: number }[] = []

/**
 * Moves one vehicle through time by the rules of days, nights and rest, for the search: the same rules as
 * `timing/clock.ts`, written apart from it so that each can be checked against the other. Gives up at the
 * first broken rule.
 */
export class CalendarClock {
  time = 0
  day = 0
  driven = 0
  lastWork = 0
  lastRest = 0
  /** When the last service began. */
  start = 0

  constructor(private readonly model: Model) {}

  begin(vehicle: CalendarVehicle, from: number): void {
    this.time = from
    this.day = Math.floor(from / DAY)
    this.driven = 0
    this.lastWork = this.day - 1
    this.lastRest = Math.min(vehicle.rested, this.day - 1)
  }

  /** Drives a leg and serves a node, its window met. False when it cannot be. */
  reach(
    vehicle: CalendarVehicle,
    times: Float64Array,
    from: number,
    node: number,
    notBefore: number
  ): boolean {
    return this.drive(vehicle, times, from, this.model.place[node]!) && this.serve(vehicle, node, notBefore)
  }

  /** Price of the lateness of the service that began last, at this node. */
  lateness(node: number): number {
    const { wantedBy, latePrice } = this.model.calendar!
    const over = this.start - wantedBy[node]!
    return over > 0 ? over * latePrice : 0
  }

  drive(vehicle: CalendarVehicle, times: Float64Array, from: number, to: number): boolean {
    if (from === to) return true
    const leg = from * this.model.width + to
    const need = times[leg]!
    if (need === Infinity) return false
    if (need === 0) return true
    const rules = this.model.calendar!.legRules.get(leg)
    if (!rules) {
      if (vehicle.hasDay) this.driveDays(vehicle, need)
      else this.time += need
      return true
    }
    return this.driveWithRules(vehicle, need, rules)
  }

  private driveWithRules(vehicle: CalendarVehicle, need: number, rules: typeof NO_RULES): boolean {
    const { day, driven, lastWork, lastRest } = this
    let leave = this.time
    for (;;) {
      this.time = leave
      this.day = day
      this.driven = driven
      this.lastWork = lastWork
      this.lastRest = lastRest
      const departed = this.driveSlow(vehicle, need, rules)
      let clear = true
      for (const rule of rules) {
        if (rule.slow !== Infinity || departed >= rule.untilS || this.time <= rule.fromS) continue
        leave = rule.untilS
        clear = false
        break
      }
      if (clear) return true
      if (leave === Infinity) return false
    }
  }

  /** Without rules of legs: as many whole days as it takes. */
  private driveDays(vehicle: CalendarVehicle, need: number): void {
    if (vehicle.nightsAtStops && need <= Math.min(vehicle.driving, vehicle.dayEnd - vehicle.dayStart))
      this.waitForRoom(vehicle, need)
    let left = need
    while (left > 1e-6) {
      const room = this.roomNow(vehicle)
      if (room <= 1e-6) {
        this.time = (Math.floor(this.time / DAY) + 1) * DAY + vehicle.dayStart
        continue
      }
      const step = Math.min(room, left)
      this.work(Math.floor(this.time / DAY), step)
      left -= step
      this.time += step
    }
  }

  private driveSlow(vehicle: CalendarVehicle, need: number, rules: typeof NO_RULES): number {
    let slowest = 1
    for (const rule of rules) if (rule.slow !== Infinity && rule.slow > slowest) slowest = rule.slow
    if (
      vehicle.hasDay &&
      vehicle.nightsAtStops &&
      need <= Math.min(vehicle.driving, vehicle.dayEnd - vehicle.dayStart)
    )
      this.waitForRoom(vehicle, need * slowest)
    let left = need
    let departed = Number.NaN
    while (left > 1e-6) {
      let room = Infinity
      if (vehicle.hasDay) {
        room = this.roomNow(vehicle)
        if (room <= 1e-6) {
          this.time = (Math.floor(this.time / DAY) + 1) * DAY + vehicle.dayStart
          continue
        }
      }
      if (Number.isNaN(departed)) departed = this.time
      let factor = 1
      let change = Infinity
      for (const rule of rules) {
        if (rule.slow === Infinity) continue
        if (factor === 1 && rule.fromS <= this.time && this.time < rule.untilS) factor = rule.slow
        if (rule.fromS > this.time && rule.fromS < change) change = rule.fromS
        if (rule.untilS > this.time && rule.untilS < change) change = rule.untilS
      }
      const step = Math.min(left * factor, room, change - this.time)
      if (vehicle.hasDay) this.work(Math.floor(this.time / DAY), step)
      left -= step / factor
      this.time += step
    }
    return departed
  }

  /** Stays where it is until a whole leg fits into the day, or a fresh day has begun. */
  private waitForRoom(vehicle: CalendarVehicle, need: number): void {
    for (;;) {
      const room = this.roomNow(vehicle)
      const today = Math.floor(this.time / DAY)
      if (room >= need) return
      if (
        room > 0 &&
        this.time === today * DAY + vehicle.dayStart &&
        (this.day !== today || this.driven === 0)
      )
        return
      this.time = (today + 1) * DAY + vehicle.dayStart
    }
  }

  /** Seconds that may still be driven today from now, or from this morning if the day has not begun; 0 on a day that must be one of rest. */
  private roomNow(vehicle: CalendarVehicle): number {
    const today = Math.floor(this.time / DAY)
    const morning = today * DAY + vehicle.dayStart
    if (this.time < morning) this.time = morning
    const rested = today > this.lastWork + 1 ? today - 1 : this.lastRest
    if (today - rested > vehicle.restEvery - 1) return 0
    const driven = this.day === today ? this.driven : 0
    return Math.min(today * DAY + vehicle.dayEnd - this.time, vehicle.driving - driven)
  }

  private work(today: number, seconds: number): void {
    if (this.day !== today) {
      this.day = today
      this.driven = 0
    }
    this.driven += seconds
    if (today > this.lastWork + 1) this.lastRest = today - 1
    if (today > this.lastWork) this.lastWork = today
  }

  serve(vehicle: CalendarVehicle, node: number, notBefore: number): boolean {
    const { windowStart, windowFrom, windowUntil, restful } = this.model.calendar!
    const duration = this.model.service[node]!
    const lastWindow = windowStart[node + 1]!
    let window = windowStart[node]!
    let start = Math.max(this.time, notBefore)
    for (;;) {
      while (window < lastWindow && windowUntil[window]! < start - EPSILON) window++
      if (window === lastWindow) return false
      if (start < windowFrom[window]!) start = windowFrom[window]!
      if (!vehicle.hasDay) break
      const moved = this.workingTime(vehicle, start, duration, restful[node] === 1)
      if (moved === start) break
      start = moved
    }
    this.start = start
    const end = start + duration
    if (vehicle.hasDay) this.noteService(start, end, duration, restful[node] === 1)
    this.time = end
    return true
  }

  private workingTime(vehicle: CalendarVehicle, start: number, duration: number, restful: boolean): number {
    const today = Math.floor(start / DAY)
    const morning = today * DAY + vehicle.dayStart
    const evening = today * DAY + vehicle.dayEnd
    if (start < morning) return morning
    const short = duration <= vehicle.dayEnd - vehicle.dayStart
    if (short ? start + duration > evening + 1e-6 : start >= evening) return morning + DAY
    if (vehicle.restEvery === Infinity) return start
    const rested = today > this.lastWork + 1 ? today - 1 : this.lastRest
    const end = duration === 0 ? today : Math.ceil((start + duration) / DAY) - 1
    const lastDay = restful && end - today >= 2 ? today : end
    const allowed =
      lastDay - today + 1 > vehicle.restEvery - 1
        ? rested === today - 1
        : lastDay - rested <= vehicle.restEvery - 1
    return allowed ? start : morning + DAY
  }

  private noteService(start: number, end: number, duration: number, restful: boolean): void {
    const first = Math.floor(start / DAY)
    const last = duration === 0 ? first : Math.ceil(end / DAY) - 1
    if (first > this.lastWork + 1) this.lastRest = first - 1
    if (restful && last - first >= 2) this.lastRest = last - 1
    if (last > this.lastWork) this.lastWork = last
    const endDay = Math.floor(end / DAY)
    if (endDay !== this.day) {
      this.day = endDay
      this.driven = 0
    }
  }
}

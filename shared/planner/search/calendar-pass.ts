import type { CalendarClock } from './calendar-clock'
import { LOAD_FROM_START, type Model } from './model'
import { CALENDAR_STATE, type SearchRoute } from './search-route'

const EPSILON = 1e-7
/** Rounds in which loading may be put off further; the evaluator allows more. */
const MOST_ROUNDS = 20

/** Follows a whole order by the clock: is it allowed, and how late is it. */
export class CalendarPass {
  /** The order to follow, `order[1 … count]`: filled in by whoever asks, after `reserve`. */
  order = new Int32Array(16)
  /** Price of all lateness of the order followed last. */
  late = 0
  /** The earliest starts that times on board ask for. */
  private bound = new Float64Array(16)
  private startAt = new Float64Array(16)
  private doneAt = new Float64Array(16)
  private readonly loadedAt: Int32Array

  constructor(
    private readonly model: Model,
    private readonly clock: CalendarClock
  ) {
    this.loadedAt = new Int32Array(model.requestCount)
  }

  reserve(count: number): void {
    if (this.order.length > count) return
    const size = count * 2
    const order = new Int32Array(size)
    order.set(this.order)
    this.order = order
    this.bound = new Float64Array(size)
    this.startAt = new Float64Array(size)
    this.doneAt = new Float64Array(size)
  }

  /**
   * Follows `order[1 … count]` from the start; loading is put off as long as some load would be too long on
   * board. Leaves the lateness in `late`, and the states in `keep` when given.
   */
  follow(vehicleIndex: number, count: number, keep: SearchRoute | undefined): boolean {
    for (let k = 1; k <= count; k++) this.bound[k] = -Infinity
    for (let round = 0; round < MOST_ROUNDS; round++) {
      if (!this.pass(vehicleIndex, count, keep)) return false
      const raised = this.raiseBounds(vehicleIndex, count)
      if (raised === 'never') return false
      if (raised === 'no') return true
    }
    return false
  }

  private pass(vehicleIndex: number, count: number, keep: SearchRoute | undefined): boolean {
    const { model, clock } = this
    const calendar = model.calendar!
    const vehicle = model.vehicles[vehicleIndex]!
    const day = calendar.vehicles[vehicleIndex]!
    const times = model.times[vehicle.speed]!
    clock.begin(day, vehicle.from)
    if (keep) keep.depart[0] = vehicle.from
    this.late = 0
    let feasible = true
    let at = vehicle.startPlace
    for (let k = 1; k <= count; k++) {
      const x = this.order[k]!
      if (feasible) feasible = clock.reach(day, times, at, x, this.bound[k]!)
      if (!feasible && !keep) return false
      const lateness = clock.lateness(x)
      this.late += lateness
      this.startAt[k] = clock.start
      this.doneAt[k] = clock.time
      at = model.place[x]!
      if (!keep) continue
      const base = k * CALENDAR_STATE
      keep.depart[k] = clock.time
      keep.calendar[base] = clock.day
      keep.calendar[base + 1] = clock.driven
      keep.calendar[base + 2] = clock.lastWork
      keep.calendar[base + 3] = clock.lastRest
      keep.calendar[base + 4] = lateness
      keep.calendar[base + 5] = this.bound[k]!
    }
    if (feasible && count > 0)
      feasible = clock.drive(day, times, at, vehicle.endPlace) && clock.time <= vehicle.until + EPSILON
    if (keep) keep.depart[count + 1] = clock.time
    return feasible
  }

  private raiseBounds(vehicleIndex: number, count: number): 'no' | 'yes' | 'never' {
    const { model } = this
    const calendar = model.calendar!
    let raised: 'no' | 'yes' = 'no'
    for (let k = 1; k <= count; k++) {
      const x = this.order[k]!
      const request = model.requestOf[x]!
      const limit = calendar.maxOnBoard[request]!
      if (limit === Infinity) continue
      if (x === model.first[request] && model.second[request]! >= 0) {
        this.loadedAt[request] = k
        continue
      }
      if (model.loadKind[request] === LOAD_FROM_START || model.second[request]! < 0) {
        if (this.startAt[k]! - model.vehicles[vehicleIndex]!.from > limit + EPSILON) return 'never'
        continue
      }
      const load = this.loadedAt[request]!
      if (this.startAt[k]! - this.doneAt[load]! <= limit + EPSILON) continue
      this.bound[load] = this.startAt[k]! - limit - (this.doneAt[load]! - this.startAt[load]!)
      raised = 'yes'
    }
    return raised
  }
}

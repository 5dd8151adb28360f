import { LOAD_FROM_START, LOAD_TO_END, type Model } from './model'
import type { Neighbours } from './neighbours'
import type { Random } from './random'
import type { SearchRoute } from './search-route'
import type { SearchState } from './search-state'
import { throughStretch } from './stretch-times'

/** Of how many near nodes one is drawn, and how many places are looked at in one step. */
const NEAR = 25
const LOOKS = 12
/** Longest stretch; ends of routes may be longer. */
const LONGEST = 40
/** Sums of doubles: see the kernels. */
const EPSILON = 1e-7

/**
 * Exchanges stretches of two routes, or of one, as they are: ends of routes (2-opt*: Potvin and Rousseau 1995),
 * stretches between (cross exchange: Taillard and others 1997), and two stretches side by side (Or 1976). Strings
 * of ten nodes cannot carry a whole cluster from one route to another.
 */
export class StretchExchange {
  private readonly near: number

  constructor(
    private readonly model: Model,
    private readonly neighbours: Neighbours,
    private readonly random: Random
  ) {
    this.near = Math.min(NEAR, neighbours.size - 1)
  }

  /** Makes one exchange whose way grows by less than `room`; false, and nothing changed, when none was found. */
  exchange(state: SearchState, room: number): boolean {
    const { model, random } = this
    if (this.near < 1) return false
    for (let look = 0; look < LOOKS; look++) {
      const a = random.below(model.nodeCount)
      const r = state.routeOf[a]!
      if (r < 0) continue
      const b = this.nearTo(a)
      const other = state.routeOf[b]!
      if (other < 0) continue
      if (other === r ? this.within(state, r, a, b, room) : this.between(state, r, a, other, b, room))
        return true
      if (state.touchedCount === 0) continue
      // Only the kernel found it out, and asking it takes long: once in a step is enough.
      state.undo()
      return false
    }
    return false
  }

  private nearTo(node: number): number {
    const { random, neighbours, near } = this
    const draw = random.next()
    return neighbours.list[node * neighbours.size + 1 + Math.floor(draw * draw * near)]!
  }

  /** What follows `a` for what begins with `b`. */
  private between(state: SearchState, r: number, a: number, other: number, b: number, room: number): boolean {
    const { model, random } = this
    const { distance, width } = model
    const one = state.routes[r]!
    const two = state.routes[other]!
    const i = state.positionOf[a]! + 1
    const j = state.positionOf[b]!
    let ones = one.length + 1 - i
    let twos = two.length + 1 - j
    if (random.next() < 0.5) {
      twos = 1 + random.below(Math.min(LONGEST, twos))
      const c = this.nearTo(two.node[j + twos - 1]!)
      const at = state.positionOf[c]!
      if (state.routeOf[c] !== r || at < i || at - i > LONGEST) return false
      ones = at - i
    }
    const p = one.place
    const q = two.place
    const change =
      joined(distance, width, p[i - 1]!, q, j, twos, p[i + ones]!) +
      joined(distance, width, q[j - 1]!, p, i, ones, q[j + twos]!) -
      joined(distance, width, p[i - 1]!, p, i, ones, p[i + ones]!) -
      joined(distance, width, q[j - 1]!, q, j, twos, q[j + twos]!)
    if (!(change < room)) return false
    if (!this.inTime(one, i, ones, two, j, twos) || !this.inTime(two, j, twos, one, i, ones)) return false
    if (!this.mayMove(state, one, i, ones, other) || !this.mayMove(state, two, j, twos, r)) return false
    if (
      model.dimensions > 0 &&
      (!this.fits(one, i, ones, two, j, twos) || !this.fits(two, j, twos, one, i, ones))
    )
      return false
    return state.exchange(r, i, ones, other, j, twos)
  }

  /** Two stretches of one route side by side: what follows `a`, up to `b`, and what begins with `b`. */
  private within(state: SearchState, r: number, a: number, b: number, room: number): boolean {
    const { model, random } = this
    const { distance, width } = model
    const route = state.routes[r]!
    const p = route.place
    let from = state.positionOf[a]! + 1
    let middle = state.positionOf[b]!
    let until = 0
    if (middle > from) until = middle + 1 + random.below(Math.min(LONGEST, route.length + 1 - middle))
    else if (middle < from - 1) {
      // `b` and a little more behind it come behind `a`.
      until = from
      from = middle
      middle = from + 1 + random.below(Math.min(LONGEST, until - from - 1))
    } else return false
    const change =
      distance[p[from - 1]! * width + p[middle]!]! +
      distance[p[until - 1]! * width + p[from]!]! +
      distance[p[middle - 1]! * width + p[until]!]! -
      distance[p[from - 1]! * width + p[from]!]! -
      distance[p[middle - 1]! * width + p[middle]!]! -
      distance[p[until - 1]! * width + p[until]!]!
    if (!(change < room)) return false
    let time = throughStretch(this.model, route.depart[from - 1]!, p[from - 1]!, route, route, middle, until)
    time = throughStretch(this.model, time, p[until - 1]!, route, route, from, middle)
    if (time + this.drive(route, p[middle - 1]!, p[until]!) > route.late[until]! + EPSILON) return false
    for (let k = from; k < until; k++) {
      const request = model.requestOf[route.node[k]!]!
      if (model.chain[request]! >= 0) return false
      if (model.second[request]! < 0) continue
      // A pick-up stays before its delivery: both in one stretch, or only one of them in either.
      const first = state.positionOf[model.first[request]!]!
      const second = state.positionOf[model.second[request]!]!
      if (first >= from && first < middle && second >= middle && second < until) return false
    }
    return state.turnAbout(r, from, middle, until)
  }

  /** Whether a stretch of `two` can come in time where one of `one` is, by driving and windows alone. */
  private inTime(
    one: SearchRoute,
    i: number,
    ones: number,
    two: SearchRoute,
    j: number,
    twos: number
  ): boolean {
    const time = throughStretch(this.model, one.depart[i - 1]!, one.place[i - 1]!, one, two, j, j + twos)
    const last = twos > 0 ? two.place[j + twos - 1]! : one.place[i - 1]!
    return time + this.drive(one, last, one.place[i + ones]!) <= one.late[i + ones]! + EPSILON
  }

  private drive(route: SearchRoute, from: number, to: number): number {
    const { model } = this
    return model.times[model.vehicles[route.vehicle]!.speed]![from * model.width + to]!
  }

  /** Whether what is on board at the start and at the end keeps within capacity when a stretch is replaced. */
  private fits(
    one: SearchRoute,
    i: number,
    ones: number,
    two: SearchRoute,
    j: number,
    twos: number
  ): boolean {
    const { dimensions, vehicles } = this.model
    const { capacity } = vehicles[one.vehicle]!
    const end = (one.length + 1) * dimensions
    for (let d = 0; d < dimensions; d++) {
      const start =
        one.load[d]! -
        this.carried(one, i, ones, d, LOAD_FROM_START) +
        this.carried(two, j, twos, d, LOAD_FROM_START)
      const rest =
        one.load[end + d]! -
        this.carried(one, i, ones, d, LOAD_TO_END) +
        this.carried(two, j, twos, d, LOAD_TO_END)
      if (start > capacity[d]! + EPSILON || rest > capacity[d]! + EPSILON) return false
    }
    return true
  }

  private carried(route: SearchRoute, from: number, count: number, d: number, kind: number): number {
    const { load, loadKind, requestOf, dimensions } = this.model
    let sum = 0
    for (let k = from; k < from + count; k++) {
      const node = route.node[k]!
      if (loadKind[requestOf[node]!] === kind) sum += Math.abs(load[node * dimensions + d]!)
    }
    return sum
  }

  private mayMove(state: SearchState, route: SearchRoute, from: number, count: number, to: number): boolean {
    const { model } = this
    for (let k = from; k < from + count; k++) {
      const request = model.requestOf[route.node[k]!]!
      const only = model.onlyVehicle[request]!
      if (model.chain[request]! >= 0 || (only >= 0 && only !== to)) return false
      if (model.second[request]! < 0) continue
      const first = state.positionOf[model.first[request]!]!
      const second = state.positionOf[model.second[request]!]!
      if (first < from || second >= from + count) return false
    }
    return true
  }
}

/** Way from `before` through the ends of a stretch, or past it when it is empty, to `after`; the inside left out. */
function joined(
  distance: Float64Array,
  width: number,
  before: number,
  place: Int32Array,
  from: number,
  count: number,
  after: number
): number {
  if (count === 0) return distance[before * width + after]!
  return distance[before * width + place[from]!]! + distance[place[from + count - 1]! * width + after]!
}

import type { Kernel } from './kernel'
import type { Model } from './model'
import { SearchRoute } from './search-route'

/** The answer being changed, with one step of undo: `begin`, changes, then `undo` or nothing. */
export class SearchState {
  readonly routes: SearchRoute[]
  /** Route and position of each node; -1 while absent. */
  readonly routeOf: Int32Array
  readonly positionOf: Int32Array
  /** Requests left out, in `absent[0 … absentCount)`. */
  readonly absent: Int32Array
  absentCount: number
  /** Distance and lateness of all routes, and the penalties of all absent requests. */
  cost = 0
  penalty = 0

  /** Vehicles that must stay at home: fewer are wanted. */
  readonly closed: Uint8Array

  private readonly spare: SearchRoute[]
  private readonly touched: Uint8Array
  /** Routes changed since `begin`, in `touchedList[0 … touchedCount)`. */
  readonly touchedList: Int32Array
  touchedCount = 0
  private readonly savedAbsent: Int32Array
  private savedAbsentCount = 0
  private savedCost = 0
  private savedPenalty = 0
  /** The routes' versions, side by side. */
  readonly versionOf: Float64Array
  private versions = 0

  constructor(
    readonly model: Model,
    readonly kernel: Kernel
  ) {
    const create = () =>
      Array.from({ length: model.vehicleCount }, (_, vehicle) => new SearchRoute(model, vehicle))
    this.routes = create()
    this.spare = create()
    this.versionOf = new Float64Array(model.vehicleCount)
    for (const route of this.routes) this.refresh(route)
    this.routeOf = new Int32Array(model.nodeCount).fill(-1)
    this.positionOf = new Int32Array(model.nodeCount)
    this.absent = Int32Array.from({ length: model.requestCount }, (_, request) => request)
    this.absentCount = model.requestCount
    this.savedAbsent = new Int32Array(model.requestCount)
    this.closed = new Uint8Array(model.vehicleCount)
    this.touched = new Uint8Array(model.vehicleCount)
    this.touchedList = new Int32Array(model.vehicleCount)
    for (let request = 0; request < model.requestCount; request++) this.penalty += model.penalty[request]!
  }

  get total(): number {
    return this.cost + this.penalty
  }

  begin(): void {
    for (let i = 0; i < this.touchedCount; i++) this.touched[this.touchedList[i]!] = 0
    this.touchedCount = 0
    this.savedAbsentCount = this.absentCount
    for (let i = 0; i < this.absentCount; i++) this.savedAbsent[i] = this.absent[i]!
    this.savedCost = this.cost
    this.savedPenalty = this.penalty
  }

  undo(): void {
    for (let i = 0; i < this.touchedCount; i++) {
      const r = this.touchedList[i]!
      this.unplace(r)
    }
    for (let i = 0; i < this.touchedCount; i++) {
      const r = this.touchedList[i]!
      const old = this.spare[r]!
      this.spare[r] = this.routes[r]!
      this.routes[r] = old
      this.versionOf[r] = old.version
      this.replace(r)
      this.touched[r] = 0
    }
    this.touchedCount = 0
    this.absentCount = this.savedAbsentCount
    for (let i = 0; i < this.absentCount; i++) this.absent[i] = this.savedAbsent[i]!
    this.cost = this.savedCost
    this.penalty = this.savedPenalty
  }

  /** False, and nothing changed, when the kernel finds on a full pass that the place breaks a route that was whole. */
  insert(request: number, r: number, at: number, atSecond: number): boolean {
    this.touch(r)
    const route = this.routes[r]!
    const { model } = this
    const costBefore = route.cost
    const whole = route.feasible
    const pair = model.second[request]! >= 0
    route.insert(at, model.first[request]!)
    if (pair) route.insert(atSecond, model.second[request]!)
    this.newVersion(route)
    if (!this.kernel.refreshInserted(route, request, at, pair ? atSecond : 0) && whole) {
      route.keepOnly(node => model.requestOf[node] !== request)
      this.refresh(route)
      return false
    }
    this.cost += route.cost - costBefore
    this.replace(r, at)
    this.penalty -= model.penalty[request]!
    return true
  }

  /**
   * Takes out every request with a mark and puts it on the absent list. Marks are left set. What is
   * left may break a rule, where a detour is faster than the direct way: see `whole`.
   */
  removeMarked(marks: Uint8Array, requests: Int32Array, count: number): void {
    const { model } = this
    const kept = (node: number) => marks[model.requestOf[node]!] === 0
    for (let i = 0; i < count; i++) {
      const request = requests[i]!
      const r = this.routeOf[model.first[request]!]!
      if (r >= 0) {
        this.touch(r)
        const route = this.routes[r]!
        this.cost -= route.cost
        this.unplaceMarked(r, marks)
        route.keepOnly(kept)
        this.refresh(route)
        this.cost += route.cost
        this.replace(r)
      }
      this.absent[this.absentCount++] = request
      this.penalty += model.penalty[request]!
    }
  }

  /** Exchanges stretches of two routes, each by its first position and its count. False: a rule is broken. */
  exchange(
    r: number,
    from: number,
    count: number,
    other: number,
    otherFrom: number,
    otherCount: number
  ): boolean {
    this.touch(r)
    this.touch(other)
    const one = this.routes[r]!
    const two = this.routes[other]!
    this.cost -= one.cost + two.cost
    one.replaceStretch(from, count, this.spare[other]!, otherFrom, otherCount)
    two.replaceStretch(otherFrom, otherCount, this.spare[r]!, from, count)
    const kept = this.refresh(one)
    const whole = this.refresh(two) && kept
    this.cost += one.cost + two.cost
    this.replace(r, from)
    this.replace(other, otherFrom)
    return whole
  }

  /** Exchanges two stretches side by side, `from … middle` and `middle … until`. False: a rule is broken. */
  turnAbout(r: number, from: number, middle: number, until: number): boolean {
    this.touch(r)
    const route = this.routes[r]!
    this.cost -= route.cost
    route.turnAbout(from, middle, until)
    const whole = this.refresh(route)
    this.cost += route.cost
    this.replace(r, from)
    return whole
  }

  /** Whether every route changed since `begin` keeps the rules. */
  whole(): boolean {
    for (let i = 0; i < this.touchedCount; i++) if (!this.routes[this.touchedList[i]!]!.feasible) return false
    return true
  }

  /** Orders of nodes by route, to keep the best answer. */
  snapshot(): Int32Array[] {
    return this.routes.map(route => route.node.slice(1, route.length + 1))
  }

  /** Makes a kept answer the current one; false when the kernel finds it breaks a rule. */
  restore(orders: readonly Int32Array[]): boolean {
    const { model } = this
    this.routeOf.fill(-1)
    let feasible = true
    this.cost = 0
    orders.forEach((order, r) => {
      const route = this.routes[r]!
      route.reserve(order.length)
      route.length = order.length
      for (let k = 0; k < order.length; k++) route.node[k + 1] = order[k]!
      feasible = this.refresh(route) && feasible
      this.cost += route.cost
      this.replace(r)
    })
    this.absentCount = 0
    this.penalty = 0
    for (let request = 0; request < model.requestCount; request++) {
      if (this.routeOf[model.first[request]!]! >= 0) continue
      this.absent[this.absentCount++] = request
      this.penalty += model.penalty[request]!
    }
    this.begin()
    return feasible
  }

  /** Whether the route was changed since `begin`. */
  isTouched(r: number): boolean {
    return this.touched[r] === 1
  }

  /** A route as it was at `begin`; only if it was changed since. */
  atBegin(r: number): SearchRoute {
    return this.spare[r]!
  }

  private newVersion(route: SearchRoute): void {
    route.version = ++this.versions
    this.versionOf[route.vehicle] = route.version
  }

  private refresh(route: SearchRoute): boolean {
    this.newVersion(route)
    return this.kernel.refresh(route)
  }

  private touch(r: number): void {
    if (this.touched[r]) return
    this.touched[r] = 1
    this.touchedList[this.touchedCount++] = r
    this.spare[r]!.copyFrom(this.routes[r]!)
  }

  private unplace(r: number): void {
    const { node, length } = this.routes[r]!
    for (let k = 1; k <= length; k++) this.routeOf[node[k]!] = -1
  }

  private unplaceMarked(r: number, marks: Uint8Array): void {
    const { node, length } = this.routes[r]!
    for (let k = 1; k <= length; k++) if (marks[this.model.requestOf[node[k]!]!]) this.routeOf[node[k]!] = -1
  }

  private replace(r: number, from = 1): void {
    const { node, length } = this.routes[r]!
    for (let k = from; k <= length; k++) {
      this.routeOf[node[k]!] = r
      this.positionOf[node[k]!] = k
    }
  }
}

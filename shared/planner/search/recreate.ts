import type { Blinks } from './blinks'
import { InsertionMemory } from './insertion-memory'
import type { Model } from './model'
import type { Random } from './random'
import type { SearchRoute } from './search-route'
import type { SearchState } from './search-state'

/** More absent requests than this are not all tried in one step: those that never fit must not slow the rest. */
const MOST_TRIED = 60

/**
 * Greedy insertion in one of several orders, drawn anew each time: at random, heaviest first, farthest first,
 * nearest first, narrowest window first, earliest opening or closing first (SISR, section 4.2, with the
 * orders its authors give for time windows).
 */
export class GreedyInsertion {
  private readonly memory: InsertionMemory
  private readonly keys: Float64Array
  private readonly orders: readonly { readonly share: number; readonly key: Float64Array | undefined }[]
  private readonly shares: number
  private readonly triedClass: Uint8Array
  /** The cheapest place found so far for the request at hand. */
  private readonly choice = { cost: 0, route: -1, at: 0, atSecond: 0 }

  constructor(
    private readonly model: Model,
    private readonly random: Random,
    private readonly blinks: Blinks
  ) {
    this.memory = new InsertionMemory(model)
    this.keys = new Float64Array(model.requestCount)
    this.triedClass = new Uint8Array(model.vehicleCount)
    this.orders = insertionOrders(model)
    this.shares = this.orders.reduce((sum, order) => sum + order.share, 0)
  }

  /**
   * Puts absent requests in, those with the least key first, else in an order drawn by lot. False as soon as
   * what stays absent costs more than `penaltyLimit`.
   */
  recreate(
    state: SearchState,
    penaltyLimit: number,
    mostTried = MOST_TRIED,
    key = this.drawOrder()
  ): boolean {
    const { absent } = state
    const count = this.sortAbsent(state, mostTried, key)
    let left = 0
    let unfit = 0
    let fits = true
    for (let i = 0; i < count; i++) {
      const request = absent[i]!
      if (fits && this.insertCheapest(state, request)) continue
      absent[left++] = request
      unfit += this.model.penalty[request]!
      if (unfit > penaltyLimit) fits = false
    }
    for (let i = count; i < state.absentCount; i++) absent[left++] = absent[i]!
    state.absentCount = left
    return fits
  }

  private insertCheapest(state: SearchState, request: number): boolean {
    const { model, memory, choice } = this
    const { touchedList, touchedCount, versionOf } = state
    const only = model.onlyVehicle[request]!
    choice.cost = model.penalty[request]!
    choice.route = -1
    if (model.chain[request]! >= 0) this.tryChained(state, request)
    else if (only >= 0) this.tryRoute(state, only, request)
    else {
      this.triedClass.fill(0)
      // What is remembered comes first: the lower the bound, the less must be looked at in routes that changed.
      const row = request * model.vehicleCount
      for (let r = 0; r < model.vehicleCount; r++)
        if (memory.least(row + r, versionOf[r]!) < choice.cost && !state.isTouched(r))
          this.tryRoute(state, r, request)
      for (let i = 0; i < touchedCount; i++) this.tryRoute(state, touchedList[i]!, request)
    }
    return choice.route >= 0 && state.insert(request, choice.route, choice.at, choice.atSecond)
  }

  private tryRoute(state: SearchState, r: number, request: number): void {
    const route = state.routes[r]!
    if (state.closed[r]) return
    if (route.length === 0) {
      const kind = this.model.vehicles[r]!.class
      if (this.triedClass[kind]) return
      this.triedClass[kind] = 1
    }
    if (state.isTouched(r)) this.ask(state, route, request, 1, route.length + 1, true)
    else this.askMemory(state, route, request)
  }

  /** Where its fixed order lets it go, in the one route where others of that order are. */
  private tryChained(state: SearchState, request: number): void {
    const { model } = this
    const rank = model.chainRank[request]!
    const only = model.onlyVehicle[request]!
    for (const route of state.routes) {
      if (state.closed[route.vehicle] || (only >= 0 && route.vehicle !== only)) continue
      let lowest = 1
      let highest = route.length + 1
      let elsewhere = false
      for (const other of model.chains[model.chain[request]!]!) {
        const node = model.first[other]!
        const r = state.routeOf[node]!
        if (r < 0 || other === request) continue
        if (r !== route.vehicle) elsewhere = true
        else if (model.chainRank[other]! < rank) lowest = Math.max(lowest, state.positionOf[node]! + 1)
        else highest = Math.min(highest, state.positionOf[node]!)
      }
      if (!elsewhere) this.ask(state, route, request, lowest, highest, true)
    }
  }

  /** Asks the kernel, and keeps what it finds when that is cheaper than the choice so far. True when it is. */
  private ask(
    { kernel }: SearchState,
    route: SearchRoute,
    request: number,
    lowest: number,
    highest: number,
    blinking: boolean
  ): boolean {
    const { choice } = this
    const cost = kernel.cheapest(route, request, lowest, highest, choice.cost, blinking)
    if (!(cost < choice.cost)) return false
    choice.cost = cost
    choice.route = route.vehicle
    choice.at = kernel.at
    choice.atSecond = kernel.atSecond
    return true
  }

  /** The same for a route that stays as it was: what was found is remembered. */
  private askMemory(state: SearchState, route: SearchRoute, request: number): void {
    const { memory, choice, model } = this
    const entry = request * model.vehicleCount + route.vehicle
    const { cost, route: chosen, at, atSecond } = choice
    if (memory.isExact(entry, route.version)) {
      if (!this.blinks.blinks()) {
        choice.cost = memory.least(entry, route.version)
        choice.route = route.vehicle
        choice.at = memory.at(entry)
        choice.atSecond = memory.atSecond(entry)
        return
      }
    } else {
      if (!this.ask(state, route, request, 1, route.length + 1, false)) {
        memory.noteBound(entry, route.version, cost)
        return
      }
      memory.note(entry, route.version, choice.cost, choice.at, choice.atSecond)
      if (!this.blinks.blinks()) return
      choice.cost = cost
      choice.route = chosen
      choice.at = at
      choice.atSecond = atSecond
    }
    // The best place is overlooked this time.
    this.ask(state, route, request, 1, route.length + 1, true)
  }

  /** By request; undefined: at random. */
  private drawOrder(): Float64Array | undefined {
    let draw = this.random.next() * this.shares
    let order = this.orders[0]!
    for (order of this.orders) {
      draw -= order.share
      if (draw < 0) break
    }
    return order.key
  }

  /** Sorts the absent requests to be tried to the front; gives their number. */
  private sortAbsent(state: SearchState, mostTried: number, key: Float64Array | undefined): number {
    const { absent, absentCount } = state
    const { random, keys } = this
    if (absentCount > mostTried) random.shuffle(absent, absentCount)
    const count = Math.min(absentCount, mostTried)
    for (let i = 0; i < count; i++) keys[absent[i]!] = key ? key[absent[i]!]! : random.next()
    if (count > MOST_TRIED) {
      absent.subarray(0, count).sort((a, b) => keys[a]! - keys[b]! || a - b)
      return count
    }
    // Insertion sort: a dozen elements, no allocation.
    for (let i = 1; i < count; i++) {
      const request = absent[i]!
      const own = keys[request]!
      let j = i - 1
      while (j >= 0 && keys[absent[j]!]! > own) {
        absent[j + 1] = absent[j]!
        j--
      }
      absent[j + 1] = request
    }
    return count
  }
}

function insertionOrders(model: Model) {
  const { first, second, place, width, way, requestCount, dimensions, previousRank } = model
  const depot = model.vehicles[0]!.startPlace
  const far = new Float64Array(requestCount)
  const heavy = new Float64Array(requestCount)
  const narrow = new Float64Array(requestCount)
  const opens = new Float64Array(requestCount)
  const closes = new Float64Array(requestCount)
  let windows = false
  for (let request = 0; request < requestCount; request++) {
    const a = first[request]!
    const b = second[request]! < 0 ? a : second[request]!
    far[request] = Math.max(way[depot * width + place[a]!]!, way[depot * width + place[b]!]!)
    for (let d = 0; d < dimensions; d++) heavy[request]! -= Math.abs(model.load[a * dimensions + d]!)
    narrow[request] = Math.min(model.close[a]! - model.open[a]!, model.close[b]! - model.open[b]!)
    opens[request] = Math.max(model.open[a]!, -1e15)
    closes[request] = -Math.min(model.close[b]!, 1e15)
    if (narrow[request]! < Infinity) windows = true
  }
  const orders: { share: number; key: Float64Array | undefined }[] = [
    { share: 4, key: undefined },
    { share: 2, key: far.map(metres => -metres) },
    { share: 1, key: far }
  ]
  if (previousRank) orders.push({ share: 4, key: previousRank })
  if (dimensions > 0) orders.push({ share: 4, key: heavy })
  if (windows) orders.push({ share: 2, key: narrow }, { share: 2, key: opens }, { share: 2, key: closes })
  return orders
}

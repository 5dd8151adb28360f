import type { Model } from './model'
import type { Random } from './random'
import type { SearchState } from './search-state'

/** More absent requests than this are not all tried in one step: those that never fit must not slow the rest. */
const MOST_TRIED = 60

/**
 * Greedy insertion in one of several orders, drawn anew each time: at random, heaviest first, farthest first,
 * nearest first, narrowest window first, earliest opening or closing first (SISR, section 4.2, with the
 * orders its authors give for time windows).
 */
export class GreedyInsertion {
  private readonly keys: Float64Array
  private readonly orders: readonly { readonly share: number; readonly key: Float64Array | undefined }[]
  private readonly shares: number
  private readonly triedClass: Uint8Array

  constructor(
    private readonly model: Model,
    private readonly random: Random
  ) {
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
    const { model } = this
    const { routes, kernel } = state
    let best = model.penalty[request]!
    let bestRoute = -1
    let at = 0
    let atSecond = 0
    const only = model.onlyVehicle[request]!
    const chain = model.chain[request]!
    this.triedClass.fill(0)
    for (let r = 0; r < routes.length; r++) {
      if ((only >= 0 && r !== only) || state.closed[r]) continue
      const route = routes[r]!
      if (route.length === 0) {
        const kind = model.vehicles[r]!.class
        if (this.triedClass[kind]) continue
        this.triedClass[kind] = 1
      }
      let lowest = 1
      let highest = route.length + 1
      if (chain >= 0) {
        let elsewhere = false
        for (const other of model.chains[chain]!) {
          const node = model.first[other]!
          const otherRoute = state.routeOf[node]!
          if (otherRoute < 0 || other === request) continue
          if (otherRoute !== r) elsewhere = true
          else if (model.chainRank[other]! < model.chainRank[request]!)
            lowest = Math.max(lowest, state.positionOf[node]! + 1)
          else highest = Math.min(highest, state.positionOf[node]!)
        }
        if (elsewhere) continue
      }
      const cost = kernel.cheapest(route, request, lowest, highest, best)
      if (cost < best) {
        best = cost
        bestRoute = r
        at = kernel.at
        atSecond = kernel.atSecond
      }
    }
    return bestRoute >= 0 && state.insert(request, bestRoute, at, atSecond)
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

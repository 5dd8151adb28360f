import { complete } from './complete'
import type { Search } from './search'

/**
 * Closes one vehicle after another, the one with the fewest nodes first, and tries each time to serve
 * everyone with the rest. Ends with the fewest that worked.
 */
export async function spareVehicles(search: Search, untilShare: number): Promise<void> {
  const { state, model, budget } = search
  while (state.absentCount === 0 && budget.share < untilShare) {
    const used = state.routes.filter(route => route.length > 0)
    if (used.length <= leastVehicles(search)) break
    const kept = state.snapshot()
    const wasClosed = state.closed.slice()
    state.closed.fill(1)
    for (const route of used) state.closed[route.vehicle] = 0
    const smallest = used.reduce((a, b) => (b.length < a.length ? b : a))
    state.closed[smallest.vehicle] = 1
    state.restore(kept.map((order, r) => (r === smallest.vehicle ? new Int32Array(0) : order)))
    search.insertion.recreate(state, Infinity, model.requestCount)
    if (await complete(search, untilShare)) search.best.acceptFewer(state)
    else {
      state.closed.set(wasClosed)
      for (const route of state.routes) state.closed[route.vehicle] = kept[route.vehicle]!.length > 0 ? 0 : 1
      state.restore(kept)
      break
    }
  }
}

/** By load alone; other constraints can only ask for more. */
function leastVehicles({ model, state }: Search): number {
  let least = 1
  for (let d = 0; d < model.dimensions; d++) {
    let sum = 0
    for (let node = 0; node < model.nodeCount; node++) {
      if (model.loadKind[model.requestOf[node]!] === 1) sum -= model.load[node * model.dimensions + d]!
    }
    const largest = Math.max(...state.routes.map(route => model.vehicles[route.vehicle]!.capacity[d]!))
    least = Math.max(least, Math.ceil(sum / largest - 1e-9))
  }
  return least
}

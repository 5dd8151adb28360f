import { evaluateIndexed } from './evaluate'
import { compareSolutions } from './goals'
import type { Problem, Shipment } from './problem'
import { indexProblem, type ProblemIndex } from './problem-index'
import type { Route, Solution } from './solution'

/** Stops in the order a person wants them; a stop may come twice, its visit is then held the first time. */
export interface StopOrder {
  readonly vehicle: string
  readonly stops: readonly string[]
}

/**
 * Times an order made by hand: broken limits come back in `violations`, in place of a refusal. Shipments go
 * along wherever their stops come in the right order; one that would overload a vehicle is left out.
 */
export function retime(problem: Problem, order: readonly StopOrder[]): Solution {
  const index = indexProblem(problem)
  const stopsHeld = new Set<string>()
  let routes: Route[] = order.map(({ vehicle, stops }) => ({
    vehicle,
    calls: stops.map(stop => {
      const held = !stopsHeld.has(stop) && index.stopById.get(stop)?.visit !== 'forLoads'
      stopsHeld.add(stop)
      return { stop, held, load: [], unload: [] }
    })
  }))
  let solution = evaluateIndexed(index, routes)
  for (const shipment of problem.shipments) {
    const carrying = carry(index, routes, shipment)
    if (!carrying) continue
    const trial = evaluateIndexed(index, carrying)
    if (compareSolutions(problem, trial, solution) < 0) {
      solution = trial
      routes = carrying
    }
  }
  return solution
}

/** The routes with the shipment fetched on the last call before it can be brought; undefined where the order forbids it. */
function carry(index: ProblemIndex, routes: readonly Route[], shipment: Shipment): Route[] | undefined {
  for (const [r, route] of routes.entries()) {
    if (shipment.lockedVehicle !== undefined && shipment.lockedVehicle !== route.vehicle) continue
    const to = route.calls.findIndex(
      (call, c) =>
        call.stop === shipment.delivery &&
        (shipment.pickup === undefined || route.calls.slice(0, c).some(p => p.stop === shipment.pickup))
    )
    if (shipment.delivery !== undefined && to < 0) continue
    const before = shipment.delivery === undefined ? route.calls.length : to
    const from = route.calls.slice(0, before).findLastIndex(call => call.stop === shipment.pickup)
    if (shipment.pickup !== undefined && from < 0) continue
    if (shipment.pickup === undefined && !index.vehicleById.has(route.vehicle)) continue
    const calls = route.calls.map((call, c) => ({
      ...call,
      load: c === from && shipment.pickup !== undefined ? [...call.load, shipment.id] : call.load,
      unload: c === to && shipment.delivery !== undefined ? [...call.unload, shipment.id] : call.unload
    }))
    return routes.map((other, o) => (o === r ? { ...route, calls } : other))
  }
  return undefined
}

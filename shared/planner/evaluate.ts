import { fairnessClaim } from './fairness'
import { shipmentWeight, stopWeight } from './goals'
import type { Problem } from './problem'
import { indexProblem, type ProblemIndex } from './problem-index'
import type { CostParts, Itinerary, Late, Route, Solution, Unserved, Violation } from './solution'
import { type TimedRoute, timeRoute } from './timing/time-route'

/**
 * Times, checks and prices routes from the problem alone; shares nothing with the search. Every broken limit
 * is listed. Routes must name known vehicles, stops and shipments, else it throws RangeError.
 */
export function evaluate(problem: Problem, routes: readonly Route[]): Solution {
  return evaluateIndexed(indexProblem(problem), routes)
}

export function evaluateIndexed(index: ProblemIndex, routes: readonly Route[]): Solution {
  for (const route of routes) checkKnown(index, route)
  const order = new Map(index.problem.vehicles.map((vehicle, i) => [vehicle.id, i]))
  const used = routes.filter(route => route.calls.length > 0)
  used.sort((a, b) => order.get(a.vehicle)! - order.get(b.vehicle)!)
  const timed = used.map(route => timeRoute(index, route))
  const itineraries = used.map((route, i) => toItinerary(route, timed[i]!))
  const violations = [...timed.flatMap(route => route.violations), ...orderViolations(index, used)]
  const unserved = findUnserved(index, used)
  const late = itineraries.flatMap(itinerary => findLate(index, itinerary))
  return {
    feasible: violations.length === 0,
    itineraries,
    unserved,
    violations,
    late,
    emptySpace: [],
    cost: price(index, itineraries, unserved, late)
  }
}

/** The decisions alone, to evaluate again or to change. */
export function routesOf(solution: Solution): Route[] {
  return solution.itineraries.map(({ vehicle, visits }) => ({
    vehicle,
    calls: visits.map(({ stop, held, load, unload }) => ({ stop, held, load, unload }))
  }))
}

function checkKnown(index: ProblemIndex, route: Route): void {
  if (!index.vehicleById.has(route.vehicle)) throw new RangeError(`unknown vehicle ${route.vehicle}`)
  for (const call of route.calls) {
    if (!index.stopById.has(call.stop)) throw new RangeError(`unknown stop ${call.stop}`)
    for (const id of [...call.load, ...call.unload])
      if (!index.shipmentById.has(id)) throw new RangeError(`unknown shipment ${id}`)
  }
}

function toItinerary(route: Route, timed: TimedRoute): Itinerary {
  const legs = [...timed.calls.map(call => call.leg), ...(timed.home ? [timed.home] : [])]
  return {
    vehicle: route.vehicle,
    startS: timed.startS,
    endS: timed.endS,
    visits: route.calls.map((call, i) => {
      const { leg, arriveS, startS, endS, onBoard } = timed.calls[i]!
      return { ...call, place: leg.to, leg, arriveS, waitS: startS - arriveS, startS, endS, onBoard }
    }),
    home: timed.home,
    nights: timed.nights,
    restDays: timed.restDays,
    distanceM: legs.reduce((sum, leg) => sum + leg.distanceM, 0),
    drivingS: legs.reduce((sum, leg) => sum + leg.drivingS, 0),
    waitS: timed.calls.reduce((sum, call) => sum + call.startS - call.arriveS, 0)
  }
}

/** Broken order, broken locks, and things done twice or at the wrong stop. */
function orderViolations(index: ProblemIndex, routes: readonly Route[]): Violation[] {
  const violations: Violation[] = []
  const heldAt = new Map<string, { vehicle: string; position: number }>()
  const loadedAt = new Map<string, { vehicle: string; position: number }>()
  const unloaded = new Set<string>()
  for (const { vehicle, calls } of routes) {
    calls.forEach((call, position) => {
      const stop = index.stopById.get(call.stop)!
      const broken = (shipment?: string) =>
        violations.push({ code: 'orderBroken', vehicle, stop: call.stop, shipment, by: 1 })
      const wrong = (shipment?: string) =>
        violations.push({ code: 'wrongVehicle', vehicle, stop: call.stop, shipment, by: 1 })
      if (call.held) {
        if (heldAt.has(call.stop)) broken()
        heldAt.set(call.stop, { vehicle, position })
        if (stop.lockedVehicle !== undefined && stop.lockedVehicle !== vehicle) wrong()
      }
      for (const id of call.unload) {
        const shipment = index.shipmentById.get(id)!
        const from = loadedAt.get(id)
        const fetched = shipment.pickup === undefined || (from !== undefined && from.vehicle === vehicle)
        if (shipment.delivery !== call.stop || unloaded.has(id) || !fetched) broken(id)
        unloaded.add(id)
        if (shipment.lockedVehicle !== undefined && shipment.lockedVehicle !== vehicle) wrong(id)
      }
      for (const id of call.load) {
        const shipment = index.shipmentById.get(id)!
        if (shipment.pickup !== call.stop || loadedAt.has(id) || unloaded.has(id)) broken(id)
        loadedAt.set(id, { vehicle, position })
        if (shipment.lockedVehicle !== undefined && shipment.lockedVehicle !== vehicle) wrong(id)
      }
    })
  }
  for (const [id, { vehicle }] of loadedAt)
    if (index.shipmentById.get(id)!.delivery !== undefined && !unloaded.has(id))
      violations.push({ code: 'orderBroken', vehicle, shipment: id, by: 1 })
  for (const order of index.problem.fixedOrders ?? []) {
    let last: { vehicle: string; position: number } | undefined
    for (const stop of order.stops) {
      const here = heldAt.get(stop)
      if (!here) continue
      if (order.vehicle !== undefined && here.vehicle !== order.vehicle)
        violations.push({ code: 'wrongVehicle', vehicle: here.vehicle, stop, by: 1 })
      if (last && (last.vehicle !== here.vehicle || last.position > here.position))
        violations.push({ code: 'orderBroken', vehicle: here.vehicle, stop, by: 1 })
      last = here
    }
  }
  return violations
}

function findUnserved(index: ProblemIndex, routes: readonly Route[]): Unserved[] {
  const held = new Set<string>()
  const carried = new Set<string>()
  for (const { calls } of routes) {
    for (const call of calls) {
      if (call.held) held.add(call.stop)
      for (const id of call.unload) carried.add(id)
      for (const id of call.load) if (index.shipmentById.get(id)!.delivery === undefined) carried.add(id)
    }
  }
  const missing = (kind: Unserved['kind'], id: string): Unserved => ({
    kind,
    id,
    binding: 'notExamined',
    whatWouldFree: [],
    together: []
  })
  return [
    ...index.problem.stops
      .filter(stop => stop.visit !== 'forLoads' && !held.has(stop.id))
      .map(stop => missing('stop', stop.id)),
    ...index.problem.shipments
      .filter(shipment => !carried.has(shipment.id))
      .map(shipment => missing('shipment', shipment.id))
  ]
}

function price(
  index: ProblemIndex,
  itineraries: readonly Itinerary[],
  unserved: readonly Unserved[],
  late: readonly Late[]
): CostParts {
  let unservedWeight = 0
  let unfairness = 0
  for (const { kind, id } of unserved) {
    if (kind === 'shipment') unservedWeight += shipmentWeight(index.shipmentById.get(id)!)
    else {
      const stop = index.stopById.get(id)!
      unservedWeight += stopWeight(stop)
      unfairness += fairnessClaim(stop)
    }
  }
  return {
    unservedWeight,
    unfairness,
    changedLegs: itineraries.reduce((sum, itinerary) => sum + changedLegs(index, itinerary), 0),
    lateS: late.reduce((sum, { byS }) => sum + byS, 0),
    distanceM: itineraries.reduce((sum, itinerary) => sum + itinerary.distanceM, 0),
    drivingS: itineraries.reduce((sum, itinerary) => sum + itinerary.drivingS, 0),
    vehicles: itineraries.length
  }
}

/** Visits begun past their `wantedByS`, by the beginning of what is done at the stop. */
function findLate(index: ProblemIndex, { vehicle, visits }: Itinerary): Late[] {
  return visits.flatMap(({ stop, held, startS }): Late[] => {
    const byS = startS - (index.stopById.get(stop)!.wantedByS ?? Infinity)
    if (!held || byS <= 0) return []
    return [{ vehicle, stop, byS, binding: { code: 'notExamined' }, whatWouldFree: [], together: [] }]
  })
}

/** Legs from one place to another that are not in the previous plan. */
function changedLegs(index: ProblemIndex, { visits, home }: Itinerary): number {
  const { previousLegs, placeRow, problem } = index
  if (!previousLegs) return 0
  const legs = [...visits.map(visit => visit.leg), ...(home ? [home] : [])]
  return legs.filter(
    ({ from, to }) =>
      from !== to && !previousLegs.has(placeRow.get(from)! * problem.matrix.size + placeRow.get(to)!)
  ).length
}

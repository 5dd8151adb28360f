import { routesOf } from '../evaluate'
import type { ProblemIndex } from '../problem-index'
import type { Dimension, EmptySpace, Itinerary, KeptOut, Load, Solution } from '../solution'
import { loadAtStart } from '../timing/time-route'
import type { Lookings, Trials } from './unserved'

/** A vehicle is told to have much room from this share on. */
const MUCH = 0.5
const MOST_SHIPMENTS = 20
const DIMENSIONS: readonly Dimension[] = ['massKg', 'volumeM3', 'coldM3']

/**
 * Vehicles that drive with much room, and what keeps out of each the shipments that nobody carries.
 * `lookings`: what was found for each unserved item, in their order. Nothing where nothing is to be carried.
 */
export function findEmptySpace(
  index: ProblemIndex,
  solution: Solution,
  lookings: readonly (Lookings | undefined)[],
  trials: Trials
): EmptySpace[] {
  if (index.problem.shipments.length === 0) return []
  const routes = routesOf(solution)
  const unserved = solution.unserved
    .map((item, u) => ({ item, u }))
    .filter(({ item }) => item.kind === 'shipment')
    .slice(0, MOST_SHIPMENTS)
  return solution.itineraries.flatMap((itinerary, i): EmptySpace[] => {
    const { vehicle } = itinerary
    const room = roomOf(index, itinerary, loadAtStart(index, routes[i]!))
    if (!room || room.freeShare < MUCH) return []
    const keptOut = unserved.flatMap(({ item, u }): KeptOut[] => {
      const looked = lookings[u]?.get(vehicle)
      if (!looked) return []
      const reasons = looked.fits
        ? { binding: 'goals' as const, whatWouldFree: [], together: [] }
        : trials.reasons(item, looked.ways)
      return [{ shipment: item.id, ...reasons }]
    })
    return [{ vehicle, ...room, keptOut }]
  })
}

/** Undefined for a vehicle whose room has no limit, and for one that does not drive. */
function roomOf(
  index: ProblemIndex,
  itinerary: Itinerary,
  atStart: Load
): Pick<EmptySpace, 'freeShare' | 'leastFree'> | undefined {
  const vehicle = index.vehicleById.get(itinerary.vehicle)!
  const limited = DIMENSIONS.filter(dimension => (vehicle[dimension] ?? 0) > 0)
  if (limited.length === 0 || itinerary.distanceM === 0) return undefined
  const leastFree: Partial<Record<Dimension, number>> = {}
  let emptyM = 0
  const drive = (distanceM: number, load: Load) => {
    if (distanceM === 0) return
    const shares = limited.map(dimension => {
      const free = vehicle[dimension]! - load[dimension]
      leastFree[dimension] = Math.min(leastFree[dimension] ?? Infinity, free)
      return free / vehicle[dimension]!
    })
    emptyM += distanceM * Math.min(...shares)
  }
  let onBoard = atStart
  for (const visit of itinerary.visits) {
    drive(visit.leg.distanceM, onBoard)
    onBoard = visit.onBoard
  }
  drive(itinerary.home?.distanceM ?? 0, onBoard)
  return { freeShare: emptyM / itinerary.distanceM, leastFree }
}

import type { Problem } from '../problem'
import type { Dimension } from '../solution'
import type { ModelVehicle } from './model'

/** `speeds`: the factors on driving time; `used`: the dimensions of load; `width`: of the matrices. */
export function compileVehicles(
  problem: Problem,
  speeds: readonly number[],
  used: readonly Dimension[],
  width: number
): ModelVehicle[] {
  const row = new Map(problem.places.map((place, i) => [place.id, i]))
  const named = new Set([
    ...problem.stops.map(stop => stop.lockedVehicle),
    ...problem.shipments.map(shipment => shipment.lockedVehicle),
    ...(problem.fixedOrders ?? []).map(order => order.vehicle)
  ])
  const classes: string[] = []
  return problem.vehicles.map((vehicle, index) => {
    const { id, ...rest } = vehicle
    const key = JSON.stringify(named.has(id) ? vehicle : rest)
    if (!classes.includes(key)) classes.push(key)
    return {
      index,
      class: classes.indexOf(key),
      speed: speeds.indexOf(vehicle.durationFactor ?? 1),
      startPlace: row.get(vehicle.startPlace)!,
      endPlace: vehicle.endPlace === undefined ? width - 1 : row.get(vehicle.endPlace)!,
      from: vehicle.fromS ?? 0,
      until: vehicle.untilS ?? Infinity,
      capacity: Float64Array.from(used, dimension => vehicle[dimension] ?? Infinity)
    }
  })
}

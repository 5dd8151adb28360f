import type { Place, Problem, Shipment, Stop, TravelMatrix, Vehicle } from '#shared/planner/problem'

/** Most nodes of a file that is read; a matrix of this size takes 72 MB. */
export const MOST_NODES = 3_000

export function euclidean(
  x: readonly number[],
  y: readonly number[],
  round: (d: number) => number
): Float64Array {
  const size = x.length
  const matrix = new Float64Array(size * size)
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++)
      matrix[i * size + j] = i === j ? 0 : round(Math.sqrt((x[i]! - x[j]!) ** 2 + (y[i]! - y[j]!) ** 2))
  return matrix
}

/** In all these files a unit of the way takes a unit of time. */
export function sameTimeAndWay(size: number, costs: Float64Array): TravelMatrix {
  return { size, durationS: costs, distanceM: costs }
}

/** Places named by their number in the file, as written there. */
export function numberedPlaces(numbers: readonly number[]): Place[] {
  return numbers.map(number => ({ id: String(number) }))
}

export function fleet(count: number, vehicle: Omit<Vehicle, 'id'>): Vehicle[] {
  return Array.from({ length: count }, (_, i) => ({ id: `vehicle ${i + 1}`, ...vehicle }))
}

export function assembleProblem(parts: {
  places: Place[]
  matrix: TravelMatrix
  vehicles: Vehicle[]
  stops: Stop[]
  shipments?: Shipment[]
  fewestVehicles?: boolean
}): Problem {
  return { shipments: [], ...parts }
}

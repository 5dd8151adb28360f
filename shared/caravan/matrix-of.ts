import { distanceM } from '../places/distance.ts'
import type { Problem } from '../planner/problem.ts'
import type { CaravanRows } from './problem-of.ts'
import { roadState } from './roads.ts'

/** A slow road takes this many times as long. */
export const slowFactor = 2

export const latLonOf = (rows: CaravanRows, commune: string): { lat: number; lon: number } => {
  const place = rows.communes.get(commune)!.fields.place!
  return { lat: place.lat, lon: place.lon }
}

/** From each of the communes to each, as the crow flies times the detour; what is blocked is no way. */
export function matrixOf(rows: CaravanRows, places: readonly string[]): Problem['matrix'] {
  const { speedKmh = 40, detourFactor = 1.3 } = rows.caravan.fields
  const size = places.length
  const distances = new Float64Array(size * size)
  const durations = new Float64Array(size * size)
  for (const [i, from] of places.entries())
    for (const [j, to] of places.entries()) {
      if (i === j) continue
      const state = roadState(rows.roads, from, to)
      const roadM = Math.round(distanceM(latLonOf(rows, from), latLonOf(rows, to)) * detourFactor)
      const drivingS = Math.round((roadM / (speedKmh * 1000)) * 3600 * (state === 'slow' ? slowFactor : 1))
      distances[i * size + j] = state === 'blocked' ? Number.POSITIVE_INFINITY : roadM
      durations[i * size + j] = state === 'blocked' ? Number.POSITIVE_INFINITY : drivingS
    }
  return { size, distanceM: distances, durationS: durations }
}

import type { Problem, Shipment, Stop, Vehicle } from '#shared/planner/problem'

export const HOUR = 3_600
export const DAY = 86_400

/** Hours of driving between places named by one letter, on a straight road `A–B–C…`; 60 km an hour. */
export function straightRoad(parts: {
  hoursBetween: readonly number[]
  vehicle?: Partial<Vehicle>
  vehicles?: readonly Vehicle[]
  stops: readonly (Partial<Stop> & { id: string })[]
  shipments?: readonly Shipment[]
  more?: Partial<Problem>
}): Problem {
  const names = Array.from({ length: parts.hoursBetween.length + 1 }, (_, i) => String.fromCharCode(65 + i))
  const at = [0]
  for (const hours of parts.hoursBetween) at.push(at.at(-1)! + hours)
  const size = names.length
  const hours = names.flatMap((_, i) => names.map((__, j) => Math.abs(at[i]! - at[j]!)))
  return {
    places: names.map(id => ({ id })),
    matrix: { size, durationS: hours.map(h => h * HOUR), distanceM: hours.map(h => h * 60_000) },
    vehicles: parts.vehicles ?? [{ id: 'van', startPlace: 'A', ...parts.vehicle }],
    stops: parts.stops.map(stop => ({ place: stop.id, ...stop })),
    shipments: parts.shipments ?? [],
    ...parts.more
  }
}

/** 08:00 to 18:00, six hours of driving. */
export const WORKING_DAY = { startS: 8 * HOUR, endS: 18 * HOUR, drivingS: 6 * HOUR }

export const clock = () => performance.now()

export function visitOnly(vehicle: string, stops: readonly string[]) {
  return [{ vehicle, calls: stops.map(stop => ({ stop, held: true, load: [], unload: [] })) }]
}

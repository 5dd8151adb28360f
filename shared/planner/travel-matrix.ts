import type { Place, TravelMatrix } from './problem'

export interface TravelSettings {
  /** Road length over great-circle length; 1.3 is usual for country roads. */
  readonly detourFactor: number
  readonly speedMps: number
  readonly legs?: readonly LegState[]
}

/** What is known of the direct way between two places, for the whole season. */
export interface LegState {
  readonly from: string
  readonly to: string
  readonly bothWays?: boolean
  readonly state: { readonly kind: 'blocked' } | { readonly kind: 'slow'; readonly factor: number }
}

/** Mean Earth radius (IUGG), metres. */
const EARTH_RADIUS_M = 6_371_008.8

/** Great-circle distance in metres between points in degrees (haversine). */
export function greatCircleM(lat1: number, lon1: number, lat2: number, lon2: number): number {
  const rad = Math.PI / 180
  const sinLat = Math.sin(((lat2 - lat1) * rad) / 2)
  const sinLon = Math.sin(((lon2 - lon1) * rad) / 2)
  const h = sinLat * sinLat + Math.cos(lat1 * rad) * Math.cos(lat2 * rad) * sinLon * sinLon
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)))
}

/**
 * Whole metres and seconds between places with coordinates. A blocked leg is replaced by the shortest way
 * through other places; where there is none it is `Infinity`. Throws RangeError on a place without coordinates.
 */
export function buildTravelMatrix(places: readonly Place[], settings: TravelSettings): TravelMatrix {
  const size = places.length
  const distanceM = new Float64Array(size * size)
  const durationS = new Float64Array(size * size)
  for (let i = 0; i < size; i++) {
    for (let j = i + 1; j < size; j++) {
      const a = places[i]!
      const b = places[j]!
      if (a.lat === undefined || a.lon === undefined || b.lat === undefined || b.lon === undefined)
        throw new RangeError(
          `place ${a.lat === undefined || a.lon === undefined ? a.id : b.id} has no coordinates`
        )
      const metres = Math.round(greatCircleM(a.lat, a.lon, b.lat, b.lon) * settings.detourFactor)
      const seconds = Math.round(metres / settings.speedMps)
      distanceM[i * size + j] = distanceM[j * size + i] = metres
      durationS[i * size + j] = durationS[j * size + i] = seconds
    }
  }
  applyLegStates(places, size, durationS, distanceM, settings.legs ?? [])
  return { size, durationS, distanceM }
}

function applyLegStates(
  places: readonly Place[],
  size: number,
  durationS: Float64Array,
  distanceM: Float64Array,
  legs: readonly LegState[]
): void {
  const row = new Map(places.map((place, i) => [place.id, i]))
  const touched: [number, number][] = []
  for (const leg of legs) {
    const from = row.get(leg.from)
    const to = row.get(leg.to)
    if (from === undefined || to === undefined) continue // a report on a road between places not on this tour
    const ways: [number, number][] = [[from, to]]
    if (leg.bothWays) ways.push([to, from])
    for (const [i, j] of ways) {
      const k = i * size + j
      durationS[k] = leg.state.kind === 'blocked' ? Infinity : Math.round(durationS[k]! * leg.state.factor)
      if (leg.state.kind === 'blocked') distanceM[k] = Infinity
      touched.push([i, j])
    }
  }
  // Each detour may itself need another one, so every touched pair gets its own shortest path.
  const detours = touched.map(([i, j]) => fastestWay(i, j, size, durationS, distanceM))
  touched.forEach(([i, j], n) => {
    const detour = detours[n]!
    if (detour.durationS < durationS[i * size + j]!) {
      durationS[i * size + j] = detour.durationS
      distanceM[i * size + j] = detour.distanceM
    }
  })
}

/** Dijkstra on the dense matrix, by time. */
function fastestWay(
  from: number,
  to: number,
  size: number,
  durationS: Float64Array,
  distanceM: Float64Array
) {
  const time = new Float64Array(size).fill(Infinity)
  const metres = new Float64Array(size).fill(Infinity)
  const done = new Uint8Array(size)
  time[from] = 0
  metres[from] = 0
  for (;;) {
    let at = -1
    for (let i = 0; i < size; i++)
      if (!done[i] && time[i]! < Infinity && (at < 0 || time[i]! < time[at]!)) at = i
    if (at < 0 || at === to) return { durationS: time[to]!, distanceM: metres[to]! }
    done[at] = 1
    for (let i = 0; i < size; i++) {
      const t = time[at]! + durationS[at * size + i]!
      if (i !== at && t < time[i]!) {
        time[i] = t
        metres[i] = metres[at]! + distanceM[at * size + i]!
      }
    }
  }
}

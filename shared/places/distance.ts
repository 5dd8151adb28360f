import type { LatLon } from './place.ts'

/** Mean radius of the Earth (IUGG R₁). The sphere errs by at most 0.6 % against the ellipsoid. */
export const earthRadiusM = 6_371_008.8

const radPerDeg = Math.PI / 180

/** Great-circle distance in metres by the haversine formula, which stays exact for near neighbours. */
export function distanceM(from: LatLon, to: LatLon): number {
  const dLat = (to.lat - from.lat) * radPerDeg
  const dLon = (to.lon - from.lon) * radPerDeg
  const h =
    Math.sin(dLat / 2) ** 2 +
    Math.cos(from.lat * radPerDeg) * Math.cos(to.lat * radPerDeg) * Math.sin(dLon / 2) ** 2
  // Rounding can lift h a hair above 1 for antipodes, and asin would answer NaN.
  return 2 * earthRadiusM * Math.asin(Math.min(1, Math.sqrt(h)))
}

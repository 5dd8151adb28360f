import * as v from 'valibot'

/** Degrees, WGS 84: latitude −90…90 north positive, longitude −180…180 east positive. */
export interface LatLon {
  readonly lat: number
  readonly lon: number
}

/** Step of the coarse grid in degrees: 5.6 km north to south, 3.7 km east to west at Huliaipole. */
export const coarseStepDeg = 0.05

export const latLonSchema = v.object({
  lat: v.pipe(v.number(), v.finite(), v.minValue(-90), v.maxValue(90)),
  lon: v.pipe(v.number(), v.finite(), v.minValue(-180), v.maxValue(180))
})

export const placeSchema = v.object({
  ...latLonSchema.entries,
  /** `coarse`: a corner of the coarse grid, as shared by default. `exact`: someone chose to say where. */
  precision: v.picklist(['coarse', 'exact'])
})

export type Place = Readonly<v.InferOutput<typeof placeSchema>>

/**
 * The same place to the nearest corner of the coarse grid. Coarsening twice changes nothing, so a copy
 * of a coarse place never drifts nor tells more than the first.
 */
export function coarsen(place: Place | LatLon): Place {
  const lat = toGrid(place.lat)
  // 180° and −180° are one meridian: one spelling of it, so that equal places compare equal.
  const lon = toGrid(place.lon)
  return { lat, lon: lon === -180 ? 180 : lon, precision: 'coarse' }
}

/** Rounded through a whole number of steps and to two decimals, so that 47.65 is 47.65 on every device. */
function toGrid(degrees: number): number {
  const steps = Math.round(degrees / coarseStepDeg)
  // `+ 0` turns −0 into 0, which canonical encodings tell apart.
  return Math.round(steps * coarseStepDeg * 100) / 100 + 0
}

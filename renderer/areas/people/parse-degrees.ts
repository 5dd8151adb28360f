/** Reads `47.65213, 36.25971`, also with a space or a semicolon between. Null where it is no place on Earth. */
export const parseDegrees = (typed: string): { lat: number; lon: number } | null => {
  const found = /^\s*(-?\d{1,3}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*$/.exec(typed)
  if (!found) return null
  const [lat, lon] = [Number(found[1]), Number(found[2])]
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lat, lon } : null
}

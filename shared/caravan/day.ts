const dayMs = 86_400_000
export const dayMin = 24 * 60
export const dayS = 86_400

/** Days from `first` to `day`, both as `2026-05-12`; negative before it. Calendar only: no zone, no summer time. */
export const dayNumber = (first: string, day: string): number =>
  Math.round((Date.parse(`${day}T00:00:00Z`) - Date.parse(`${first}T00:00:00Z`)) / dayMs)

/** The calendar day `number` days after `first`. */
export const dayAt = (first: string, number: number): string =>
  new Date(Date.parse(`${first}T00:00:00Z`) + number * dayMs).toISOString().slice(0, 10)

import type { Language } from '#shared/kinds/kind.ts'

/**
 * The demo's content: real places with their GeoNames coordinates, everything else invented. Handles
 * are the demo's own. Days count from the day the demo is made, so that the season is always ahead.
 */
export type Words = Record<Language, string>

import type { Stop } from './problem'

/** What one more month without a visit, without hosting, or one more time passed by adds to a stop's claim. */
const PER_MONTH_UNVISITED = 1
const PER_MONTH_WITHOUT_HOSTING = 0.25
const PER_TIME_PASSED_BY = 2
const MONTH_DAYS = 30

/** A stop's claim to be visited, from what past seasons did for it; 0 when nothing is known. */
export function fairnessClaim(stop: Stop): number {
  const past = stop.fairness
  if (!past) return 0
  return (
    (PER_MONTH_UNVISITED * (past.visitedDaysAgo ?? 0)) / MONTH_DAYS +
    (PER_MONTH_WITHOUT_HOSTING * (past.hostedDaysAgo ?? 0)) / MONTH_DAYS +
    PER_TIME_PASSED_BY * (past.timesPassedBy ?? 0)
  )
}

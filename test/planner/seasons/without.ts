import type { Problem, Stop } from '#shared/planner/problem'
import { DAY } from './communes'
import type { Rule } from './seasons'

export function withStops(problem: Problem, change: (stop: Stop) => Partial<Stop>): Problem {
  return { ...problem, stops: problem.stops.map(stop => ({ ...stop, ...change(stop) })) }
}

/** The season without one of its rules. */
export const without: Record<Rule, (problem: Problem) => Problem> = {
  rest: problem => ({
    ...problem,
    vehicles: problem.vehicles.map(one => ({ ...one, restEveryDays: undefined }))
  }),
  driving: problem => ({
    ...problem,
    vehicles: problem.vehicles.map(one => ({ ...one, day: { ...one.day!, drivingS: DAY } }))
  }),
  capacity: problem => ({
    ...problem,
    vehicles: problem.vehicles.map(({ massKg, volumeM3, coldM3, ...rest }) => rest)
  }),
  onBoard: problem => ({
    ...problem,
    shipments: problem.shipments.map(one => ({ ...one, maxOnBoardS: undefined, bestBeforeS: undefined }))
  }),
  windows: problem => withStops(problem, () => ({ windows: undefined })),
  wishes: problem => withStops(problem, () => ({ wantedByS: undefined })),
  fairness: problem => withStops(problem, () => ({ fairness: undefined })),
  locks: problem => withStops(problem, () => ({ lockedStartS: undefined, lockedVehicle: undefined })),
  roads: problem => ({ ...problem, legRules: undefined })
}

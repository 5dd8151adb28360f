import type { Problem } from '#shared/planner/problem'

/** Which rules of the model a problem has; with all of them in sight, random problems cannot come to miss one. */
export function rulesIn(problem: Problem): string[] {
  const { vehicles, stops, shipments, legRules = [], fixedOrders = [] } = problem
  const distinct = new Set(vehicles.map(({ id, ...rest }) => JSON.stringify(rest)))
  const rules: Record<string, boolean> = {
    'one window': stops.some(one => one.windows?.length === 1),
    'several windows': stops.some(one => (one.windows?.length ?? 0) > 1),
    'room in kg': binds(problem, 'massKg'),
    'room in m³': binds(problem, 'volumeM3'),
    'cold room': binds(problem, 'coldM3'),
    'pick-up before delivery': shipments.some(one => one.pickup !== undefined && one.delivery !== undefined),
    'on board from the start': shipments.some(one => one.pickup === undefined),
    'on board to the end': shipments.some(one => one.delivery === undefined),
    'time for loading': shipments.some(one => (one.loadS ?? 0) + (one.unloadS ?? 0) > 0),
    'longest time on board': shipments.some(one => one.maxOnBoardS !== undefined),
    'best before': shipments.some(one => one.bestBeforeS !== undefined),
    'available from': shipments.some(one => one.availableFromS !== undefined),
    'hours of the day': vehicles.some(one => one.day !== undefined),
    rest: vehicles.some(one => one.restEveryDays !== undefined),
    'rested before setting out': vehicles.some(one => one.restedOnDay !== undefined),
    'previous plan': problem.previous !== undefined,
    'nights at stops': vehicles.some(one => one.nightsAtStops === true),
    'nights anywhere': vehicles.some(one => one.day !== undefined && one.nightsAtStops !== true),
    'restful stays': stops.some(one => one.restful === true && (one.serviceS ?? 0) >= 86_400),
    'locked time': stops.some(one => one.lockedStartS !== undefined),
    'locked order': fixedOrders.length > 0,
    'locked order and vehicle': fixedOrders.some(one => one.vehicle !== undefined),
    'stop locked to a vehicle': stops.some(one => one.lockedVehicle !== undefined),
    'load locked to a vehicle': shipments.some(one => one.lockedVehicle !== undefined),
    'closed leg': legRules.some(one => one.slowFactor === undefined),
    'slow leg': legRules.some(one => one.slowFactor !== undefined),
    'optional visit': stops.some(one => one.visit === 'optional'),
    'for loads alone': stops.some(one => one.visit === 'forLoads'),
    priority: stops.some(one => one.priority !== undefined),
    fairness: stops.some(one => one.fairness !== undefined),
    'fairness of hosting': stops.some(one => one.fairness?.hostedDaysAgo !== undefined),
    'wanted by': stops.some(one => one.wantedByS !== undefined),
    'several vehicles that differ': distinct.size > 1,
    'slower vehicle': vehicles.some(one => one.durationFactor !== undefined),
    'last day': vehicles.some(one => one.untilS !== undefined),
    'later start': vehicles.some(one => (one.fromS ?? 0) > 0),
    'open tour': vehicles.some(one => one.endPlace === undefined),
    'closed tour': vehicles.some(one => one.endPlace !== undefined),
    'other goals': problem.goals !== undefined,
    'fewest vehicles': problem.fewestVehicles === true
  }
  return Object.keys(rules).filter(rule => rules[rule])
}

/** All names, whatever is in the problem. */
export const ALL_RULES = 40

/** A limit that not everything fits under at once. */
function binds({ vehicles, shipments }: Problem, dimension: 'massKg' | 'volumeM3' | 'coldM3'): boolean {
  const all = shipments.reduce((sum, one) => sum + (one[dimension] ?? 0), 0)
  return vehicles.some(one => (one[dimension] ?? Infinity) < all)
}

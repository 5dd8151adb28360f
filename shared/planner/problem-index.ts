import type { LegRule, PreviousRoute, Problem, Shipment, Stop, TimeWindow, Vehicle } from './problem'

/** Lookups over a problem, made once. */
export interface ProblemIndex {
  readonly problem: Problem
  readonly stopById: ReadonlyMap<string, Stop>
  readonly shipmentById: ReadonlyMap<string, Shipment>
  readonly vehicleById: ReadonlyMap<string, Vehicle>
  readonly placeRow: ReadonlyMap<string, number>
  /** By `from * size + to`, in order of time. */
  readonly legRules: ReadonlyMap<number, readonly LegRule[]>
  /** Legs of the previous plan, as `from * size + to`; absent without one. */
  readonly previousLegs?: ReadonlySet<number>
}

export function indexProblem(problem: Problem): ProblemIndex {
  const byId = <T extends { readonly id: string }>(items: readonly T[]) =>
    new Map(items.map(item => [item.id, item]))
  const placeRow = new Map(problem.places.map((place, row) => [place.id, row]))
  const legRules = new Map<number, LegRule[]>()
  const add = (from: string, to: string, rule: LegRule) => {
    const key = placeRow.get(from)! * problem.matrix.size + placeRow.get(to)!
    const rules = legRules.get(key)
    if (rules) rules.push(rule)
    else legRules.set(key, [rule])
  }
  for (const rule of problem.legRules ?? []) {
    add(rule.from, rule.to, rule)
    if (rule.bothWays) add(rule.to, rule.from, rule)
  }
  for (const rules of legRules.values()) rules.sort((a, b) => a.fromS - b.fromS)
  return {
    problem,
    stopById: byId(problem.stops),
    shipmentById: byId(problem.shipments),
    vehicleById: byId(problem.vehicles),
    placeRow,
    legRules,
    previousLegs: problem.previous && legsOf(problem, problem.previous, placeRow)
  }
}

/** From the vehicle's start by way of the calls to its end, whichever vehicle it was. */
function legsOf(
  problem: Problem,
  previous: readonly PreviousRoute[],
  placeRow: ReadonlyMap<string, number>
): Set<number> {
  const placeOfStop = new Map(problem.stops.map(stop => [stop.id, stop.place]))
  const vehicles = new Map(problem.vehicles.map(vehicle => [vehicle.id, vehicle]))
  const legs = new Set<number>()
  for (const { vehicle, stops } of previous) {
    const { startPlace, endPlace } = vehicles.get(vehicle)!
    const places = [startPlace, ...stops.map(stop => placeOfStop.get(stop)!)]
    if (endPlace !== undefined) places.push(endPlace)
    for (let i = 1; i < places.length; i++)
      legs.add(placeRow.get(places[i - 1]!)! * problem.matrix.size + placeRow.get(places[i]!)!)
  }
  return legs
}

/** When a visit may begin: its windows, or its locked time alone. */
export function visitWindows(stop: Stop): readonly TimeWindow[] | undefined {
  if (stop.lockedStartS !== undefined) return [{ fromS: stop.lockedStartS, untilS: stop.lockedStartS }]
  return stop.windows
}

/**
 * When a hand-over at a stop may begin: while people are there, which is from a window's opening to its
 * close plus the length of the visit; a shipment's own limits narrow it. `undefined`: at any time.
 */
export function handOverWindows(
  stop: Stop,
  shipment: Shipment,
  side: 'load' | 'unload'
): readonly TimeWindow[] | undefined {
  const stay = stop.visit === 'forLoads' ? 0 : (stop.serviceS ?? 0)
  const merged: { fromS: number; untilS: number }[] = []
  for (const window of visitWindows(stop) ?? [{ fromS: -Infinity, untilS: Infinity }]) {
    const last = merged.at(-1)
    if (last && window.fromS <= last.untilS) last.untilS = window.untilS + stay
    else merged.push({ fromS: window.fromS, untilS: window.untilS + stay })
  }
  const from = side === 'load' ? (shipment.availableFromS ?? -Infinity) : -Infinity
  const until = side === 'unload' ? (shipment.bestBeforeS ?? Infinity) : Infinity
  if (
    merged.length === 1 &&
    merged[0]!.fromS === -Infinity &&
    merged[0]!.untilS === Infinity &&
    from === -Infinity &&
    until === Infinity
  )
    return undefined
  return merged
    .map(window => ({ fromS: Math.max(window.fromS, from), untilS: Math.min(window.untilS, until) }))
    .filter(window => window.fromS <= window.untilS)
}

import type { Goal, Problem, Shipment, Stop, Vehicle } from '#shared/planner/problem'
import { Random } from '#shared/planner/search/random'
import { buildTravelMatrix } from '#shared/planner/travel-matrix'

const HOUR = 3_600
const DAY = 86_400

export interface RandomShape {
  readonly stops?: number
  readonly shipments?: number
  readonly vehicles?: number
  /** Days, nights, rest, several windows, lateness, time on board, leg rules. */
  readonly calendar?: boolean
}

/** A made-up season around Huliaipole: everything by the seed, so that a failing one can be kept as a test. */
export function randomProblem(seed: number, shape: RandomShape = {}): Problem {
  const random = new Random(seed)
  const chance = (share: number) => random.next() < share
  const between = (low: number, high: number) => low + random.below(high - low + 1)
  const calendar = shape.calendar ?? chance(0.7)
  const stopCount = shape.stops ?? between(1, 14)
  const vehicleCount = shape.vehicles ?? between(1, 3)
  const places = Array.from({ length: stopCount + 2 }, (_, i) => ({
    id: `p${i}`,
    lat: 47.2 + random.next() * 0.9,
    lon: 35.5 + random.next() * 1.6
  }))
  const legs = Array.from({ length: between(0, 3) }, () => ({
    from: `p${random.below(places.length)}`,
    to: `p${random.below(places.length)}`,
    bothWays: chance(0.5),
    state: chance(0.5)
      ? ({ kind: 'blocked' } as const)
      : ({ kind: 'slow', factor: 1 + random.next() * 2 } as const)
  })).filter(leg => leg.from !== leg.to)
  const matrix = buildTravelMatrix(places, { detourFactor: 1.3, speedMps: 11, legs })
  const horizonDays = between(4, 30)
  const vehicles: Vehicle[] = Array.from({ length: vehicleCount }, (_, i) => ({
    id: `v${i}`,
    startPlace: `p${chance(0.8) ? 0 : 1}`,
    endPlace: chance(0.7) ? `p${chance(0.8) ? 0 : 1}` : undefined,
    massKg: chance(0.7) ? between(200, 2_000) : undefined,
    volumeM3: chance(0.3) ? between(2, 12) : undefined,
    coldM3: chance(0.3) ? between(0, 3) : undefined,
    fromS: chance(0.3) ? between(0, 2) * DAY : undefined,
    untilS: chance(0.6) ? horizonDays * DAY : undefined,
    durationFactor: chance(0.2) ? 1.5 : undefined,
    ...(calendar && chance(0.85)
      ? {
          day: { startS: between(5, 8) * HOUR, endS: between(17, 21) * HOUR, drivingS: between(2, 9) * HOUR },
          restEveryDays: chance(0.6) ? between(2, 7) : undefined,
          nightsAtStops: chance(0.4)
        }
      : {})
  }))
  const window = () => {
    const from = between(0, horizonDays) * DAY + between(0, 20) * HOUR
    return { fromS: from, untilS: from + between(1, 96) * HOUR }
  }
  const windows = () => {
    if (!chance(0.6)) return undefined
    const list = calendar && chance(0.4) ? [window(), window()] : [window()]
    list.sort((a, b) => a.fromS - b.fromS)
    return list.length === 2 && list[1]!.fromS <= list[0]!.untilS ? [list[0]!] : list
  }
  const stops: Stop[] = Array.from({ length: stopCount }, (_, i) => {
    const opening = windows()
    return {
      id: `s${i}`,
      place: `p${i + 2}`,
      serviceS: chance(0.3) ? between(1, 3) * DAY : between(0, 6) * HOUR,
      windows: opening,
      visit: chance(0.6) ? 'required' : chance(0.6) ? 'optional' : 'forLoads',
      priority: chance(0.3) ? between(1, 5) : undefined,
      wantedByS: calendar && chance(0.2) ? between(1, horizonDays) * DAY : undefined,
      lockedVehicle: chance(0.1) ? `v${random.below(vehicleCount)}` : undefined,
      lockedStartS:
        opening === undefined && chance(0.05) ? between(1, horizonDays) * DAY + 10 * HOUR : undefined,
      restful: chance(0.15),
      fairness: chance(0.3) ? { visitedDaysAgo: between(0, 400), timesPassedBy: between(0, 4) } : undefined
    }
  })
  const shipments: Shipment[] = []
  for (let i = 0; i < (shape.shipments ?? between(0, 8)); i++) {
    const from = random.below(stopCount + 1)
    const to = random.below(stopCount + 1)
    const pickup = from === stopCount ? undefined : `s${from}`
    const delivery = to === stopCount ? undefined : `s${to}`
    if (pickup === delivery) continue
    shipments.push({
      id: `g${i}`,
      pickup,
      delivery,
      massKg: between(0, 600),
      volumeM3: chance(0.4) ? random.next() * 3 : undefined,
      coldM3: chance(0.2) ? random.next() : undefined,
      loadS: chance(0.3) ? between(0, 2) * HOUR : undefined,
      unloadS: chance(0.3) ? between(0, 2) * HOUR : undefined,
      maxOnBoardS: calendar && chance(0.3) ? between(4, 72) * HOUR : undefined,
      bestBeforeS: chance(0.2) ? between(1, horizonDays) * DAY : undefined,
      lockedVehicle: chance(0.1) ? `v${random.below(vehicleCount)}` : undefined
    })
  }
  const ordered = stops.filter(stop => stop.visit !== 'forLoads' && !stop.lockedVehicle).map(stop => stop.id)
  const problem: Problem = {
    places,
    matrix,
    vehicles,
    stops,
    shipments,
    legRules:
      calendar && chance(0.3)
        ? Array.from({ length: between(1, 6) }, () => {
            const from = between(0, horizonDays) * DAY
            return {
              from: `p${random.below(places.length)}`,
              to: `p${random.below(places.length)}`,
              bothWays: chance(0.5),
              fromS: from,
              untilS: from + between(6, 72) * HOUR,
              slowFactor: chance(0.5) ? 1 + random.next() * 3 : undefined
            }
          }).filter(rule => rule.from !== rule.to)
        : undefined,
    fixedOrders:
      ordered.length >= 3 && chance(0.2)
        ? [{ vehicle: chance(0.3) ? 'v0' : undefined, stops: ordered.slice(0, between(2, 3)) }]
        : undefined,
    fewestVehicles: chance(0.2)
  }
  return withPast(withRarerRules(problem, chance, between), chance, between)
}

const GOALS: readonly (readonly Goal[])[] = [['short'], ['fair', 'serve'], ['onTime'], ['serve', 'short']]

/** Drawn last, so that what went before stays what it was: other goals, small vans, goods that are not ready yet, hosting. */
function withRarerRules(
  problem: Problem,
  chance: (share: number) => boolean,
  between: (low: number, high: number) => number
): Problem {
  return {
    ...problem,
    vehicles: problem.vehicles.map(one =>
      one.volumeM3 && chance(0.7) ? { ...one, volumeM3: one.volumeM3 / 5 } : one
    ),
    goals: chance(0.2) ? GOALS[between(0, GOALS.length - 1)] : undefined,
    stops: problem.stops.map(stop =>
      stop.fairness && chance(0.5)
        ? { ...stop, fairness: { ...stop.fairness, hostedDaysAgo: between(0, 500) } }
        : stop
    ),
    shipments: problem.shipments.map(shipment => {
      if (shipment.pickup === undefined || !chance(0.15)) return shipment
      const availableFromS = between(0, 4) * DAY + 9 * HOUR
      return (shipment.bestBeforeS ?? Infinity) < availableFromS ? shipment : { ...shipment, availableFromS }
    })
  }
}

/** What lies behind: days worked since the last day of rest, and a plan that people count on. Drawn last of all. */
function withPast(
  problem: Problem,
  chance: (share: number) => boolean,
  between: (low: number, high: number) => number
): Problem {
  const vehicles = problem.vehicles.map(one =>
    one.restEveryDays !== undefined && chance(0.3)
      ? { ...one, restedOnDay: Math.floor((one.fromS ?? 0) / DAY) - between(1, 9) }
      : one
  )
  if (!chance(0.15)) return { ...problem, vehicles }
  const vehicle = () => vehicles[between(0, vehicles.length - 1)]!.id
  const order = problem.stops.map(stop => ({ stop: stop.id, key: between(0, 1_000) }))
  const stops = order.sort((a, b) => a.key - b.key).map(one => one.stop)
  const half = between(0, stops.length)
  return {
    ...problem,
    vehicles,
    previous: [
      { vehicle: vehicle(), stops: stops.slice(0, half) },
      { vehicle: vehicle(), stops: stops.slice(half) }
    ]
  }
}

import type { Problem, Shipment, Stop } from '#shared/planner/problem'
import { Random } from '#shared/planner/search/random'
import { buildTravelMatrix } from '#shared/planner/travel-matrix'

const HOUR = 3_600
const DAY = 86_400

export interface SeasonShape {
  readonly stops: number
  readonly loads: number
  /** Days, nights and rest; without, driving at any hour. */
  readonly calendar: boolean
  readonly seed: number
}

/** A season of a caravan around Huliaipole: one vehicle for twelve stops, each stop open for a few weeks. */
export function seasonLike({ stops: count, loads, calendar, seed }: SeasonShape): Problem {
  const random = new Random(seed)
  const spread = Math.sqrt(count / 60)
  const places = Array.from({ length: count + 1 }, (_, i) => ({
    id: `p${i}`,
    lat: 47.6 + (random.next() - 0.5) * spread,
    lon: 36.2 + (random.next() - 0.5) * 1.5 * spread
  }))
  const stops = Array.from({ length: count }, (_, i): Stop => {
    const opens = random.below(30) * DAY
    return {
      id: `s${i}`,
      place: `p${i + 1}`,
      serviceS: (2 + random.below(5)) * HOUR,
      windows: [{ fromS: opens, untilS: opens + (10 + random.below(20)) * DAY }]
    }
  })
  const shipments = Array.from({ length: loads }, (_, i): Shipment => {
    const from = random.below(count)
    const to = (from + 1 + random.below(count - 1)) % count
    return {
      id: `g${i}`,
      pickup: `s${from}`,
      delivery: `s${to}`,
      massKg: 50 + random.below(400),
      loadS: HOUR / 2
    }
  })
  const vehicles = Array.from({ length: Math.ceil(count / 12) }, (_, i) => ({
    id: `v${i}`,
    startPlace: 'p0',
    endPlace: 'p0',
    massKg: 3_000,
    untilS: 70 * DAY,
    ...(calendar
      ? {
          day: { startS: 7 * HOUR, endS: 20 * HOUR, drivingS: 7 * HOUR },
          restEveryDays: 6,
          nightsAtStops: true
        }
      : {})
  }))
  return {
    places,
    matrix: buildTravelMatrix(places, { detourFactor: 1.3, speedMps: 12 }),
    vehicles,
    stops,
    shipments
  }
}

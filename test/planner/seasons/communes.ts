import type { Problem, Vehicle } from '#shared/planner/problem'

export const HOUR = 3_600
export const DAY = 86_400

/** Kilometres east and north of Huliaipole, about. */
const AT = {
  Huliaipole: [0, 0],
  Zaliznychne: [-6, -4],
  Polohy: [-1, -20],
  Orikhiv: [-36, -10],
  Tokmak: [-41, -46],
  Bilmak: [29, -34],
  Rozivka: [61, -31],
  Vasylivka: [-74, -25],
  Pokrovske: [-2, 36],
  Novosilka: [43, 20]
} as const

export type Commune = keyof typeof AT

/** Eight to six, at the wheel for five hours at most. */
export const hours = { startS: 8 * HOUR, endS: 18 * HOUR, drivingS: 5 * HOUR }

/** Nights at stops. */
export const convoy: Vehicle = {
  id: 'convoy',
  startPlace: 'Huliaipole',
  endPlace: 'Huliaipole',
  day: hours,
  nightsAtStops: true
}

/** Country roads: a third longer than the line, in whole kilometres; a minute and a half each. */
export function roads(communes: readonly Commune[]): Pick<Problem, 'places' | 'matrix'> {
  const km = communes.flatMap(a =>
    communes.map(b => Math.round(1.33 * Math.sqrt((AT[a][0] - AT[b][0]) ** 2 + (AT[a][1] - AT[b][1]) ** 2)))
  )
  return {
    places: communes.map(id => ({ id })),
    matrix: {
      size: communes.length,
      durationS: km.map(one => one * 90),
      distanceM: km.map(one => one * 1_000)
    }
  }
}

/** From `hour` of one day to `untilHour` of another; days count from 0. */
export function open(day: number, hour: number, untilDay: number, untilHour: number) {
  return { fromS: day * DAY + hour * HOUR, untilS: untilDay * DAY + untilHour * HOUR }
}

/** Visits may begin on these days, from eight to four. */
export function onDays(...days: readonly number[]) {
  return days.map(day => open(day, 8, day, 16))
}

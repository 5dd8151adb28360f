import { dayMin } from '#shared/caravan/day.ts'
import type { KindName, PartialFieldsOfKind } from '#shared/kinds/index.ts'
import type { Language } from '#shared/kinds/kind.ts'
import { distanceM } from '#shared/places/distance.ts'
import type { EntryId, ThingId } from '#shared/record/entry.ts'
import { demoCommunes } from './season/communes.ts'
import { demoCaravan, demoEarlier } from './season/journeys.ts'

type Write = <K extends KindName>(commune: ThingId | null, kind: K, fields: PartialFieldsOfKind<K>) => EntryId

const speedKmh = 45
const detourFactor = 1.3
const arrivesMin = 9 * 60

/** The journeys of past seasons: each with its stops, the route that was driven, and its assembly. */
export const writeEarlier = (deps: {
  language: Language
  at: (commune: string) => ThingId
  by: (commune: string) => Write
  dayOf: (offset: number) => string
}): void => {
  const { language, at, dayOf } = deps
  for (const journey of demoEarlier) {
    const write = deps.by(journey.by)
    const own = at(journey.by)
    const caravan = write(own, 'caravan', {
      name: journey.name[language],
      start: at(demoCaravan.start),
      end: at(demoCaravan.start),
      from: dayOf(journey.fromDay),
      until: dayOf(journey.untilDay),
      speedKmh,
      drivingHoursPerDay: 5,
      restEveryDays: 6,
      detourFactor
    })
    const visits: PartialFieldsOfKind<'plan'>['visits'] = [standing(at(demoCaravan.start), 7 * 60)]
    let from = demoCaravan.start
    for (const { at: key, day, stayDays } of journey.calls) {
      const stop = write(own, 'stop', {
        caravan,
        commune: at(key),
        windows: [],
        stayDays,
        optional: false,
        doneOn: dayOf(journey.fromDay + Math.floor(day + stayDays))
      })
      const startMin = day * dayMin + arrivesMin
      visits.push({
        ...standing(at(key), startMin),
        ...wayBetween(from, key),
        stop,
        departMin: startMin + Math.round(stayDays * dayMin)
      })
      from = key
    }
    const lastMin = visits.at(-1)?.departMin ?? 0
    const home = wayBetween(from, demoCaravan.start)
    visits.push({ ...standing(at(demoCaravan.start), lastMin + home.driveMin), ...home })
    write(own, 'plan', {
      caravan,
      firstDay: dayOf(journey.fromDay),
      visits,
      restDays: [],
      unserved: [],
      distanceM: visits.reduce((sum, visit) => sum + visit.driveM, 0),
      drivingMin: visits.reduce((sum, visit) => sum + visit.driveMin, 0)
    })
    write(own, 'assembly', {
      name: journey.assembly.name[language],
      at: at(journey.assembly.at),
      caravan,
      date: dayOf(journey.fromDay + journey.assembly.day),
      state: 'closed'
    })
  }
}

const standing = (commune: ThingId, atMin: number) => ({
  stop: null as EntryId | null,
  commune,
  arriveMin: atMin,
  startMin: atMin,
  departMin: atMin,
  driveM: 0,
  driveMin: 0,
  loads: [],
  onBoardKg: 0
})

const wayBetween = (from: string, to: string): { driveM: number; driveMin: number } => {
  const [a, b] = [from, to].map(key => demoCommunes.find(commune => commune.key === key))
  if (!a || !b) throw new Error(`the demo speaks of ${from} and ${to}, of which it has not both`)
  const driveM = Math.round(distanceM(a, b) * detourFactor)
  return { driveM, driveMin: Math.round((driveM / 1000 / speedKmh) * 60) }
}

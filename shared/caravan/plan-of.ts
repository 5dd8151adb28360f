import type { PartialFieldsOfKind } from '../kinds/index.ts'
import type { Itinerary, Solution } from '../planner/solution.ts'
import { dayAt } from './day.ts'
import type { Held } from './held.ts'
import { marksOf } from './plan-marks.ts'
import type { CaravanRows, ProblemOf } from './problem-of.ts'
import { withPast } from './under-way.ts'

export type PlanFields = Required<PartialFieldsOfKind<'plan'>>
export type PlanVisit = PlanFields['visits'][number]
export type PlanLoad = PlanVisit['loads'][number]

const toMin = (seconds: number): number => Math.round(seconds / 60)

/**
 * A solution as the fact that is adopted. It stands by itself: goods, masses and times are written out, so
 * that it reads the same on a device that has not all the rows it was made from.
 */
export function planOf(
  rows: CaravanRows,
  asked: Extract<ProblemOf, { ok: true }>,
  solution: Solution,
  /** the plans it was made in knowledge of */
  replaces: readonly string[] = []
): PlanFields {
  const { start, end, from } = rows.caravan.fields
  const matches = new Map(rows.matches.map(match => [match.id, match]))
  const loads = (ids: readonly string[], what: PlanLoad['what']): PlanLoad[] =>
    ids.flatMap(id => {
      const match = matches.get(id)
      return match ? [loadOf(rows, match, what)] : []
    })
  const itinerary = solution.itineraries[0]
  const carried = itinerary ? endLoads(asked, itinerary) : { atStart: [], atEnd: [] }
  const last = itinerary?.visits.at(-1)

  const visits: PlanVisit[] = [
    {
      ...standing(asked.underWay?.at ?? start ?? '', itinerary ? toMin(departOf(itinerary, -1)) : 0),
      loads: loads(carried.atStart, 'load'),
      onBoardKg: massOf(matches, carried.atStart)
    }
  ]
  const throughKg = asked.through.reduce((sum, match) => sum + (match.fields.massKg ?? 0), 0)
  itinerary?.visits.forEach((visit, i) => {
    visits.push({
      stop: visit.stop,
      commune: visit.place,
      ...(visit.held ? {} : { onlyLoads: true }),
      arriveMin: toMin(visit.leg.drivingS === 0 ? visit.startS : visit.arriveS),
      startMin: toMin(visit.startS),
      departMin: toMin(departOf(itinerary, i)),
      driveM: Math.round(visit.leg.distanceM),
      driveMin: toMin(visit.leg.drivingS),
      loads: [...loads(visit.unload, 'unload'), ...loads(visit.load, 'load')],
      onBoardKg: tidy(visit.onBoard.massKg + throughKg)
    })
  })
  if (end && itinerary?.home && last) {
    const { home } = itinerary
    visits.push({
      ...standing(end, toMin(home.drivingS === 0 ? last.endS : home.arriveS)),
      driveM: Math.round(home.distanceM),
      driveMin: toMin(home.drivingS),
      loads: loads(carried.atEnd, 'unload')
    })
  }
  const firstDay = from ?? ''
  const rest: PlanFields = {
    caravan: rows.caravan.id,
    firstDay,
    visits,
    restDays: (itinerary?.restDays ?? []).map(day => dayAt(firstDay, day)),
    unserved: [
      ...solution.unserved.flatMap(({ kind, id, binding }) =>
        kind === 'stop' ? [{ stop: id, reason: binding }] : []
      ),
      ...asked.leftOut.flatMap(({ kind, id, reason }) => (kind === 'stop' ? [{ stop: id, reason }] : []))
    ],
    leftBehind: [
      ...solution.unserved.flatMap(({ kind, id, binding }) =>
        kind === 'shipment' ? [{ match: id, reason: binding }] : []
      ),
      ...asked.leftOut.flatMap(({ kind, id, reason }) => (kind === 'match' ? [{ match: id, reason }] : []))
    ],
    replaces: [...replaces],
    made: marksOf(rows),
    distanceM: Math.round(itinerary?.distanceM ?? 0),
    drivingMin: toMin(itinerary?.drivingS ?? 0)
  }
  return asked.underWay ? withPast(asked.underWay, rest) : rest
}

/** Where the caravan begins or ends: no stop, nothing driven, gone at once. */
const standing = (commune: string, atMin: number): PlanVisit => ({
  stop: null,
  commune,
  arriveMin: atMin,
  startMin: atMin,
  departMin: atMin,
  driveM: 0,
  driveMin: 0,
  loads: [],
  onBoardKg: 0
})

/** When it leaves visit `i` (−1: the start). At the last stop of an open journey: when the visit is over. */
function departOf(itinerary: Itinerary, i: number): number {
  const next = itinerary.visits[i + 1]
  const leg = next?.leg ?? itinerary.home
  if (!leg) return itinerary.visits[i]?.endS ?? itinerary.startS
  if (leg.drivingS > 0) return leg.departS
  return next?.startS ?? itinerary.visits[i]?.endS ?? leg.departS
}

/** Loads that go on where the caravan sets out, and those that come off only where it ends. */
function endLoads(
  asked: Extract<ProblemOf, { ok: true }>,
  itinerary: Itinerary
): { atStart: string[]; atEnd: string[] } {
  const loaded = new Set(itinerary.visits.flatMap(visit => visit.load))
  const unloaded = new Set(itinerary.visits.flatMap(visit => visit.unload))
  const through = itinerary.visits.length > 0 ? asked.through.map(match => match.id) : []
  return {
    atStart: [...[...unloaded].filter(id => !loaded.has(id)), ...through],
    atEnd: [...[...loaded].filter(id => !unloaded.has(id)), ...through]
  }
}

function loadOf(rows: CaravanRows, match: Held<'match'>, what: PlanLoad['what']): PlanLoad {
  const offer = match.fields.offer ? rows.offers.get(match.fields.offer) : undefined
  return {
    match: match.id,
    // An offer that has not reached this device leaves its good unnamed; a dash is still a name.
    good: offer?.fields.good ?? '–',
    massKg: match.fields.massKg ?? 0,
    what
  }
}

const massOf = (matches: ReadonlyMap<string, Held<'match'>>, ids: readonly string[]): number =>
  tidy(ids.reduce((sum, id) => sum + (matches.get(id)?.fields.massKg ?? 0), 0))

/** Sums of doubles end a hair below zero; grams are enough. */
const tidy = (massKg: number): number => Math.max(0, Math.round(massKg * 1000) / 1000)

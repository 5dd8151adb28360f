import type { Problem, Shipment, Stop, TimeWindow } from '../planner/problem.ts'
import { dayNumber, dayS } from './day.ts'
import { type EarlierJourney, historyOf, turnOf } from './fairness-of.ts'
import type { Held } from './held.ts'
import { latLonOf, matrixOf } from './matrix-of.ts'
import type { Roads } from './roads.ts'
import { endOfDayS, shipmentOf } from './shipment-of.ts'
import { stopOrderOf } from './stop-order.ts'
import { restedOnDay, type UnderWay, underWayOf } from './under-way.ts'
import { stayS, workingDay } from './working-day.ts'

/** All that a caravan's plan hangs on, as the record holds it. Rows of other caravans are left aside. */
export interface CaravanRows {
  caravan: Held<'caravan'>
  vehicles: readonly Held<'vehicle'>[]
  stops: readonly Held<'stop'>[]
  communes: ReadonlyMap<string, Held<'commune'>>
  /** only committed ones are carried */
  matches: readonly Held<'match'>[]
  /** for what the loads are: by id, those that the matches name */
  offers: ReadonlyMap<string, Held<'offer'>>
  roads: Roads
  /** the plan in force: locked stops keep the order they have there */
  adopted: Held<'plan'> | null
  /** journeys before this one, and assemblies, for whose turn it is */
  earlier: readonly EarlierJourney[]
  assemblies: readonly Held<'assembly'>[]
}

/** Why something did not even reach the planner. */
export type LeftOutReason = 'windowOutsideJourney' | 'placeUnknown' | 'notOnTheWay'
export interface LeftOut {
  kind: 'stop' | 'match'
  id: string
  reason: LeftOutReason
}

export type ProblemOf =
  | {
      ok: true
      problem: Problem
      leftOut: LeftOut[]
      /** matches from the start straight to the end: on board all the way, nothing to decide */
      through: Held<'match'>[]
      /** on the road already: the problem is that of the rest */
      underWay: UnderWay | null
    }
  /** what must be told before anything can be planned */
  | { ok: false; lacks: 'start' | 'end' | 'days' | 'stops' }

/** The vehicles of a caravan travel together, so the planner sees one, with all their room. */
export const convoy = 'convoy'
export function problemOf(rows: CaravanRows): ProblemOf {
  const { start, end, from, until, drivingHoursPerDay = 8, restEveryDays = 0, goals } = rows.caravan.fields
  const placed = (commune: string | null | undefined) =>
    !!commune && rows.communes.get(commune)?.fields.place !== undefined
  if (!start || !placed(start)) return { ok: false, lacks: 'start' }
  if (end && !placed(end)) return { ok: false, lacks: 'end' }
  if (!from || !until || dayNumber(from, until) < 0) return { ok: false, lacks: 'days' }
  const underWay = underWayOf(rows)
  if (underWay && !placed(underWay.at)) return { ok: false, lacks: 'start' }

  const leftOut: LeftOut[] = []
  const day = workingDay(drivingHoursPerDay)
  const lastDay = dayNumber(from, until)
  const setsOutS = underWay ? underWay.leaveMin * 60 : 0
  if (setsOutS >= (lastDay + 1) * dayS) return { ok: false, lacks: 'days' }
  const startPlace = underWay?.at ?? start
  const stops: Stop[] = []
  const stopAt = new Map<string, string>()
  for (const { id, fields } of stopsOf(rows)) {
    const { commune, fixedDay, wantedBy, stayDays = 0, optional, priority } = fields
    const windows = fixedDay ? [{ from: fixedDay, to: fixedDay }] : (fields.windows ?? [])
    if (!commune || !placed(commune)) {
      leftOut.push({ kind: 'stop', id, reason: 'placeUnknown' })
      continue
    }
    if (underWay && fields.doneOn) {
      // It may be called at again, to load and unload.
      if (!stopAt.has(commune)) stopAt.set(commune, id)
      stops.push({ id, place: commune, visit: 'forLoads' })
      continue
    }
    const open = windowsOf(windows, from, lastDay)
    if (windows.length > 0 && open.length === 0) {
      leftOut.push({ kind: 'stop', id, reason: 'windowOutsideJourney' })
      continue
    }
    if (!stopAt.has(commune)) stopAt.set(commune, id)
    stops.push({
      id,
      place: commune,
      serviceS: stayS(stayDays, day),
      ...(open.length > 0 ? { windows: open } : {}),
      visit: optional ? 'optional' : 'required',
      priority: priority ?? 1,
      ...(wantedBy ? { wantedByS: Math.max(0, endOfDayS(from, wantedBy)) } : {}),
      ...fairness(rows, commune),
      restful: true
    })
  }
  if (stops.every(stop => stop.visit === 'forLoads')) return { ok: false, lacks: 'stops' }

  const shipments: Shipment[] = []
  const through: Held<'match'>[] = []
  for (const match of rows.matches) {
    if (match.fields.state !== 'committed' || underWay?.delivered.has(match.id)) continue
    if (end && match.fields.from === start && match.fields.to === end && start !== end) {
      through.push(match)
      continue
    }
    const shipment = shipmentOf(rows, match, from, stopAt, underWay)
    if (shipment) shipments.push(shipment)
    else leftOut.push({ kind: 'match', id: match.id, reason: 'notOnTheWay' })
  }
  const places = [...new Set([startPlace, ...(end ? [end] : []), ...stops.map(stop => stop.place)])]
  const fixed = fixedOrder(rows, stops)
  const counted = countedOn(underWay?.ahead ?? stopOrderOf(rows.adopted?.fields ?? {}), stops)
  return {
    ok: true,
    leftOut,
    through,
    underWay,
    problem: {
      places: places.map(id => ({ id, ...latLonOf(rows, id) })),
      matrix: matrixOf(rows, places),
      vehicles: [
        {
          id: convoy,
          startPlace,
          ...(end ? { endPlace: end } : {}),
          ...roomOf(rows, through),
          fromS: setsOutS,
          untilS: (lastDay + 1) * dayS,
          day,
          ...(restEveryDays > 0 ? { restEveryDays: Math.max(2, restEveryDays) } : {}),
          ...(restEveryDays > 0 && underWay ? { restedOnDay: restedOnDay(underWay, from) } : {}),
          nightsAtStops: true
        }
      ],
      stops,
      shipments,
      ...(goals ? { goals } : {}),
      ...(counted.length > 0 ? { previous: [{ vehicle: convoy, stops: counted }] } : {}),
      ...(fixed.length > 1 ? { fixedOrders: [{ vehicle: convoy, stops: fixed }] } : {})
    }
  }
}

function fairness(rows: CaravanRows, commune: string): Pick<Stop, 'fairness'> {
  const first = rows.caravan.fields.from ?? ''
  const turn = turnOf(commune, first, rows.earlier, rows.assemblies)
  return turn ? { fairness: historyOf(turn, first, rows.earlier) } : {}
}

/** The stops of this caravan that were not withdrawn. */
export const stopsOf = (rows: Pick<CaravanRows, 'caravan' | 'stops'>): Held<'stop'>[] =>
  rows.stops.filter(stop => stop.fields.caravan === rows.caravan.id && !stop.fields.dropped)

/** The vehicles of this caravan that travel. */
export const travelling = (rows: Pick<CaravanRows, 'caravan' | 'vehicles'>): Held<'vehicle'>[] =>
  rows.vehicles.filter(({ fields }) => fields.caravan === rows.caravan.id && !fields.dropped)

/** Days to seconds, in order, cut to the journey; windows that touch or overlap become one. */
function windowsOf(
  windows: readonly { from: string; to: string }[],
  first: string,
  lastDay: number
): TimeWindow[] {
  const days = windows
    .map(({ from, to }) => ({
      from: Math.max(0, dayNumber(first, from)),
      to: Math.min(lastDay, dayNumber(first, to))
    }))
    .filter(window => window.from <= window.to)
    .sort((a, b) => a.from - b.from)
  const merged: { from: number; to: number }[] = []
  for (const window of days) {
    const last = merged.at(-1)
    if (last && window.from <= last.to + 1) last.to = Math.max(last.to, window.to)
    else merged.push({ ...window })
  }
  return merged.map(({ from, to }) => ({ fromS: from * dayS, untilS: (to + 1) * dayS - 1 }))
}

/** Room of all vehicles together, less what is on board all the way. Without any vehicle nothing is limited. */
function roomOf(
  rows: CaravanRows,
  through: readonly Held<'match'>[]
): { massKg?: number; volumeM3?: number; coldM3?: number } {
  const own = travelling(rows)
  if (own.length === 0) return {}
  const sum = (field: 'capacityKg' | 'capacityM3' | 'coldM3') =>
    own.reduce((total, { fields }) => total + (fields[field] ?? 0), 0)
  const taken = (field: 'massKg' | 'volumeM3') =>
    through.reduce((total, { fields }) => total + (fields[field] ?? 0), 0)
  return {
    massKg: Math.max(0, sum('capacityKg') - taken('massKg')),
    volumeM3: Math.max(0, sum('capacityM3') - taken('volumeM3')),
    coldM3: sum('coldM3')
  }
}

/** The calls of the plan in force, which people count on. */
function countedOn(calls: readonly string[], stops: readonly Stop[]): string[] {
  const known = new Set(stops.map(stop => stop.id))
  return calls.filter(stop => known.has(stop))
}

/** Locked stops in the order of the plan in force. */
function fixedOrder(rows: CaravanRows, stops: readonly Stop[]): string[] {
  const locked = new Set(
    rows.stops.filter(({ fields }) => fields.locked && !fields.doneOn).map(stop => stop.id)
  )
  const known = new Set(stops.map(stop => stop.id))
  const order = stopOrderOf(rows.adopted?.fields ?? {})
  return [...new Set(order)].filter(stop => locked.has(stop) && known.has(stop))
}

import type { GoalName } from '../kinds/caravan.ts'
import type { PartialFieldsOfKind } from '../kinds/index.ts'
import { dayAt, dayNumber } from './day.ts'
import type { Held } from './held.ts'
import { type CaravanRows, travelling } from './problem-of.ts'
import { legKey } from './roads.ts'

/** One thing supposed to be otherwise. Plain data: what-ifs lie on the desk. */
export type Change =
  | { what: 'road'; a: string; b: string; state: 'blocked' | 'passable' }
  /** nobody answers at this stop: it is left out */
  | { what: 'silent'; stop: string }
  | { what: 'vehicleLess'; vehicle: string }
  /** by hand: timed in this order, not planned */
  | { what: 'order'; stops: string[] }
  | { what: 'goals'; goals: GoalName[] }
  | { what: 'moreDays'; days: number }
  | { what: 'laterWindow'; stop: string; days: number }
  | { what: 'earlierWindow'; stop: string; days: number }
  | { what: 'shorterStay'; stop: string; days: number }
  | { what: 'earlierStart'; days: number }
  | { what: 'moreDriving'; hours: number }
  /** at most so many days more between days of rest */
  | { what: 'laterRest'; days: number }
  | { what: 'moreRoom'; dimension: 'massKg' | 'volumeM3' | 'coldM3'; by: number }
  | { what: 'longerOnWay'; match: string; hours: number }

/** What adopting a what-if writes into the record besides its plan. */
export type ChangePut =
  | { kind: 'caravan'; thing: string; fields: PartialFieldsOfKind<'caravan'> }
  | { kind: 'stop'; thing: string; fields: PartialFieldsOfKind<'stop'> }
  | { kind: 'vehicle'; thing: string; fields: PartialFieldsOfKind<'vehicle'> }
  | { kind: 'offer'; thing: string; fields: PartialFieldsOfKind<'offer'> }

/** The rows as they would be. */
export function withChanges(rows: CaravanRows, changes: readonly Change[]): CaravanRows {
  return changes.reduce((before, change) => {
    if (change.what === 'road') return withRoad(before, change)
    return putsOfOne(before, change).reduce(withPut, before)
  }, rows)
}

/**
 * Those of the changes that the record can be told: a road is only reported by whoever saw it, and an order
 * is in the plan itself.
 */
export function putsOf(rows: CaravanRows, changes: readonly Change[]): ChangePut[] {
  const puts: ChangePut[] = []
  let now = rows
  for (const change of changes) {
    const own = putsOfOne(now, change)
    puts.push(...own)
    now = own.reduce(withPut, now)
  }
  return puts
}

function putsOfOne(rows: CaravanRows, change: Change): ChangePut[] {
  switch (change.what) {
    case 'road':
    case 'order':
      return []
    case 'silent':
      return [{ kind: 'stop', thing: change.stop, fields: { dropped: true } }]
    case 'vehicleLess':
      return [{ kind: 'vehicle', thing: change.vehicle, fields: { dropped: true } }]
    case 'goals':
      return [{ kind: 'caravan', thing: rows.caravan.id, fields: { goals: change.goals } }]
    case 'moreDays': {
      const { until } = rows.caravan.fields
      if (!until) return []
      return [{ kind: 'caravan', thing: rows.caravan.id, fields: { until: dayAt(until, change.days) } }]
    }
    case 'laterWindow':
    case 'earlierWindow':
    case 'shorterStay': {
      const stop = rows.stops.find(row => row.id === change.stop)
      return stop ? [{ kind: 'stop', thing: stop.id, fields: ofStop(stop, change) }] : []
    }
    case 'earlierStart': {
      const { from } = rows.caravan.fields
      if (!from) return []
      return [{ kind: 'caravan', thing: rows.caravan.id, fields: { from: dayAt(from, -change.days) } }]
    }
    case 'moreDriving': {
      const hours = Math.min(24, (rows.caravan.fields.drivingHoursPerDay ?? 8) + change.hours)
      return [{ kind: 'caravan', thing: rows.caravan.id, fields: { drivingHoursPerDay: hours } }]
    }
    case 'laterRest': {
      const days = Math.min(60, (rows.caravan.fields.restEveryDays ?? 0) + change.days)
      return [{ kind: 'caravan', thing: rows.caravan.id, fields: { restEveryDays: days } }]
    }
    case 'moreRoom': {
      const field = fieldOf[change.dimension]
      const vehicle = travelling(rows)[0]
      if (!vehicle) return []
      const room = Math.ceil(((vehicle.fields[field] ?? 0) + change.by) * 100) / 100
      return [{ kind: 'vehicle', thing: vehicle.id, fields: { [field]: room } }]
    }
    case 'longerOnWay': {
      const offer = rows.offers.get(rows.matches.find(row => row.id === change.match)?.fields.offer ?? '')
      const most = offer?.fields.longestOnWayH
      return offer && most
        ? [{ kind: 'offer', thing: offer.id, fields: { longestOnWayH: most + change.hours } }]
        : []
    }
  }
}

const fieldOf = { massKg: 'capacityKg', volumeM3: 'capacityM3', coldM3: 'coldM3' } as const

function ofStop(
  stop: Held<'stop'>,
  change: Extract<Change, { what: 'laterWindow' | 'earlierWindow' | 'shorterStay' }>
): PartialFieldsOfKind<'stop'> {
  switch (change.what) {
    case 'laterWindow':
      return laterDays(stop, change.days)
    case 'earlierWindow':
      return earlierDays(stop, change.days)
    case 'shorterStay':
      return { stayDays: Math.max(0, (stop.fields.stayDays ?? 0) - change.days) }
  }
}

/** A fixed day becomes a window up to it; else the first window begins earlier. */
function earlierDays({ fields }: Held<'stop'>, days: number): PartialFieldsOfKind<'stop'> {
  const { fixedDay, windows = [] } = fields
  if (fixedDay) return { fixedDay: null, windows: [{ from: dayAt(fixedDay, -days), to: fixedDay }] }
  const first = windows.toSorted((a, b) => dayNumber(b.from, a.from))[0]
  return { windows: windows.map(one => (one === first ? { ...one, from: dayAt(one.from, -days) } : one)) }
}

/** A fixed day becomes a window from it; else the last window ends later. */
function laterDays({ fields }: Held<'stop'>, days: number): PartialFieldsOfKind<'stop'> {
  const { fixedDay, windows = [] } = fields
  if (fixedDay) return { fixedDay: null, windows: [{ from: fixedDay, to: dayAt(fixedDay, days) }] }
  const last = windows.reduce(
    (a, b) => (dayNumber(a.to, b.to) > 0 ? b : a),
    windows[0] ?? { from: '', to: '' }
  )
  return { windows: windows.map(one => (one === last ? { ...one, to: dayAt(one.to, days) } : one)) }
}

function withRoad(rows: CaravanRows, { a, b, state }: Extract<Change, { what: 'road' }>): CaravanRows {
  const report = { id: `supposed ${legKey(a, b)}`, fields: { a, b, state } }
  return { ...rows, roads: new Map([...rows.roads, [legKey(a, b), report]]) }
}

function withPut(rows: CaravanRows, put: ChangePut): CaravanRows {
  const over = <R extends { id: string; fields: object }>(row: R): R =>
    row.id === put.thing ? { ...row, fields: { ...row.fields, ...put.fields } } : row
  switch (put.kind) {
    case 'caravan':
      return { ...rows, caravan: over(rows.caravan) }
    case 'stop':
      return { ...rows, stops: rows.stops.map(over) }
    case 'vehicle':
      return { ...rows, vehicles: rows.vehicles.map(over) }
    case 'offer':
      return { ...rows, offers: new Map([...rows.offers].map(([id, offer]) => [id, over(offer)])) }
  }
}

import * as v from 'valibot'
import { amount, day, id, list, name } from './fields.ts'
import { defineKind } from './kind.ts'

/** Minutes from midnight of the journey's first day. */
const minute = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(60 * 24 * 400))

const load = v.object({ match: id, good: name, massKg: amount, what: v.picklist(['load', 'unload']) })

/** A visit as it was adopted: where, when, what goes on and off. `stop` is null at start and end. */
export const planVisit = v.object({
  stop: v.nullable(id),
  commune: id,
  /** it only loads and unloads here: the visit itself is held on another call at this stop */
  onlyLoads: v.optional(v.boolean()),
  arriveMin: minute,
  startMin: minute,
  departMin: minute,
  /** the way from the visit before */
  driveM: amount,
  driveMin: amount,
  loads: list(load, 400),
  /** when leaving */
  onBoardKg: amount
})

const reason = v.pipe(v.string(), v.maxLength(60))

const mark = v.pipe(v.string(), v.maxLength(16))

/** The solved itinerary that was adopted. The one that none replaces is the caravan's plan. */
export const plan = defineKind({
  name: 'plan',
  sort: 'fact',
  writer: 'any-federated-member',
  fields: {
    caravan: id,
    firstDay: day,
    visits: list(planVisit, 1000),
    restDays: list(day, 400),
    unserved: list(v.object({ stop: id, reason }), 1000),
    /** committed matches that this route does not carry */
    leftBehind: v.optional(list(v.object({ match: id, reason }), 1000)),
    /** the plans of this caravan that its author knew of: the newest follows from them, not from a clock */
    replaces: v.optional(list(id, 100)),
    /** what each stop, vehicle, load and the journey said when it was made: shared/caravan/plan-marks.ts */
    made: v.optional(list(v.object({ of: id, mark }), 2000)),
    distanceM: amount,
    drivingMin: amount
  },
  indexed: ['caravan'],
  searched: [],
  sentence: {
    en: (f, s) => `A route of ${f.visits?.length ?? 0} visits was adopted for ${s.name(f.caravan)}`,
    uk: (f, s) => `Для каравану ${s.name(f.caravan)} ухвалено маршрут, відвідин: ${f.visits?.length ?? 0}`
  }
})

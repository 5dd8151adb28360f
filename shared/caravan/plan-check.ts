import { dayAt, dayMin } from './day.ts'
import type { Held } from './held.ts'
import { editedSince } from './plan-marks.ts'
import type { PlanFields } from './plan-of.ts'
import { type CaravanRows, stopsOf } from './problem-of.ts'
import { roadState } from './roads.ts'

export interface Leg {
  from: string
  to: string
}

/** How a plan no longer fits what the record says. All empty: it still holds. */
export interface PlanCheck {
  blocked: Leg[]
  /** stop ids that the plan neither visits nor explains */
  added: string[]
  /** stop ids that it visits though they were withdrawn */
  dropped: string[]
  /** committed matches it neither carries nor explains */
  loads: string[]
  /** stops, vehicles, loads or the caravan that say something else than when it was made */
  edited: string[]
}

export function checkPlan(
  plan: Pick<PlanFields, 'visits' | 'unserved'> & Partial<PlanFields>,
  rows: CaravanRows
): PlanCheck {
  const stops = stopsOf(rows)
  const wanted = new Set(stops.map(stop => stop.id))
  const visited = new Set(plan.visits.flatMap(visit => (visit.stop ? [visit.stop] : [])))
  const explained = new Set(plan.unserved.map(({ stop }) => stop))
  const carried = new Set(plan.visits.flatMap(visit => visit.loads.map(load => load.match)))
  const left = new Set((plan.leftBehind ?? []).map(({ match }) => match))
  return {
    blocked: legsOf(plan).filter(({ from, to }) => roadState(rows.roads, from, to) === 'blocked'),
    added: stops.flatMap(({ id, fields }) =>
      visited.has(id) || explained.has(id) || fields.doneOn ? [] : [id]
    ),
    dropped: [...visited].filter(stop => !wanted.has(stop)),
    loads: rows.matches
      .filter(({ id, fields }) => fields.state === 'committed' && !carried.has(id) && !left.has(id))
      .map(match => match.id),
    edited: [...new Set([...editedSince(plan.made, rows), ...notOnTheDay(plan, stops)])].filter(
      id => !wanted.has(id) || visited.has(id) || explained.has(id)
    )
  }
}

/** Stops that were fixed to a day on which the plan does not begin the visit, or left on another than it says. */
function notOnTheDay(
  plan: Pick<PlanFields, 'visits'> & Partial<PlanFields>,
  stops: readonly Held<'stop'>[]
): string[] {
  const { firstDay } = plan
  if (!firstDay) return []
  const dayOf = (min: number) => dayAt(firstDay, Math.floor(min / dayMin))
  return stops.flatMap(({ id, fields: { fixedDay, doneOn } }) => {
    const visit = plan.visits.find(one => one.stop === id && !one.onlyLoads)
    if (!visit) return []
    if (doneOn) return dayOf(visit.departMin) === doneOn ? [] : [id]
    return fixedDay && dayOf(visit.startMin) !== fixedDay ? [id] : []
  })
}

/** The legs a plan drives, in order. */
export const legsOf = (plan: Pick<PlanFields, 'visits'>): Leg[] =>
  plan.visits.flatMap((visit, i) => {
    const before = plan.visits[i - 1]
    return before && before.commune !== visit.commune ? [{ from: before.commune, to: visit.commune }] : []
  })

export type NextStep =
  | 'communes'
  | 'caravan'
  | 'stops'
  | 'plan'
  | 'planning'
  | 'adopt'
  | 'blocked'
  | 'changed'
  | 'travel'

export interface Situation {
  communes: number
  caravan: boolean
  stops: number
  planning: boolean
  /** the plan that is looked at: adopted, or a draft that nobody adopted yet */
  plan: { adopted: boolean; check: PlanCheck } | null
}

/** The one thing to do now. */
export function nextStep({ communes, caravan, stops, planning, plan }: Situation): NextStep {
  if (!caravan) return communes < 2 ? 'communes' : 'caravan'
  if (planning) return 'planning'
  if (stops === 0) return 'stops'
  if (!plan) return 'plan'
  const { blocked, added, dropped, loads, edited } = plan.check
  if (blocked.length > 0) return 'blocked'
  if (added.length + dropped.length + loads.length + edited.length > 0) return 'changed'
  return plan.adopted ? 'travel' : 'adopt'
}

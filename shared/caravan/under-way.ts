import { dayAt, dayMin, dayNumber, dayS } from './day.ts'
import type { Held } from './held.ts'
import type { PlanFields, PlanVisit } from './plan-of.ts'
import type { CaravanRows } from './problem-of.ts'
import { stopOrderOf } from './stop-order.ts'
import { workingDay } from './working-day.ts'

/** A caravan on the road: what has happened, and from where and when the rest is planned. */
export interface UnderWay {
  /** from setting out to the last stop that is done, as the adopted plan has them; the last with its leaving */
  past: PlanVisit[]
  /** the calls that the adopted plan has after that, as stop ids */
  ahead: string[]
  /** the commune it leaves */
  at: string
  /** minutes from midnight of the journey's first day */
  leaveMin: number
  /** by match: minute since which it is on board */
  onBoard: ReadonlyMap<string, number>
  delivered: ReadonlySet<string>
  /** days of rest that were taken */
  restDays: string[]
}

/** Null where there is no adopted plan, or none of its stops is done. */
export function underWayOf(rows: Pick<CaravanRows, 'caravan' | 'stops' | 'adopted'>): UnderWay | null {
  const first = rows.caravan.fields.from
  const plan = rows.adopted?.fields
  const done = doneStops(rows.stops)
  if (!first || !plan?.firstDay || done.size === 0) return null
  const shiftMin = dayNumber(first, plan.firstDay) * dayMin
  const visits = plan.visits ?? []
  const lastAt = visits.findLastIndex(({ stop, onlyLoads }) => stop && !onlyLoads && done.has(stop))
  const last = visits[lastAt]
  if (!last?.stop) return null

  const leftOn = done.get(last.stop) ?? ''
  const leaveMin = leavingMin(rows, dayNumber(first, leftOn), last.departMin + shiftMin)
  const by = (min: number) => Math.max(0, Math.min(min + shiftMin, leaveMin))
  const past = visits
    .slice(0, lastAt + 1)
    // a stop that was left out on the way is still to be visited
    .filter(({ stop, onlyLoads }) => !stop || onlyLoads || done.has(stop))
    .map(visit => ({
      ...visit,
      arriveMin: by(visit.arriveMin),
      startMin: by(visit.startMin),
      departMin: visit === last ? leaveMin : by(visit.departMin)
    }))
  return {
    past,
    ahead: stopOrderOf({ visits: visits.slice(lastAt + 1) }),
    at: last.commune,
    leaveMin,
    ...handedOver(past),
    restDays: restTaken(plan, first, last.departMin + shiftMin, leaveMin)
  }
}

/** How many calls of a plan are behind: those up to the last stop that is done. A later one only for loads is not. */
export function callsDone(plan: Pick<PlanFields, 'visits'>, stops: readonly Held<'stop'>[]): number {
  const done = doneStops(stops)
  const calls = plan.visits.filter(visit => visit.stop)
  return calls.findLastIndex(({ stop, onlyLoads }) => stop && !onlyLoads && done.has(stop)) + 1
}

/** By stop: the day on which the caravan left it. */
const doneStops = (stops: readonly Held<'stop'>[]): Map<string, string> =>
  new Map(stops.flatMap(({ id, fields }) => (fields.doneOn && !fields.dropped ? [[id, fields.doneOn]] : [])))

/** At the planned hour where it leaves on the planned day, else in the morning. */
function leavingMin(rows: Pick<CaravanRows, 'caravan'>, day: number, plannedMin: number): number {
  if (Math.floor(plannedMin / dayMin) === day) return plannedMin
  const { startS } = workingDay(rows.caravan.fields.drivingHoursPerDay ?? 8)
  return Math.max(0, day) * dayMin + Math.round(startS / 60)
}

function handedOver(past: readonly PlanVisit[]): Pick<UnderWay, 'onBoard' | 'delivered'> {
  const onBoard = new Map<string, number>()
  const delivered = new Set<string>()
  for (const { loads, departMin } of past)
    for (const { match, what } of loads)
      if (what === 'load') onBoard.set(match, departMin)
      else {
        onBoard.delete(match)
        delivered.add(match)
      }
  return { onBoard, delivered }
}

/** Those of the plan that are over, and whole days for which it stayed longer than planned. */
function restTaken(
  plan: Held<'plan'>['fields'],
  first: string,
  plannedMin: number,
  leaveMin: number
): string[] {
  const today = Math.floor(leaveMin / dayMin)
  const planned = (plan.restDays ?? []).filter(day => dayNumber(first, day) < today)
  const longer: string[] = []
  for (let day = Math.floor(plannedMin / dayMin) + 1; day < today; day++) longer.push(dayAt(first, day))
  return [...new Set([...planned, ...longer])].sort()
}

/** The planner's number of the last day of rest before it goes on; before the journey, the day before it. */
export const restedOnDay = ({ restDays, leaveMin }: UnderWay, first: string): number =>
  Math.max(
    -1,
    ...restDays.map(day => dayNumber(first, day)).filter(day => day < Math.floor((leaveMin * 60) / dayS))
  )

/** The plan of the rest with what has happened before it, word for word. `rest` begins where the caravan is. */
export function withPast(underWay: UnderWay, rest: PlanFields): PlanFields {
  const [here, ...ahead] = rest.visits
  const last = underWay.past.at(-1)
  if (!here || !last) return rest
  const fresh = here.loads.filter(load => !underWay.onBoard.has(load.match))
  const visits = [
    ...underWay.past.slice(0, -1),
    {
      ...last,
      departMin: Math.max(last.departMin, here.departMin),
      loads: [...last.loads, ...fresh],
      onBoardKg: last.onBoardKg + fresh.reduce((sum, load) => sum + load.massKg, 0)
    },
    ...ahead
  ]
  return {
    ...rest,
    visits,
    restDays: [...new Set([...underWay.restDays, ...rest.restDays])].sort(),
    distanceM: rest.distanceM + underWay.past.reduce((sum, visit) => sum + visit.driveM, 0),
    drivingMin: rest.drivingMin + underWay.past.reduce((sum, visit) => sum + visit.driveMin, 0)
  }
}

/**
 * The stops to be marked as done when the caravan says that it leaves this one on that day: it and all
 * that the plan visits before it and that are not marked yet, on the days planned for them.
 */
export function stopsDoneWith(
  plan: Pick<PlanFields, 'firstDay' | 'visits'>,
  stops: readonly Held<'stop'>[],
  stop: string,
  leavesOn: string
): { stop: string; doneOn: string }[] {
  const done = doneStops(stops)
  const held = plan.visits.filter(visit => visit.stop && !visit.onlyLoads)
  const at = held.findIndex(visit => visit.stop === stop)
  return held.slice(0, at + 1).flatMap(visit => {
    if (!visit.stop || (visit.stop !== stop && done.has(visit.stop))) return []
    const planned = dayAt(plan.firstDay, Math.floor(visit.departMin / dayMin))
    return [{ stop: visit.stop, doneOn: visit.stop === stop || planned > leavesOn ? leavesOn : planned }]
  })
}

/** The stops that are no longer done when this one is not: it and those done after it. */
export function stopsUndoneWith(
  plan: Pick<PlanFields, 'visits'>,
  stops: readonly Held<'stop'>[],
  stop: string
): string[] {
  const done = doneStops(stops)
  const held = plan.visits.flatMap(visit => (visit.stop && !visit.onlyLoads ? [visit.stop] : []))
  return held.slice(held.indexOf(stop)).filter(one => done.has(one))
}

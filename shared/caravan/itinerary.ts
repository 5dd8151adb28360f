import { dayAt, dayMin } from './day.ts'
import type { PlanFields, PlanLoad, PlanVisit } from './plan-of.ts'

/** What a plan says of one calendar day, in the order of the clock. */
export interface ItineraryDay {
  /** 1 on the day of setting out */
  number: number
  day: string
  rest: boolean
  events: ItineraryEvent[]
  /** where the day ends; null on the last one of the journey */
  night: Where | null
}

export type Where = { at: string } | { from: string; to: string }

export type ItineraryEvent =
  | { what: 'leave'; atMin: number; from: string; to: string; driveM: number; driveMin: number }
  | {
      what: 'arrive'
      atMin: number
      /** place in the plan's order of stops, from 0; of no meaning without `stop` */
      call: number
      onlyLoads: boolean
      stop: string | null
      commune: string
      /** when the visit begins, where that is not on arrival */
      beginsMin: number | null
      /** null where the journey ends */
      untilMin: number | null
      loads: PlanLoad[]
      onBoardKg: number
    }
  /** where the journey begins: what is taken along */
  | { what: 'begin'; atMin: number; commune: string; loads: PlanLoad[]; onBoardKg: number }
  /** nothing happens this day but being somewhere */
  | { what: 'stay'; where: Where }

/** A wait shorter than this needs no words. */
const waitWorthTellingMin = 30

/** A plan by days, from setting out until the last arrival or end of a stay. */
export function itineraryOf(plan: Pick<PlanFields, 'firstDay' | 'visits' | 'restDays'>): ItineraryDay[] {
  const { visits, firstDay } = plan
  const first = visits[0]
  const last = visits.at(-1)
  if (!first || !last || visits.length < 2) return []
  const rest = new Set(plan.restDays)
  const events = eventsOf(visits)
  const lastMin = Math.max(last.arriveMin, last.departMin)
  const days: ItineraryDay[] = []
  for (let number = dayOf(first.departMin); number <= dayOf(lastMin); number++) {
    const today = events.filter(event => dayOf(event.atMin) === number)
    const day = dayAt(firstDay, number)
    days.push({
      number: number + 1,
      day,
      rest: rest.has(day),
      events:
        today.length > 0 ? today : [{ what: 'stay', where: whereAt(visits, number * dayMin + dayMin / 2) }],
      night: number === dayOf(lastMin) ? null : whereAt(visits, (number + 1) * dayMin)
    })
  }
  return days
}

const dayOf = (min: number): number => Math.floor(min / dayMin)

type TimedEvent = Exclude<ItineraryEvent, { what: 'stay' }>

function eventsOf(visits: readonly PlanVisit[]): TimedEvent[] {
  return visits.flatMap((visit, i): TimedEvent[] => {
    const next = visits[i + 1]
    const here: TimedEvent[] = []
    const loads = visit.loads
    if (i === 0) {
      if (loads.length > 0)
        here.push({
          what: 'begin',
          atMin: visit.departMin,
          commune: visit.commune,
          loads,
          onBoardKg: visit.onBoardKg
        })
    } else
      here.push({
        what: 'arrive',
        atMin: visit.arriveMin,
        call: i - 1,
        onlyLoads: visit.onlyLoads === true,
        stop: visit.stop,
        commune: visit.commune,
        beginsMin: visit.startMin - visit.arriveMin >= waitWorthTellingMin ? visit.startMin : null,
        untilMin: visit.departMin > visit.arriveMin ? visit.departMin : null,
        loads,
        onBoardKg: visit.onBoardKg
      })
    if (next && next.driveMin > 0)
      here.push({
        what: 'leave',
        atMin: visit.departMin,
        from: visit.commune,
        to: next.commune,
        driveM: next.driveM,
        driveMin: next.driveMin
      })
    return here
  })
}

/** Where the caravan is at a minute: at a commune while it has not left, else on the way to the next. */
function whereAt(visits: readonly PlanVisit[], min: number): Where {
  for (const [i, visit] of visits.entries()) {
    const next = visits[i + 1]
    if (!next || min <= visit.departMin) return { at: visit.commune }
    if (min < next.arriveMin) return { from: visit.commune, to: next.commune }
  }
  throw new Error('a plan without visits has no whereabouts')
}

import { DAY_S } from '../problem'
import type { ProblemIndex } from '../problem-index'
import type { LateBinding, LateRemedy, Route } from '../solution'
import { TOLERANCE } from '../timing/clock'
import type { TimedRoute } from '../timing/time-route'
import { inDays, openDurationS } from './changes'

/** Changes are told to the minute, or as what is lacking to the second. */
const STEP_S = 60
/** Who leaves more than so many days earlier makes another journey. */
const MOST_DAYS_EARLIER = 30
const MOST_REST_DAYS = 30
/** A visit may be asked to be shorter by so much of its length. */
const MOST_OF_A_VISIT = 0.5
/** Of the waits, stays and legs before a visit, so many of each are looked at. */
const MOST_OF_A_KIND = 8
/** Opening a road is more than any wait: after ten days. */
const ROAD_OPENED = 10

/** A constraint and how to loosen it, in steps from 1 to `most`. */
export interface Lever {
  readonly binding: LateBinding
  readonly most: number
  /** Steps that are worth as much time as is lacking; 0 where steps are no time. */
  readonly lacking: number
  remedy(steps: number): LateRemedy
  /** In days, to compare by. */
  amount(steps: number): number
}

/**
 * What might make a visit late, in the order in which they are named when they cost the same: waits for
 * windows, rest, closed or slow legs, the hours, the start, long stays. Where one waits for a stop's first
 * window, what comes before it matters only together with that window: `alone` are the levers after it,
 * `beyond` those between it and such a wait before it.
 */
export function leversFor(
  index: ProblemIndex,
  route: Route,
  timed: TimedRoute,
  position: number,
  byS: number
): { alone: Lever[]; beyond: Lever[] } {
  const holdsUp = (c: number) => c >= 0 && waitsFor(index, route, timed, c)?.first === true
  const lastHold = (from: number) => {
    for (let c = from; c >= 0; c--) if (holdsUp(c)) return c
    return -1
  }
  const near = lastHold(position)
  const far = lastHold(near - 1)
  const between = (from: number, until: number): Lever[] => {
    const calls = Array.from({ length: until - Math.max(from, 0) + 1 }, (_, i) => until - i)
    return [
      ...calls.flatMap(c => windowLever(index, route, timed, c, position, byS)).slice(0, MOST_OF_A_KIND),
      ...restLever(timed),
      ...calls
        .filter(c => c > from)
        .flatMap(c => legLever(index, timed, c))
        .slice(0, MOST_OF_A_KIND),
      ...hoursLevers(timed, byS),
      ...(from < 0 ? [startLever(timed, byS)] : []),
      ...stayLevers(index, route, Math.max(from, 0), Math.min(until + 1, position), byS)
    ]
  }
  return { alone: between(near, position), beyond: near < 0 ? [] : between(far, near - 1) }
}

/** Seconds as steps; the last step may be less than a minute, so that exactly `byS` is among them. */
function seconds(
  byS: number,
  mostS: number,
  binding: LateBinding,
  remedy: (byS: number) => LateRemedy
): Lever[] {
  if (mostS <= TOLERANCE) return []
  // Steps count back from what is lacking, so that it is met exactly.
  const lacking = Math.ceil(byS / STEP_S)
  const offset = byS - lacking * STEP_S
  const inSeconds = (steps: number) => Math.min(mostS, steps * STEP_S + offset)
  return [
    {
      binding,
      most: Math.ceil((mostS - offset) / STEP_S),
      lacking,
      remedy: steps => remedy(inSeconds(steps)),
      amount: steps => inDays(inSeconds(steps))
    }
  ]
}

/** The opening that one waits for at a call; `first`: no window of the stop opens before. */
function waitsFor(index: ProblemIndex, route: Route, timed: TimedRoute, call: number) {
  const { arriveS, startS } = timed.calls[call]!
  const { lockedStartS, windows = [] } = index.stopById.get(route.calls[call]!.stop)!
  const opens = lockedStartS === undefined ? windows.map(window => window.fromS) : [lockedStartS]
  const fromS = opens.filter(time => arriveS < time && time <= startS + TOLERANCE).at(-1)
  return fromS === undefined ? undefined : { fromS, first: fromS === opens[0] }
}

function windowLever(
  index: ProblemIndex,
  route: Route,
  timed: TimedRoute,
  call: number,
  position: number,
  byS: number
): Lever[] {
  const wait = waitsFor(index, route, timed, call)
  if (!wait) return []
  const { fromS } = wait
  const { stop } = route.calls[call]!
  const binding: LateBinding = { code: 'windowOpens', stop, otherStop: call !== position }
  // More than the wait helps only where one comes earlier too, and never more than what is lacking.
  const mostS = Math.max(fromS - timed.calls[call]!.arriveS, byS)
  return seconds(byS, mostS, binding, by => ({ code: 'earlierWindow', stop, fromS, byS: by }))
}

function restLever({ vehicle }: TimedRoute): Lever[] {
  if (vehicle.restEveryDays === undefined) return []
  return [
    {
      binding: { code: 'restDay' },
      most: Math.min(MOST_REST_DAYS, 366 - vehicle.restEveryDays),
      lacking: 0,
      remedy: byDays => ({ code: 'laterRest', vehicle: vehicle.id, byDays }),
      amount: days => days
    }
  ]
}

function legLever(index: ProblemIndex, timed: TimedRoute, call: number): Lever[] {
  const { from, to } = timed.calls[call]!.leg
  const a = index.placeRow.get(from)!
  const b = index.placeRow.get(to)!
  if (!index.legRules.has(a * index.problem.matrix.size + b)) return []
  const durationS = openDurationS(index.problem, a, b)
  return [
    {
      binding: { code: 'leg', from, to },
      most: 1,
      lacking: 0,
      remedy: () => ({ code: 'openLeg', from, to, vehicle: timed.vehicle.id, durationS }),
      amount: () => ROAD_OPENED
    }
  ]
}

function hoursLevers({ vehicle }: TimedRoute, byS: number): Lever[] {
  const { id, day } = vehicle
  if (!day) return []
  const undriven = day.endS - day.startS - day.drivingS
  return [
    ...seconds(byS, undriven, { code: 'drivingHours' }, by => ({
      code: 'moreDriving',
      vehicle: id,
      byS: by
    })),
    ...seconds(byS, DAY_S - day.endS, { code: 'dayHours' }, by => ({
      code: 'longerDay',
      vehicle: id,
      byS: by
    }))
  ]
}

function startLever({ vehicle }: TimedRoute, byS: number): Lever {
  return seconds(byS, MOST_DAYS_EARLIER * DAY_S, { code: 'start' }, by => ({
    code: 'earlierStart',
    vehicle: vehicle.id,
    byS: by
  }))[0]!
}

/** The longest visits of a stretch of the route, longest first. */
function stayLevers(index: ProblemIndex, route: Route, from: number, until: number, byS: number): Lever[] {
  return route.calls
    .slice(from, until)
    .filter(call => call.held)
    .map(call => index.stopById.get(call.stop)!)
    .sort((a, b) => (b.serviceS ?? 0) - (a.serviceS ?? 0))
    .slice(0, MOST_OF_A_KIND)
    .flatMap(({ id, serviceS = 0 }) =>
      seconds(byS, serviceS * MOST_OF_A_VISIT, { code: 'stay', stop: id }, by => ({
        code: 'shorterVisit',
        stop: id,
        byS: by
      }))
    )
}

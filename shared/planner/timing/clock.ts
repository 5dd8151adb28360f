import { DAY_S, type LegRule, type TimeWindow, type Vehicle } from '../problem'

/** Below this, seconds, kilograms and metres count as equal: sums of doubles in the classic files. */
export const TOLERANCE = 1e-6

/** Where a vehicle stands in time: what the calendar needs to know to go on. */
export interface ClockState {
  timeS: number
  /** Day that `drivenS` speaks of. */
  day: number
  drivenS: number
  lastWorkDay: number
  lastRestDay: number
}

export interface Drive {
  readonly departS: number
  readonly arriveS: number
  readonly drivingS: number
  /** Nights on the way: the day, and the share of the leg that lay behind. 0 = spent before leaving. */
  readonly nights: readonly { readonly day: number; readonly share: number }[]
}

export function startClock(vehicle: Vehicle): ClockState {
  const timeS = vehicle.fromS ?? 0
  const day = Math.floor(timeS / DAY_S)
  return { timeS, day, drivenS: 0, lastWorkDay: day - 1, lastRestDay: vehicle.restedOnDay ?? day - 1 }
}

const dayOf = (timeS: number) => Math.floor(timeS / DAY_S)
const morning = (vehicle: Vehicle, day: number) => day * DAY_S + vehicle.day!.startS

/** The last day of rest, were work to begin on `day`. */
function restBefore(state: ClockState, day: number): number {
  return day > state.lastWorkDay + 1 ? day - 1 : state.lastRestDay
}

function mayWork(vehicle: Vehicle, state: ClockState, day: number): boolean {
  return vehicle.restEveryDays === undefined || day - restBefore(state, day) <= vehicle.restEveryDays - 1
}

function noteWork(state: ClockState, day: number): void {
  state.lastRestDay = restBefore(state, day)
  if (day > state.lastWorkDay) state.lastWorkDay = day
}

/** Drives a leg of `durationS` (by the matrix), moving `state` on. `undefined` when there is no way. */
export function drive(
  vehicle: Vehicle,
  state: ClockState,
  durationS: number,
  rules: readonly LegRule[]
): Drive | undefined {
  const needS = durationS * (vehicle.durationFactor ?? 1)
  if (needS === Infinity) return undefined
  if (needS === 0) return { departS: state.timeS, arriveS: state.timeS, drivingS: 0, nights: [] }
  const blocks = rules.filter(rule => rule.slowFactor === undefined)
  // Each round passes at least one blocked period for good.
  for (let round = 0; round <= blocks.length; round++) {
    const trial = { ...state }
    const result = driveOnce(vehicle, trial, needS, rules)
    const block = blocks.find(rule => result.departS < rule.untilS && result.arriveS > rule.fromS)
    if (!block) {
      Object.assign(state, trial)
      return result
    }
    if (block.untilS === Infinity) return undefined
    state.timeS = block.untilS
  }
  return undefined
}

function driveOnce(vehicle: Vehicle, state: ClockState, needS: number, rules: readonly LegRule[]): Drive {
  const day = vehicle.day
  const nights: { day: number; share: number }[] = []
  let left = needS
  let drivingS = 0
  let departS = Number.NaN
  const toNextMorning = () => {
    const today = dayOf(state.timeS)
    nights.push({ day: today, share: 1 - left / needS })
    state.timeS = morning(vehicle, today + 1)
  }
  if (day && vehicle.nightsAtStops && needS <= Math.min(day.drivingS, day.endS - day.startS)) {
    // Short enough for one day: rather stay where one is than sleep by the road.
    for (;;) {
      clampToMorning(vehicle, state)
      const today = dayOf(state.timeS)
      if (mayWork(vehicle, state, today) && roomToday(vehicle, state) >= needS * slowest(rules)) break
      if (
        state.timeS === morning(vehicle, today) &&
        drivenToday(state) === 0 &&
        mayWork(vehicle, state, today)
      )
        break
      toNextMorning()
    }
  }
  while (left > TOLERANCE) {
    let step = left
    if (day) {
      clampToMorning(vehicle, state)
      const today = dayOf(state.timeS)
      const room = roomToday(vehicle, state)
      if (room <= TOLERANCE || !mayWork(vehicle, state, today)) {
        toNextMorning()
        continue
      }
      noteWork(state, today)
      step = room
    }
    if (Number.isNaN(departS)) departS = state.timeS
    const factor = slowFactorAt(rules, state.timeS)
    step = Math.min(left * factor, day ? step : Infinity, nextChange(rules, state.timeS) - state.timeS)
    left -= step / factor
    drivingS += step
    if (day) {
      const today = dayOf(state.timeS)
      state.drivenS = drivenToday(state) + step
      state.day = today
    }
    state.timeS += step
  }
  return { departS, arriveS: state.timeS, drivingS, nights }
}

function clampToMorning(vehicle: Vehicle, state: ClockState): void {
  state.timeS = Math.max(state.timeS, morning(vehicle, dayOf(state.timeS)))
}

function drivenToday(state: ClockState): number {
  return state.day === dayOf(state.timeS) ? state.drivenS : 0
}

function roomToday(vehicle: Vehicle, state: ClockState): number {
  const day = vehicle.day!
  const evening = dayOf(state.timeS) * DAY_S + day.endS
  return Math.min(evening - state.timeS, day.drivingS - drivenToday(state))
}

function slowest(rules: readonly LegRule[]): number {
  return rules.reduce((factor, rule) => Math.max(factor, rule.slowFactor ?? 1), 1)
}

function slowFactorAt(rules: readonly LegRule[], timeS: number): number {
  for (const rule of rules)
    if (rule.slowFactor !== undefined && rule.fromS <= timeS && timeS < rule.untilS) return rule.slowFactor
  return 1
}

function nextChange(rules: readonly LegRule[], timeS: number): number {
  let next = Infinity
  for (const rule of rules) {
    if (rule.slowFactor === undefined) continue
    if (rule.fromS > timeS) next = Math.min(next, rule.fromS)
    if (rule.untilS > timeS) next = Math.min(next, rule.untilS)
  }
  return next
}

export interface Act {
  readonly startS: number
  readonly endS: number
  /** Seconds past the last window, when none was left. */
  readonly missedBy: number
  readonly lastUntilS: number
}

/** Waits for a window and the working day, then serves; moves `state` on. */
export function act(
  vehicle: Vehicle,
  state: ClockState,
  durationS: number,
  windows: readonly TimeWindow[] | undefined,
  restful: boolean,
  notBeforeS = -Infinity
): Act {
  let startS = Math.max(state.timeS, notBeforeS)
  let missedBy = 0
  let lastUntilS = Infinity
  for (;;) {
    if (windows && missedBy === 0) {
      const window = windows.find(w => w.untilS >= startS - TOLERANCE)
      if (window) startS = Math.max(startS, window.fromS)
      else {
        lastUntilS = windows.at(-1)?.untilS ?? Number.NaN
        missedBy = windows.length === 0 ? Infinity : startS - lastUntilS
      }
    }
    const moved = toWorkingTime(vehicle, state, startS, durationS, restful)
    if (moved === startS) break
    startS = moved
  }
  if (missedBy > 0 && missedBy < Infinity) missedBy = startS - lastUntilS
  const endS = startS + durationS
  if (vehicle.day) noteService(state, startS, endS, restful)
  state.timeS = endS
  return { startS, endS, missedBy, lastUntilS }
}

/** The first moment from `startS` at which work of that length may begin, by the day's hours and the rest rule. */
function toWorkingTime(
  vehicle: Vehicle,
  state: ClockState,
  startS: number,
  durationS: number,
  restful: boolean
): number {
  const day = vehicle.day
  if (!day) return startS
  const today = dayOf(startS)
  const evening = today * DAY_S + day.endS
  if (startS < morning(vehicle, today)) return morning(vehicle, today)
  const fitsInADay = durationS <= day.endS - day.startS
  if (fitsInADay ? startS + durationS > evening + TOLERANCE : startS >= evening)
    return morning(vehicle, today + 1)
  if (vehicle.restEveryDays === undefined) return startS
  const rested = restBefore(state, today)
  const end = lastDayOf(startS, durationS)
  const lastDay = restful && end - today >= 2 ? today : end
  const longerThanAnySpell = lastDay - today + 1 > vehicle.restEveryDays - 1
  const allowed = longerThanAnySpell ? rested === today - 1 : lastDay - rested <= vehicle.restEveryDays - 1
  return allowed ? startS : morning(vehicle, today + 1)
}

function lastDayOf(startS: number, durationS: number): number {
  return durationS === 0 ? dayOf(startS) : Math.ceil((startS + durationS) / DAY_S) - 1
}

function noteService(state: ClockState, startS: number, endS: number, restful: boolean): void {
  const first = dayOf(startS)
  const last = lastDayOf(startS, endS - startS)
  noteWork(state, first)
  if (restful && last - first >= 2) state.lastRestDay = last - 1
  state.lastWorkDay = Math.max(state.lastWorkDay, last)
  if (dayOf(endS) !== state.day) {
    state.day = dayOf(endS)
    state.drivenS = 0
  }
}

import type { WorkingDay } from '../planner/problem.ts'
import { dayS } from './day.ts'

const morningS = 7 * 3600
const eveningS = 20 * 3600

export function workingDay(drivingHours: number): WorkingDay {
  const drivingS = Math.min(dayS, Math.max(1800, drivingHours * 3600))
  const startS = Math.min(morningS, dayS - drivingS)
  return { startS, endS: Math.max(eveningS, startS + drivingS), drivingS }
}

/** A part of a day is a part of the working day; whole days run through their nights. */
export const stayS = (stayDays: number, day: WorkingDay): number =>
  Math.round(stayDays < 1 ? stayDays * (day.endS - day.startS) : stayDays * dayS)

import * as v from 'valibot'
import { amount, count, day, id, list, name, text } from './fields.ts'
import { defineKind } from './kind.ts'

/** Serve everyone, keep dates, change little, take fair turns, drive a short way. */
export const goalNames = ['serve', 'onTime', 'steady', 'fair', 'short'] as const
export type GoalName = (typeof goalNames)[number]
const goal = v.picklist(goalNames)

/** One journey of a season: where it starts and ends, when, how it drives and rests. */
export const caravan = defineKind({
  name: 'caravan',
  sort: 'thing',
  writer: 'any-federated-member',
  fields: {
    name,
    /** commune ids; no `end` leaves the journey open at its last stop */
    start: id,
    end: v.optional(v.nullable(id)),
    from: day,
    until: day,
    speedKmh: v.pipe(amount, v.minValue(1, 'is below 1')),
    drivingHoursPerDay: v.pipe(
      amount,
      v.minValue(0.5, 'is below half an hour'),
      v.maxValue(24, 'is above 24')
    ),
    /** a day of rest at least every so many days; 0 for none */
    restEveryDays: v.pipe(count, v.maxValue(60, 'is above 60')),
    /** road metres per metre as the crow flies, where roads are not known */
    detourFactor: v.pipe(amount, v.minValue(1, 'is below 1'), v.maxValue(5, 'is above 5')),
    /** what matters most stands first; left out: the planner's own order */
    goals: v.optional(list(goal, 5)),
    note: v.optional(text)
  },
  indexed: ['from'],
  searched: ['name', 'note'],
  sentence: {
    en: (f, s) => `The caravan ${f.name} travels from ${s.date(f.from)} to ${s.date(f.until)}`,
    uk: (f, s) => `Караван «${f.name}» у дорозі з ${s.date(f.from)} до ${s.date(f.until)}`
  }
})

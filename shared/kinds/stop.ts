import * as v from 'valibot'
import { amount, count, day, dayWindow, id, list, text } from './fields.ts'
import { defineKind } from './kind.ts'

/** A commune that a caravan is to visit. */
export const stop = defineKind({
  name: 'stop',
  sort: 'thing',
  writer: 'any-federated-member',
  fields: {
    caravan: id,
    commune: id,
    /** days on which it may arrive; none means any day of the journey */
    windows: list(dayWindow, 12),
    /** days of stay; 0.25 is a few hours */
    stayDays: v.pipe(amount, v.maxValue(60, 'is above 60')),
    optional: v.boolean(),
    /** of optional stops, the higher goes first: 1 (could) to 3 (should) */
    priority: v.optional(v.pipe(count, v.minValue(1), v.maxValue(3))),
    /** its place in the order stays where the adopted plan has it */
    locked: v.optional(v.boolean()),
    /** the visit begins on this day and no other, whatever `windows` say */
    fixedDay: v.optional(v.nullable(day)),
    /** later is allowed, but the planner tries to be there by then */
    wantedBy: v.optional(v.nullable(day)),
    /** the caravan was there and left on this day: it stays in the plan as it happened */
    doneOn: v.optional(v.nullable(day)),
    /** withdrawn from the journey */
    dropped: v.optional(v.boolean()),
    note: v.optional(text)
  },
  indexed: ['caravan', 'commune'],
  searched: ['note'],
  sentence: {
    en: (f, s) => `${s.name(f.commune)} is to be visited`,
    uk: (f, s) => `Зупинка: ${s.name(f.commune)}`
  }
})

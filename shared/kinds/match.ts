import * as v from 'valibot'
import { amount, id } from './fields.ts'
import { defineKind } from './kind.ts'

/** An offer that goes to a need. Committed ones are what the planner carries. */
export const match = defineKind({
  name: 'match',
  sort: 'thing',
  writer: 'any-federated-member',
  fields: {
    offer: id,
    need: id,
    /** communes at both ends, as the offer and the need had them: so that a plan needs no join */
    from: id,
    to: id,
    quantity: amount,
    massKg: amount,
    volumeM3: v.optional(amount),
    state: v.picklist(['tentative', 'committed', 'cancelled'])
  },
  indexed: ['offer', 'need', 'from', 'to', 'state'],
  searched: [],
  sentence: {
    en: (f, s) => `${s.quantity(f.massKg, 'kg')} from ${s.name(f.from)} to ${s.name(f.to)}: ${f.state}`,
    uk: (f, s) => {
      const state = { tentative: 'намічено', committed: 'домовлено', cancelled: 'скасовано' }[
        f.state ?? 'tentative'
      ]
      return `${s.quantity(f.massKg, 'kg')}: ${s.name(f.from)} → ${s.name(f.to)}, ${state}`
    }
  }
})

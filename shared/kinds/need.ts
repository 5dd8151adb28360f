import * as v from 'valibot'
import { amount, category, day, keep, name, text } from './fields.ts'
import { defineKind } from './kind.ts'

/** What a commune lacks. */
export const need = defineKind({
  name: 'need',
  sort: 'thing',
  writer: 'federated-member',
  fields: {
    good: name,
    category: v.optional(category, 'other'),
    quantity: amount,
    unit: v.optional(name, 'kg'),
    massKg: amount,
    volumeM3: v.optional(amount),
    urgency: v.optional(v.picklist(['whenever', 'this-season', 'soon', 'urgent']), 'whenever'),
    neededBy: v.optional(v.nullable(day)),
    keep: v.optional(keep, 'plain'),
    note: v.optional(text),
    /** true once it is met or withdrawn */
    closed: v.optional(v.boolean())
  },
  indexed: ['good', 'category', 'quantity', 'massKg', 'urgency', 'neededBy', 'closed'],
  searched: ['good', 'note'],
  sentence: {
    en: (f, s) =>
      `${s.quantity(f.quantity, f.unit)} of ${f.good} needed${f.neededBy ? ` by ${s.date(f.neededBy)}` : ''}`,
    uk: (f, s) =>
      `Потрібно: ${f.good}, ${s.quantity(f.quantity, f.unit)}${f.neededBy ? ` до ${s.date(f.neededBy)}` : ''}`
  }
})

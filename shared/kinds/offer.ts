import * as v from 'valibot'
import { amount, category, day, keep, name, text } from './fields.ts'
import { defineKind } from './kind.ts'

/** Surplus that a commune gives. */
export const offer = defineKind({
  name: 'offer',
  sort: 'thing',
  writer: 'federated-member',
  fields: {
    good: name,
    category: v.optional(category, 'other'),
    quantity: amount,
    /** the good's own unit: kg, sacks, pieces */
    unit: v.optional(name, 'kg'),
    massKg: amount,
    volumeM3: v.optional(amount),
    lot: v.optional(name),
    bestBefore: v.optional(v.nullable(day)),
    keep: v.optional(keep, 'plain'),
    /** hours from loading to unloading that it stands at most: bread, seedlings */
    longestOnWayH: v.optional(v.nullable(amount)),
    note: v.optional(text),
    /** true once it is given away or withdrawn */
    closed: v.optional(v.boolean())
  },
  indexed: ['good', 'category', 'quantity', 'massKg', 'bestBefore', 'closed'],
  searched: ['good', 'note', 'lot'],
  sentence: {
    en: (f, s) =>
      `${s.quantity(f.quantity, f.unit)} of ${f.good} offered${f.bestBefore ? ` until ${s.date(f.bestBefore)}` : ''}`,
    uk: (f, s) =>
      `Пропонують: ${f.good}, ${s.quantity(f.quantity, f.unit)}${f.bestBefore ? ` до ${s.date(f.bestBefore)}` : ''}`
  }
})

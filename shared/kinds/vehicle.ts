import * as v from 'valibot'
import { amount, id, name, text } from './fields.ts'
import { defineKind } from './kind.ts'

export const vehicle = defineKind({
  name: 'vehicle',
  sort: 'thing',
  writer: 'any-federated-member',
  fields: {
    caravan: id,
    name,
    capacityKg: amount,
    capacityM3: amount,
    coldM3: v.optional(amount),
    /** it does not travel after all */
    dropped: v.optional(v.boolean()),
    note: v.optional(text)
  },
  indexed: ['caravan'],
  searched: ['name'],
  sentence: {
    en: (f, s) => `The vehicle ${f.name} carries ${s.quantity(f.capacityKg, 'kg')}`,
    uk: (f, s) => `Віз «${f.name}» бере ${s.quantity(f.capacityKg, 'kg')}`
  }
})

import * as v from 'valibot'
import { name, place, text } from './fields.ts'
import { defineKind } from './kind.ts'

/** An exact place that only the commune's own members can read: a store, a well, a clinic. */
export const site = defineKind({
  name: 'site',
  sort: 'thing',
  writer: 'member',
  scope: 'commune',
  fields: { name, place, note: v.optional(text) },
  indexed: ['name'],
  searched: ['name', 'note'],
  sentence: {
    en: (f, s) => `${f.name} is at ${f.place ? s.place(f.place) : 'a place not yet told'}`,
    uk: (f, s) => `${f.name}: ${f.place ? s.place(f.place) : 'місце ще не вказано'}`
  }
})

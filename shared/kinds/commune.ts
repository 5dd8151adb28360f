import * as v from 'valibot'
import { count, handle, list, name, place, sealKey, text } from './fields.ts'
import { defineKind } from './kind.ts'

/** A commune begins with this entry; its author is its first member. */
export const commune = defineKind({
  name: 'commune',
  sort: 'thing',
  writer: 'anyone',
  retention: 'kept',
  fields: {
    name,
    place,
    /** handle and age recipient of the author of the first entry */
    firstMember: v.object({
      handle,
      sealKey
    }),
    people: v.optional(count),
    languages: v.optional(list(name, 20)),
    resources: v.optional(list(name, 50)),
    note: v.optional(text)
  },
  indexed: ['name'],
  searched: ['name', 'note'],
  sentence: {
    en: (f, s) => `The commune ${f.name} is at ${f.place ? s.place(f.place) : 'a place not yet told'}`,
    uk: (f, s) => `Громада ${f.name}: ${f.place ? s.place(f.place) : 'місце ще не вказано'}`
  }
})

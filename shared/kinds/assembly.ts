import * as v from 'valibot'
import { day, id, name, text } from './fields.ts'
import { defineKind } from './kind.ts'

/** The assembly held at a stop. Its agenda is a live document, `doc.update` entries of part `agenda`. */
export const assembly = defineKind({
  name: 'assembly',
  sort: 'thing',
  writer: 'any-federated-member',
  fields: {
    name,
    /** the commune that hosts it */
    at: id,
    stop: v.optional(v.nullable(id)),
    caravan: v.optional(v.nullable(id)),
    date: day,
    state: v.picklist(['planned', 'open', 'closed']),
    note: v.optional(text)
  },
  indexed: ['date', 'stop', 'caravan'],
  searched: ['name', 'note'],
  sentence: {
    en: (f, s) => `The assembly ${f.name} meets at ${s.name(f.at)} on ${s.date(f.date)}`,
    uk: (f, s) => `Збори «${f.name}» у громаді ${s.name(f.at)}, ${s.date(f.date)}`
  }
})

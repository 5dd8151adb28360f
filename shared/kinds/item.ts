import * as v from 'valibot'
import { count, id, list, text } from './fields.ts'
import { defineKind } from './kind.ts'

/** A point of an agenda. One that affects fewer than two communes stays home (subsidiarity). */
export const item = defineKind({
  name: 'item',
  sort: 'thing',
  writer: 'any-federated-member',
  fields: {
    assembly: id,
    title: v.pipe(v.string(), v.maxLength(300, 'is longer than 300 characters')),
    /** the commune that proposes it */
    proposedBy: id,
    affects: list(id, 200),
    timeboxMin: v.pipe(count, v.maxValue(24 * 60, 'is longer than a day')),
    note: v.optional(text),
    /** taken off the agenda */
    dropped: v.optional(v.boolean())
  },
  indexed: ['assembly'],
  searched: ['title', 'note'],
  sentence: {
    en: (f, s) => `${s.name(f.proposedBy)} proposes: ${f.title}`,
    uk: (f, s) => `${s.name(f.proposedBy)} пропонує: ${f.title}`
  }
})

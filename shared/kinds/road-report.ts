import * as v from 'valibot'
import { day, id, text } from './fields.ts'
import { defineKind } from './kind.ts'

/** How the road between two communes was found. The newest report of a leg, by causal order, holds. */
export const roadReport = defineKind({
  name: 'road-report',
  sort: 'fact',
  writer: 'any-federated-member',
  fields: {
    a: id,
    b: id,
    state: v.picklist(['passable', 'slow', 'blocked']),
    seen: day,
    note: v.optional(text)
  },
  indexed: ['a', 'b', 'seen'],
  searched: ['note'],
  sentence: {
    en: (f, s) => `The road ${s.name(f.a)} to ${s.name(f.b)} is ${f.state}, seen ${s.date(f.seen)}`,
    uk: (f, s) => {
      const state = { passable: 'проїзна', slow: 'повільна', blocked: 'перекрита' }[f.state ?? 'passable']
      return `Дорога ${s.name(f.a)} — ${s.name(f.b)}: ${state}, бачено ${s.date(f.seen)}`
    }
  }
})

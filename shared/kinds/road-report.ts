import * as v from 'valibot'
import { blobRef } from '../record/blob.ts'
import { day, id, list, text } from './fields.ts'
import { defineKind } from './kind.ts'

/** How the road between two communes was found. Which report of a leg holds: shared/caravan/roads.ts. */
export const roadReport = defineKind({
  name: 'road-report',
  sort: 'fact',
  writer: 'any-federated-member',
  retention: 400,
  fields: {
    a: id,
    b: id,
    state: v.picklist(['passable', 'slow', 'blocked']),
    seen: day,
    /** the reports of this leg that its author knew of: the newest follows from them, not from a clock */
    replaces: v.optional(list(id, 100)),
    note: v.optional(text),
    /** JPEG, drawn anew without what a camera writes beside the picture */
    photos: v.optional(list(blobRef, 3))
  },
  indexed: ['a', 'b', 'seen'],
  searched: ['note'],
  blobs: ['photos'],
  sentence: {
    en: (f, s) => `The road ${s.name(f.a)} to ${s.name(f.b)} is ${f.state}, seen ${s.date(f.seen)}`,
    uk: (f, s) => {
      const state = { passable: 'проїзна', slow: 'повільна', blocked: 'перекрита' }[f.state ?? 'passable']
      return `Дорога ${s.name(f.a)} — ${s.name(f.b)}: ${state}, бачено ${s.date(f.seen)}`
    }
  }
})

import * as v from 'valibot'
import { count, id, list, text } from './fields.ts'
import { defineKind } from './kind.ts'

/** The commune in whose name it is written leaves the federation. What it wrote before stands. */
export const leave = defineKind({
  name: 'leave',
  sort: 'fact',
  writer: 'federated-member',
  retention: 'kept',
  fields: {
    /** the last entry of each of its members that was written as part of the federation */
    last: list(v.object({ device: id, seq: count }), 500),
    note: v.optional(text)
  },
  indexed: [],
  searched: [],
  sentence: {
    en: () => 'The commune left the federation',
    uk: () => 'Громада вийшла з федерації'
  }
})

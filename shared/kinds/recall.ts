import * as v from 'valibot'
import { id, text } from './fields.ts'
import { defineKind } from './kind.ts'

/** The commune that gave a mandate takes it back. */
export const recall = defineKind({
  name: 'recall',
  sort: 'fact',
  writer: 'federated-member',
  retention: 'kept',
  fields: { mandate: id, note: v.optional(text) },
  indexed: ['mandate'],
  searched: [],
  sentence: {
    en: () => 'A mandate was recalled',
    uk: () => 'Мандат відкликано'
  }
})

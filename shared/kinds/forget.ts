import * as v from 'valibot'
import { id, list, text } from './fields.ts'
import { defineKind } from './kind.ts'

export const forgetWhy = v.picklist(['no-longer-needed', 'consent-withdrawn', 'mistake'])

/**
 * What these entries say is to be forgotten: every device that reads this deletes their bodies, while their
 * headers stay and the chain still verifies. Counts for one's own entries; for
 * what others said in the commune's name it takes two members.
 */
export const forget = defineKind({
  name: 'forget',
  sort: 'fact',
  writer: 'member',
  retention: 'kept',
  fields: {
    entries: v.pipe(list(id, 500), v.minLength(1, 'is empty')),
    why: forgetWhy,
    note: v.optional(text)
  },
  indexed: [],
  searched: [],
  sentence: {
    en: f => `${f.entries?.length ?? 0} entries were forgotten`,
    uk: f => `Забуто записів: ${f.entries?.length ?? 0}`
  }
})

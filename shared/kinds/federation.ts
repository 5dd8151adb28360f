import * as v from 'valibot'
import { count, name, text } from './fields.ts'
import { defineKind } from './kind.ts'

/** The covenant the communes stand under. Its first entry names the founder's commune in `commune`. */
export const federation = defineKind({
  name: 'federation',
  sort: 'thing',
  writer: 'member',
  retention: 'kept',
  fields: {
    name,
    covenant: v.optional(text),
    principles: v.optional(text),
    /** how many communes that are in must vouch for a new one */
    vouchThreshold: v.pipe(count, v.minValue(1, 'is below 1'), v.maxValue(100, 'is above 100')),
    decisionRule: v.optional(v.picklist(['consent', 'consensus', 'two-thirds', 'majority']), 'consent')
  },
  indexed: [],
  searched: ['name'],
  sentence: {
    en: f => `The federation ${f.name} stands under its covenant`,
    uk: f => `Федерація «${f.name}» діє за своєю угодою`
  }
})

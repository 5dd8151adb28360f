import * as v from 'valibot'
import { day, id, list, text } from './fields.ts'
import { defineKind } from './kind.ts'

export const duties = [
  'delegate',
  'facilitator',
  'note-taker',
  'driver',
  'mediator',
  'safety',
  'treasurer'
] as const
export type Duty = (typeof duties)[number]
export const mandateTypes = ['binding', 'deliberate-then-ratify', 'observer'] as const
export type MandateType = (typeof mandateTypes)[number]

/** A commune gives somebody a duty: bounded, recallable, and it says what it covers. */
export const mandate = defineKind({
  name: 'mandate',
  sort: 'thing',
  writer: 'federated-member',
  retention: 'kept',
  fields: {
    /** the device of whoever holds it */
    holder: id,
    duty: v.picklist(duties),
    type: v.picklist(mandateTypes),
    /** what the holder is to say and may agree to */
    instructions: v.optional(text),
    /** the things it covers, such as an assembly or a caravan; none where it covers all */
    covers: v.optional(list(id, 20)),
    from: v.optional(day),
    /** its last day; the commune's word, no clock ends it in the record */
    until: v.optional(day),
    /** the decision by which it was given */
    decision: v.optional(id)
  },
  indexed: ['holder', 'duty', 'until'],
  searched: ['instructions'],
  sentence: {
    en: (f, s) => `${s.name(f.holder)} has a mandate${f.until ? ` until ${s.date(f.until)}` : ''}`,
    uk: (f, s) => `${s.name(f.holder)} має мандат${f.until ? ` до ${s.date(f.until)}` : ''}`
  }
})

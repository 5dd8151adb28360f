import * as v from 'valibot'
import { cardSignature, handle, id, sealKey } from './fields.ts'
import { defineKind } from './kind.ts'

/** A member takes a device into the commune named in the body. */
export const admit = defineKind({
  name: 'admit',
  sort: 'fact',
  writer: 'member',
  retention: 'kept',
  fields: {
    /** the admitted device's log */
    device: id,
    handle,
    sealKey,
    card: v.optional(cardSignature),
    /** the author's own other device: the two have one voice between them, and either can release the other alone */
    own: v.optional(v.boolean()),
    /** a recovery sheet of paper: nobody's voice while it lies in its drawer, and any member can release it alone */
    sheet: v.optional(v.boolean())
  },
  indexed: ['device'],
  searched: ['handle'],
  sentence: {
    en: f => `${f.handle} was admitted`,
    uk: f => `Прийнято: ${f.handle}`
  }
})

import * as v from 'valibot'
import { count, id, text } from './fields.ts'
import { defineKind } from './kind.ts'

export const releaseWhy = v.picklist(['moved-on', 'device-lost', 'forked', 'harm', 'other'])

/**
 * A member asks that a device stand for the commune no more: oneself, or another. What the device wrote up to
 * `lastSeq` in the commune's name stands. Whether it takes effect is decided in shared/record/releases.ts.
 */
export const release = defineKind({
  name: 'release',
  sort: 'fact',
  writer: 'member',
  retention: 'kept',
  fields: {
    /** the device's log */
    device: id,
    /** the last of its entries that is still honoured; 0 for none */
    lastSeq: count,
    /** the entry at `lastSeq`: proof that it was there when this was written */
    last: v.optional(id),
    /** what it is for, so that people can be told the truth about it */
    why: v.optional(releaseWhy),
    note: v.optional(text)
  },
  indexed: ['device'],
  searched: [],
  sentence: {
    en: (f, s) => `${s.name(f.device)} is released`,
    uk: (f, s) => `Відпущено: ${s.name(f.device)}`
  }
})

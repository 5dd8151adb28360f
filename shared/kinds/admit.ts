import * as v from 'valibot'
import { handle, id } from './fields.ts'
import { defineKind } from './kind.ts'

/** A member takes a device into the commune named in the body. */
export const admit = defineKind({
  name: 'admit',
  sort: 'fact',
  writer: 'member',
  fields: {
    /** the admitted device's log */
    device: id,
    handle,
    sealKey: v.pipe(v.string(), v.regex(/^age1[a-z0-9]{20,120}$/, 'not an age recipient'))
  },
  indexed: ['device'],
  searched: ['handle'],
  sentence: {
    en: f => `${f.handle} was admitted`,
    uk: f => `Прийнято: ${f.handle}`
  }
})

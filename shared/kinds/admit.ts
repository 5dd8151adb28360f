import { handle, id, sealKey } from './fields.ts'
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
    sealKey
  },
  indexed: ['device'],
  searched: ['handle'],
  sentence: {
    en: f => `${f.handle} was admitted`,
    uk: f => `Прийнято: ${f.handle}`
  }
})

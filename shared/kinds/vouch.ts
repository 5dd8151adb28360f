import * as v from 'valibot'
import { cardSignature, handle, id, sealKey } from './fields.ts'
import { defineKind } from './kind.ts'

/**
 * A commune that is in vouches for another; with `member`, that this device is to speak for it, where nobody is
 * left who could admit it.
 */
export const vouch = defineKind({
  name: 'vouch',
  sort: 'fact',
  writer: 'member',
  retention: 'kept',
  fields: {
    for: id,
    member: v.optional(v.object({ device: id, handle, sealKey })),
    card: v.optional(cardSignature)
  },
  indexed: ['for'],
  searched: [],
  sentence: {
    en: (f, s) => `${s.name(f.for)} was vouched for`,
    uk: (f, s) => `За громаду ${s.name(f.for)} поручилися`
  }
})

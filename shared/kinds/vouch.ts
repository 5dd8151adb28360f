import { id } from './fields.ts'
import { defineKind } from './kind.ts'

/** A commune that is in vouches for another. */
export const vouch = defineKind({
  name: 'vouch',
  sort: 'fact',
  writer: 'member',
  fields: { for: id },
  indexed: ['for'],
  searched: [],
  sentence: {
    en: (f, s) => `${s.name(f.for)} was vouched for`,
    uk: (f, s) => `За громаду ${s.name(f.for)} поручилися`
  }
})

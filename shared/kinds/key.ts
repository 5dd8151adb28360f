import * as v from 'valibot'
import { id, list } from './fields.ts'
import { defineKind } from './kind.ts'

/**
 * A new secret of a scope, sealed to those who may read on. Which one is the newest follows from `over`;
 * which count is decided in shared/record/scope-keys.ts.
 */
export const key = defineKind({
  name: 'key',
  sort: 'fact',
  writer: 'member',
  retention: 'kept',
  fields: {
    /** `federation`, or a commune's id; absent where this entry begins a case, whose scope is this entry's id */
    scope: v.optional(v.union([v.literal('federation'), id])),
    /** whose seal keys it was encrypted to */
    to: list(id, 2000),
    /** an age v1 file of 32 bytes */
    sealed: v.pipe(
      v.instance(Uint8Array),
      v.check(bytes => bytes.byteLength <= 500_000, 'is larger than 500,000 bytes')
    )
  },
  indexed: ['scope'],
  searched: [],
  sentence: {
    en: () => 'Keys were renewed',
    uk: () => 'Ключі оновлено'
  }
})

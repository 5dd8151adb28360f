import * as v from 'valibot'
import { id } from './fields.ts'
import { defineKind } from './kind.ts'

/** A pause in live editing: what this device added to a document, as a Yjs update (v1). */
export const docUpdate = defineKind({
  name: 'doc.update',
  sort: 'fact',
  writer: 'any-federated-member',
  fields: {
    /** the thing the document belongs to */
    doc: id,
    part: v.picklist(['agenda', 'minutes']),
    update: v.pipe(
      v.instance(Uint8Array),
      v.check(bytes => bytes.byteLength <= 900_000, 'is larger than 900,000 bytes')
    )
  },
  indexed: ['doc'],
  searched: [],
  sentence: {
    en: (f, s) => `${f.part === 'minutes' ? 'The minutes' : 'The agenda'} of ${s.name(f.doc)} went on`,
    uk: (f, s) => `${f.part === 'minutes' ? 'Протокол' : 'Порядок денний'} доповнено: ${s.name(f.doc)}`
  }
})

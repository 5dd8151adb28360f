import { isSealedScope, parsedFieldsOf } from './act.ts'
import { decodeBody } from './body-codec.ts'
import type { Entry, Said } from './entry.ts'

/**
 * What the open bodies of entries say, as text that one thread gives to another: reading JSON takes a fraction
 * of the time that strict CBOR and a kind's schema do. Null stands for what JSON does not give back as it was,
 * for sealed bodies and for those that are none: the other thread looks at the bytes itself.
 */
export const tellBodies = (entries: readonly Pick<Entry, 'header' | 'raw'>[]): string =>
  JSON.stringify(entries.map(bodyToTell))

/** What `tellBodies` told, in the same order. */
export const bodiesTold = (text: string): (Said | null)[] => JSON.parse(text)

const bodyToTell = ({ header, raw }: Pick<Entry, 'header' | 'raw'>): Said | null => {
  if (raw.body === null || isSealedScope(header.scope)) return null
  const read = decodeBody(raw.body)
  if (read === null) return null
  const parsed = parsedFieldsOf(read)
  const body = parsed?.ok ? { ...read, fields: parsed.fields } : read
  return survives(body) ? { body, parsed: parsed?.ok === true } : null
}

/**
 * JSON knows no bytes, no minus zero and nothing that is there without a value, and takes a key that sets an
 * object's prototype for one like others.
 */
const survives = (value: unknown): boolean => {
  if (value === undefined) return false
  if (typeof value === 'number') return !Object.is(value, -0)
  if (typeof value !== 'object' || value === null) return true
  if (Array.isArray(value)) return value.every(survives)
  if (Object.getPrototypeOf(value) !== Object.prototype || Object.hasOwn(value, '__proto__')) return false
  return Object.values(value).every(survives)
}

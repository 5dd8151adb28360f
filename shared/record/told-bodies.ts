import { isSealedScope } from './act.ts'
import { decodeBody } from './body-codec.ts'
import type { Body, RawEntry } from './entry.ts'
import { decodeHeader } from './header-codec.ts'

/**
 * What the open bodies of entries say, as text that one thread gives to another: reading JSON takes a fraction
 * of the time that strict CBOR does. Null stands for what JSON does not give back as it was, for sealed bodies
 * and for those that are none: the other thread looks at the bytes itself.
 */
export const tellBodies = (entries: readonly RawEntry[]): string => JSON.stringify(entries.map(bodyToTell))

/** What `tellBodies` told, in the same order. */
export const bodiesTold = (text: string): (Body | null)[] => JSON.parse(text)

const bodyToTell = ({ header, body }: RawEntry): Body | null => {
  if (body === null || isSealedScope(decodeHeader(header).scope)) return null
  const read = decodeBody(body)
  return read !== null && survives(read) ? read : null
}

/** JSON knows no bytes and no minus zero, and takes a key that sets an object's prototype for one like others. */
const survives = (value: unknown): boolean => {
  if (typeof value === 'number') return !Object.is(value, -0)
  if (typeof value !== 'object' || value === null) return true
  if (Array.isArray(value)) return value.every(survives)
  if (Object.getPrototypeOf(value) !== Object.prototype || Object.hasOwn(value, '__proto__')) return false
  return Object.values(value).every(survives)
}

import { encode, rfc8949EncodeOptions } from 'cborg'
import * as v from 'valibot'
import { id } from '../kinds/fields.ts'
import { decodeBounded } from './bounded-cbor.ts'
import { type Body, type EntryId, limits, type ThingId } from './entry.ts'

const entryId = v.pipe(
  id,
  v.transform(text => text as EntryId)
)
const thingId = v.pipe(
  id,
  v.transform(text => text as ThingId)
)
/** What every body has, whatever its kind. Keys not named here belong to a later version and are left be. */
const bodySchema: v.GenericSchema<unknown, Body> = v.object({
  kind: v.pipe(v.string(), v.minLength(1), v.maxLength(40)),
  version: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1e6)),
  commune: v.optional(thingId),
  thing: v.optional(thingId),
  over: v.optional(v.pipe(v.array(entryId), v.maxLength(limits.overEntries))),
  fields: v.record(v.pipe(v.string(), v.maxLength(40)), v.unknown())
})

const decodeOptions = {
  strict: true,
  allowIndefinite: false,
  allowUndefined: false,
  allowNaN: false,
  allowInfinity: false,
  allowBigInt: false,
  rejectDuplicateMapKeys: true
}

/** Canonical CBOR (RFC 8949 §4.2.1) of any value made of maps, lists, text, bytes, numbers, booleans, null. */
export const canonical = (value: unknown): Uint8Array =>
  encode(value, { ...rfc8949EncodeOptions, ignoreUndefinedProperties: true })

/** Stored bytes of an open body. Keys without a value are left out. */
export const encodeBody = (body: Body): Uint8Array => canonical(body)

/**
 * The body, or null where the bytes are not CBOR of the strict form or not a body at all: such an entry
 * is kept and carried, but nothing can be made of it. Only own writing orders map keys: a received body
 * is bound by its hash, so the order of its keys can mean nothing.
 */
export const decodeBody = (bytes: Uint8Array): Body | null => {
  if (bytes.length > limits.bodyBytes) return null
  let value: unknown
  try {
    value = decodeBounded(bytes, decodeOptions, limits.bodyValues)
  } catch {
    // cborg throws for every malformed form; which one it was helps nobody
    return null
  }
  const parsed = v.safeParse(bodySchema, value, { abortEarly: true })
  return parsed.success ? parsed.output : null
}

import * as v from 'valibot'
import { coarsen, placeSchema } from '../places/place.ts'

/** The field types that kinds share. All text is plain; sizes are bounded here. */

/** An id as it stands in bodies and requests: base64url of 32 bytes. */
export const id = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/, 'not an id'))
export const name = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1, 'is empty'),
  v.maxLength(120, 'is longer than 120 characters')
)
export const handle = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1, 'is empty'),
  v.maxLength(60, 'is longer than 60 characters')
)
/** age recipient of a device */
export const sealKey = v.pipe(v.string(), v.regex(/^age1[a-z0-9]{20,120}$/, 'not an age recipient'))
/** of a device's card: that what is told of it is its own word */
export const cardSignature = v.pipe(
  v.instance(Uint8Array),
  v.check(bytes => bytes.byteLength === 64, 'is not 64 bytes')
)
export const text = v.pipe(v.string(), v.maxLength(20_000, 'is longer than 20,000 characters'))
/** A calendar day, `2026-05-12`: no zone, no clock. */
export const day = v.pipe(v.string(), v.isoDate('not a day such as 2026-05-12'))
export const count = v.pipe(
  v.number(),
  v.integer('not a whole number'),
  v.minValue(0, 'is negative'),
  v.maxValue(1e9, 'is too large')
)
export const amount = v.pipe(
  v.number(),
  v.finite('not a number'),
  v.minValue(0, 'is negative'),
  v.maxValue(1e9, 'is too large')
)
export const list = <T extends v.GenericSchema>(item: T, most: number) =>
  v.pipe(v.array(item), v.maxLength(most, `has more than ${most} parts`))

/** Degrees, WGS 84. A coarse place is rounded to its grid right here, on every road into the record. */
export const place = v.pipe(
  placeSchema,
  v.transform(parsed => (parsed.precision === 'coarse' ? coarsen(parsed) : parsed))
)
export type Place = v.InferOutput<typeof place>

export const dayWindow = v.object({ from: day, to: day })
export type DayWindow = v.InferOutput<typeof dayWindow>

/** Where a thing must be kept on the way. */
export const keep = v.picklist(['plain', 'cold', 'dry'])

/** The goods' categories; the words for them are in renderer/text/. */
export const category = v.picklist([
  'grain',
  'vegetables',
  'fruit',
  'dairy',
  'seeds',
  'tools',
  'medicine',
  'textiles',
  'building',
  'fuel',
  'other'
])

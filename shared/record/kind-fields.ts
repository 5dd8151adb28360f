import * as v from 'valibot'
import type { Kind } from '../kinds/kind.ts'

/** A whole thing or fact must have every field that is not optional; a later put carries any subset. */
export type Extent = 'whole' | 'part'

interface Schemas {
  whole: v.GenericSchema<unknown, Record<string, unknown>>
  part: v.GenericSchema<unknown, Record<string, unknown>>
  strictWhole: v.GenericSchema<unknown, Record<string, unknown>>
  strictPart: v.GenericSchema<unknown, Record<string, unknown>>
}

const schemasOf = new WeakMap<Kind, Schemas>()

type Optional = v.OptionalSchema<v.GenericSchema, unknown>

const isOptional = (schema: v.GenericSchema): schema is Optional => schema.type === 'optional'

/**
 * A field that must be there, be it by its default, cannot be cleared; one that may be absent is cleared
 * by null. Defaults are for beginnings: a later put leaves a field that it does not name as it is.
 */
const wholeField = (schema: v.GenericSchema): v.GenericSchema =>
  isOptional(schema) && schema.default === undefined ? v.optional(v.nullable(schema)) : schema
const partField = (schema: v.GenericSchema): v.GenericSchema => {
  if (!isOptional(schema)) return v.optional(schema)
  return v.optional(schema.default === undefined ? v.nullable(schema.wrapped) : schema.wrapped)
}

const schemas = (kind: Kind): Schemas => {
  const known = schemasOf.get(kind)
  if (known) return known
  const whole: v.ObjectEntries = {}
  const part: v.ObjectEntries = {}
  for (const [field, schema] of Object.entries(kind.fields)) {
    whole[field] = wholeField(schema)
    part[field] = partField(schema)
  }
  const made = {
    whole: v.object(whole),
    part: v.object(part),
    strictWhole: v.strictObject(whole),
    strictPart: v.strictObject(part)
  }
  schemasOf.set(kind, made)
  return made
}

export type ParsedFields =
  | { ok: true; fields: Record<string, unknown> }
  | { ok: false; field: string; reason: string }

const run = (schema: v.GenericSchema<unknown, Record<string, unknown>>, input: unknown): ParsedFields => {
  const parsed = v.safeParse(schema, input, { abortEarly: true, abortPipeEarly: true })
  if (parsed.success) return { ok: true, fields: parsed.output }
  const [issue] = parsed.issues
  const field = issue.path?.map(part => String(part.key)).join('.') ?? ''
  return { ok: false, field, reason: issue.message }
}

/** Fields about to be written here: a field the kind does not have is a mistake and is named. */
export const parseOwnFields = (kind: Kind, extent: Extent, fields: unknown): ParsedFields =>
  run(extent === 'whole' ? schemas(kind).strictWhole : schemas(kind).strictPart, fields)

/**
 * Fields that came in, of this version or an earlier one, lifted to this version. A field the kind does
 * not have is left out: it changes nothing on any device of this version.
 */
export const parseReceivedFields = (
  kind: Kind,
  extent: Extent,
  version: number,
  fields: Record<string, unknown>
): ParsedFields => {
  let lifted = fields
  for (const step of kind.steps.slice(version - 1)) lifted = step(lifted)
  return run(extent === 'whole' ? schemas(kind).whole : schemas(kind).part, lifted)
}

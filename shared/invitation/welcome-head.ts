/** The first frame of a `.welcome` stream: what lets its reader in. The record follows as in a bundle. */
import * as v from 'valibot'
import { name } from '../kinds/fields.ts'
import { canonical } from '../record/body-codec.ts'
import { decodeBounded } from '../record/bounded-cbor.ts'

export const bytes32 = v.custom<Uint8Array>(
  value => value instanceof Uint8Array && value.length === 32,
  'is not 32 bytes'
)
/** Of the federation, and of what its reader may read: their scope, the entry that brought each, 32 bytes. */
export const secretsInHead = v.pipe(
  v.array(
    v.object({
      scope: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_.-]{1,64}$/, 'is no scope')),
      key: v.nullable(bytes32),
      secret: bytes32
    })
  ),
  v.maxLength(500, 'are too many'),
  v.check(secrets => secrets.some(({ scope }) => scope === 'federation'), "lack the federation's")
)

/** CBOR values in one head: 500 secrets of seven each, and room for what later versions add */
const mostValues = 20_000

const headSchema = v.object({
  /** the device whose card was answered */
  device: bytes32,
  federation: bytes32,
  federationName: name,
  secrets: secretsInHead
})
export type WelcomeHead = v.InferOutput<typeof headSchema>

export const encodeWelcomeHead = (head: WelcomeHead): Uint8Array => canonical(head)

/** Parses, or says what is wrong. Keys of later versions are passed over. */
export const decodeWelcomeHead = (bytes: Uint8Array): WelcomeHead | string => decodeHead(headSchema, bytes)

/** The same for a head of any form. */
export const decodeHead = <T>(schema: v.GenericSchema<unknown, T>, bytes: Uint8Array): T | string => {
  let raw: unknown
  try {
    raw = decodeBounded(bytes, { strict: true, rejectDuplicateMapKeys: true }, mostValues)
  } catch {
    // which of CBOR's rules was broken helps nobody
    return 'its head is no CBOR'
  }
  const parsed = v.safeParse(schema, raw, { abortEarly: true })
  if (parsed.success) return parsed.output
  const [issue] = parsed.issues
  return `its head's ${v.getDotPath(issue) ?? 'form'}: ${issue.message}`
}

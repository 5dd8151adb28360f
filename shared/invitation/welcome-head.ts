/** The first frame of a `.welcome` stream: what lets its reader in. The record follows as in a bundle. */
import { decode } from 'cborg'
import * as v from 'valibot'
import { name } from '../kinds/fields.ts'
import { canonical } from '../record/body-codec.ts'

const bytes32 = v.custom<Uint8Array>(
  value => value instanceof Uint8Array && value.length === 32,
  'is not 32 bytes'
)
const headSchema = v.object({
  /** the device whose card was answered */
  device: bytes32,
  federation: bytes32,
  federationName: name,
  /** the federation's secret */
  secret: bytes32
})
export type WelcomeHead = v.InferOutput<typeof headSchema>

export const encodeWelcomeHead = (head: WelcomeHead): Uint8Array => canonical(head)

/** Parses, or says what is wrong. Keys of later versions are passed over. */
export const decodeWelcomeHead = (bytes: Uint8Array): WelcomeHead | string => {
  let raw: unknown
  try {
    raw = decode(bytes, { strict: true, rejectDuplicateMapKeys: true })
  } catch {
    // which of CBOR's rules was broken helps nobody
    return 'its head is no CBOR'
  }
  const parsed = v.safeParse(headSchema, raw, { abortEarly: true })
  if (parsed.success) return parsed.output
  const [issue] = parsed.issues
  return `its head's ${v.getDotPath(issue) ?? 'form'}: ${issue.message}`
}

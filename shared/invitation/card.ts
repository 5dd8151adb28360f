/**
 * A card: what a device gives to a member so that it can be welcomed. Bytes of a `.card` file:
 *
 *   magic "chumcard" ‖ version u16 ‖ payload size u32 ‖ payload ‖ Ed25519 signature (64 bytes)
 *
 * The payload is canonical CBOR; the signature is the device's own, over label ‖ payload.
 */
import * as v from 'valibot'
import { ascii, joinBytes, viewOf } from '../bundle/bytes.ts'
import { decodeRuns, encodeRuns } from '../bundle/run-chunk.ts'
import { FailureError } from '../errors.ts'
import { handle } from '../kinds/fields.ts'
import { decodeBody } from '../record/body-codec.ts'
import { decodeBounded } from '../record/bounded-cbor.ts'
import type { Hashing, Signing, Verifying } from '../record/deps.ts'
import type { LogId, RawEntry, ThingId } from '../record/entry.ts'
import { bytesEqual, bytesToId, idToBytes } from '../record/ids.ts'
import { cardMessage, cardPayload } from '../record/own-word.ts'
import type { Run } from '../record/run.ts'
import { verifyRun } from '../record/verify-run.ts'

const magic = ascii('chumcard')
const version = 1
const headBytes = 14
/** CBOR values in a payload: it has no more than a dozen */
const mostValues = 100
const fingerprintLabel = ascii('chumak card fingerprint v1\0')

/** Bytes of a whole card file. A card of a commune brings a few entries, any other none. */
export const cardLimitBytes = 1024 * 1024

export interface CardContent {
  device: LogId
  handle: string
  /** the age recipient that the welcome is to be encrypted to */
  sealRecipient: string
  /** 64 bytes: the device's own word for its handle and key, to be handed on by whoever takes it in */
  signature: Uint8Array
  /** of a commune-to-be: its id, and the run of its author's log from 1 up to its first entry or further */
  commune: { id: ThingId; name: string; run: Run } | null
}

const bytes32 = v.custom<Uint8Array>(
  value => value instanceof Uint8Array && value.length === 32,
  'is not 32 bytes'
)
const bytes = v.custom<Uint8Array>(value => value instanceof Uint8Array, 'is not bytes')
const payloadSchema = v.strictObject({
  device: bytes32,
  handle,
  seal: v.pipe(v.string(), v.regex(/^age1[a-z0-9]{20,120}$/, 'is no age recipient')),
  commune: v.nullable(v.strictObject({ id: bytes32, run: bytes }))
})

export interface CardDeps {
  hashing: Hashing
  verifying: Verifying
}

export interface CardToBe {
  handle: string
  sealRecipient: string
  commune: { id: ThingId; entries: RawEntry[] } | null
}

export const encodeCard = (card: CardToBe, signing: Signing): Uint8Array => {
  const commune = card.commune && {
    id: bytesOf(card.commune.id),
    run: encodeRuns([{ log: signing.publicKey, entries: card.commune.entries }])
  }
  const word = { handle: card.handle, sealKey: card.sealRecipient }
  const payload = cardPayload(signing.publicKey, word, commune)
  const head = new Uint8Array(headBytes)
  head.set(magic)
  viewOf(head).setUint16(8, version)
  viewOf(head).setUint32(10, payload.length)
  return joinBytes([head, payload, signing.sign(cardMessage(payload))])
}

export interface DecodedCard {
  content: CardContent
  fingerprint: string
}

/** Parses and verifies a card, or says what is wrong with it. */
export const decodeCard = (file: Uint8Array, deps: CardDeps): DecodedCard | string => {
  if (file.length > cardLimitBytes) return 'it is too large'
  if (file.length < headBytes + 64 || !bytesEqual(file.subarray(0, 8), magic)) return 'it is no card'
  if (viewOf(file).getUint16(8) !== version) return 'it is of a version not known'
  const size = viewOf(file).getUint32(10)
  if (file.length !== headBytes + size + 64) return 'it is cut short or has grown'
  const payload = file.subarray(headBytes, headBytes + size)
  const parsed = parsePayload(payload)
  if (typeof parsed === 'string') return parsed
  const { device, commune } = parsed
  const signature = file.slice(headBytes + size)
  if (!deps.verifying.verify(device, cardMessage(payload), signature)) return 'its signature does not hold'
  // otherwise nobody could tell from what a record says of the device that it said so itself
  if (!bytesEqual(payload, cardPayload(device, { handle: parsed.handle, sealKey: parsed.seal }, commune)))
    return 'its form is not the shortest'
  const read = commune === null ? null : readCommune(commune, parsed.device, parsed.seal, deps)
  if (typeof read === 'string') return read
  return {
    content: {
      device: bytesToId<LogId>(device),
      handle: parsed.handle,
      sealRecipient: parsed.seal,
      signature,
      commune: read
    },
    fingerprint: fingerprintOf(payload, deps.hashing)
  }
}

const parsePayload = (payload: Uint8Array): v.InferOutput<typeof payloadSchema> | string => {
  let raw: unknown
  try {
    raw = decodeBounded(payload, { strict: true, rejectDuplicateMapKeys: true }, mostValues)
  } catch {
    // which of CBOR's rules was broken helps nobody
    return 'it is no CBOR'
  }
  const parsed = v.safeParse(payloadSchema, raw, { abortEarly: true })
  if (parsed.success) return parsed.output
  const [issue] = parsed.issues
  return `its ${v.getDotPath(issue) ?? 'form'}: ${issue.message}`
}

const communeFields = v.object({
  name: v.string(),
  firstMember: v.object({ sealKey: v.string() })
})

/** The commune's first entry must be in the run and be the card's own device's. */
const readCommune = (
  commune: { id: Uint8Array; run: Uint8Array },
  device: Uint8Array,
  seal: string,
  deps: CardDeps
): CardContent['commune'] | string => {
  const runs = decodeRuns(commune.run)
  if (typeof runs === 'string') return runs
  const [packed] = runs
  if (runs.length !== 1 || packed === undefined || !bytesEqual(packed.log, device))
    return 'it does not bring one run of its own log'
  const run: Run = { log: bytesToId<LogId>(packed.log), entries: packed.entries }
  const id = bytesToId<ThingId>(commune.id)
  let entries: ReturnType<typeof verifyRun>
  try {
    entries = verifyRun(run, deps)
  } catch (error) {
    if (!(error instanceof FailureError)) throw error
    return `its entries do not verify: ${error.failure.detail.reason}`
  }
  if (entries[0]?.header.seq !== 1) return 'its entries do not begin at the first'
  const first = entries.find(entry => entry.id === id)
  const body = first?.raw.body ? decodeBody(first.raw.body) : null
  const fields = v.safeParse(communeFields, body?.fields)
  if (body?.kind !== 'commune' || body.thing !== undefined || !fields.success)
    return 'it does not bring the commune it names'
  if (fields.output.firstMember.sealKey !== seal) return 'its key is not the one its commune names'
  return { id, name: fields.output.name, run }
}

/**
 * Four groups of five digits (66 bits) from the hash of all that the card says. Whoever compares them aloud
 * with the card's owner knows that it was not swapped on the way.
 */
const fingerprintOf = (payload: Uint8Array, hashing: Hashing): string => {
  const view = viewOf(hashing.sha256(fingerprintLabel, payload))
  return [0, 4, 8, 12].map(at => String(view.getUint32(at) % 100_000).padStart(5, '0')).join(' ')
}

const bytesOf = (id: ThingId): Uint8Array => {
  const bytes = idToBytes(id)
  if (bytes === null) throw new RangeError(`not an id: ${id}`)
  return bytes
}

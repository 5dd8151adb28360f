/**
 * Everything two devices say to each other on a link, in one file. Each frame holds one message: a CBOR
 * map whose `t` is one of the numbers below, which never change meaning (docs/formats-lan.md);
 * 6, 7 and 13 meant something once and are not given again.
 *
 * Before both proofs: `prove-federation`, `prove-device`. After them, in any order: the rest.
 */
import { encode } from 'cborg'
import * as v from 'valibot'
import { id } from '../kinds/fields.ts'
import { blobLimits } from '../record/blob.ts'
import { decodeBounded } from '../record/bounded-cbor.ts'
import type { EntryId, LogId } from '../record/entry.ts'

export const protocolVersion = 2

export const messageLimits = {
  /** secrets of the federation that one side proves to know */
  proofs: 8,
  logs: 20_000,
  headsPerLog: 64,
  /** heads that one `have` tells of; what does not fit follows in further ones */
  headsAtOnce: 10_000,
  /** a thousand, and as many more until the next entry whose own signature holds */
  entriesPerRun: 2000,
  headerBytes: 512,
  bodyBytes: 1024 * 1024,
  roomChars: 64,
  signalBytes: 64 * 1024,
  updateBytes: 900_000,
  /** blobs that are asked for in one message */
  blobsAtOnce: 256,
  /** CBOR tokens in one message: bounds what a frame of 8 MiB can be blown up to in memory */
  tokens: 300_000
} as const

const logId = v.pipe(
  id,
  v.transform(text => text as LogId)
)
const entryId = v.pipe(
  id,
  v.transform(text => text as EntryId)
)
const bytes = (exactly: number) =>
  v.custom<Uint8Array>(b => b instanceof Uint8Array && b.byteLength === exactly)
const bytesUpTo = (most: number) => v.custom<Uint8Array>(b => b instanceof Uint8Array && b.byteLength <= most)
const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0))

const heads = v.pipe(
  v.array(v.strictObject({ seq: v.pipe(whole, v.minValue(1)), id: entryId })),
  v.maxLength(messageLimits.headsPerLog)
)
const haveVector = v.pipe(v.array(v.strictObject({ log: logId, heads })), v.maxLength(messageLimits.logs))
/** that this is not all */
const more = v.exactOptional(v.literal(true))
/** header, signature, body; the body is null where it was forgotten */
const entry = v.strictTuple([
  bytesUpTo(messageLimits.headerBytes),
  bytes(64),
  v.nullable(bytesUpTo(messageLimits.bodyBytes))
])
const room = v.pipe(v.string(), v.minLength(1), v.maxLength(messageLimits.roomChars))
const live = {
  /** so that a message that comes by several roads is heard once */
  id: bytes(16),
  /** how many devices may still pass it on */
  hops: v.pipe(whole, v.maxValue(8)),
  room
}

const schemas = {
  /** HMACs over the connection's exporter value, one a secret, newest first; the dialler speaks first */
  'prove-federation': v.strictObject({
    t: v.literal(1),
    version: whole,
    proofs: v.pipe(v.array(bytes(32)), v.minLength(1), v.maxLength(messageLimits.proofs))
  }),
  /** the device's key, its signature over the exporter value, and the nonce it advertises by */
  'prove-device': v.strictObject({ t: v.literal(2), device: logId, signature: bytes(64), nonce: bytes(16) }),
  /**
   * what the sender holds: from now on it is to be given what it lacks. With `more`, the rest follows in further
   * ones, in which a log may stand once more.
   */
  have: v.strictObject({ t: v.literal(3), have: haveVector, more }),
  /** consecutive entries of one log */
  run: v.strictObject({
    t: v.literal(4),
    log: logId,
    entries: v.pipe(v.array(entry), v.minLength(1), v.maxLength(messageLimits.entriesPerRun))
  }),
  /** one run is durable; the log's heads as the sender now holds them, or with `more`, some of them */
  ack: v.strictObject({ t: v.literal(5), log: logId, heads, more }),
  /** how many entries of the sender's the receiver lacks */
  lacks: v.strictObject({ t: v.literal(8), entries: whole }),
  ping: v.strictObject({ t: v.literal(9) }),
  pong: v.strictObject({ t: v.literal(10) }),
  /** signalling between windows, opaque to the keepers */
  'live-signal': v.strictObject({ t: v.literal(11), ...live, data: bytesUpTo(messageLimits.signalBytes) }),
  /** a live document's update, for windows that no direct path joins */
  'live-update': v.strictObject({ t: v.literal(12), ...live, data: bytesUpTo(messageLimits.updateBytes) }),
  /** asks for blobs by their SHA-256; each is answered by one `blob` */
  'blob-want': v.strictObject({
    t: v.literal(20),
    hashes: v.pipe(v.array(bytes(32)), v.minLength(1), v.maxLength(messageLimits.blobsAtOnce))
  }),
  /** null where the sender does not have it */
  blob: v.strictObject({ t: v.literal(21), hash: bytes(32), bytes: v.nullable(bytesUpTo(blobLimits.bytes)) }),
  /** the sender holds blobs that it did not hold before: those it did not have may be asked for again */
  'blob-more': v.strictObject({ t: v.literal(22) })
} as const

type Schemas = typeof schemas
export type MessageName = keyof Schemas
type Wire<N extends MessageName> = v.InferOutput<Schemas[N]>
export type Message = { [N in MessageName]: { name: N } & Omit<Wire<N>, 't'> }[MessageName]

const numbers = Object.fromEntries(
  Object.entries(schemas).map(([name, schema]) => [name, schema.entries.t.literal])
) as Record<MessageName, number>
const namesByNumber = new Map(Object.entries(numbers).map(([name, number]) => [number, name as MessageName]))

export const encodeMessage = ({ name, ...fields }: Message): Uint8Array =>
  encode({ t: numbers[name], ...fields })

const decodeOptions = {
  strict: true,
  allowIndefinite: false,
  allowUndefined: false,
  allowBigInt: false,
  allowNaN: false,
  allowInfinity: false,
  rejectDuplicateMapKeys: true
}

const tagged = v.looseObject({ t: v.number() })

/** A message as received; null for anything that is not exactly one (the peer is to be dropped). */
export const parseMessage = (frame: Uint8Array): Message | null => {
  let decoded: unknown
  try {
    decoded = decodeBounded(frame, decodeOptions, messageLimits.tokens)
  } catch {
    // not CBOR of this profile: there is nothing to tell beyond that
    return null
  }
  const number = v.safeParse(tagged, decoded)
  if (!number.success) return null
  const name = namesByNumber.get(number.output.t)
  if (!name) return null
  const parsed = v.safeParse(schemas[name], decoded, { abortEarly: true })
  if (!parsed.success) return null
  const { t: _, ...fields } = parsed.output
  return { name, ...fields } as Message
}

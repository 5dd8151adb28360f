/** What windows tell each other by way of their keepers, inside the relay's `publish` messages. */
import * as v from 'valibot'

/** Raw bytes in one piece; in base64 it stays under the links' limit for live updates. */
export const pieceBytes = 450_000
/** Pieces of one update: documents of some 14 MB. */
export const maxPieces = 32

const peerId = v.pipe(v.string(), v.minLength(1), v.maxLength(64))
const base64 = (mostBytes: number) => v.pipe(v.string(), v.maxLength(Math.ceil(mostBytes / 3) * 4))

const holds = v.strictObject({
  kind: v.literal('holds'),
  from: peerId,
  digest: v.pipe(v.string(), v.maxLength(20)),
  stateVector: base64(200_000),
  awareness: base64(64_000)
})
const piece = v.strictObject({
  kind: v.literal('piece'),
  from: peerId,
  /** null where it is for all */
  to: v.nullable(peerId),
  update: v.pipe(v.string(), v.minLength(1), v.maxLength(40)),
  at: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(maxPieces - 1)),
  of: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(maxPieces)),
  bytes: base64(pieceBytes)
})
const roadMessage = v.variant('kind', [holds, piece])

export type RoadMessage = v.InferOutput<typeof roadMessage>
export type Holds = v.InferOutput<typeof holds>
export type Piece = v.InferOutput<typeof piece>

/** Null for anything else: it is dropped. */
export const parseRoadMessage = (message: unknown): RoadMessage | null => {
  const parsed = v.safeParse(roadMessage, message)
  return parsed.success ? parsed.output : null
}

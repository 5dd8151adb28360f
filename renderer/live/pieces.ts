/** Cuts updates into pieces that fit a message, and joins what arrives. */
import { base64ToBytes, bytesToBase64 } from './base64.ts'
import { maxPieces, type Piece, pieceBytes } from './road-messages.ts'

/** Updates being joined at once; the oldest gives way, so that half-sent ones cannot pile up. */
const maxJoining = 4

/** Null where it would take too many pieces: the record carries it. */
export const cutIntoPieces = (
  update: Uint8Array,
  label: Pick<Piece, 'from' | 'to' | 'update'>
): Piece[] | null => {
  const of = Math.max(1, Math.ceil(update.length / pieceBytes))
  if (of > maxPieces) return null
  return Array.from({ length: of }, (_, at) => ({
    ...{ kind: 'piece' as const, ...label, at, of },
    bytes: bytesToBase64(update.subarray(at * pieceBytes, (at + 1) * pieceBytes))
  }))
}

export interface Joiner {
  /** the whole update once its last piece is here, in whatever order they came */
  take(piece: Piece): Uint8Array | null
}

export const createJoiner = (): Joiner => {
  const joining = new Map<string, (Uint8Array | undefined)[]>()
  return {
    take: ({ from, update, at, of, bytes }) => {
      const part = base64ToBytes(bytes)
      if (!part || at >= of) return null
      const key = `${from} ${update} ${of}`
      const parts = joining.get(key) ?? []
      parts[at] = part
      joining.set(key, parts)
      for (const oldest of joining.keys()) {
        if (joining.size <= maxJoining) break
        joining.delete(oldest)
      }
      const whole = Array.from({ length: of }, (_, i) => parts[i])
      if (whole.includes(undefined)) return null
      joining.delete(key)
      return join(whole.filter(each => each !== undefined))
    }
  }
}

const join = (parts: Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

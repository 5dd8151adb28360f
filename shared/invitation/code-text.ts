/**
 * What QR codes say. A card or a welcome is spelt in capitals and digits (base32, RFC 4648 without padding),
 * for which a QR code has a mode of its own; what is too large for a code that poor cameras read is spread
 * over several, shown in turn and collected in any order.
 *
 *   CHUMAK1:DATA                          all of it
 *   CHUMAK1/I/N/HASH:DATA                 part I of N; HASH: the first 8 hex digits of SHA-256 of all of it
 *   chumak-lan:ADDRESS,ADDRESS            where a device can be reached on the local network
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { base32nopad, hex } from '@scure/base'
import { joinBytes } from '../bundle/bytes.ts'

/** One code holds at most so much: about version 25 of 40, which a webcam reads from a laptop's screen. */
const oneCodeBytes = 750
const partBytes = 450
const mostParts = 40
/** Of all parts together; far more than any card or small welcome has. */
export const codeLimitBytes = partBytes * mostParts

const hashOf = (bytes: Uint8Array): string => hex.encode(sha256(bytes).slice(0, 4)).toUpperCase()

/** The texts of the codes that hold these bytes; one where they fit. Throws RangeError beyond the limit. */
export const codeTexts = (bytes: Uint8Array): string[] => {
  if (bytes.length > codeLimitBytes) throw new RangeError(`${bytes.length} bytes are too many for codes`)
  if (bytes.length <= oneCodeBytes) return [`CHUMAK1:${base32nopad.encode(bytes)}`]
  const count = Math.ceil(bytes.length / partBytes)
  const each = Math.ceil(bytes.length / count)
  return Array.from({ length: count }, (_, at) => {
    const part = bytes.slice(at * each, (at + 1) * each)
    return `CHUMAK1/${at + 1}/${count}/${hashOf(bytes)}:${base32nopad.encode(part)}`
  })
}

const form = /^CHUMAK1(?:\/(\d{1,2})\/(\d{1,2})\/([0-9A-F]{8}))?:([A-Z2-7]{1,4000})$/

export type Collected =
  /** not a code of ours */
  { state: 'other' } | { state: 'parts'; have: number; of: number } | { state: 'whole'; bytes: Uint8Array }

/** Collects codes as they are seen, in any order and again and again. Another card's part begins anew. */
export const createCodeCollector = () => {
  let parts = new Map<number, Uint8Array>()
  let collecting = ''
  const decode = (data: string): Uint8Array | null => {
    try {
      return base32nopad.decode(data)
    } catch {
      // letters that no whole number of bytes comes to: somebody else's code, or misread
      return null
    }
  }
  return {
    take(text: string): Collected {
      const match = form.exec(text)
      const bytes = match?.[4] === undefined ? null : decode(match[4])
      if (!match || !bytes) return { state: 'other' }
      if (match[1] === undefined) return { state: 'whole', bytes }
      const [index, count, hash] = [Number(match[1]), Number(match[2]), match[3]]
      if (index < 1 || index > count || count > mostParts || bytes.length > partBytes)
        return { state: 'other' }
      if (collecting !== `${count} ${hash}`) {
        collecting = `${count} ${hash}`
        parts = new Map()
      }
      parts.set(index, bytes)
      if (parts.size < count) return { state: 'parts', have: parts.size, of: count }
      const whole = joinBytes(Array.from({ length: count }, (_, at) => parts.get(at + 1) as Uint8Array))
      if (hashOf(whole) === hash) return { state: 'whole', bytes: whole }
      // parts of two that happen to agree in number and hash, or one misread: once more
      parts = new Map()
      return { state: 'parts', have: 0, of: count }
    }
  }
}
export type CodeCollector = ReturnType<typeof createCodeCollector>

const lanForm = /^chumak-lan:([^,\s]{1,100}(?:,[^,\s]{1,100}){0,15})$/

export const lanText = (addresses: readonly string[]): string =>
  `chumak-lan:${addresses.slice(0, 16).join(',')}`

/** The addresses of a code of the local network; null for any other text. */
export const lanAddresses = (text: string): string[] | null => lanForm.exec(text)?.[1]?.split(',') ?? null

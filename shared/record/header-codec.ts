import { encode } from 'cborg'
import { FailureError } from '../errors.ts'
import { type Header, limits } from './entry.ts'

/**
 * Header bytes: a CBOR array of eight, in the deterministic form of RFC 8949 §4.2.1:
 *
 *   88                      array(8)
 *   01                      v
 *   58 20 <32>              log
 *   <uint>                  seq, 1 … 2^53−1
 *   58 20 <32>              prev
 *   <text, 1–64 of A–Z a–z 0–9 _ - .>   scope
 *   58 20 <32>              bodyHash
 *   <uint>                  bodySize, 1 … limits.bodyBytes
 *   <uint>                  claimedAt, 0 … 2^53−1
 *
 * Read by hand and not by the CBOR library: every received entry passes here, and only one spelling of
 * a header may exist. test/record/header-codec.test.ts holds both to the same answers.
 */
export const encodeHeader = (header: Header): Uint8Array =>
  encode([
    header.v,
    header.log,
    header.seq,
    header.prev,
    header.scope,
    header.bodyHash,
    header.bodySize,
    header.claimedAt
  ])

const scopeForm = /^[A-Za-z0-9_.-]{1,64}$/
export const isScope = (scope: string): boolean => scopeForm.test(scope)

const bad = (reason: string): never => {
  throw new FailureError('entry-bad', { reason })
}

class Reader {
  private at = 0
  constructor(private readonly bytes: Uint8Array) {}

  private byte(): number {
    return this.bytes[this.at++] ?? bad('header-short')
  }

  expect(byte: number, reason: string): void {
    if (this.byte() !== byte) bad(reason)
  }

  /** the argument of a head of this major type, in its shortest form only */
  argument(major: number): number {
    const first = this.byte()
    if (first >> 5 !== major) bad('header-form')
    const info = first & 31
    if (info < 24) return info
    if (info > 27) bad('header-form')
    const width = 1 << (info - 24)
    let value = 0
    for (let i = 0; i < width; i++) value = value * 256 + this.byte()
    const least = [24, 0x100, 0x10000, 0x100000000][info - 24]!
    if (value < least) bad('header-not-canonical')
    if (value > Number.MAX_SAFE_INTEGER) bad('header-number')
    return value
  }

  bytes32(): Uint8Array {
    this.expect(0x58, 'header-form')
    this.expect(32, 'header-form')
    const end = this.at + 32
    if (end > this.bytes.length) bad('header-short')
    const slice = this.bytes.subarray(this.at, end)
    this.at = end
    return slice
  }

  scope(): string {
    const length = this.argument(3)
    if (length < 1 || length > limits.scopeChars) bad('scope')
    let text = ''
    for (let i = 0; i < length; i++) text += String.fromCharCode(this.byte())
    return isScope(text) ? text : bad('scope')
  }

  end(): void {
    if (this.at !== this.bytes.length) bad('header-long')
  }
}

/**
 * Decodes and bounds a header. Its byte fields are views of `bytes`.
 * Throws FailureError `entry-bad` for anything that is not the one canonical spelling.
 */
export const decodeHeader = (bytes: Uint8Array): Header => {
  if (bytes.length > limits.headerBytes) bad('header-long')
  const reader = new Reader(bytes)
  reader.expect(0x88, 'header-form')
  if (reader.argument(0) !== 1) bad('header-version')
  const log = reader.bytes32()
  const seq = reader.argument(0)
  if (seq < 1) bad('seq')
  const prev = reader.bytes32()
  const scope = reader.scope()
  const bodyHash = reader.bytes32()
  const bodySize = reader.argument(0)
  if (bodySize < 1 || bodySize > limits.bodyBytes) bad('body-size')
  const claimedAt = reader.argument(0)
  reader.end()
  return { v: 1, log, seq, prev, scope, bodyHash, bodySize, claimedAt }
}

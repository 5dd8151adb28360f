import { encode } from 'cborg'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FailureError } from '../../shared/errors.ts'
import { type Header, limits } from '../../shared/record/entry.ts'
import { decodeHeader, encodeHeader } from '../../shared/record/header-codec.ts'

const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 })
const header: fc.Arbitrary<Header> = fc.record({
  v: fc.constant(1 as const),
  log: bytes32,
  seq: fc.oneof(
    fc.integer({ min: 1, max: 300 }),
    fc
      .maxSafeInteger()
      .map(Math.abs)
      .map(n => n || 1)
  ),
  prev: bytes32,
  scope: fc.stringMatching(/^[A-Za-z0-9_.-]{1,64}$/),
  bodyHash: bytes32,
  bodySize: fc.integer({ min: 1, max: limits.bodyBytes }),
  claimedAt: fc.oneof(fc.nat(70_000), fc.maxSafeInteger().map(Math.abs))
})

const reasonFor = (bytes: Uint8Array): string => {
  try {
    decodeHeader(bytes)
    return 'taken'
  } catch (error) {
    if (error instanceof FailureError && error.failure.code === 'entry-bad')
      return String(error.failure.detail.reason)
    throw error
  }
}

test('a header read back is the header written', () => {
  fc.assert(
    fc.property(header, h => {
      // a plain array: cborg answers Buffers, whose views would be Buffers too
      expect(decodeHeader(new Uint8Array(encodeHeader(h)))).toEqual(h)
    })
  )
})

test('only one spelling of a header is taken: what is read is written back byte for byte', () => {
  const mutated = fc.tuple(header, fc.nat(), fc.integer({ min: 1, max: 255 }))
  fc.assert(
    fc.property(mutated, ([h, at, change]) => {
      const bytes = encodeHeader(h)
      bytes[at % bytes.length]! ^= change
      if (reasonFor(bytes) === 'taken') expect(encodeHeader(decodeHeader(bytes))).toEqual(bytes)
    }),
    { numRuns: 2000 }
  )
})

test('arbitrary bytes are refused, never a crash', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), bytes => {
      expect(reasonFor(bytes)).not.toBe('taken')
    })
  )
})

test('numbers in longer forms, further parts, cut ends and false values are each refused with a reason', () => {
  const thirtyTwo = new Uint8Array(32)
  const parts = [1, thirtyTwo, 1, thirtyTwo, 'public', thirtyTwo, 9, 0]
  const whole = encode(parts)
  expect(reasonFor(whole)).toBe('taken')
  // seq 1 spelt with a byte of its own (18 01), where one byte in all is the shortest
  const seqAt = 2 + 34
  const longSeq = new Uint8Array([...whole.slice(0, seqAt), 0x18, 1, ...whole.slice(seqAt + 1)])
  expect(reasonFor(longSeq)).toBe('header-not-canonical')
  expect(reasonFor(new Uint8Array([...whole, 0]))).toBe('header-long')
  expect(reasonFor(whole.slice(0, -1))).toBe('header-short')
  const changed = (at: number, value: unknown) => encode(parts.map((part, i) => (i === at ? value : part)))
  expect(reasonFor(changed(0, 2))).toBe('header-version')
  expect(reasonFor(changed(2, 0))).toBe('seq')
  expect(reasonFor(changed(4, 'Гуляйполе'))).toBe('scope')
  expect(reasonFor(changed(4, 'x'.repeat(65)))).toBe('scope')
  expect(reasonFor(changed(6, limits.bodyBytes + 1))).toBe('body-size')
  expect(reasonFor(changed(7, -1))).toBe('header-form')
  expect(reasonFor(changed(7, 2n ** 60n))).toBe('header-number')
})

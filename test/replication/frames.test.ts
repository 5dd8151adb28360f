import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createFrameReader, frameOf, maxFrameBytes } from '#shared/replication/frames.ts'

const join = (parts: Uint8Array[]) => new Uint8Array(Buffer.concat(parts))

test('frames come out whole and in order, however the stream is cut', () => {
  const messages = fc.array(fc.uint8Array({ minLength: 1, maxLength: 60 }), { maxLength: 12 })
  const cuts = fc.array(fc.integer({ min: 1, max: 17 }), { minLength: 1, maxLength: 40 })
  fc.assert(
    fc.property(messages, cuts, (sent, sizes) => {
      const got: Uint8Array[] = []
      const reader = createFrameReader(maxFrameBytes, message => got.push(message))
      let rest = join(sent.map(frameOf))
      for (let i = 0; rest.length > 0; i++) {
        const size = sizes[i % sizes.length] ?? 1
        expect(reader.take(rest.subarray(0, size))).toBe(true)
        rest = rest.subarray(size)
      }
      expect(got).toEqual(sent)
    })
  )
})

test('a length over the limit is refused from its prefix alone, before anything is allocated', () => {
  const reader = createFrameReader(maxFrameBytes, () => expect.unreachable())
  const before = process.memoryUsage().arrayBuffers
  expect(reader.take(Uint8Array.of(0xff, 0xff, 0xff, 0xff))).toBe(false)
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1024 * 1024)
  // and the reader stays shut
  expect(reader.take(frameOf(Uint8Array.of(1)))).toBe(false)
})

test('an empty frame is refused', () => {
  const reader = createFrameReader(maxFrameBytes, () => expect.unreachable())
  expect(reader.take(Uint8Array.of(0, 0, 0, 0))).toBe(false)
})

test('a raised limit holds from the next frame on, even within one piece', () => {
  const got: number[] = []
  const reader = createFrameReader(4, message => {
    got.push(message.length)
    reader.allow(100)
  })
  expect(reader.take(join([frameOf(new Uint8Array(4)), frameOf(new Uint8Array(100))]))).toBe(true)
  expect(reader.take(frameOf(new Uint8Array(101)))).toBe(false)
  expect(got).toEqual([4, 100])
})

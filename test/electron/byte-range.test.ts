import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseRange } from '../../electron/byte-range.ts'

test('a range within the file is answered as asked', () => {
  expect(parseRange('bytes=0-0', 10)).toEqual({ first: 0, last: 0 })
  expect(parseRange('bytes=3-7', 10)).toEqual({ first: 3, last: 7 })
})

test('a range that runs past the end stops there', () => {
  expect(parseRange('bytes=3-99', 10)).toEqual({ first: 3, last: 9 })
  expect(parseRange('bytes=3-', 10)).toEqual({ first: 3, last: 9 })
  expect(parseRange('bytes=-99', 10)).toEqual({ first: 0, last: 9 })
})

test('a range that begins past the end, or is empty, cannot be satisfied', () => {
  expect(parseRange('bytes=10-', 10)).toBe('unsatisfiable')
  expect(parseRange('bytes=-0', 10)).toBe('unsatisfiable')
  expect(parseRange('bytes=0-', 0)).toBe('unsatisfiable')
})

test('what is no single byte range is answered with the whole file', () => {
  for (const header of [null, '', 'bytes=-', 'bytes=7-3', 'bytes=0-1,4-5', 'lines=1-2', 'bytes=a-b']) {
    expect(parseRange(header, 10), String(header)).toBe('whole')
  }
})

test('no header ever leads outside the file', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), fc.nat(), (from, to, sizeBytes) => {
      for (const header of [`bytes=${from}-${to}`, `bytes=${from}-`, `bytes=-${to}`]) {
        const range = parseRange(header, sizeBytes)
        if (typeof range === 'string') continue
        expect(range.first).toBeGreaterThanOrEqual(0)
        expect(range.last).toBeLessThan(sizeBytes)
        expect(range.first).toBeLessThanOrEqual(range.last)
      }
    })
  )
})

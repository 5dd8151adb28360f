import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  codeLimitBytes,
  codeTexts,
  createCodeCollector,
  lanAddresses,
  lanText
} from '#shared/invitation/code-text.ts'

const bytesOf = (size: number, salt = 0) =>
  Uint8Array.from({ length: size }, (_, at) => (at * 31 + salt) % 251)

test('whatever fits comes back, from parts in any order, again and again', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 1, maxLength: 5000 }),
      fc.infiniteStream(fc.nat()),
      (bytes, random) => {
        const texts = codeTexts(bytes)
        const collector = createCodeCollector()
        for (let seen = 0; seen < 2000; seen++) {
          const text = texts[(random.next().value as number) % texts.length] as string
          // the mode of QR codes for capitals and digits takes no other character
          expect(text).toMatch(/^[0-9A-Z $%*+\-./:]+$/)
          const taken = collector.take(text)
          if (taken.state !== 'whole') continue
          expect(taken.bytes).toEqual(bytes)
          return
        }
        throw new Error('never whole')
      }
    ),
    { numRuns: 60 }
  )
})

test('tells how many parts are there, and begins anew with a part of something else', () => {
  const [a, b] = [codeTexts(bytesOf(1200)), codeTexts(bytesOf(1200, 1))]
  expect(a).toHaveLength(3)
  const collector = createCodeCollector()
  expect(collector.take(a[1] as string)).toEqual({ state: 'parts', have: 1, of: 3 })
  expect(collector.take(a[1] as string)).toEqual({ state: 'parts', have: 1, of: 3 })
  expect(collector.take(a[0] as string)).toEqual({ state: 'parts', have: 2, of: 3 })
  expect(collector.take(b[0] as string)).toEqual({ state: 'parts', have: 1, of: 3 })
  collector.take(b[1] as string)
  expect(collector.take(b[2] as string)).toEqual({ state: 'whole', bytes: bytesOf(1200, 1) })
})

test('parts that do not come to what was shown are not taken for it', () => {
  const texts = codeTexts(bytesOf(1200))
  const collector = createCodeCollector()
  collector.take(texts[0] as string)
  collector.take(texts[1] as string)
  const swapped = (texts[1] as string).replace('/2/3/', '/3/3/')
  expect(collector.take(swapped)).toEqual({ state: 'parts', have: 0, of: 3 })
})

test('what is not ours is told from it', () => {
  const collector = createCodeCollector()
  const strange = [
    '',
    'https://example.org',
    'CHUMAK1:',
    'CHUMAK1:abc',
    'CHUMAK1:A',
    'CHUMAK1/3/2/00000000:AA',
    'CHUMAK1/1/99/00000000:AA',
    'CHUMAK2:AA'
  ]
  for (const text of strange) expect(collector.take(text), text).toEqual({ state: 'other' })
  expect(() => codeTexts(bytesOf(codeLimitBytes + 1))).toThrow(RangeError)
})

test('addresses of the local network are a text of their own', () => {
  const addresses = ['192.168.1.20:41234', '[fe80::1%wlan0]:41234']
  expect(lanText(addresses)).toBe('chumak-lan:192.168.1.20:41234,[fe80::1%wlan0]:41234')
  expect(lanAddresses(lanText(addresses))).toEqual(addresses)
  for (const text of ['chumak-lan:', 'chumak-lan:a b', 'CHUMAK1:AA', `chumak-lan:${'x,'.repeat(20)}x`])
    expect(lanAddresses(text), text).toBeNull()
})

import { decode, encode } from 'cborg'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { EntryId, LogId } from '#shared/record/entry.ts'
import { bytesToId } from '#shared/record/ids.ts'
import { encodeMessage, type Message, messageLimits, parseMessage } from '#shared/replication/messages.ts'

const log = bytesToId<LogId>(new Uint8Array(32).fill(7))
const id = bytesToId<EntryId>(new Uint8Array(32).fill(9))
const bytes = (length: number) => new Uint8Array(length).fill(3)
const live = { id: bytes(16), hops: 3, room: 'r', data: bytes(20) }

const examples: Message[] = [
  { name: 'prove-federation', version: 2, proofs: [bytes(32), bytes(32)] },
  { name: 'prove-device', device: log, signature: bytes(64), nonce: bytes(16) },
  { name: 'have', have: [{ log, heads: [{ seq: 3, id }] }] },
  {
    name: 'run',
    log,
    entries: [
      [bytes(200), bytes(64), bytes(10)],
      [bytes(200), bytes(64), null]
    ]
  },
  { name: 'ack', log, heads: [{ seq: 1, id }] },
  { name: 'lacks', entries: 312 },
  { name: 'ping' },
  { name: 'pong' },
  { name: 'live-signal', ...live },
  { name: 'live-update', ...live }
]

test.each(examples)('$name survives the wire', message => {
  expect(parseMessage(Uint8Array.from(encodeMessage(message)))).toEqual(message)
})

test('wire numbers never change', () => {
  const numbers = examples.map(message => [message.name, decode(encodeMessage(message)).t])
  expect(Object.fromEntries(numbers)).toEqual({
    ...{ 'prove-federation': 1, 'prove-device': 2, have: 3, run: 4, ack: 5 },
    ...{ lacks: 8, ping: 9, pong: 10, 'live-signal': 11, 'live-update': 12 }
  })
})

test('random bytes are no message and never throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), frame => {
      expect(parseMessage(frame)).toBeNull()
    }),
    { numRuns: 2000 }
  )
})

test('a message with any part changed at random never throws, and what parses is within bounds', () => {
  const frames = examples.map(encodeMessage)
  const change = fc.record({
    which: fc.nat(frames.length - 1),
    at: fc.nat(400),
    byte: fc.integer({ min: 0, max: 255 })
  })
  fc.assert(
    fc.property(change, ({ which, at, byte }) => {
      const frame = Uint8Array.from(frames[which] ?? [])
      frame[at % frame.length] = byte
      const parsed = parseMessage(frame)
      if (parsed?.name === 'run')
        expect(parsed.entries.length).toBeLessThanOrEqual(messageLimits.entriesPerRun)
    }),
    { numRuns: 3000 }
  )
})

test.each([
  ['an unknown number', encode({ t: 99 })],
  ['a field too many', encode({ t: 9, extra: 1 })],
  ['a fraction', encode({ t: 8, entries: 1.5 })],
  ['a negative count', encode({ t: 8, entries: -1 })],
  [
    'a body over the limit',
    encode({ t: 4, log, entries: [[bytes(200), bytes(64), bytes(1024 * 1024 + 1)]] })
  ],
  ['a run over the limit', encode({ t: 4, log, entries: Array(2001).fill([bytes(2), bytes(64), null]) })],
  ['an indefinite length', Uint8Array.of(0xbf, 0x61, 0x74, 0x09, 0xff)],
  ['a key twice', Uint8Array.of(0xa2, 0x61, 0x74, 0x09, 0x61, 0x74, 0x09)],
  ['something after the message', new Uint8Array([...encodeMessage({ name: 'ping' }), 0])],
  ['a long spelling of a number', Uint8Array.of(0xa1, 0x61, 0x74, 0x18, 0x09)]
])('%s is refused', (_what, frame) => {
  expect(parseMessage(frame)).toBeNull()
})

test('a frame of empty arrays is given up at the bound on values', () => {
  const many = messageLimits.tokens * 2
  const bomb = new Uint8Array(many + 5).fill(0x80)
  bomb.set([0x9a, ...new Uint8Array(new Uint32Array([many]).buffer).reverse()])
  const startedMs = performance.now()
  expect(parseMessage(bomb)).toBeNull()
  expect(performance.now() - startedMs).toBeLessThan(2000)
})

test('arrays nested without end are refused', () => {
  expect(parseMessage(new Uint8Array(1024 * 1024).fill(0x81))).toBeNull()
})

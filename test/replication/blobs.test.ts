import { expect, test } from 'vitest'
import { idToBytes } from '#shared/record/ids.ts'
import { encodeMessage, type Message, messageLimits, parseMessage } from '#shared/replication/messages.ts'
import { createMemoryStore, type MemoryStore } from './memory-store.ts'
import { connectStores, type Wire } from './wire.ts'

const photo = (seed: number, bytes = 3000) => new Uint8Array(bytes).fill(seed)
/** The entries of both name it; one holds it. */
const held = (bytes: Uint8Array, by: MemoryStore, ...others: MemoryStore[]) => {
  const blob = by.nameBlob(bytes)
  by.blobs.take([bytes])
  for (const other of others) other.nameBlob(bytes)
  return blob
}
const tick = (wire: Wire) => {
  wire.a.session.tick()
  wire.b.session.tick()
}

test('what entries name goes over both ways once the runs are level', () => {
  const [a, b] = [createMemoryStore(), createMemoryStore()]
  a.note('a bridge is out')
  const [one, other] = [held(photo(1), a, b), held(photo(2), b, a)]
  const wire = connectStores(a, b)
  wire.settle()
  expect(b.blobs.get(one)).toEqual(photo(1))
  expect(a.blobs.get(other)).toEqual(photo(2))
  expect([...wire.a.ended, ...wire.b.ended]).toEqual([])
})

test.each([10, 1_000_000])('a photo comes although another entry says that it has %i bytes', size => {
  const [a, b] = [createMemoryStore(), createMemoryStore()]
  const blob = held(photo(1), a, b)
  b.nameBlob(photo(1), size)
  const wire = connectStores(a, b)
  wire.settle()
  expect(b.blobs.get(blob)).toEqual(photo(1))
  // what no entry names by its true size is not taken, and not asked for again and again
  const lie = a.nameBlob(photo(2))
  a.blobs.take([photo(2)])
  b.nameBlob(photo(2), size)
  tick(wire)
  wire.settle()
  expect(b.blobs.has(lie)).toBe(false)
  tick(wire)
  expect(wire.waiting()).toBe(0)
  expect([...wire.a.ended, ...wire.b.ended]).toEqual([])
})

test('a peer that does not know of blobs is told nothing of them', () => {
  const [a, b] = [createMemoryStore(), createMemoryStore()]
  const blob = held(photo(1), a, b)
  const wire = connectStores(a, b, { blobs: 'unknown' })
  wire.settle()
  tick(wire)
  wire.settle()
  expect(b.blobs.has(blob)).toBe(false)
  expect([...wire.a.ended, ...wire.b.ended]).toEqual([])
})

test('a photo is handed on by the one in the middle, who did not have it when it was first asked', () => {
  const [a, b, c] = [createMemoryStore(), createMemoryStore(), createMemoryStore()]
  const blob = held(photo(1), a, b, c)
  const far = connectStores(b, c)
  far.settle()
  expect(c.blobs.has(blob)).toBe(false)
  const near = connectStores(a, b)
  near.settle()
  expect(b.blobs.has(blob)).toBe(true)
  tick(far)
  far.settle()
  expect(c.blobs.get(blob)).toEqual(photo(1))
  tick(near)
  // who gave it is not told of it
  expect(near.waiting()).toBe(0)
})

test('no more than a batch is on its way, however many are lacked', () => {
  const [a, b] = [createMemoryStore(), createMemoryStore()]
  const blobs = Array.from({ length: 20 }, (_, i) => held(photo(i + 1, 1024 * 1024), a, b))
  const wire = connectStores(a, b)
  let most = 0
  for (let moved = true; moved; ) {
    moved = wire.deliver('a', Number.POSITIVE_INFINITY)
    while (wire.turn());
    most = Math.max(most, wire.waiting())
    moved = wire.deliver('b', Number.POSITIVE_INFINITY) || moved
  }
  expect(blobs.map(blob => b.blobs.has(blob))).not.toContain(false)
  expect(most).toBeGreaterThan(2 * 1024 * 1024)
  expect(most).toBeLessThan(9 * 1024 * 1024)
})

test('small ones go 256 at a time until all are there, also past many that the peer does not have', () => {
  const [a, b] = [createMemoryStore(), createMemoryStore()]
  const bytes = (n: number) => Uint8Array.of(1 + (n >> 8), n & 255)
  for (let n = 0; n < 300; n++) b.nameBlob(bytes(n))
  const blobs = Array.from({ length: 300 }, (_, n) => held(bytes(n + 300), a, b))
  const wire = connectStores(a, b)
  wire.settle()
  expect(blobs.map(blob => b.blobs.has(blob))).not.toContain(false)
})

test.each<[string, (hash: Uint8Array) => Message[]]>([
  ['gives what was not asked for', () => [{ name: 'blob', hash: new Uint8Array(32), bytes: photo(9) }]],
  ['gives other bytes than it names', hash => [{ name: 'blob', hash, bytes: photo(9) }]],
  [
    'asks again before it was answered',
    hash => [
      { name: 'blob-want', hashes: [hash] },
      { name: 'blob-want', hashes: [hash] }
    ]
  ]
])('a peer that %s is dropped, and nothing is written', (_, says) => {
  const [a, b] = [createMemoryStore(), createMemoryStore()]
  const blob = b.nameBlob(photo(1))
  const wire = connectStores(a, b, { turns: 'by hand' })
  // until b has asked a, which has not heard it
  wire.deliver('b', Number.POSITIVE_INFINITY)
  wire.b.session.tick()
  for (const message of says(idToBytes(blob)!)) wire.b.session.take(encodeMessage(message))
  expect(wire.b.ended).toEqual(['bad-frame'])
  expect(b.blobs.taken).toBe(0)
})

test('one of another size than any entry says is passed over', () => {
  const [a, b] = [createMemoryStore(), createMemoryStore()]
  const blob = held(photo(1), a)
  b.nameBlob(photo(1), 4)
  const wire = connectStores(a, b)
  wire.settle()
  expect(b.blobs.has(blob)).toBe(false)
  expect(wire.b.ended).toEqual([])
})

test('messages about blobs beyond their bounds are none', () => {
  const hash = new Uint8Array(32)
  const parsed = (message: Message) => parseMessage(encodeMessage(message))
  const hashes = (count: number) => Array.from({ length: count }, () => hash)
  expect(parsed({ name: 'blob-want', hashes: hashes(messageLimits.blobsAtOnce) })).not.toBeNull()
  expect(parsed({ name: 'blob-want', hashes: hashes(messageLimits.blobsAtOnce + 1) })).toBeNull()
  expect(parsed({ name: 'blob-want', hashes: [] })).toBeNull()
  expect(parsed({ name: 'blob-want', hashes: [new Uint8Array(31)] })).toBeNull()
  expect(parsed({ name: 'blob', hash, bytes: new Uint8Array(1024 * 1024) })).not.toBeNull()
  expect(parsed({ name: 'blob', hash, bytes: new Uint8Array(1024 * 1024 + 1) })).toBeNull()
  expect(parsed({ name: 'blob', hash, bytes: null })).toEqual({ name: 'blob', hash, bytes: null })
})

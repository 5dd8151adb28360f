import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { holdingOf } from '../../renderer/live/holding.ts'
import { colourOf, presentAt, tellPresence } from '../../renderer/live/presence.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const open = (device: string) => {
  const doc = new Y.Doc()
  const awareness = new Awareness(doc)
  tellPresence(doc, awareness, { device, handle: device, colour: colourOf(device) })
  return { doc, awareness, text: doc.getText('t') }
}
type Window = ReturnType<typeof open>
/** `to` hears what `from` says of itself. */
const look = async (from: Window, to: Window) => {
  await vi.advanceTimersByTimeAsync(1_000)
  applyAwarenessUpdate(to.awareness, encodeAwarenessUpdate(from.awareness, [from.doc.clientID]), null)
  return presentAt(to.doc, to.awareness)
}
const carry = (from: Window, to: Window) => Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc))

test('a peer is said to hold what we hold only when it does', async () => {
  const [a, b] = [open('a'), open('b')]
  expect(await look(b, a)).toMatchObject([{ device: 'b', handle: 'b', holds: 'same' }])
  a.text.insert(0, 'hello')
  expect(await look(b, a)).toMatchObject([{ holds: 'less' }])
  carry(a, b)
  expect(await look(b, a)).toMatchObject([{ holds: 'same' }])
  b.text.insert(0, 'more')
  expect(await look(b, a)).toMatchObject([{ holds: 'more' }])
})

test('a deletion that did not arrive is seen, though no state vector shows it', async () => {
  const [a, b] = [open('a'), open('b')]
  a.text.insert(0, 'hello')
  carry(a, b)
  a.text.delete(0, 2)
  expect(Y.encodeStateVector(a.doc)).toEqual(Y.encodeStateVector(b.doc))
  expect(await look(b, a)).toMatchObject([{ holds: 'less' }])
})

test('the digest is the same whatever the order in which the same edits came', () => {
  const writers = [open('a'), open('b'), open('c')]
  for (const [i, { text }] of writers.entries()) {
    text.insert(0, `part ${i} `)
    text.delete(1, 2)
  }
  const updates = writers.map(({ doc }) => Y.encodeStateAsUpdate(doc))
  const digests = [updates, [...updates].reverse()].map(order => {
    const doc = new Y.Doc()
    for (const update of order) Y.applyUpdate(doc, update)
    return holdingOf(doc).digest
  })
  expect(digests[0]).toBe(digests[1])
})

test('presence that does not parse is not shown', async () => {
  const [a, b] = [open('a'), open('b')]
  for (const user of [null, { name: 'x'.repeat(1000) }, { device: 'b', name: 'b', color: 'url(x)' }]) {
    b.awareness.setLocalStateField('user', user)
    expect(await look(b, a)).toEqual([])
  }
})

test('a device has one colour everywhere, dark enough for white text', () => {
  expect(colourOf('device')).toBe(colourOf('device'))
  expect(new Set(Array.from({ length: 40 }, (_, i) => colourOf(`device ${i}`))).size).toBeGreaterThan(4)
})

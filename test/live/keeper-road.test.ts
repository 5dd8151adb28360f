import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import {
  createKeeperRoad,
  goneAfterMs,
  type KeeperRoad,
  tellEveryMs
} from '../../renderer/live/keeper-road.ts'
import type { RoadMessage } from '../../renderer/live/road-messages.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  for (const window of windows.splice(0)) {
    window.road.close()
    window.awareness.destroy()
  }
  vi.useRealTimers()
})

interface Window {
  name: string
  doc: Y.Doc
  awareness: Awareness
  road: KeeperRoad
  direct: Set<string>
  stuck: string[]
  sent: RoadMessage[]
}
const windows: Window[] = []
/** Messages this says no to are lost on the way. */
let passes: (from: string, to: string, message: RoadMessage) => boolean = () => true
beforeEach(() => {
  passes = () => true
})

const open = (name: string): Window => {
  const doc = new Y.Doc()
  const awareness = new Awareness(doc)
  const window = { name, doc, awareness, direct: new Set<string>(), stuck: [], sent: [] } as unknown as Window
  window.road = createKeeperRoad({
    ...{ doc, awareness, self: name },
    send: message => {
      window.sent.push(message)
      // as over the wire: a copy, and later
      const text = JSON.stringify(message)
      for (const other of windows)
        if (other !== window && passes(name, other.name, message))
          setTimeout(() => other.road.hear(JSON.parse(text)), 1)
    },
    isDirect: peer => window.direct.has(peer),
    onStuck: peer => window.stuck.push(peer)
  })
  windows.push(window)
  return window
}
const write = ({ doc }: Window, text: string) => doc.getText('t').insert(0, text)
const read = ({ doc }: Window) => doc.getText('t').toString()
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

test('without any direct path both documents are equal within moments', async () => {
  const [a, b] = [open('a'), open('b')]
  write(a, 'one ')
  write(b, 'two ')
  a.road.tell()
  await pass(1_500)
  expect(read(a)).toBe(read(b))
  expect(read(a)).toHaveLength(8)
  write(a, 'three ')
  await pass(400)
  expect(read(b)).toContain('three')
})

test('an update of two megabytes arrives whole, in pieces', async () => {
  const [a, b] = [open('a'), open('b')]
  a.road.tell()
  await pass(1_500)
  a.direct.add('b')
  b.direct.add('a')
  write(a, 'x'.repeat(2_000_000))
  await pass(1_000)
  expect(read(b)).toHaveLength(2_000_000)
  expect(a.sent.filter(({ kind }) => kind === 'piece').length).toBeGreaterThan(3)
})

test('while a direct path carries everything, no update goes by the keepers', async () => {
  const [a, b] = [open('a'), open('b')]
  a.direct.add('b')
  b.direct.add('a')
  const carry = (update: Uint8Array, _origin: unknown, _doc: Y.Doc, { local }: Y.Transaction) => {
    if (local) Y.applyUpdate(b.doc, update)
  }
  a.doc.on('update', carry)
  for (let i = 0; i < 20; i++) {
    write(a, `${i} `)
    await pass(1_000)
  }
  expect(read(b)).toBe(read(a))
  expect([...a.sent, ...b.sent].filter(({ kind }) => kind === 'piece')).toEqual([])
})

test('what a direct path loses is noticed and made good, deletions too', async () => {
  const [a, b] = [open('a'), open('b')]
  write(a, 'keep and lose')
  a.road.tell()
  await pass(1_500)
  a.direct.add('b')
  b.direct.add('a')
  // the data channel swallows this one without a word
  a.doc.getText('t').delete(4, 9)
  await pass(tellEveryMs * 3)
  expect(read(b)).toBe('keep')
})

test('a peer that stays behind in spite of its direct path is told stuck', async () => {
  const [a, b] = [open('a'), open('b')]
  a.direct.add('b')
  // b neither gets pieces nor has a living channel; only its tellings come through
  passes = (_from, to, { kind }) => !(to === 'b' && kind === 'piece')
  write(a, 'unheard')
  await pass(tellEveryMs * 5)
  expect(a.stuck).toContain('b')
  expect(read(b)).toBe('')
})

test('after a cut both go on from what each holds', async () => {
  const [a, b] = [open('a'), open('b')]
  a.road.tell()
  await pass(1_500)
  passes = () => false
  write(a, 'left ')
  write(b, 'right ')
  await pass(60_000)
  expect(a.road.peers()).toEqual([])
  passes = () => true
  await pass(tellEveryMs * 2)
  expect(read(a)).toBe(read(b))
  expect(read(a)).toHaveLength(11)
})

test('when several hold what one lacks, one of them answers', async () => {
  const others = ['a', 'b', 'c', 'd', 'e'].map(open)
  write(others[0] as Window, 'known to five')
  await pass(tellEveryMs * 3)
  for (const each of others) each.sent.length = 0
  const late = open('late')
  late.road.tell()
  await pass(1_000)
  expect(read(late)).toBe('known to five')
  const answers = others.flatMap(({ sent }) => sent).filter(message => message.kind === 'piece')
  // those whose moments fall together may both speak
  expect(answers.length).toBeGreaterThan(0)
  expect(answers.length).toBeLessThan(5)
})

test('presence goes along, and who is not heard of is gone', async () => {
  const [a, b] = [open('a'), open('b')]
  a.awareness.setLocalStateField('user', { name: 'Oksana' })
  a.road.tell()
  await pass(1_000)
  expect(b.awareness.getStates().get(a.doc.clientID)).toMatchObject({ user: { name: 'Oksana' } })
  expect(b.road.peers()).toEqual(['a'])
  a.road.close()
  await pass(goneAfterMs + tellEveryMs + 1)
  expect(b.road.peers()).toEqual([])
})

test('what is no message of the road, or carries no update, is dropped and changes nothing', async () => {
  const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  const a = open('a')
  write(a, 'as it was')
  const piece = { kind: 'piece', from: 'x', to: null, update: 'u', at: 0, of: 1 }
  for (const bad of [
    null,
    7,
    { kind: 'other' },
    { kind: 'holds', from: 'x' },
    { ...piece, bytes: '!!' },
    { ...piece, bytes: btoa('no update') },
    { ...piece, at: 5, of: 2, bytes: btoa('x') },
    { ...piece, of: 1000, bytes: btoa('x') },
    { kind: 'holds', from: 'x', digest: 'd', stateVector: btoa('zzz'), awareness: btoa('zzz') }
  ])
    a.road.hear(bad)
  await pass(10_000)
  expect(read(a)).toBe('as it was')
  warned.mockRestore()
})

// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { fail, ok } from '#shared/errors.ts'
import {
  type LiveDocument,
  type LiveDocumentDeps,
  openLiveDocument
} from '../../renderer/live/live-document.ts'
import { colourOf } from '../../renderer/live/presence.ts'
import { recordPauseMs } from '../../renderer/live/unsaved.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
const opened: LiveDocument[] = []
afterEach(async () => {
  for (const document of opened.splice(0)) await document.close()
  vi.useRealTimers()
})

/** A record that several devices share as if by a very quick LAN: appended updates become `doc` events. */
const createRecord = () => {
  const updates: Uint8Array[] = []
  const hearers = new Set<(event: { doc: string; part: 'agenda' | 'minutes'; update: Uint8Array }) => void>()
  return {
    updates,
    hearers,
    append: async (update: Uint8Array) => {
      updates.push(update)
      for (const hear of hearers) hear({ doc: 'assembly', part: 'agenda', update })
      return ok({ entry: 'e' })
    }
  }
}
const open = async (
  record: ReturnType<typeof createRecord>,
  device: string,
  onDesk = new Map<string, Uint8Array>(),
  more: Partial<LiveDocumentDeps> = {}
) => {
  const document = await openLiveDocument({
    ...{ doc: 'assembly', part: 'agenda' },
    self: { device, handle: device, colour: colourOf(device) },
    desk: {
      load: async key => onDesk.get(key) ?? null,
      save: async (key, bytes) => void onDesk.set(key, bytes),
      clear: async key => void onDesk.delete(key)
    },
    read: async () =>
      ok({ update: record.updates.length > 0 ? Y.mergeUpdates(record.updates) : new Uint8Array() }),
    append: record.append,
    listen: hear => {
      record.hearers.add(hear)
      return () => record.hearers.delete(hear)
    },
    relay: async () => fail('no-federation'),
    ...more
  })
  if (!document.ok) throw new Error(document.error.code)
  opened.push(document.value)
  return document.value
}
const text = ({ ydoc }: LiveDocument) => ydoc.getText('agenda')

test('it begins with what the record holds', async () => {
  const record = createRecord()
  const earlier = new Y.Doc()
  earlier.getText('agenda').insert(0, 'from the record')
  record.updates.push(Y.encodeStateAsUpdate(earlier))
  expect(text(await open(record, 'a')).toString()).toBe('from the record')
})

test('a record that cannot be read is an answer, not an empty document', async () => {
  const record = createRecord()
  const document = await openLiveDocument({
    ...{ doc: 'assembly', part: 'agenda', self: { device: 'a', handle: 'a', colour: '#000000' } },
    desk: { load: async () => null, save: async () => undefined, clear: async () => undefined },
    read: async () => fail('locked'),
    append: record.append,
    listen: hear => {
      record.hearers.add(hear)
      return () => record.hearers.delete(hear)
    },
    relay: async () => fail('no-federation')
  })
  expect(document).toMatchObject({ ok: false, error: { code: 'locked' } })
  expect(record.hearers.size).toBe(0)
})

test('edits go into the record at a pause, and reach another device by the record alone', async () => {
  const record = createRecord()
  const [a, b] = [await open(record, 'a'), await open(record, 'b')]
  text(a).insert(0, 'bread ')
  text(b).insert(0, 'salt ')
  expect(a.get().unsaved).toBe(true)
  await vi.advanceTimersByTimeAsync(recordPauseMs + 100)
  expect(text(a).toString()).toBe(text(b).toString())
  expect(text(a).toString()).toHaveLength(11)
  expect(a.get()).toMatchObject({ unsaved: false, failure: null })
})

test('each device signs its own edits: what came from others is not written again', async () => {
  const record = createRecord()
  const [a] = [await open(record, 'a'), await open(record, 'b')]
  text(a).insert(0, 'once')
  await vi.advanceTimersByTimeAsync(30_000)
  expect(record.updates).toHaveLength(1)
})

test('an entry that holds no update is passed over, and the next is taken', async () => {
  const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  const record = createRecord()
  const [a, b] = [await open(record, 'a'), await open(record, 'b')]
  for (const hear of record.hearers) hear({ doc: 'assembly', part: 'agenda', update: Uint8Array.of(1, 2, 3) })
  text(a).insert(0, 'goes on')
  await vi.advanceTimersByTimeAsync(recordPauseMs + 100)
  expect(text(b).toString()).toBe('goes on')
  expect(warned).toHaveBeenCalled()
  warned.mockRestore()
})

test('another document and another part are not heard', async () => {
  const record = createRecord()
  const a = await open(record, 'a')
  const other = new Y.Doc()
  other.getText('agenda').insert(0, 'not here')
  for (const hear of record.hearers) {
    hear({ doc: 'assembly', part: 'minutes', update: Y.encodeStateAsUpdate(other) })
    hear({ doc: 'another', part: 'agenda', update: Y.encodeStateAsUpdate(other) })
  }
  expect(text(a).toString()).toBe('')
})

test('what a crash left on the desk is there again, and goes into the record', async () => {
  const record = createRecord()
  const desk = new Map<string, Uint8Array>()
  const failing = { append: async () => fail('home-in-use') }
  const crashed = await open(record, 'a', desk, failing)
  text(crashed).insert(0, 'typed before the crash')
  await vi.advanceTimersByTimeAsync(500)
  // the window is gone without a word: only the desk is left
  const again = await open(record, 'a', new Map(desk))
  expect(text(again).toString()).toBe('typed before the crash')
  await vi.advanceTimersByTimeAsync(recordPauseMs)
  expect(record.updates).toHaveLength(1)
})

test('closing writes what waits', async () => {
  const record = createRecord()
  const a = await open(record, 'a')
  text(a).insert(0, 'last words')
  await a.close()
  opened.length = 0
  expect(record.updates).toHaveLength(1)
  expect(record.hearers.size).toBe(0)
})

test('a failure to write is shown, and the edit is not lost', async () => {
  const record = createRecord()
  const desk = new Map<string, Uint8Array>()
  const a = await open(record, 'a', desk, { append: async () => fail('disk-full', { path: 'x' }) })
  text(a).insert(0, 'kept')
  await vi.advanceTimersByTimeAsync(recordPauseMs)
  expect(a.get()).toMatchObject({ unsaved: true, failure: { code: 'disk-full' } })
  expect(desk.size).toBe(1)
})

test('its room is the one the relay names, and the paths of the peers are shown', async () => {
  const rooms: string[] = []
  const a = await open(createRecord(), 'a', undefined, {
    relay: async () => ok({ url: 'ws://127.0.0.1:1/t', room: 'the room' }),
    openLive: ({ room, onPeers }) => {
      rooms.push(room)
      onPeers({ direct: 2, viaKeeper: 1 })
      return { paths: () => ({ direct: 2, viaKeeper: 1 }), close: async () => undefined }
    }
  })
  expect(rooms).toEqual(['the room'])
  expect(a.get().paths).toEqual({ direct: 2, viaKeeper: 1 })
})

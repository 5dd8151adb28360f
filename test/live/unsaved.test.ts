import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { fail, ok, type Result } from '#shared/errors.ts'
import {
  createUnsaved,
  deskPauseMs,
  maxEntryBytes,
  recordAtLatestMs,
  recordPauseMs,
  type UnsavedState
} from '../../renderer/live/unsaved.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A document whose edits go to `unsaved`, a desk and a record that a test can make fail. */
const bench = () => {
  const onDesk = new Map<string, Uint8Array>()
  const record: Uint8Array[] = []
  const states: UnsavedState[] = []
  let answer: () => Promise<Result<unknown>> = async () => ok(null)
  const unsaved = createUnsaved({
    key: 'k',
    desk: {
      load: async key => onDesk.get(key) ?? null,
      save: async (key, bytes) => void onDesk.set(key, bytes),
      clear: async key => void onDesk.delete(key)
    },
    append: async update => {
      const answered = await answer()
      if (answered.ok) record.push(update)
      return answered
    },
    onState: state => states.push(state)
  })
  const doc = new Y.Doc()
  doc.on('update', update => unsaved.add(update))
  return {
    ...{ unsaved, onDesk, record, states },
    type: (text: string) => doc.getText('t').insert(doc.getText('t').length, text),
    answers: (next: typeof answer) => {
      answer = next
    }
  }
}
const textOf = (updates: Uint8Array[]) => {
  const doc = new Y.Doc()
  for (const update of updates) Y.applyUpdate(doc, update)
  return doc.getText('t').toString()
}

test('one entry for each pause, and the desk is clear after it', async () => {
  const { type, record, onDesk, states } = bench()
  for (const letter of 'agenda') {
    type(letter)
    await vi.advanceTimersByTimeAsync(200)
  }
  expect(record).toEqual([])
  expect(states.at(-1)).toEqual({ waiting: true, failure: null })
  await vi.advanceTimersByTimeAsync(recordPauseMs)
  expect(record).toHaveLength(1)
  expect(textOf(record)).toBe('agenda')
  expect(onDesk.size).toBe(0)
  expect(states.at(-1)).toEqual({ waiting: false, failure: null })
})

test('what was typed before a crash of the window is on the desk', async () => {
  const { type, onDesk, record } = bench()
  type('before the crash')
  await vi.advanceTimersByTimeAsync(deskPauseMs)
  expect(record).toEqual([])
  expect(textOf([...onDesk.values()])).toBe('before the crash')
})

test('whoever types without a pause is written down all the same', async () => {
  const { type, record } = bench()
  for (let ms = 0; ms < recordAtLatestMs + 1000; ms += 500) {
    type('x')
    await vi.advanceTimersByTimeAsync(500)
  }
  expect(record.length).toBeGreaterThan(0)
})

test('while the record cannot be written, edits stay on the desk, and go in once it can', async () => {
  const { type, record, onDesk, states, answers } = bench()
  answers(async () => fail('disk-full', { path: 'record.sqlite' }))
  type('one ')
  await vi.advanceTimersByTimeAsync(recordPauseMs)
  expect(states.at(-1)).toMatchObject({ waiting: true, failure: { code: 'disk-full' } })
  expect(textOf([...onDesk.values()])).toBe('one ')
  answers(async () => ok(null))
  await vi.advanceTimersByTimeAsync(60_000)
  expect(textOf(record)).toBe('one ')
  expect(onDesk.size).toBe(0)
  expect(states.at(-1)).toEqual({ waiting: false, failure: null })
})

test('what is typed while an entry is being written stays until it is written too', async () => {
  const { type, unsaved, record, onDesk, answers } = bench()
  let release: (() => void) | undefined
  answers(
    () =>
      new Promise(resolve => {
        release = () => resolve(ok(null))
      })
  )
  type('first ')
  const flushing = unsaved.flush()
  type('second ')
  await vi.advanceTimersByTimeAsync(deskPauseMs)
  expect(textOf([...onDesk.values()])).toBe('first second ')
  answers(async () => ok(null))
  release?.()
  await flushing
  expect(textOf(record)).toBe('first second ')
  expect(onDesk.size).toBe(0)
})

test('more than one entry takes is written as several', async () => {
  const { type, unsaved, record } = bench()
  for (let i = 0; i < 5; i++) type('y'.repeat(400_000))
  await unsaved.flush()
  expect(record.length).toBeGreaterThan(1)
  for (const update of record) expect(update.length).toBeLessThanOrEqual(maxEntryBytes)
  expect(textOf(record)).toHaveLength(2_000_000)
})

test('a single edit too large for any entry is told, and kept on the desk', async () => {
  const { type, unsaved, states, onDesk, record } = bench()
  type('z'.repeat(maxEntryBytes + 1))
  await unsaved.flush()
  expect(record).toEqual([])
  expect(states.at(-1)).toMatchObject({ waiting: true, failure: { code: 'too-large' } })
  expect(onDesk.size).toBe(1)
  unsaved.close()
})

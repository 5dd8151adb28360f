import { expect, test } from 'vitest'
import type { Act } from '../../shared/record/act.ts'
import type { EntryId, LogId } from '../../shared/record/entry.ts'
import { foldPuts } from '../../shared/record/fold-puts.ts'

/** Acts with letters for ids: the greater letter is the greater id. */
const act = (id: string, over: string, fields: Record<string, unknown>): Act => ({
  id: id as EntryId,
  log: 'log' as LogId,
  seq: 1,
  claimedAt: id.charCodeAt(0),
  scope: 'federation',
  thing: 'a' as EntryId,
  over: [...over] as EntryId[],
  body: null,
  kind: null,
  fields,
  content: null
})
const fold = (acts: Act[], but = '') =>
  foldPuts(acts, new Set(acts.map(({ id }) => id).filter(id => !but.includes(id))))

test('a put wins over what it saw, whatever the clocks said', () => {
  const late = { ...act('a', '', { good: 'Rye' }), claimedAt: 9e12 }
  const early = { ...act('b', 'a', { good: 'Flour' }), claimedAt: 0 }
  expect(fold([late, early])).toMatchObject({
    fields: { good: 'Flour' },
    contested: {},
    heads: ['b'],
    claimedAt: 0
  })
})

test('concurrent puts of different fields both stand', () => {
  const { fields, contested, heads } = fold([
    act('a', '', { good: 'Rye', massKg: 1 }),
    act('b', 'a', { massKg: 2 }),
    act('c', 'a', { note: 'dry' })
  ])
  expect(fields).toEqual({ good: 'Rye', massKg: 2, note: 'dry' })
  expect(contested).toEqual({})
  expect(heads).toEqual(['b', 'c'])
})

test('concurrent puts of one field are contested: the greater id is shown, both values are kept', () => {
  const { fields, contested } = fold([
    act('a', '', { good: 'Rye' }),
    act('b', 'a', { good: 'Flour' }),
    act('c', 'a', { good: 'Barley' })
  ])
  expect(fields).toEqual({ good: 'Barley' })
  expect(contested).toEqual({ good: ['Barley', 'Flour'] })
})

test('of contested values the one of deeper history is shown, before any id', () => {
  const { fields, contested } = fold([
    act('a', '', { good: 'Rye' }),
    act('b', 'a', { note: 'dry' }),
    act('c', 'b', { good: 'Flour' }),
    act('z', 'a', { good: 'Barley' })
  ])
  expect(fields.good).toBe('Flour')
  expect(contested).toEqual({ good: ['Flour', 'Barley'] })
})

test('a put over both ends the contest', () => {
  const acts = [
    act('a', '', { good: 'Rye' }),
    act('b', 'a', { good: 'Flour' }),
    act('c', 'a', { good: 'Barley' }),
    act('d', 'bc', { good: 'Flour' })
  ]
  expect(fold(acts)).toMatchObject({ fields: { good: 'Flour' }, contested: {}, heads: ['d'] })
})

test('a put over both that leaves the field alone leaves it contested', () => {
  const { contested } = fold([
    act('a', '', { good: 'Rye' }),
    act('b', 'a', { good: 'Flour' }),
    act('c', 'a', { good: 'Barley' }),
    act('d', 'bc', { note: 'dry' })
  ])
  expect(contested).toEqual({ good: ['Barley', 'Flour'] })
})

test('seeing is passed on: through puts of other fields, and through puts that do not count', () => {
  const acts = [
    act('a', '', { good: 'Rye' }),
    act('b', 'a', { good: 'Flour' }),
    act('c', 'b', { note: 'by a stranger' }),
    act('d', 'c', { good: 'Barley' })
  ]
  expect(fold(acts, 'c')).toMatchObject({ fields: { good: 'Barley' }, contested: {}, heads: ['d'] })
})

test('equal concurrent values are no contest, and parts of a value in another order are equal', () => {
  const { contested } = fold([
    act('a', '', { place: { lat: 1, lon: 2 } }),
    act('b', 'a', { place: { lat: 3, lon: 4 } }),
    act('c', 'a', { place: { lon: 4, lat: 3 } })
  ])
  expect(contested).toEqual({})
})

test('null clears, and a clearing can be contested like any value', () => {
  const first = act('a', '', { good: 'Rye', note: 'dry' })
  expect(fold([first, act('b', 'a', { note: null })]).fields).toEqual({ good: 'Rye' })
  const { fields, contested } = fold([first, act('b', 'a', { note: 'wet' }), act('c', 'a', { note: null })])
  expect(fields).toEqual({ good: 'Rye' })
  expect(contested).toEqual({ note: [null, 'wet'] })
})

test('a put over an entry that is not held counts', () => {
  const { fields } = fold([act('a', '', { good: 'Rye' }), act('b', 'ax', { good: 'Flour' })])
  expect(fields).toEqual({ good: 'Flour' })
})

test('a line of twenty thousand puts folds at once', () => {
  const acts = [act('a', '', { good: 'Rye' })]
  for (let i = 0; i < 20_000; i++)
    acts.push({ ...act('b', '', { massKg: i }), id: `b${i}` as EntryId, over: [acts.at(-1)!.id] })
  const began = performance.now()
  expect(fold(acts).fields).toEqual({ good: 'Rye', massKg: 19_999 })
  expect(performance.now() - began).toBeLessThan(3000)
})

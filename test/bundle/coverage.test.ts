import { expect, test } from 'vitest'
import { advancedBy, coveredBy, type PrevOf, type Stretch } from '#shared/bundle/coverage.ts'
import type { EntryId, LogId } from '#shared/record/entry.ts'

const log = 'log' as LogId
const id = (text: string) => text as EntryId
const stretch = (from: number, to: number, before: string | null, head: string): Stretch => ({
  ...{ log, from, to },
  ...{ before: before === null ? null : id(before), head: id(head) }
})
const never = () => null
const headsOf = (stretches: Stretch[], forked: (log: LogId) => PrevOf | null = never) =>
  coveredBy(stretches, forked)[0]?.heads.map(head => head.id) ?? []

test('stretches count as far as they join up from the beginning, in whatever order they come', () => {
  const all = [stretch(11, 20, 'ten', 'twenty'), stretch(1, 10, null, 'ten')]
  expect(headsOf(all)[0]).toBe('twenty')
  expect(headsOf([...all].reverse())[0]).toBe('twenty')
})

test('what lies beyond a gap is not there', () => {
  expect(headsOf([stretch(1, 10, null, 'ten'), stretch(12, 20, 'eleven', 'twenty')])).toEqual(['ten'])
  expect(coveredBy([stretch(12, 20, 'eleven', 'twenty')], never)).toEqual([])
})

test('on a log that never forked overlapping stretches join by their numbers', () => {
  expect(headsOf([stretch(1, 10, null, 'ten'), stretch(6, 15, 'five', 'fifteen')])[0]).toBe('fifteen')
})

test('on a forked log a stretch counts where the entry before it lies within another that does', () => {
  const trunk = [null, 'one', 'two', 'three', 'four']
  const before = new Map(trunk.slice(1).map((name, i) => [name, trunk[i]] as const))
  before.set('other three', 'two').set('stray five', 'stray four')
  const prevOf = () => (entry: EntryId) => (before.get(entry) ?? null) as EntryId | null
  const all = [stretch(1, 4, null, 'four'), stretch(3, 3, 'two', 'other three')]
  expect(headsOf(all, prevOf)).toEqual(['four', 'other three'])
  expect(headsOf([...all, stretch(5, 5, 'stray four', 'stray five')], prevOf)).toEqual([
    'four',
    'other three'
  ])
  // what hangs on a branch that is not there is not there either
  expect(headsOf([stretch(1, 4, null, 'four'), stretch(4, 4, 'other three', 'x')], prevOf)).toEqual(['four'])
})

test('a vector goes on to what was handed over', () => {
  const have = [{ log, heads: [{ seq: 3, id: id('three') }] }]
  const next = advancedBy(have, [stretch(4, 9, 'three', 'nine')])
  expect(next[0]?.heads).toContainEqual({ seq: 9, id: 'nine' })
})

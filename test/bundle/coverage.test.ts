import { expect, test } from 'vitest'
import { advancedBy, coveredBy, type Stretch } from '#shared/bundle/coverage.ts'
import type { EntryId, LogId } from '#shared/record/entry.ts'

const log = 'log' as LogId
const id = (text: string) => text as EntryId
const stretch = (from: number, to: number, before: string | null, head: string): Stretch => ({
  ...{ log, from, to },
  ...{ before: before === null ? null : id(before), head: id(head) }
})
const never = () => false
const headsOf = (stretches: Stretch[], forked = never as (log: LogId) => boolean) =>
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

test('overlapping stretches join on a log that never forked, and only end to end on one that did', () => {
  const all = [stretch(1, 10, null, 'ten'), stretch(6, 15, 'five', 'fifteen')]
  expect(headsOf(all)[0]).toBe('fifteen')
  expect(headsOf(all, () => true)).toEqual(['ten'])
  expect(headsOf([...all, stretch(11, 12, 'ten', 'twelve')], () => true)).toEqual(['twelve', 'ten'])
})

test('a vector goes on to what was handed over', () => {
  const have = [{ log, heads: [{ seq: 3, id: id('three') }] }]
  const next = advancedBy(have, [stretch(4, 9, 'three', 'nine')])
  expect(next[0]?.heads).toContainEqual({ seq: 9, id: 'nine' })
})

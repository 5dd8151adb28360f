import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hashing } from '../../electron/store/node-crypto.ts'
import type { Entry } from '../../shared/record/entry.ts'
import { foldRecord } from '../../shared/record/fold-record.ts'
import { stateHashOf } from '../../shared/record/state-hash.ts'
import { play, steps } from './scenario.ts'

test('a set of entries folds to the same state in any order', () => {
  const shuffled = steps.chain(script => {
    const { federation, entries } = play(script)
    const orders = fc.shuffledSubarray(entries, { minLength: entries.length })
    return fc.record({ federation: fc.constant(federation), one: orders, other: orders })
  })
  fc.assert(
    fc.property(shuffled, ({ federation, one, other }) => {
      const a = foldRecord(one, federation)
      const b = foldRecord(other, federation)
      expect(stateHashOf(b.things.values(), hashing)).toBe(stateHashOf(a.things.values(), hashing))
      expect(new Map([...b.aside].sort())).toEqual(new Map([...a.aside].sort()))
    }),
    { numRuns: 150 }
  )
})

test('merging two sets is commutative, associative and idempotent', () => {
  const three = steps.chain(script => {
    const { federation, entries } = play(script)
    const part = fc.subarray(entries)
    return fc.record({ federation: fc.constant(federation), a: part, b: part, c: part })
  })
  const union = (a: Entry[], b: Entry[]): Entry[] => [
    ...new Map([...a, ...b].map(entry => [entry.id, entry])).values()
  ]
  fc.assert(
    fc.property(three, ({ federation, a, b, c }) => {
      const state = (entries: Entry[]) =>
        stateHashOf(foldRecord(entries, federation).things.values(), hashing)
      expect(state(union(a, b))).toBe(state(union(b, a)))
      expect(state(union(union(a, b), c))).toBe(state(union(a, union(b, c))))
      expect(state(union(a, a))).toBe(state(a))
    }),
    { numRuns: 100 }
  )
})

test('every entry either counts towards something or is set aside with a reason', () => {
  fc.assert(
    fc.property(steps, script => {
      const { federation, entries } = play(script)
      const { things, aside } = foldRecord(entries, federation)
      for (const [id] of things) expect(aside.has(id)).toBe(false)
      const counting = entries.filter(entry => !aside.has(entry.id))
      expect(counting.length).toBeGreaterThanOrEqual(things.size)
      for (const thing of things.values())
        for (const head of thing.heads) expect(counting.some(({ id }) => id === head)).toBe(true)
    }),
    { numRuns: 100 }
  )
})

import { expect, test } from 'vitest'
import { runEnds } from '#shared/replication/run-ends.ts'
import { createTaking } from '#shared/replication/taking.ts'
import { createMemoryStore, hashing } from './memory-store.ts'

const mib = 1024 * 1024

test('what was taken no longer counts to what waits, and only too much of that is written at once', () => {
  const giver = createMemoryStore(undefined, 1)
  for (let i = 0; i < 7; i++) giver.note(`note ${i}`)
  const runs = [...giver.runsLackedBy([])]
  const store = createMemoryStore()
  const turns: (() => void)[] = []
  let clock = 0
  const taking = createTaking({
    ...{ store, peer: giver.device, endsOf: run => runEnds(run, hashing) },
    // so slow that each run has a turn of its own
    nowMs: () => (clock += 100),
    soon: work => void turns.push(work),
    acknowledge: () => undefined,
    onTaken: () => undefined,
    onFailure: thrown => {
      throw thrown
    }
  })
  const held = () => store.entryIds().length
  taking.take(runs[0]!, 6 * mib)
  // one waits at any time, and no more than two
  for (const [taken, run] of runs.slice(1, 5).entries()) {
    taking.take(run, 6 * mib)
    expect(held()).toBe(taken)
    turns.shift()?.()
    expect(held()).toBe(taken + 1)
  }
  taking.take(runs[5]!, 6 * mib)
  expect(held()).toBe(4)
  taking.take(runs[6]!, 6 * mib)
  expect(held()).toBe(7)
})

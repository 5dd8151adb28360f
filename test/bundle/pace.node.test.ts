import { expect, test } from 'vitest'
import { createPace, inTurns } from '../../electron/carry/pace.ts'
import { createVerifying, hashing } from '../../electron/store/node-crypto.ts'
import type { Entry, ThingId } from '../../shared/record/entry.ts'
import { verifyRun } from '../../shared/record/verify-run.ts'
import { makeScribe, offerBody } from '../record/make.ts'

/** So many ms an entry takes on this machine. */
const machine = (entryMs: number) => {
  let nowMs = 0
  const pace = createPace(() => nowMs)
  const write = (entries: number) =>
    pace.turn(entries, () => {
      nowMs += entries * entryMs
    })
  return { pace, write }
}

test('a turn has as many entries as its time allows, on a quick machine and on a slow one', () => {
  for (const [entryMs, fits] of [
    [0.05, 400],
    [0.1, 200],
    [0.001, 1500],
    [5, 100]
  ] as const) {
    const { pace, write } = machine(entryMs)
    for (let turn = 0; turn < 5; turn++) write(pace.entries)
    expect(pace.entries, `${entryMs} ms an entry`).toBe(fits)
  }
})

test('what few entries took says nothing of many', () => {
  const { pace, write } = machine(0.001)
  const before = pace.entries
  write(1)
  expect(pace.entries).toBe(before)
  write(before)
  expect(pace.entries).toBe(2 * before)
})

const runOf = (count: number): Entry[] => {
  const scribe = makeScribe()
  for (let i = 0; i < count; i++) scribe.write(offerBody('x'.repeat(43) as ThingId, `Good ${i}`))
  return verifyRun(scribe.run(0, count), { hashing, verifying: createVerifying() })
}
const paceOf = (entries: number) => ({ entries, turn: <T>(_: number, work: () => T) => work() })
const sizes = (pieces: Iterable<Entry[][]>) => [...pieces].map(piece => piece.map(run => run.length))

test('long runs are cut, short ones come together, and nothing is lost or moved', () => {
  const runs = [runOf(7), runOf(2), runOf(1), runOf(4)]
  expect(sizes(inTurns(runs, paceOf(4), () => true))).toEqual([[4], [3, 1], [1, 1, 2], [2]])
  const pieces = [...inTurns(runs, paceOf(4), () => true)]
  expect(pieces.flat(2).map(({ id }) => id)).toEqual(runs.flat().map(({ id }) => id))
})

test('a run is cut only where the signature before the cut holds', () => {
  const run = runOf(9)
  const asked: number[] = []
  const holds = (entry: Entry) => {
    asked.push(entry.header.seq)
    return entry.header.seq <= 4
  }
  expect(sizes(inTurns([run], paceOf(4), holds))).toEqual([[4], [5]])
  expect(asked).toEqual([4, 8])
})

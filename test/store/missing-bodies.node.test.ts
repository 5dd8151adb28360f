import { afterEach, expect, test } from 'vitest'
import { hashing } from '../../electron/store/node-crypto.ts'
import type { Store } from '../../electron/store/open-store.ts'
import type { EntryId } from '../../shared/record/entry.ts'
import { readEntry } from '../../shared/record/read-entry.ts'
import type { Run } from '../../shared/record/run.ts'
import { note, WrittenLog } from '../bundle/logs.ts'
import { makeDevice, removeDevices, reopenDevice, temporaryHome } from '../record/federation.ts'

afterEach(removeDevices)

const arrival = { road: 'bundle', from: null } as const
/** The run without what the entries at these places say. */
const without = (run: Run, ...seqs: number[]): Run => ({
  ...run,
  entries: run.entries.map(raw =>
    seqs.includes(readEntry({ ...raw, body: null }, hashing).header.seq) ? { ...raw, body: null } : raw
  )
})
const told = (store: Store, { log }: WrittenLog) =>
  store
    .wholeHeadsOf(log)
    .map(({ seq }) => seq)
    .sort((x, y) => x - y)
const given = (store: Store, bodies?: 'as-held') =>
  [...store.runsLackedBy([], bodies)].map(({ entries }) => {
    const [first, last] = [entries[0]!, entries.at(-1)!].map(raw =>
      readEntry({ ...raw, body: null }, hashing)
    )
    return [first!.header.seq, last!.header.seq]
  })
const promised = (store: Store, bodies?: 'as-held') =>
  [...store.rangesLackedBy([], bodies)].map(({ from, to }) => [from, to])
const forgetOf = (...entries: string[]) => ({
  kind: 'forget',
  version: 1,
  fields: { entries, why: 'mistake' }
})

test('what is told and given of a log ends before the first missing body, and moves on as bodies come', async () => {
  const home = temporaryHome()
  const store = await makeDevice({ handle: 'Stepan', home })
  const log = new WrittenLog().writeNotes(9)
  store.appendRun(without(log.run(), 4, 5, 8), arrival)
  expect([told(store, log), given(store), promised(store)]).toEqual([[3], [[1, 3]], [[1, 3]]])
  expect(store.countLackedBy([])).toBe(3)
  expect([...store.missingBodies()]).toEqual([[log.log, 4]])
  // whoever reached further than that, if not the end, lacks nothing that could be given
  const further = [{ log: log.log, heads: [{ seq: 6, id: log.entries[5]!.id }] }]
  expect([store.countLackedBy(further), [...store.runsLackedBy(further)]]).toEqual([0, []])
  // what is held is told to oneself as before
  expect(store.have()[0]?.heads).toEqual([{ seq: 9, id: log.entries[8]!.id }])
  expect([given(store, 'as-held'), promised(store, 'as-held')]).toEqual([[[1, 9]], [[1, 9]]])

  expect(store.appendRun(log.run(5, 5), arrival)).toMatchObject({ added: 0, filled: 1 })
  expect(told(store, log)).toEqual([3])
  expect(store.appendRun(log.run(4, 5), arrival)).toMatchObject({ added: 0, filled: 1 })
  expect([told(store, log), given(store)]).toEqual([[7], [[1, 7]]])
  const [range] = store.rangesLackedBy([{ log: log.log, heads: [{ seq: 2, id: log.entries[1]!.id }] }])
  const bytes = log
    .run(3, 7)
    .entries.reduce(
      (sum, { header, signature, body }) => sum + header.length + signature.length + body!.length,
      0
    )
  expect(range).toMatchObject({ from: 3, to: 7, bytes })
  store.close()
  const again = await reopenDevice(home)
  expect(told(again, log)).toEqual([7])
  again.appendRun(log.run(8, 9), arrival)
  expect([told(again, log), again.missingBodies().size]).toEqual([[9], 0])
  expect(again.haveWhole()).toEqual(again.have())
})

test('of a log that begins with a missing body nothing is told, and whoever holds its end is given nothing', async () => {
  const store = await makeDevice({ handle: 'Stepan' })
  const log = new WrittenLog().writeNotes(4)
  store.appendRun(without(log.run(), 1), arrival)
  expect([store.haveWhole(), given(store), promised(store), store.countLackedBy([])]).toEqual([[], [], [], 0])
  store.appendRun(log.run(), arrival)
  expect(told(store, log)).toEqual([4])
  const whole = new WrittenLog().writeNotes(4)
  store.appendRun(without(whole.run(), 3), arrival)
  expect(
    store.countLackedBy([...store.have().filter(one => one.log === whole.log), { log: log.log, heads: [] }])
  ).toBe(4)
})

test('a forgotten body is not missing, whenever that is heard of, and one that comes late stays gone', async () => {
  const home = temporaryHome()
  const store = await makeDevice({ handle: 'Stepan', home })
  const log = new WrittenLog().writeNotes(5)
  const [second, fourth] = [log.entries[1]!.id, log.entries[3]!.id]
  store.appendRun(without(log.run(), 2, 4), arrival)
  expect(told(store, log)).toEqual([1])
  log.write(forgetOf(second))
  store.appendRun(log.run(6), arrival)
  expect(store.whyAside(second)).toBe('forgotten')
  expect([told(store, log), given(store)]).toEqual([[3], [[1, 3]]])
  log.write(forgetOf(fourth))
  store.appendRun(log.run(7), arrival)
  expect([told(store, log), store.missingBodies().size]).toEqual([[7], 0])
  expect(given(store)).toEqual([[1, 7]])
  expect(store.appendRun(log.run(), arrival)).toMatchObject({ added: 0, filled: 0 })
  expect(store.entry(second)?.raw.body).toBeNull()
  // held whole, and forgotten then: as little
  const other = new WrittenLog().writeNotes(3)
  store.appendRun(other.run(), arrival)
  other.write(forgetOf(other.entries[0]!.id))
  store.appendRun(other.run(4), arrival)
  expect([store.entry(other.entries[0]!.id)?.raw.body, told(store, other)]).toEqual([null, [4]])
  store.close()
  const again = await reopenDevice(home)
  expect([told(again, log), told(again, other), again.missingBodies().size]).toEqual([[7], [4], 0])
})

test('of a forked log a branch that is whole is given whole, and no branch is told beyond what is missing', async () => {
  const store = await makeDevice({ handle: 'Stepan' })
  const trunk = new WrittenLog().writeNotes(4)
  const [one, other, short] = [trunk.branch(4), trunk.branch(4), trunk.branch(3)]
  one.write(note('one'))
  one.writeNotes(3)
  other.write(note('other'))
  other.writeNotes(4)
  short.write(note('short'))
  store.appendRun(one.run(), arrival)
  store.appendRun(without(other.run(), 7), arrival)
  store.appendRun(short.run(), arrival)
  // branches of four, six and eight entries
  expect(told(store, trunk)).toEqual([4, 6, 6])
  const lines = given(store)
  expect(lines).toHaveLength(3)
  expect(lines.map(([, to]) => to!).sort()).toEqual([4, 6, 8])
  expect(promised(store)).toEqual(lines)
  expect(
    given(store, 'as-held')
      .map(([, to]) => to!)
      .sort()
  ).toEqual([4, 8, 9])

  const reader = await makeDevice({ handle: 'Olha' })
  for (const run of store.runsLackedBy([])) reader.appendRun(run, arrival)
  expect(reader.missingBodies().size).toBe(0)
  expect(reader.stats().entries).toBe(4 + 4 + 2 + 1)
  // by what it tells, all that it holds is given to whoever told less
  store.appendRun(other.run(), arrival)
  expect(told(store, trunk)).toEqual([4, 8, 9])
  for (const run of store.runsLackedBy(reader.haveWhole())) reader.appendRun(run, arrival)
  expect(reader.stats()).toEqual(store.stats())
})

test('what is given ends where a signature holds, also before a missing body', async () => {
  const store = await makeDevice({ handle: 'Stepan' })
  const log = new WrittenLog().writeNotes(5)
  const branch = log.branch(4)
  // its signature is void, and the chain goes on over it
  for (const one of [log, branch]) {
    const { raw } = one.write(note(one === log ? 'void' : 'void, too'))
    one.entries[one.entries.length - 1] = readEntry({ ...raw, signature: new Uint8Array(64) }, hashing)
    one.writeNotes(3)
  }
  store.appendRun(without(log.run(), 7), arrival)
  expect([given(store), promised(store)]).toEqual([[[1, 5]], [[1, 5]]])
  store.appendRun(without(branch.run(), 6), arrival)
  expect(store.forks().size).toBe(1)
  const reader = await makeDevice({ handle: 'Olha' })
  for (const run of store.runsLackedBy([])) reader.appendRun(run, arrival)
  const ids = [...store.runsLackedBy([])].flatMap(({ entries }) =>
    entries.map(raw => readEntry(raw, hashing).id as EntryId)
  )
  expect(ids).toEqual(log.entries.slice(0, 5).map(({ id }) => id))
})

/**
 * What every road between two records must do, whatever it is made of: stick, link, folder.
 *
 *   transportSuite('stick', connectByStick)
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FailureError } from '#shared/errors.ts'
import type { EntryId } from '#shared/record/entry.ts'
import type { HaveVector, Run, Transport } from '#shared/record/transport.ts'
import type { Store } from '../../electron/store/open-store.ts'
import { flipBit, note, WrittenLog } from '../bundle/logs.ts'
import {
  beginFederation,
  foundCommune,
  makeDevice,
  offerOf,
  removeDevices,
  vouchFor
} from '../record/federation.ts'

export interface Road {
  /** each record's own end: what it tells as the other's is what lies at the other side of the road */
  ends: readonly [Transport, Transport]
  close(): Promise<void>
}

/** Joins two members of one federation, each of whom holds the other's authority entries. */
export type Connect = (a: Store, b: Store) => Promise<Road>

interface Stoppable {
  aborted: boolean
}
const goOn: Stoppable = { aborted: false }

async function* each<T>(items: Iterable<T>): AsyncGenerator<T, void, void> {
  yield* items
}

/** One replication as the app does it: take what we lack, give what they lack. Answers the runs taken. */
const replicate = async (store: Store, end: Transport, signal = goOn): Promise<Run[]> => {
  const theirs = await end.have()
  const taken: Run[] = []
  for await (const run of end.receive(store.have(), signal)) {
    store.appendRun(run, { road: 'bundle', from: null })
    taken.push(run)
  }
  await end.send(each(store.runsLackedBy(theirs)), signal)
  return taken
}

/** There and back: enough for a road that goes one way at a time, and too much for one that goes both. */
const meet = async (a: Store, b: Store, { ends }: Road): Promise<void> => {
  await replicate(a, ends[0])
  await replicate(b, ends[1])
  await replicate(a, ends[0])
}

const sorted = (have: HaveVector) =>
  have.map(({ log, heads }) => `${log}: ${heads.map(({ seq, id }) => `${seq} ${id}`).sort()}`).sort()

const expectSame = (a: Store, b: Store): void => {
  expect(sorted(a.have())).toEqual(sorted(b.have()))
  expect(a.stats()).toEqual(b.stats())
  expect(a.verifyAll().problems).toEqual([])
  expect(b.verifyAll().problems).toEqual([])
}

const take = (store: Store, log: WrittenLog, from = 1): void => {
  for (let at = from; at <= log.entries.length; at += 1000)
    store.appendRun(log.run(at, Math.min(at + 999, log.entries.length)), { road: 'bundle', from: null })
}

/** The failure, or null where all went well; anything else is a bug and is thrown. */
const failureOf = async (work: Promise<unknown>): Promise<FailureError | null> => {
  try {
    await work
    return null
  } catch (error) {
    if (error instanceof FailureError) return error
    throw error
  }
}

export const transportSuite = (name: string, connect: Connect) =>
  describe(`${name} as a road`, () => {
    let a: Store
    let b: Store
    let road: Road

    beforeEach(async () => {
      a = await makeDevice({ handle: 'Stepan' })
      b = await makeDevice({ handle: 'Olha' })
      beginFederation(a)
      foundCommune(b, 'Orikhiv')
      vouchFor(a, b)
      road = await connect(a, b)
    })
    afterEach(async () => {
      await road.close()
      removeDevices()
    })

    it('brings nothing where nothing is lacked', async () => {
      await meet(a, b, road)
      const before = [a.stats(), b.stats()]
      expect(await replicate(a, road.ends[0])).toEqual([])
      expect(await replicate(b, road.ends[1])).toEqual([])
      expect([a.stats(), b.stats()]).toEqual(before)
    })

    it('tells what the other side holds', async () => {
      a.put({ kind: 'offer', fields: offerOf('salt') })
      await meet(a, b, road)
      expect(sorted(await road.ends[0].have())).toEqual(sorted(b.have()))
      expect(sorted(await road.ends[1].have())).toEqual(sorted(a.have()))
    })

    it('brings all of a log that the other has never heard of', async () => {
      take(a, new WrittenLog().writeNotes(30))
      await meet(a, b, road)
      expect(b.stats().entries).toBe(4 + 30)
      expectSame(a, b)
    })

    it('brings to each what only the other had', async () => {
      a.put({ kind: 'offer', fields: offerOf('salt') })
      b.put({ kind: 'offer', fields: offerOf('honey') })
      take(a, new WrittenLog().writeNotes(3))
      take(b, new WrittenLog().writeNotes(5))
      await meet(a, b, road)
      expect(a.list({ kind: 'offer' }).total).toBe(2)
      expectSame(a, b)
    })

    it('goes on in the middle of a log, and again after that', async () => {
      const log = new WrittenLog().writeNotes(10)
      take(a, log)
      take(b, log)
      for (const length of [12, 20]) {
        log.writeNotes(length - log.entries.length)
        take(a, log)
        await meet(a, b, road)
        expectSame(a, b)
      }
    })

    it('brings more entries than one run may hold, and bodies of the greatest size', async () => {
      const log = new WrittenLog().writeNotes(2500)
      for (let i = 0; i < 6; i++) log.write(note('x'.repeat(1024 * 1024 - 100)))
      take(a, log.branch(2500))
      for (let seq = 2501; seq <= 2506; seq++) a.appendRun(log.run(seq, seq), { road: 'bundle', from: null })
      await meet(a, b, road)
      expectSame(a, b)
    })

    it('takes no entry twice when it is given what it holds', async () => {
      const log = new WrittenLog().writeNotes(20)
      take(a, log)
      take(b, log.branch(7))
      await road.ends[0].send(each(a.runsLackedBy([])), goOn)
      await replicate(b, road.ends[1])
      expect(b.stats().entries).toBe(4 + 20)
      await meet(a, b, road)
      expectSame(a, b)
    })

    it.each([
      ['header', 3],
      ['signature', 3],
      ['body', 3],
      ['header', 9],
      ['signature', 9],
      ['body', 9]
    ] as const)('refuses a changed bit in the %s of entry %i of ten', async (part, index) => {
      await meet(a, b, road)
      const before = [b.stats(), sorted(b.have())]
      const run = new WrittenLog().writeNotes(10).run()
      const entries = run.entries.map((entry, i) => (i === index ? flipBit(entry, part) : entry))
      const sent = await failureOf(road.ends[0].send(each([{ log: run.log, entries }]), goOn))
      const taken = await failureOf(replicate(b, road.ends[1]))
      expect(sent ?? taken, 'somebody must say so').not.toBeNull()
      expect([b.stats(), sorted(b.have())]).toEqual(before)
      expect(b.verifyAll().problems).toEqual([])
    })

    it('stops receiving when told to, keeps a valid record and finishes another time', async () => {
      for (let i = 0; i < 5; i++) take(a, new WrittenLog().writeNotes(300))
      await replicate(a, road.ends[0])
      const signal = { aborted: false }
      const stopped = async () => {
        // asks for all of it: a road without a store between has given it already
        for await (const run of road.ends[1].receive([], signal)) {
          b.appendRun(run, { road: 'bundle', from: null })
          signal.aborted = true
        }
      }
      expect((await failureOf(stopped()))?.failure.code).toBe('cancelled')
      expect(b.verifyAll().problems).toEqual([])
      await meet(a, b, road)
      expectSame(a, b)
    })

    it('stops sending when told to, leaves the other side valid and finishes another time', async () => {
      const logs = Array.from({ length: 5 }, () => new WrittenLog().writeNotes(300))
      for (const log of logs) take(a, log)
      const signal = { aborted: false }
      const stopping = async function* () {
        for (const run of a.runsLackedBy(b.have())) {
          yield run
          signal.aborted = true
        }
      }
      expect((await failureOf(road.ends[0].send(stopping(), signal)))?.failure.code).toBe('cancelled')
      expect(b.verifyAll().problems).toEqual([])
      await meet(a, b, road)
      expectSame(a, b)
    })

    it('brings both branches of a forked log to both', async () => {
      const trunk = new WrittenLog().writeNotes(8)
      const branch = trunk.branch(5)
      branch.write(note('the cloned disk'))
      take(a, trunk)
      take(b, branch)
      await meet(a, b, road)
      await meet(a, b, road)
      expect(a.forks().get(trunk.log)).toBe(6)
      expect(a.have().find(({ log }) => log === trunk.log)?.heads).toHaveLength(2)
      expectSame(a, b)
    })

    it('carries kinds that nobody here understands yet, byte for byte', async () => {
      const log = new WrittenLog()
      const { id, raw } = log.write({
        kind: 'of-the-future',
        version: 7,
        fields: { what: [1, { deep: true }] }
      })
      take(a, log)
      await meet(a, b, road)
      const there = b.entry(id as EntryId)
      expect(Buffer.from(there?.raw.body ?? [])).toEqual(Buffer.from(raw.body ?? []))
      expect(Buffer.from(there?.raw.header ?? [])).toEqual(Buffer.from(raw.header))
      expectSame(a, b)
    })

    it('carries an entry whose body was forgotten', async () => {
      const log = new WrittenLog().writeNotes(3)
      const { entries } = log.run()
      const forgotten = entries.map((entry, i) => (i === 1 ? { ...entry, body: null } : entry))
      a.appendRun({ log: log.log, entries: forgotten }, { road: 'bundle', from: null })
      await meet(a, b, road)
      expect(b.entry(log.entries[1]?.id as EntryId)?.raw.body).toBeNull()
      expect(b.verifyAll().problems).toEqual([])
      expect(sorted(a.have())).toEqual(sorted(b.have()))
    })
  })

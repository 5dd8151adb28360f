/** Records as a hostile member would have them: forked over and over, and full of logs that nobody admitted. */
import { afterEach, expect, test } from 'vitest'
import { coveredBy, type Stretch } from '#shared/bundle/coverage.ts'
import type { LogId } from '#shared/record/entry.ts'
import { encodeMessage, messageLimits, parseMessage } from '#shared/replication/messages.ts'
import { createHearing, haveMessages, mostHeads } from '#shared/replication/told-have.ts'
import type { Store } from '../../electron/store/open-store.ts'
import { beginWithOffers, makeReader } from '../bundle/federations.ts'
import { note, WrittenLog } from '../bundle/logs.ts'
import { offerOf, removeDevices } from '../record/federation.ts'
import { connectStores } from './wire.ts'

afterEach(removeDevices)

const arrival = { road: 'lan' as const, from: null }

const sorted = (store: Store) =>
  store
    .have()
    .map(({ log, heads }) => `${log} ${heads.map(({ id }) => id).sort()}`)
    .sort()

const expectSame = (a: Store, b: Store) => {
  expect(sorted(b)).toEqual(sorted(a))
  expect(b.stats()).toEqual(a.stats())
  expect(b.verifyAll().problems).toEqual([])
}

/** So many branches of one log, all from its third entry on. */
const forkedOver = (branches: number): WrittenLog[] => {
  const trunk = new WrittenLog().writeNotes(3)
  return Array.from({ length: branches }, (_, n) => {
    const branch = trunk.branch(3)
    branch.write(note(`branch ${n}`))
    return branch
  })
}

/** Joins two records until nothing more is said; answers how the two sessions stand then. */
const meet = (a: Store, b: Store) => {
  const wire = connectStores(a, b)
  wire.settle()
  const ended = [...wire.a.ended, ...wire.b.ended]
  const counts = [wire.a.session.counts(), wire.b.session.counts()]
  wire.cut()
  return { ended, counts }
}
const allGiven = { theyLack: 0, weLack: 0 }

test('a log that forked a hundred times breaks no link, and both sides hold every branch', async () => {
  const a = await beginWithOffers(2)
  const b = await makeReader(a)
  const branches = forkedOver(100)
  for (const branch of branches.slice(0, 70)) a.appendRun(branch.run(), arrival)
  for (const branch of branches.slice(30)) b.appendRun(branch.run(), arrival)
  for (let round = 0; round < 2; round++) {
    expect(meet(a, b)).toEqual({ ended: [], counts: [allGiven, allGiven] })
    expect(a.have().find(({ log }) => log === branches[0]!.log)?.heads).toHaveLength(100)
    expectSame(a, b)
    a.put({ kind: 'offer', fields: offerOf('salt') })
  }
})

test('of a log that forked often each branch goes over once, and the log is not read anew for each', async () => {
  const a = await beginWithOffers(1)
  const b = await makeReader(a)
  for (const branch of forkedOver(300)) a.appendRun(branch.run(), arrival)
  let looks = 0
  const runsLackedBy = a.runsLackedBy.bind(a)
  a.runsLackedBy = theirs => {
    looks += 1
    return runsLackedBy(theirs)
  }
  let taken = 0
  const appendRun = b.intake.bind(b)
  b.intake = (from, expected) => {
    const intake = appendRun(from, expected)
    return {
      ...intake,
      takeRun: run => {
        taken += 1
        return intake.takeRun(run)
      }
    }
  }
  expect(meet(a, b).ended).toEqual([])
  expectSame(a, b)
  expect(taken).toBeLessThan(310)
  expect(looks).toBeLessThan(100)
})

test('more logs than one message may tell of break no link, and both agree', async () => {
  const a = await beginWithOffers(1)
  const b = await makeReader(a)
  // both hold all of them but a few: each given anew would be a commit of its own
  const logs = Array.from({ length: messageLimits.headsAtOnce + 100 }, () =>
    new WrittenLog().writeNotes(1, 4)
  )
  const take = async (store: Store, some: WrittenLog[]) => {
    const intake = store.intake(arrival, some.length)
    for (let at = 0; at < some.length; at += 1500)
      intake.take(some.slice(at, at + 1500).map(({ entries }) => entries))
    await intake.finish()
  }
  await take(a, logs.slice(20))
  await take(b, logs.slice(0, -20))
  expect(meet(a, b)).toEqual({ ended: [], counts: [allGiven, allGiven] })
  expect(a.stats().logs).toBe(1 + logs.length)
  expectSame(a, b)
}, 60_000)

test('what is held goes over in as many messages as it takes, each within bounds', () => {
  const id = (n: number) => Buffer.alloc(32, `${n} `).toString('base64url') as LogId
  const heads = (count: number) =>
    Array.from({ length: count }, (_, n) => ({ seq: n + 1, id: id(n) as never }))
  const have = [
    { log: id(1), heads: heads(200) },
    ...Array.from({ length: 21_000 }, (_, n) => ({ log: id(n + 2), heads: heads(1) })),
    { log: id(0), heads: [] }
  ]
  const hearing = createHearing()
  const messages = [...haveMessages(have)]
  const answers = messages.map(message => {
    const sent = parseMessage(encodeMessage(message))
    if (sent?.name !== 'have') throw new Error('not within bounds')
    return hearing.take(sent)
  })
  expect(answers.slice(0, -1).every(answer => answer === null)).toBe(true)
  expect(answers.at(-1)).toEqual(have)
  expect(messages).toHaveLength(3)
})

test('a peer that tells of heads without end is not listened to', () => {
  const log = Buffer.alloc(32, 1).toString('base64url') as LogId
  const part = Array.from({ length: messageLimits.headsAtOnce }, () => ({ log, heads: [] }))
  const hearing = createHearing()
  for (let told = 0; told < mostHeads; told += part.length)
    expect(hearing.take({ name: 'have', have: part, more: true })).toBeNull()
  expect(() => hearing.take({ name: 'have', have: part, more: true })).toThrow(RangeError)
})

test('of what is held, only so much is told that nobody stops listening', () => {
  const log = Buffer.alloc(32, 1).toString('base64url') as LogId
  const have = Array.from({ length: mostHeads + 5 }, () => ({ log, heads: [] }))
  const told = [...haveMessages(have)].reduce((sum, message) => sum + message.have.length, 0)
  expect(told).toBe(mostHeads)
})

test('a folder that holds every branch of a log is known to hold them', () => {
  const [first] = forkedOver(1)
  const { log } = first!
  const idAt = (n: number) => Buffer.alloc(32, `${n} `).toString('base64url') as Stretch['head']
  const trunk: Stretch = { log, from: 1, to: 3, before: null, head: idAt(0) }
  const branches = Array.from({ length: 100 }, (_, n) => ({
    ...{ log, from: 4, to: 4 },
    ...{ before: trunk.head, head: idAt(n + 1) }
  }))
  const [held] = coveredBy([trunk, ...branches], () => () => null)
  expect(held?.heads.filter(({ seq }) => seq === 4)).toHaveLength(100)
})

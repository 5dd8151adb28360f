import { expect, test } from 'vitest'
import { FailureError } from '#shared/errors.ts'
import { onTheWay } from '#shared/replication/giving.ts'
import { encodeMessage, type Message, parseMessage } from '#shared/replication/messages.ts'
import { createMemoryStore, type MemoryStore } from './memory-store.ts'
import { connectStores } from './wire.ts'

const noteMany = (store: MemoryStore, count: number, text = 'x') => {
  for (let i = 0; i < count; i++) store.note(`${text} ${i}`)
}

/** The session of `store`, whose peer is the test: what it says is heard, and nothing is answered. */
const alone = (store: MemoryStore) => {
  const heard: Message[] = []
  const wire = connectStores(store, createMemoryStore())
  wire.b.session.take = bytes => heard.push(parseMessage(bytes) as Message)
  const listen = () => {
    do while (wire.deliver('b', Number.POSITIVE_INFINITY));
    while (wire.turn())
  }
  const say = (message: Message) => {
    wire.a.session.take(encodeMessage(message))
    listen()
  }
  return { wire, heard, say, runs: () => heard.filter(message => message.name === 'run') }
}
type RunMessage = Extract<Message, { name: 'run' }>
const bytesOf = ({ entries }: RunMessage) =>
  entries.reduce(
    (sum, [header, signature, body]) => sum + header.length + signature.length + (body?.length ?? 0),
    0
  )

test('runs are given ahead of their acknowledgements, so many and no more', () => {
  const store = createMemoryStore(undefined, 2)
  noteMany(store, 300)
  const { say, runs } = alone(store)
  say({ name: 'have', have: [] })
  expect(runs()).toHaveLength(onTheWay.runs)
  const idAt = (seq: number) => store.entryAt(seq).id
  // each acknowledgement makes room for one more
  say({ name: 'ack', log: store.device, heads: [{ seq: 2, id: idAt(2) }] })
  expect(runs()).toHaveLength(onTheWay.runs + 1)
  for (let seq = 4; seq <= 300; seq += 2)
    say({ name: 'ack', log: store.device, heads: [{ seq, id: idAt(seq) }] })
  expect(runs()).toHaveLength(150)
})

test('no more bytes are on their way than the bound and the run that passes it', () => {
  const store = createMemoryStore(undefined, 3)
  noteMany(store, 30, 'y'.repeat(800_000))
  const { say, runs } = alone(store)
  say({ name: 'have', have: [] })
  const sizes = runs().map(run => bytesOf(run as RunMessage))
  const sum = sizes.reduce((a, b) => a + b, 0)
  expect(sum).toBeGreaterThanOrEqual(onTheWay.bytes)
  expect(sum - sizes.at(-1)!).toBeLessThan(onTheWay.bytes)
})

test('a peer that acknowledges a run without holding it is not given it again', () => {
  const store = createMemoryStore(undefined, 2)
  noteMany(store, 6)
  const { say, runs, wire } = alone(store)
  say({ name: 'have', have: [] })
  expect(runs()).toHaveLength(3)
  for (let i = 0; i < 3; i++) say({ name: 'ack', log: store.device, heads: [] })
  expect(runs()).toHaveLength(3)
  expect(wire.a.ended).toEqual([])
})

test('where a peer got further by another road, only the rest is given', () => {
  const store = createMemoryStore(undefined, 1)
  noteMany(store, 100)
  const { say, runs } = alone(store)
  say({ name: 'have', have: [] })
  const at = (seq: number) => ({ seq, id: store.entryAt(seq).id })
  for (let i = 0; i < onTheWay.runs; i++) say({ name: 'ack', log: store.device, heads: [at(90)] })
  const seqs = runs().length
  expect(seqs).toBe(onTheWay.runs + 10)
})

/** A store of which a power cut takes what was taken and not synced. */
const powerless = () => {
  const store = createMemoryStore(undefined, 2)
  let durable = 0
  let taken = 0
  store.intake = (_, expected) => ({
    gathers: expected > 0,
    take: () => ({ added: 0, filled: 0 }),
    gather: () => false,
    takeRun: run => {
      const { added } = store.appendRun(run, { road: 'lan', from: null })
      taken += added
      return { added, filled: 0 }
    },
    sync: () => {
      durable = taken
    },
    finish: async () => {
      durable = taken
      return { byKind: {}, contested: 0, setAside: 0 }
    }
  })
  return { store, durable: () => durable }
}

test('nothing is acknowledged that is not durable, and what came in one turn is synced once', () => {
  const giver = createMemoryStore(undefined, 2)
  noteMany(giver, 60)
  const { store, durable } = powerless()
  const acknowledged: number[] = []
  const wire = connectStores(giver, store, { turns: 'by hand' })
  const take = wire.a.session.take
  wire.a.session.take = bytes => {
    const message = parseMessage(bytes)
    if (message?.name === 'ack') acknowledged.push(Math.max(...message.heads.map(({ seq }) => seq)))
    for (const seq of acknowledged) expect(seq).toBeLessThanOrEqual(durable())
    take(bytes)
  }
  while (wire.deliver('a', Number.POSITIVE_INFINITY));
  while (wire.deliver('b', Number.POSITIVE_INFINITY));
  // all of it came, none of it had its turn
  expect([durable(), acknowledged]).toEqual([0, []])
  wire.turn()
  expect(durable()).toBe(60)
  while (wire.deliver('a', Number.POSITIVE_INFINITY));
  expect(acknowledged).toHaveLength(30)
})

test('what gathers while runs are taken is written in turns of its own', () => {
  const giver = createMemoryStore(undefined, 2)
  noteMany(giver, 60)
  const { store } = powerless()
  let turn = 0
  let gathered = 0
  const taken: number[] = []
  const written: number[] = []
  const intake = store.intake
  store.intake = arrival => {
    const into = intake(arrival, 1)
    return {
      ...into,
      takeRun: run => {
        taken.push(turn)
        gathered = 3
        return into.takeRun(run)
      },
      gather: () => {
        if (gathered === 0) return false
        gathered--
        written.push(turn)
        return true
      }
    }
  }
  const wire = connectStores(giver, store, { turns: 'by hand' })
  while (wire.deliver('a', Number.POSITIVE_INFINITY));
  while (wire.deliver('b', Number.POSITIVE_INFINITY));
  do turn++
  while (wire.turn())
  expect(written).toHaveLength(3)
  expect(new Set([...written, taken[0]]).size).toBe(4)
})

test('cut in the middle, what was acknowledged is kept and the rest goes over the next link', () => {
  const giver = createMemoryStore(undefined, 2)
  noteMany(giver, 400)
  const receiver = createMemoryStore()
  const wire = connectStores(giver, receiver, { turns: 'by hand' })
  while (wire.deliver('a', Number.POSITIVE_INFINITY));
  for (let i = 0; i < 40; i++) wire.deliver('b', Number.POSITIVE_INFINITY)
  wire.turn()
  const before = receiver.entryIds().length
  for (let i = 0; i < 5; i++) wire.deliver('b', Number.POSITIVE_INFINITY)
  wire.cut()
  wire.turn()
  // a turn after the cut writes nothing more
  expect(receiver.entryIds()).toHaveLength(before)
  expect(before).toBeGreaterThan(0)
  expect(before).toBeLessThan(400)
  const runsBefore = receiver.appended.length
  const again = connectStores(giver, receiver)
  again.settle()
  expect(receiver.entryIds()).toEqual(giver.entryIds())
  expect(receiver.appended.length - runsBefore).toBe((400 - before) / 2)
})

test('runs before one that does not verify are kept and acknowledged; that one ends the link', () => {
  const giver = createMemoryStore(undefined, 1)
  noteMany(giver, 4)
  const receiver = createMemoryStore()
  const { wire, heard } = alone(receiver)
  const runs = [...giver.runsLackedBy([])]
  for (const [i, run] of runs.entries()) {
    const entries = run.entries.map(({ header, signature, body }): RunMessage['entries'][number] => [
      header,
      i === 2 ? new Uint8Array(64) : signature,
      body
    ])
    wire.a.session.take(encodeMessage({ name: 'run', log: run.log, entries }))
  }
  while (wire.turn());
  while (wire.deliver('b', Number.POSITIVE_INFINITY));
  expect(wire.a.ended).toEqual(['bad-run'])
  expect(receiver.entryIds()).toHaveLength(2)
  expect(heard.filter(({ name }) => name === 'ack')).toHaveLength(2)
})

test('a store that cannot sync acknowledges nothing', () => {
  const giver = createMemoryStore(undefined, 1)
  noteMany(giver, 4)
  const { store } = powerless()
  const intake = store.intake
  store.intake = (arrival, expected) => ({
    ...intake(arrival, expected),
    sync: () => {
      throw new FailureError('disk-full', { path: 'record.sqlite' })
    }
  })
  const wire = connectStores(giver, store)
  wire.settle()
  expect(wire.b.ended).toEqual(['store-failed'])
  expect(wire.a.session.counts().theyLack).toBe(4)
})

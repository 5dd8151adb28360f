import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeMessage, type Message } from '#shared/replication/messages.ts'
import { silenceMs } from '#shared/replication/session.ts'
import { createMemoryStore, type MemoryStore } from './memory-store.ts'
import { connectStores, type Wire } from './wire.ts'

const noteMany = (store: MemoryStore, count: number) => {
  for (let i = 0; i < count; i++) store.note(`${store.device} ${i}`)
}

test('two records that differ both ways hold the same entries afterwards, and both know it', () => {
  const [a, b] = [createMemoryStore(), createMemoryStore()]
  noteMany(a, 30)
  noteMany(b, 12)
  const wire = connectStores(a, b)
  wire.settle()
  expect(a.entryIds()).toEqual(b.entryIds())
  expect(a.entryIds()).toHaveLength(42)
  for (const end of [wire.a, wire.b]) {
    expect(end.session.counts()).toEqual({ theyLack: 0, weLack: 0 })
    expect(end.ended).toEqual([])
  }
})

test('before anything is given each side knows what the other lacks', () => {
  const [a, b] = [createMemoryStore(), createMemoryStore()]
  noteMany(a, 30)
  const wire = connectStores(a, b)
  wire.deliver('a', Number.POSITIVE_INFINITY)
  expect(wire.a.session.counts().theyLack).toBe(30)
  wire.deliver('b', Number.POSITIVE_INFINITY)
  wire.deliver('b', Number.POSITIVE_INFINITY)
  expect(wire.b.session.counts().weLack).toBe(30)
})

test('an entry written later is pushed, and handed on by the one in the middle', () => {
  const [a, b, c] = [createMemoryStore(), createMemoryStore(), createMemoryStore()]
  const wires: Wire[] = []
  const onAppended = (store: MemoryStore) => {
    if (store !== b) return
    for (const wire of wires) for (const end of [wire.a, wire.b]) end.session.recordChanged()
  }
  wires.push(connectStores(a, b, { onAppended }), connectStores(b, c, { onAppended }))
  const settle = () => {
    do for (const wire of wires) wire.settle()
    while (wires.some(wire => wire.waiting() > 0))
  }
  settle()
  a.note('news')
  wires[0]?.a.session.recordChanged()
  settle()
  expect(c.entryIds()).toEqual(a.entryIds())
  // nothing is sent back to where it came from
  expect(a.appended).toEqual([])
})

test('a store that tells of its append before it returns makes nothing go back', () => {
  const [a, b] = [createMemoryStore(), createMemoryStore()]
  noteMany(a, 5)
  const append = b.appendRun
  b.appendRun = (run, arrival) => {
    const outcome = append(run, arrival)
    wire.b.session.recordChanged()
    return outcome
  }
  const wire = connectStores(a, b)
  wire.settle()
  expect(b.entryIds()).toEqual(a.entryIds())
  expect(a.appended).toEqual([])
})

test('cut anywhere and joined again, whatever arrived is kept and only the rest goes over', () => {
  const plan = fc.record({
    aNotes: fc.integer({ min: 0, max: 40 }),
    bNotes: fc.integer({ min: 0, max: 40 }),
    /** how many bytes go over, and which way, before each cut */
    pieces: fc.array(
      fc.array(fc.tuple(fc.constantFrom('a' as const, 'b' as const), fc.integer({ min: 1, max: 3000 })), {
        maxLength: 25
      }),
      { minLength: 1, maxLength: 6 }
    )
  })
  fc.assert(
    fc.property(plan, ({ aNotes, bNotes, pieces }) => {
      const [a, b] = [createMemoryStore(undefined, 3), createMemoryStore(undefined, 3)]
      noteMany(a, aNotes)
      noteMany(b, bNotes)
      for (const round of pieces) {
        const wire = connectStores(a, b)
        for (const [to, bytes] of round) wire.deliver(to, bytes)
        wire.cut()
        a.note('between')
      }
      const wire = connectStores(a, b)
      wire.settle()
      expect([...wire.a.ended, ...wire.b.ended]).toEqual([])
      expect(a.entryIds()).toEqual(b.entryIds())
      expect(a.entryIds()).toHaveLength(aNotes + bNotes + pieces.length)
    }),
    { numRuns: 60 }
  )
})

test('three devices writing and hearing in any order end with the same record', () => {
  const action = fc.oneof(
    fc.record({ note: fc.integer({ min: 0, max: 2 }) }),
    fc.record({ wire: fc.integer({ min: 0, max: 2 }), to: fc.constantFrom('a' as const, 'b' as const) })
  )
  fc.assert(
    fc.property(fc.array(action, { maxLength: 120 }), actions => {
      const stores = [createMemoryStore(), createMemoryStore(), createMemoryStore()] as const
      const wires: [Wire, MemoryStore, MemoryStore][] = []
      const changed = (store: MemoryStore) => {
        for (const [wire, ofA, ofB] of wires) {
          if (ofA === store) wire.a.session.recordChanged()
          if (ofB === store) wire.b.session.recordChanged()
        }
      }
      for (const [ofA, ofB] of [
        [stores[0], stores[1]],
        [stores[1], stores[2]],
        [stores[2], stores[0]]
      ] as const)
        wires.push([connectStores(ofA, ofB, { onAppended: changed }), ofA, ofB])
      for (const act of actions) {
        if ('note' in act) {
          const store = stores[act.note]
          store?.note('x')
          if (store) changed(store)
        } else wires[act.wire]?.[0].deliver(act.to, Number.POSITIVE_INFINITY)
      }
      do for (const [wire] of wires) wire.settle()
      while (wires.some(([wire]) => wire.waiting() > 0))
      expect(stores[1].entryIds()).toEqual(stores[0].entryIds())
      expect(stores[2].entryIds()).toEqual(stores[0].entryIds())
      for (const [wire] of wires) expect([...wire.a.ended, ...wire.b.ended]).toEqual([])
    }),
    { numRuns: 40 }
  )
})

/** A hostile peer: says what the test says, to an honest session. */
const facing = (store: MemoryStore, nowMs = () => 0) => {
  const peer = createMemoryStore()
  const wire = connectStores(store, peer, { nowMs })
  const say = (message: Message) => {
    wire.a.session.take(encodeMessage(message))
    while (wire.turn());
  }
  return { wire, peer, say }
}

test('a run with one bit changed ends that session and writes nothing', () => {
  const honest = createMemoryStore()
  const { wire, peer, say } = facing(honest)
  const { header, signature, body } = peer.note('true').raw
  const forged = Uint8Array.from(body ?? [])
  forged[forged.length - 1] = (forged.at(-1) ?? 0) ^ 1
  say({ name: 'run', log: peer.device, entries: [[header, signature, forged]] })
  expect(wire.a.ended).toEqual(['bad-run'])
  expect(honest.entryIds()).toEqual([])
  // and what comes after is not heard
  say({ name: 'run', log: peer.device, entries: [[header, signature, body]] })
  expect(honest.entryIds()).toEqual([])
})

test('a run under the wrong log ends the session', () => {
  const { wire, peer, say } = facing(createMemoryStore())
  const { header, signature, body } = peer.note('true').raw
  say({ name: 'run', log: createMemoryStore().device, entries: [[header, signature, body]] })
  expect(wire.a.ended).toEqual(['bad-run'])
})

test('bytes that are no entry end the session', () => {
  const { wire, peer, say } = facing(createMemoryStore())
  say({ name: 'run', log: peer.device, entries: [[new Uint8Array(9), new Uint8Array(64), null]] })
  expect(wire.a.ended).toEqual(['bad-run'])
})

test('garbage, a second handshake, or an acknowledgement of nothing ends the session', () => {
  for (const bad of [
    Uint8Array.of(1, 2, 3),
    encodeMessage({ name: 'prove-federation', version: 2, proofs: [new Uint8Array(32)] }),
    encodeMessage({ name: 'ack', log: createMemoryStore().device, heads: [] })
  ]) {
    const { wire } = facing(createMemoryStore())
    wire.a.session.take(bad)
    expect(wire.a.ended).toEqual(['bad-frame'])
  }
})

test('a peer that acknowledges without taking is given a batch once, not for ever', () => {
  const honest = createMemoryStore()
  noteMany(honest, 5)
  const { wire, say } = facing(honest)
  say({ name: 'have', have: [] })
  say({ name: 'ack', log: honest.device, heads: [] })
  const givenOnceBytes = wire.waiting()
  // only a change of the record is a reason to try again, and then again once
  wire.a.session.recordChanged()
  const givenTwiceBytes = wire.waiting()
  for (let i = 0; i < 20; i++) wire.a.session.recordChanged()
  expect(givenTwiceBytes).toBeGreaterThan(givenOnceBytes)
  expect(wire.waiting()).toBe(givenTwiceBytes)
})

test('a peer that says nothing is given up, one that answers pings is kept', () => {
  let now = 0
  const nowMs = () => now
  const mute = facing(createMemoryStore(), nowMs)
  const [a, b] = [createMemoryStore(), createMemoryStore()]
  const lively = connectStores(a, b, { nowMs })
  for (; now < silenceMs * 2; now += 1000) {
    mute.wire.a.session.tick()
    lively.a.session.tick()
    lively.settle()
  }
  expect(mute.wire.a.ended).toEqual(['silent'])
  expect(lively.a.ended).toEqual([])
})

test('a store that cannot write ends the session as our own fault', async () => {
  const { FailureError } = await import('#shared/errors.ts')
  const full = createMemoryStore()
  full.appendRun = () => {
    throw new FailureError('disk-full', { path: 'record.sqlite' })
  }
  const { wire, peer, say } = facing(full)
  const { header, signature, body } = peer.note('x').raw
  say({ name: 'run', log: peer.device, entries: [[header, signature, body]] })
  expect(wire.a.ended).toEqual(['store-failed'])
})

test.each(['intake', 'countLackedBy', 'runsLackedBy'] as const)(
  'whatever %s throws ends that session alone, and nothing is thrown on',
  method => {
    const broken = createMemoryStore()
    broken.note('held')
    broken[method] = () => {
      throw Object.assign(new Error('FOREIGN KEY constraint failed'), { code: 'SQLITE_CONSTRAINT' })
    }
    const { wire, peer, say } = facing(broken)
    const { header, signature, body } = peer.note('x').raw
    say({ name: 'have', have: [] })
    say({ name: 'run', log: peer.device, entries: [[header, signature, body]] })
    wire.a.session.recordChanged()
    wire.a.session.tick()
    expect(wire.a.ended).toEqual(['store-failed'])
  }
)

test('a store that cannot be made whole ends the session, too', async () => {
  const broken = createMemoryStore()
  const whole = broken.intake
  broken.intake = (arrival, expected) => ({
    ...whole(arrival, expected),
    gathers: true,
    finish: () => Promise.reject(new Error('no more'))
  })
  const { wire, peer, say } = facing(broken)
  const { header, signature, body } = peer.note('x').raw
  say({ name: 'run', log: peer.device, entries: [[header, signature, body]] })
  say({ name: 'lacks', entries: 0 })
  await new Promise(setImmediate)
  expect(wire.a.ended).toEqual(['store-failed'])
})

test('live messages pass through untouched', () => {
  const wire = connectStores(createMemoryStore(), createMemoryStore())
  const message = {
    ...{ name: 'live-signal' as const, id: new Uint8Array(16), hops: 2, room: 'room' },
    data: Uint8Array.of(1, 2, 3)
  }
  wire.a.session.sendLive(message)
  wire.settle()
  expect(wire.b.live).toEqual([message])
})

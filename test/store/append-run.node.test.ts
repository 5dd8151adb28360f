import { afterEach, expect, test } from 'vitest'
import { createVerifying, hashing } from '../../electron/store/node-crypto.ts'
import type { Store } from '../../electron/store/open-store.ts'
import { FailureError } from '../../shared/errors.ts'
import { readEntry } from '../../shared/record/read-entry.ts'
import type { Run } from '../../shared/record/run.ts'
import { beginFederation, give, makeDevice, offerOf, removeDevices } from '../record/federation.ts'
import { communeBody, copyOf, makeScribe, offerBody } from '../record/make.ts'

afterEach(removeDevices)

const arrival = { road: 'lan', from: null } as const
const reasonFor = (store: Store, run: Run): unknown => {
  try {
    store.appendRun(run, arrival)
    return 'taken'
  } catch (error) {
    if (error instanceof FailureError && error.failure.code === 'run-bad') return error.failure.detail.reason
    throw error
  }
}

test('a damaged run or one with a gap before it is refused, and nothing is written', async () => {
  const store = await makeDevice({ handle: 'Stepan' })
  beginFederation(store)
  const scribe = makeScribe()
  const commune = scribe.write(communeBody('Orikhiv'))
  for (let i = 0; i < 5; i++) scribe.write(offerBody(commune, `Good ${i}`))
  store.appendRun(scribe.run(0, 2), arrival)
  const before = { stats: store.stats(), have: store.have() }
  expect(reasonFor(store, scribe.run(3))).toBe('gap')
  const stranger = makeScribe()
  stranger.write(communeBody('Polohy'))
  stranger.write(offerBody(commune, 'Salt'))
  expect(reasonFor(store, stranger.run(1))).toBe('gap')
  const damaged = { ...scribe.run(2), entries: scribe.run(2).entries.map(copyOf) }
  damaged.entries[1]!.body![5]! ^= 1
  expect(reasonFor(store, damaged)).toBe('body-hash')
  expect({ stats: store.stats(), have: store.have() }).toEqual(before)
  expect(reasonFor(store, scribe.run())).toBe('taken')
  expect(store.stats().entries).toBe(before.stats.entries + 4)
})

test('entries of kinds not known yet are kept, carried on byte for byte and counted as set aside', async () => {
  const [a, b] = [await makeDevice({ handle: 'Stepan' }), await makeDevice({ handle: 'Olha' })]
  const scribe = makeScribe()
  const commune = scribe.write(communeBody('Orikhiv'))
  scribe.write({
    kind: 'story',
    version: 3,
    commune,
    fields: { text: 'Мандри', photo: new Uint8Array([1, 2]) }
  })
  scribe.write({ kind: 'offer', version: 9, commune, fields: { good: ['a', 'b'] } })
  expect(a.appendRun(scribe.run(), arrival)).toMatchObject({
    added: 3,
    setAside: 2,
    byKind: { commune: { added: 1, changed: 0 } }
  })
  give(a, b)
  for (const { id, raw } of scribe.entries) {
    const carried = b.entry(id)?.raw
    expect(carried && Object.values(carried).map(part => Buffer.from(part!).toString('hex'))).toEqual(
      Object.values(raw).map(part => Buffer.from(part!).toString('hex'))
    )
  }
  expect(b.stats()).toMatchObject({ setAside: 2 })
})

test('a body that was missing is filled in and folded when it comes', async () => {
  const store = await makeDevice({ handle: 'Stepan' })
  const scribe = makeScribe()
  const commune = scribe.write(communeBody('Orikhiv'))
  const bare = { ...scribe.run(), entries: scribe.run().entries.map(raw => ({ ...raw, body: null })) }
  store.appendRun(bare, arrival)
  expect([store.get(commune), store.whyAside(commune)]).toEqual([null, 'body-missing'])
  expect(store.appendRun(scribe.run(), arrival)).toMatchObject({
    added: 0,
    byKind: { commune: { added: 1 } }
  })
  expect(store.get(commune)?.fields).toMatchObject({ name: 'Orikhiv' })
  expect([store.whyAside(commune), store.stats().setAside]).toEqual([null, 0])
})

test('a cloned disk: both branches are kept and carried, and the log counts only up to the fork', async () => {
  const [a, b] = [await makeDevice({ handle: 'Stepan' }), await makeDevice({ handle: 'Olha' })]
  const { commune, federation } = beginFederation(a)
  const member = makeScribe()
  a.put({
    kind: 'admit',
    fields: { device: member.log, handle: 'Ivan', sealKey: a.keyring.sealRecipient }
  })
  const before = member.write(offerBody(commune, 'Flour'))
  const copy = member.clone()
  const one = member.write(offerBody(commune, 'Salt'))
  const other = copy.write(offerBody(commune, 'Seed'))
  expect(a.appendRun(member.run(), arrival).forked).toBe(false)
  expect(a.list({ kind: 'offer' }).total).toBe(2)
  expect(a.appendRun(copy.run(1), arrival)).toMatchObject({ added: 1, forked: true, setAside: 1 })
  expect(a.list({ kind: 'offer' }).rows.map(row => row.id)).toEqual([before])
  expect([a.whyAside(one), a.whyAside(other)]).toEqual(['forked', 'forked'])
  expect([...a.forks()]).toEqual([[member.log, 2]])
  b.setFederation(federation, new Uint8Array(32))
  give(a, b)
  expect(b.have().find(({ log }) => log === member.log)?.heads).toHaveLength(2)
  expect(b.stats()).toEqual(a.stats())
})

test('runs given to others end only where a signature holds, though an inner one may be void', async () => {
  const store = await makeDevice({ handle: 'Stepan' })
  const verifying = createVerifying()
  // an author who signs carelessly: the 1,000th signature is void, and the chain goes on over it
  const scribe = makeScribe()
  const commune = scribe.write(communeBody('Orikhiv'))
  for (let i = 1; i < 999; i++) scribe.write(offerBody(commune, `Good ${i}`))
  const careless = scribe.entries.at(-1)!
  scribe.write(offerBody(commune, 'void'))
  const raw = { ...scribe.entries.at(-1)!.raw, signature: new Uint8Array(64) }
  scribe.entries[999] = readEntry(raw, hashing)
  expect(careless.header.seq).toBe(999)
  for (let i = 0; i < 20; i++) scribe.write(offerBody(commune, `More ${i}`))
  store.appendRun(scribe.run(), arrival)
  const runs = [...store.runsLackedBy([])].filter(({ log }) => log === scribe.log)
  expect(runs.map(({ entries }) => entries.length)).toEqual([250, 250, 250, 249, 21])
  for (const { entries } of runs) {
    const { header, raw } = readEntry(entries.at(-1)!, hashing)
    expect(verifying.verify(header.log, raw.header, raw.signature)).toBe(true)
  }
  expect(store.verifyAll().problems).toEqual([{ log: scribe.log, seq: 1000, reason: 'signature' }])
})

test('one log of many entries is given in runs of a thousand or four mebibytes at most', async () => {
  const store = await makeDevice({ handle: 'Stepan' })
  const { commune } = beginFederation(store)
  const doc = store.put({
    kind: 'assembly',
    fields: { name: 'Spring', at: commune, date: '2026-05-12', state: 'open' }
  }).id
  for (let i = 0; i < 9; i++)
    store.put({ kind: 'doc.update', fields: { doc, part: 'agenda', update: new Uint8Array(900_000) } })
  const sizes = [...store.runsLackedBy([])].map(({ entries }) =>
    entries.reduce((sum, raw) => sum + raw.header.length + raw.signature.length + raw.body!.length, 0)
  )
  expect(sizes.length).toBeGreaterThan(1)
  for (const size of sizes) expect(size).toBeLessThanOrEqual(4 * 1024 * 1024)
  expect(store.docUpdates(doc, 'agenda')).toHaveLength(9)
  expect(store.docUpdates(doc, 'minutes')).toHaveLength(0)
})

test('listeners hear which kinds changed, and what came in for a document', async () => {
  const [a, b] = [await makeDevice({ handle: 'Stepan' }), await makeDevice({ handle: 'Olha' })]
  const { commune, federation } = beginFederation(a)
  b.setFederation(federation, new Uint8Array(32))
  const heard: unknown[] = []
  const stop = b.onChanged(change => heard.push(change))
  const doc = a.put({
    kind: 'assembly',
    fields: { name: 'Spring', at: commune, date: '2026-05-12', state: 'open' }
  }).id
  a.put({ kind: 'doc.update', fields: { doc, part: 'agenda', update: new Uint8Array([1, 2, 3]) } })
  give(a, b, 'lan')
  expect(heard).toEqual([
    {
      kinds: ['commune', 'federation', 'assembly', 'doc.update'],
      docs: [{ doc, part: 'agenda', update: new Uint8Array([1, 2, 3]) }]
    }
  ])
  stop()
  a.put({ kind: 'offer', fields: offerOf('Flour') })
  give(a, b)
  expect(heard).toHaveLength(1)
  expect(b.lastNews()).toMatchObject([{ commune, communeName: 'Huliaipole', road: 'bundle', entries: 1 }])
})

import { afterEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { forgetRows } from '../../electron/people/forget.ts'
import type { Store } from '../../electron/store/open-store.ts'
import type { EntryId, ThingId } from '../../shared/record/entry.ts'
import {
  admit,
  beginFederation,
  exchange,
  foundCommune,
  makeDevice,
  offerOf,
  removeDevices,
  vouchFor
} from '../record/federation.ts'

afterEach(removeDevices)

/** A pause in live editing: what was typed into one part of the assembly's document. */
const typed = (store: Store, doc: ThingId, part: 'agenda' | 'minutes', words: string): EntryId => {
  const ydoc = new Y.Doc()
  ydoc.getText(part).insert(0, words)
  return store.put({ kind: 'doc.update', fields: { doc, part, update: Y.encodeStateAsUpdate(ydoc) } })
    .id as string as EntryId
}
const bodyOf = (store: Store, entry: EntryId) => store.entry(entry)?.raw.body
const itemOf = (assembly: ThingId, commune: ThingId, title: string) => ({
  ...{ assembly, title, proposedBy: commune, affects: [commune], timeboxMin: 15 }
})

test('an assembly is forgotten with its agenda, its minutes and its points, and nothing else', async () => {
  const a = await makeDevice({ handle: 'Ana' })
  const { commune } = beginFederation(a)
  const b = await makeDevice({ handle: 'Bo' })
  admit(a, b)
  const assemblyOf = (name: string) =>
    a.put({ kind: 'assembly', fields: { name, at: commune, date: '2027-05-03', state: 'open' } }).id
  const [assembly, other] = [assemblyOf('Of Odarka'), assemblyOf('Another')]
  const point = a.put({ kind: 'item', fields: itemOf(assembly, commune, 'Odarka asks for a roof') }).id
  const changed = a.put({ kind: 'item', thing: point, fields: { note: 'she said more of Odarka' } })
  const gone = [
    typed(a, assembly, 'agenda', 'Odarka asks for a roof'),
    typed(a, assembly, 'minutes', 'Odarka said that she is ill'),
    ...a.entriesOf(point)
  ]
  expect(gone).toHaveLength(4)
  expect(a.entriesOf(changed.id)).toHaveLength(2)
  const kept = [
    typed(a, other, 'agenda', 'The well'),
    a.put({ kind: 'item', fields: itemOf(other, commune, 'The well') }).id as string as EntryId,
    a.put({ kind: 'offer', fields: offerOf('Flour') }).id as string as EntryId
  ]
  exchange(a, b)
  expect(b.docUpdates(assembly, 'minutes')).toHaveLength(1)

  expect(forgetRows(a, { rows: [assembly], why: 'consent-withdrawn' })).toEqual({ entries: 5, forgotten: 5 })
  exchange(a, b)
  for (const store of [a, b]) {
    for (const entry of gone) expect(bodyOf(store, entry), 'its words are gone').toBeNull()
    for (const entry of kept) expect(bodyOf(store, entry), 'another’s stay').not.toBeNull()
    for (const part of ['agenda', 'minutes'] as const) expect(store.docUpdates(assembly, part)).toEqual([])
    expect(store.list({ kind: 'item' }).rows.map(({ fields }) => fields)).toMatchObject([
      { title: 'The well' }
    ])
    expect(store.verifyAll().problems).toEqual([])
  }
  expect(a.stats().state).toBe(b.stats().state)
})

test('what another of one’s commune wrote into the agenda goes when two ask, what other communes wrote stays', async () => {
  const a = await makeDevice({ handle: 'Ana' })
  const { commune } = beginFederation(a)
  const b = await makeDevice({ handle: 'Bo' })
  admit(a, b)
  const c = await makeDevice({ handle: 'Cid' })
  foundCommune(c, 'Orikhiv')
  vouchFor(a, c)
  const assembly = a.put({
    kind: 'assembly',
    fields: { name: 'The spring', at: commune, date: '2027-05-03', state: 'open' }
  }).id
  exchange(a, b)
  exchange(a, c)
  const [mine, theirs] = [typed(a, assembly, 'agenda', 'Mine'), typed(b, assembly, 'agenda', 'Theirs')]
  const ofOthers = typed(c, assembly, 'agenda', 'Of another commune')
  exchange(a, b)
  exchange(a, c)
  expect(forgetRows(a, { rows: [assembly], why: 'mistake' })).toEqual({ entries: 3, forgotten: 2 })
  exchange(a, b)
  expect([bodyOf(a, mine), bodyOf(a, theirs)]).toEqual([null, expect.anything()])
  // the assembly itself is gone already: asking again still reaches what was written into it
  expect(forgetRows(b, { rows: [assembly], why: 'mistake' })).toEqual({ entries: 1, forgotten: 1 })
  exchange(a, b)
  expect([bodyOf(a, theirs), bodyOf(b, theirs)]).toEqual([null, null])
  expect(bodyOf(a, ofOthers), 'is theirs to take back').not.toBeNull()
})

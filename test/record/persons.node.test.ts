import { expect, test } from 'vitest'
import type { Entry, EntryId, LogId, ThingId } from '../../shared/record/entry.ts'
import { foldRecord } from '../../shared/record/fold-record.ts'
import { admitBody, communeBody, federationBody, makeScribe, offerBody, type Scribe } from './make.ts'

const releaseBody = (commune: ThingId, device: LogId, lastSeq: number) => ({
  kind: 'release',
  commune,
  over: [] as EntryId[],
  fields: { device, lastSeq }
})
const forgetBody = (commune: ThingId, entry: EntryId) => ({
  kind: 'forget',
  commune,
  over: [] as EntryId[],
  fields: { entries: [entry], why: 'mistake' }
})

/** A commune of A and three others; `second` is A's other laptop. */
const begun = () => {
  const scribes = Array.from({ length: 5 }, () => makeScribe())
  const [a, b, c, d, second] = scribes as [Scribe, Scribe, Scribe, Scribe, Scribe]
  const id = a.write(communeBody('Orikhiv'))
  const federation = a.write(federationBody(id))
  for (const { log } of [b, c, d]) a.write(admitBody(id, log))
  a.write(admitBody(id, second.log, true))
  const fold = (order: (entries: Entry[]) => Entry[] = entries => entries) =>
    foldRecord(order(scribes.flatMap(({ entries }) => entries)), federation)
  const isMember = ({ log }: Scribe) => fold().authority.members.get(id)?.has(log)
  return { id, a, b, c, d, second, fold, isMember }
}

test('a lost laptop is released by its owner’s other one alone, up to the entry it names', () => {
  const { id, a, second, b, isMember, fold } = begun()
  const kept = second.write(offerBody(id, 'Flour'))
  const later = second.write(offerBody(id, 'Rye'))
  b.write(releaseBody(id, second.log, 1))
  expect(isMember(second), 'by another alone it is not').toBe(true)
  a.write(releaseBody(id, second.log, 1))
  expect(isMember(second)).toBe(false)
  expect(isMember(a)).toBe(true)
  expect(fold().things.has(kept)).toBe(true)
  expect(fold().aside.get(later)).toBe('released')
})

test('two laptops of one person are one voice', () => {
  const { id, a, b, c, second, isMember } = begun()
  a.write(releaseBody(id, c.log, 0))
  second.write(releaseBody(id, c.log, 0))
  expect(isMember(c)).toBe(true)
  b.write(releaseBody(id, c.log, 0))
  expect(isMember(c)).toBe(false)
})

test('of two people with three laptops one suffices, as of two members', () => {
  const { id, a, b, c, d, isMember } = begun()
  for (const gone of [c, d]) gone.write(releaseBody(id, gone.log, 0))
  const release = { ...releaseBody(id, a.log, 5), over: [c, d].map(({ entries }) => entries.at(-1)!.id) }
  b.write(release)
  expect(isMember(a)).toBe(false)
})

test('nobody takes a voice from a member by claiming its laptop, whatever came first', () => {
  const { id, a, b, c, d, isMember, fold } = begun()
  b.write(admitBody(id, c.log, true))
  b.write(releaseBody(id, c.log, 0))
  expect(isMember(c), 'it is not released as one’s own').toBe(true)
  b.write(releaseBody(id, d.log, 0))
  c.write(releaseBody(id, d.log, 0))
  expect(isMember(d), 'they are two').toBe(false)
  const outcome = (entries: Entry[]) => entries.slice().reverse()
  expect(fold(outcome).authority).toEqual({ ...fold().authority, heads: expect.anything() })
  expect(isMember(a)).toBe(true)
})

test('what another said is forgotten when two people ask, not when one asks with two laptops', () => {
  const { id, a, b, c, second, fold } = begun()
  const said = c.write(offerBody(id, 'Flour'))
  a.write(forgetBody(id, said))
  second.write(forgetBody(id, said))
  expect(fold().things.has(said)).toBe(true)
  b.write(forgetBody(id, said))
  expect(fold().aside.get(said)).toBe('forgotten')
})

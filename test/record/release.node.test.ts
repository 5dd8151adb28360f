import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Entry, EntryId, LogId, ThingId } from '../../shared/record/entry.ts'
import { foldRecord } from '../../shared/record/fold-record.ts'
import {
  admitBody,
  communeBody,
  federationBody,
  makeScribe,
  offerBody,
  type Scribe,
  vouchBody
} from './make.ts'

const releaseBody = (
  commune: ThingId,
  device: LogId,
  lastSeq: number,
  over: EntryId[] = [],
  last?: EntryId
) => ({
  kind: 'release',
  commune,
  over,
  fields: { device, lastSeq, ...(last && { last }) }
})
const leaveBody = (commune: ThingId, last: Scribe[], over: EntryId[] = []) => ({
  kind: 'leave',
  commune,
  over,
  fields: { last: last.map(({ log, entries }) => ({ device: log, seq: entries.length })) }
})

/** One commune with as many members as asked for, the first of them its founder. */
const commune = (count: number) => {
  const members = Array.from({ length: count }, () => makeScribe())
  const [founder] = members as [Scribe]
  const id = founder.write(communeBody('Orikhiv'))
  const federation = founder.write(federationBody(id))
  for (const { log } of members.slice(1)) founder.write(admitBody(id, log))
  const heads = () => members.map(member => member.entries.at(-1)?.id).filter(head => head !== undefined)
  const fold = (...others: Scribe[]) =>
    foldRecord(
      [...members, ...others].flatMap(({ entries }) => entries),
      federation
    )
  const present = (...others: Scribe[]) => {
    const logs = fold(...others).authority.members.get(id) ?? new Set()
    return members.map((member, i) => (logs.has(member.log) ? i : -1)).filter(i => i >= 0)
  }
  return { members, id, federation, heads, fold, present }
}

test('a member releases itself: what it wrote stands, what it writes after does not', () => {
  const { members, id, fold, present } = commune(2)
  const [, b] = members as [Scribe, Scribe]
  const before = b.write(offerBody(id, 'Flour'))
  b.write(releaseBody(id, b.log, 0))
  const after = b.write(offerBody(id, 'Rye'))
  expect(present()).toEqual([0])
  expect(fold().things.has(before)).toBe(true)
  expect(fold().aside.get(after)).toBe('released')
})

test('of three it takes two others; the release pins what was seen', () => {
  const { members, id, fold, present } = commune(3)
  const [a, b, c] = members as [Scribe, Scribe, Scribe]
  const seen = c.write(offerBody(id, 'Flour'))
  const hostile = c.write(offerBody(id, 'Poison'))
  a.write(releaseBody(id, c.log, 1))
  expect(present()).toEqual([0, 1, 2])
  a.write(releaseBody(id, c.log, 1))
  expect(present(), 'the same member twice is one').toEqual([0, 1, 2])
  b.write(releaseBody(id, c.log, 1))
  expect(present()).toEqual([0, 1])
  expect(fold().things.has(seen)).toBe(true)
  expect(fold().aside.get(hostile)).toBe('released')
})

test('where two are left, one suffices; who is gone must have been seen to be gone', () => {
  const two = commune(2)
  const [a, b] = two.members as [Scribe, Scribe]
  a.write(releaseBody(two.id, b.log, 0, two.heads()))
  expect(two.present()).toEqual([0])
  for (const newcomer of [makeScribe(), makeScribe()]) {
    a.write(admitBody(two.id, newcomer.log))
    two.members.push(newcomer)
  }
  expect(two.present(), 'whom it admits later does not undo it').toEqual([0, 2, 3])

  const three = commune(3)
  const [d, e, f] = three.members as [Scribe, Scribe, Scribe]
  // an old word of D against E, from when there were three
  d.write(releaseBody(three.id, e.log, 0))
  const gone = f.write(releaseBody(three.id, f.log, 0))
  expect(three.present(), 'gets no weight later').toEqual([0, 1])
  d.write(releaseBody(three.id, e.log, 0, [gone]))
  expect(three.present(), 'said again, knowing, it does').toEqual([0])
})

test('a member hidden by looking away still counts', () => {
  const { members, id, present } = commune(3)
  const [, b, c] = members as [Scribe, Scribe, Scribe]
  // B names nothing it saw, as if C were not there
  b.write(releaseBody(id, members[0]!.log, 0, []))
  expect(present()).toEqual([0, 1, 2])
  c.write(releaseBody(id, members[0]!.log, 2, []))
  expect(present().length).toBeLessThan(3)
})

test('mutual releases end the same whichever came first: one stands, by the order of the graph', () => {
  const { members, id, federation } = commune(2)
  const [a, b] = members as [Scribe, Scribe]
  a.write(releaseBody(id, b.log, b.entries.length))
  b.write(releaseBody(id, a.log, a.entries.length - 1))
  const all = members.flatMap(({ entries }) => entries)
  const outcome = (entries: Entry[]) => [...(foldRecord(entries, federation).authority.members.get(id) ?? [])]
  expect(outcome(all)).toHaveLength(1)
  expect(outcome([...all].reverse())).toEqual(outcome(all))
})

test('an answer that saw the first release comes too late', () => {
  const { members, id, present } = commune(2)
  const [a, b] = members as [Scribe, Scribe]
  const first = a.write(releaseBody(id, b.log, b.entries.length))
  b.write(releaseBody(id, a.log, 0, [first]))
  expect(present()).toEqual([0])
})

test('whom a released device admitted after its pin is no member, however far the circle goes', () => {
  const { members, id, fold } = commune(3)
  const [a, b, c] = members as [Scribe, Scribe, Scribe]
  const [puppet, second] = [makeScribe(), makeScribe()]
  c.write(admitBody(id, puppet.log))
  puppet.write(admitBody(id, second.log))
  a.write(releaseBody(id, c.log, 0))
  b.write(releaseBody(id, c.log, 0))
  const { authority } = fold(puppet, second)
  expect([...(authority.members.get(id) ?? [])].sort()).toEqual([a.log, b.log].sort())
})

test('a released device cannot be admitted again; its person comes back with a new one', () => {
  const { members, id, present, fold } = commune(2)
  const [a, b] = members as [Scribe, Scribe]
  const gone = b.write(releaseBody(id, b.log, 0))
  a.write({ ...admitBody(id, b.log), over: [gone] })
  expect(present()).toEqual([0])
  const anew = makeScribe()
  a.write({ ...admitBody(id, anew.log), over: [gone] })
  const offer = anew.write(offerBody(id, 'Flour'))
  expect(fold(anew).things.has(offer)).toBe(true)
})

test('a commune leaves: what it said before stands, what comes after does not, and it can be vouched back', () => {
  const { members, id, federation } = commune(2)
  const [a, b] = members as [Scribe, Scribe]
  const other = makeScribe()
  const second = other.write(communeBody('Polohy'))
  a.write(vouchBody(id, second))
  const before = other.write(offerBody(second, 'Salt'))
  const left = other.write(leaveBody(second, [other]))
  const after = other.write(offerBody(second, 'Wool'))
  const fold = () =>
    foldRecord(
      [a, b, other].flatMap(({ entries }) => entries),
      federation
    )
  expect(fold().authority.communesIn).toEqual(new Set([id]))
  expect(fold().things.has(before)).toBe(true)
  expect(fold().aside.get(after)).toBe('commune-left')
  a.write(vouchBody(id, second))
  expect(fold().authority.communesIn, 'a vouching that did not see it leave').toEqual(new Set([id]))
  b.write({ ...vouchBody(id, second), over: [left] })
  expect(fold().authority.communesIn).toEqual(new Set([id, second]))
  expect(fold().things.has(after)).toBe(true)
})

test('the founder may leave: those it vouched for stay, and vouch it back', () => {
  const { members, id, federation } = commune(1)
  const [a] = members as [Scribe]
  const other = makeScribe()
  const second = other.write(communeBody('Polohy'))
  a.write(vouchBody(id, second))
  const left = a.write(leaveBody(id, [a]))
  const fold = () =>
    foldRecord(
      [a, other].flatMap(({ entries }) => entries),
      federation
    )
  expect(fold().authority.communesIn).toEqual(new Set([second]))
  other.write({ ...vouchBody(second, id), over: [left] })
  expect(fold().authority.communesIn).toEqual(new Set([second, id]))
})

test('a commune whose last member is gone gets a new one from communes that are in, and only then', () => {
  const { members, id, federation } = commune(1)
  const [a] = members as [Scribe]
  const [other, anew] = [makeScribe(), makeScribe()]
  const second = other.write(communeBody('Polohy'))
  a.write(vouchBody(id, second))
  const member = { device: anew.log, handle: 'anew', sealKey: `age1${'q'.repeat(58)}` }
  other.write({ kind: 'vouch', commune: second, fields: { for: id, member } })
  const fold = () =>
    foldRecord(
      [a, other, anew].flatMap(({ entries }) => entries),
      federation
    )
  expect(fold().authority.members.get(id)).toEqual(new Set([a.log]))
  a.write(releaseBody(id, a.log, 0))
  expect(fold().authority.members.get(id)).toEqual(new Set([anew.log]))
  const offer = anew.write(offerBody(id, 'Flour'))
  expect(fold().things.has(offer)).toBe(true)
})

test('a forked log goes on with a new device, admitted by another member', () => {
  const { members, id, fold } = commune(2)
  const [a, b] = members as [Scribe, Scribe]
  b.write(offerBody(id, 'Flour'))
  const clone = b.clone()
  const one = b.write(offerBody(id, 'Rye'))
  const two = clone.write(offerBody(id, 'Oats'))
  const both = () => fold(clone)
  expect([both().aside.get(one), both().aside.get(two)]).toEqual(['forked', 'forked'])
  a.write(releaseBody(id, b.log, 1))
  expect(both().authority.members.get(id)).toEqual(new Set([a.log]))
})

/** A, B and C of one commune with D; C wrote an offer that A and B hold. */
const four = () => {
  const made = commune(4)
  const [a, b, c, d] = made.members as [Scribe, Scribe, Scribe, Scribe]
  const offer = c.write(offerBody(made.id, 'Flour'))
  const counts = (entry: EntryId, ...others: Scribe[]) => made.fold(...others).aside.get(entry) ?? 'counts'
  return { ...made, a, b, c, d, offer, counts }
}

test('an ally who votes first, far ahead, lets nobody write on', () => {
  const { id, a, b, c, d, offer, counts, fold } = four()
  const ahead = d.write(releaseBody(id, c.log, 1_000_000))
  a.write(releaseBody(id, c.log, 1, [ahead], offer))
  const later = c.write(offerBody(id, 'Poison'))
  const puppet = makeScribe()
  c.write(admitBody(id, puppet.log))
  expect(counts(offer)).toBe('counts')
  expect(counts(later)).toBe('released')
  expect(fold(puppet).authority.members.get(id)).toEqual(new Set([a.log, b.log, d.log]))
  // a second word, with proof of what came since, as if it had been said before
  d.write(releaseBody(id, c.log, 2, [], later))
  expect(counts(later)).toBe('released')
})

test('one voter who names nothing erases nothing that the other proves was there', () => {
  const { id, a, c, d, offer, counts } = four()
  d.write(releaseBody(id, c.log, 0))
  a.write(releaseBody(id, c.log, 1, [], offer))
  expect(counts(offer)).toBe('counts')
})

test('a proof counts for the entry at that place of that log alone', () => {
  const { id, a, c, d, offer, counts } = four()
  const other = d.write(offerBody(id, 'Rye'))
  a.write(releaseBody(id, c.log, 1, [], other))
  d.write(releaseBody(id, c.log, 0))
  expect(counts(offer)).toBe('released')
})

test('what an ally proves, two others may still take away; one alone may not', () => {
  const { id, a, b, c, d, offer, counts } = four()
  const poison = c.write(offerBody(id, 'Poison'))
  d.write(releaseBody(id, c.log, 2, [], poison))
  a.write(releaseBody(id, c.log, 1, [], offer))
  expect(counts(poison), 'one wants it gone').toBe('counts')
  b.write(releaseBody(id, c.log, 1, [], offer))
  expect(counts(poison), 'two do').toBe('released')
  d.write(releaseBody(id, c.log, 0))
  expect(counts(offer), 'one against two').toBe('counts')
})

test('who releases itself far ahead does not escape what others pin', () => {
  const { id, a, b, c, d, offer, counts } = four()
  const poison = c.write(offerBody(id, 'Poison'))
  c.write(releaseBody(id, c.log, 0))
  expect(counts(poison)).toBe('counts')
  a.write(releaseBody(id, c.log, 1, [], offer))
  d.write(releaseBody(id, c.log, 1_000_000))
  expect(counts(poison)).toBe('released')
  expect(counts(offer)).toBe('counts')
  expect(b.entries).toHaveLength(0)
})

test('a commune that took somebody in unasked takes away nothing elsewhere', () => {
  const { id, c, offer, counts } = four()
  const stranger = makeScribe()
  const trap = stranger.write(communeBody('Trap'))
  stranger.write(admitBody(trap, c.log))
  stranger.write(releaseBody(trap, c.log, 0))
  expect(counts(offer, stranger)).toBe('counts')
  const later = c.write(offerBody(id, 'Rye'))
  expect(counts(later, stranger)).toBe('counts')
})

test('who was released does not touch the covenant in the name of another commune', () => {
  const { id, federation, a, b, c, fold } = four()
  const own = c.write(communeBody('Own'))
  a.write(releaseBody(id, c.log, 1))
  b.write(releaseBody(id, c.log, 1))
  const covenant = {
    kind: 'federation',
    thing: federation,
    over: [federation],
    fields: { vouchThreshold: 9 }
  }
  c.write({ ...covenant, commune: own })
  c.write(covenant)
  expect(fold().authority.vouchThreshold).toBe(1)
})

/** Devices that admit, release, leave, vouch and offer at random, knowing only a part of what the others wrote. */
const step = fc.record({
  by: fc.nat(5),
  does: fc.constantFrom(
    ...([
      'admit',
      'release',
      'release',
      'leave',
      'vouch',
      'vouch',
      'offer',
      'found',
      'clone',
      'covenant'
    ] as const)
  ),
  whom: fc.nat(5),
  commune: fc.nat(2),
  pin: fc.nat(6),
  saw: fc.nat()
})

const play = (script: (typeof step extends fc.Arbitrary<infer T> ? T : never)[]) => {
  const scribes = Array.from({ length: 6 }, (_, i) => makeScribe(new Uint8Array(32).fill(i + 1)))
  const communes = [scribes[0]!, scribes[1]!, scribes[2]!].map((scribe, i) =>
    scribe.write(communeBody(`C${i}`))
  )
  const federation = scribes[0]!.write(federationBody(communes[0]!))
  for (const { by, does, whom, commune: c, pin, saw } of script) {
    const all = scribes.flatMap(({ entries }) => entries)
    const over = all
      .filter((_, i) => (saw >> (i % 20)) & 1)
      .slice(-6)
      .map(({ id }) => id)
    const scribe = scribes[by % scribes.length]!
    const commune = communes[c % communes.length]!
    const other = scribes[whom % scribes.length]!
    if (does === 'admit') scribe.write({ ...admitBody(commune, other.log), over })
    if (does === 'release') scribe.write(releaseBody(commune, other.log, pin, over))
    if (does === 'leave') scribe.write(leaveBody(commune, [scribe], over))
    if (does === 'vouch') scribe.write({ ...vouchBody(commune, communes[whom % communes.length]!), over })
    if (does === 'covenant') {
      const fields = { vouchThreshold: 1 + (pin % 3) }
      scribe.write({ kind: 'federation', commune, thing: federation, over, fields })
    }
    if (does === 'offer') scribe.write(offerBody(commune, 'Flour'))
    if (does === 'found' && communes.length < 5) communes.push(scribe.write(communeBody('another')))
    if (does === 'clone' && scribes.length < 8) scribes.push(scribe.clone())
  }
  const entries = new Map(scribes.flatMap(s => s.entries).map(entry => [entry.id, entry]))
  return { entries: [...entries.values()], federation }
}

test('who stands where follows from the set of entries alone, and what is taken away stays away', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), fc.infiniteStream(fc.nat()), (script, order) => {
      const { entries, federation } = play(script)
      const keyed = entries.map(entry => ({ entry, at: order.next().value as number }))
      const shuffled = keyed.sort((a, b) => a.at - b.at).map(({ entry }) => entry)
      const [one, two] = [foldRecord(entries, federation), foldRecord(shuffled, federation)]
      expect(two.authority).toEqual(one.authority)
      expect(new Map([...two.aside].sort())).toEqual(new Map([...one.aside].sort()))
      for (const { commune, device, lastSeq } of one.authority.released) {
        expect(one.authority.members.get(commune)?.has(device)).toBe(false)
        for (const { id, log, header } of entries)
          if (log === device && header.seq > lastSeq) expect(one.things.get(id)?.commune).not.toBe(commune)
      }
    }),
    { numRuns: 300 }
  )
})

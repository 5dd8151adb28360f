import { expect, test } from 'vitest'
import type { EntryId, ThingId } from '../../shared/record/entry.ts'
import { vouchesNeeded } from '../../shared/record/federated.ts'
import { foldRecord } from '../../shared/record/fold-record.ts'
import { admitBody, communeBody, federationBody, makeScribe, type Scribe, vouchBody } from './make.ts'

/** Devices A, B, C … each of a commune of its own, the first of them the founder's; all told of what was written. */
const begun = (vouchThreshold: number, count = 5) => {
  const scribes = Array.from({ length: count }, () => makeScribe())
  const communes = scribes.map((scribe, i) => scribe.write(communeBody(`Commune ${i}`)) as ThingId)
  const [founder] = scribes as [Scribe]
  const federation = founder.write(federationBody(communes[0]!, vouchThreshold))
  const written: EntryId[] = []
  const say = (by: Scribe, body: Parameters<Scribe['write']>[0], over = [federation, ...written]) => {
    const id = by.write({ ...body, over })
    written.push(id)
    return id
  }
  const vouch = (by: number, of: number, over?: EntryId[]) =>
    say(scribes[by]!, vouchBody(communes[by]!, communes[of]!), over)
  const raise = (threshold: number, { over, by = founder }: { over?: EntryId[]; by?: Scribe } = {}) =>
    say(
      by,
      {
        ...{ kind: 'federation', commune: communes[0]!, thing: federation },
        fields: { vouchThreshold: threshold }
      },
      over
    )
  const leave = (of: number) =>
    say(scribes[of]!, { kind: 'leave', commune: communes[of]!, fields: { last: [] } })
  const authority = (...others: Scribe[]) =>
    foldRecord(
      [...scribes, ...others].flatMap(({ entries }) => entries),
      federation
    ).authority
  /** the numbers of those that are in */
  const inNow = (...others: Scribe[]) => {
    const { communesIn } = authority(...others)
    return communes.flatMap((commune, i) => (communesIn.has(commune) ? [i] : []))
  }
  return { scribes, communes, federation, say, vouch, raise, leave, authority, inNow, founder }
}

test('of two that must vouch, one is enough while there is but one: the second commune, and not the third', () => {
  const { vouch, inNow } = begun(2)
  expect(inNow()).toEqual([0])
  vouch(0, 1)
  expect(inNow()).toEqual([0, 1])
  vouch(0, 2)
  expect(inNow()).toEqual([0, 1])
  vouch(1, 2)
  expect(inNow()).toEqual([0, 1, 2])
  vouch(2, 3)
  expect(inNow()).toEqual([0, 1, 2])
  vouch(1, 3)
  expect(inNow(), 'any two').toEqual([0, 1, 2, 3])
})

test('of three that must vouch, all that are there, as they become more', () => {
  const { vouch, inNow } = begun(3)
  vouch(0, 1)
  vouch(1, 2)
  expect(inNow()).toEqual([0, 1])
  vouch(0, 2)
  expect(inNow()).toEqual([0, 1, 2])
  vouch(0, 3)
  vouch(1, 3)
  expect(inNow()).toEqual([0, 1, 2])
  vouch(2, 3)
  expect(inNow()).toEqual([0, 1, 2, 3])
})

test('a raised threshold puts out nobody who was in as its author knew; whoever comes after needs as many', () => {
  const { communes, vouch, raise, inNow, authority } = begun(1)
  vouch(0, 1)
  vouch(1, 2)
  expect(vouchesNeeded(authority(), communes[3]!)).toBe(1)
  raise(2)
  expect(inNow()).toEqual([0, 1, 2])
  expect(vouchesNeeded(authority(), communes[3]!)).toBe(2)
  vouch(2, 3)
  expect(inNow()).toEqual([0, 1, 2])
  vouch(0, 3)
  expect(inNow()).toEqual([0, 1, 2, 3])
})

test('a vouch that looks away from the raise, or that the raise did not know of, is one of as many', () => {
  const { federation, vouch, raise, inNow } = begun(1)
  const first = vouch(0, 1)
  raise(2)
  vouch(1, 2, [federation, first])
  expect(inNow()).toEqual([0, 1])
  vouch(1, 3, [])
  expect(inNow()).toEqual([0, 1])
  vouch(0, 2)
  expect(inNow()).toEqual([0, 1, 2])
})

test('who looks away from a raise that found three is no nearer to being enough', () => {
  const { federation, vouch, raise, inNow } = begun(1)
  const first = vouch(0, 1)
  vouch(0, 2)
  raise(3)
  vouch(1, 3, [federation, first])
  vouch(0, 3)
  expect(inNow()).toEqual([0, 1, 2])
})

test('a commune that looks away from its own coming in is one of two all the same', () => {
  const { federation, vouch, inNow } = begun(2)
  vouch(0, 1)
  vouch(1, 2, [federation])
  expect(inNow()).toEqual([0, 1])
})

test('two that are vouched for at once, while one is enough, are both in', () => {
  const { federation, founder, communes, say, inNow } = begun(2)
  const second = makeScribe()
  const admitted = say(founder, admitBody(communes[0]!, second.log))
  say(founder, vouchBody(communes[0]!, communes[1]!), [federation])
  say(second, vouchBody(communes[0]!, communes[2]!), [federation, admitted])
  expect(inNow(second)).toEqual([0, 1, 2])
})

test('what a vouch asks for does not grow by what comes after, nor shrink by who leaves after', () => {
  const { communes, vouch, leave, inNow, authority } = begun(3)
  vouch(0, 1)
  vouch(0, 2)
  vouch(0, 3)
  vouch(1, 3)
  expect(inNow()).toEqual([0, 1, 3])
  expect(vouchesNeeded(authority(), communes[2]!)).toBe(3)
  vouch(1, 2)
  expect(inNow(), 'two were all there were when it was first vouched for').toEqual([0, 1, 2, 3])
  vouch(0, 4)
  leave(2)
  leave(3)
  vouch(1, 4, [])
  expect(inNow()).toEqual([0, 1])
  vouch(1, 4)
  expect(inNow(), 'said again by whoever knows that two are left').toEqual([0, 1, 4])
})

test('a vouch asks by what it saw, also where others before it had seen more than enough', () => {
  const { federation, founder, scribes, communes, say, vouch, raise, inNow } = begun(2)
  const second = makeScribe()
  const admitted = say(founder, admitBody(communes[0]!, second.log))
  vouch(0, 1)
  vouch(0, 2)
  vouch(1, 2)
  // sees three, of whom two are asked
  vouch(0, 3)
  expect(inNow(second)).toEqual([0, 1, 2])
  const late = [admitted]
  for (const { log } of scribes)
    late.push(say(second, admitBody(communes[0]!, log), [federation, ...late.slice(-1)]))
  for (const { log } of scribes) late.push(say(second, admitBody(communes[0]!, log), late.slice(-1)))
  say(second, vouchBody(communes[0]!, communes[4]!), [federation, ...late.slice(-1)])
  expect(inNow(second), 'the founder’s second laptop, far from everybody').toEqual([0, 1, 2, 4])
  raise(2)
  raise(9)
  vouch(0, 3)
  vouch(1, 3)
  vouch(2, 3)
  expect(inNow(second), 'of nine, all the four that are there').toEqual([0, 1, 2, 4])
  vouch(4, 3)
  expect(inNow(second)).toEqual([0, 1, 2, 3, 4])
})

test('a vouch that looks away from what came since the raise asks for no fewer', () => {
  const { federation, vouch, raise, inNow } = begun(1)
  vouch(0, 1)
  const raised = raise(2)
  vouch(1, 2, [federation, raised])
  expect(inNow()).toEqual([0, 1])
})

test('a raise beyond all that are there locks nobody out: all of them must vouch', () => {
  const { communes, vouch, raise, inNow, authority } = begun(1)
  vouch(0, 1)
  raise(100)
  expect(vouchesNeeded(authority(), communes[2]!)).toBe(2)
  vouch(0, 2)
  expect(inNow()).toEqual([0, 1])
  vouch(1, 2)
  expect(inNow()).toEqual([0, 1, 2])
})

test('a raise by whoever is released before it is none, and what it kept in is not kept', () => {
  const { communes, founder, vouch, raise, say, inNow, authority } = begun(1)
  const [second, third] = [makeScribe(), makeScribe()]
  say(founder, admitBody(communes[0]!, second.log))
  say(founder, admitBody(communes[0]!, third.log))
  vouch(0, 1)
  raise(3, { by: second })
  vouch(0, 2)
  expect(inNow(second, third)).toEqual([0, 1])
  const fields = { device: second.log, lastSeq: 0 }
  say(founder, { kind: 'release', commune: communes[0]!, fields })
  say(third, { kind: 'release', commune: communes[0]!, fields })
  expect(authority(second, third).vouchThreshold).toBe(1)
  expect(inNow(second, third)).toEqual([0, 1, 2])
})

test('where communes left, those that remain are enough, and take the founder back in', () => {
  const { vouch, raise, leave, inNow } = begun(1)
  vouch(0, 1)
  vouch(0, 2)
  raise(3)
  leave(2)
  leave(0)
  expect(inNow()).toEqual([1])
  vouch(1, 3)
  expect(inNow(), 'one is all there is').toEqual([1, 3])
  vouch(1, 0)
  expect(inNow(), 'and now there are two').toEqual([1, 3])
  vouch(3, 0)
  expect(inNow()).toEqual([0, 1, 3])
})

test('a commune that leaves is not kept in by a raise that did not know, and one back since is', () => {
  const { vouch, raise, leave, inNow } = begun(1)
  vouch(0, 1)
  vouch(0, 2)
  leave(1)
  vouch(0, 1)
  raise(2)
  expect(inNow()).toEqual([0, 1, 2])
  leave(2)
  expect(inNow()).toEqual([0, 1])
  vouch(0, 2)
  expect(inNow()).toEqual([0, 1])
  vouch(1, 2)
  expect(inNow()).toEqual([0, 1, 2])
})

test('of two raises at once, what either knew to be in stays in', () => {
  const { federation, founder, communes, vouch, raise, say, inNow } = begun(1)
  const second = makeScribe()
  const admitted = say(founder, admitBody(communes[0]!, second.log))
  const one = vouch(0, 1)
  const other = vouch(0, 2, [federation, admitted])
  raise(2, { over: [federation, one, other] })
  const third = vouch(1, 3, [federation, one])
  raise(3, { by: second, over: [federation, admitted, third] })
  expect(inNow(second)).toEqual([0, 1, 2, 3])
})

test('of two communes where two must vouch, one speaks for the other whose members are gone', () => {
  const { communes, scribes, say, vouch, raise, authority } = begun(1)
  const heir = makeScribe()
  vouch(0, 1)
  raise(2)
  const gone = scribes[1]!
  say(gone, { kind: 'release', commune: communes[1]!, fields: { device: gone.log, lastSeq: 0 } })
  const member = { device: heir.log, handle: 'heir', sealKey: `age1${'q'.repeat(58)}` }
  const speaks = { kind: 'vouch', commune: communes[0]!, fields: { for: communes[1]!, member } }
  say(scribes[0]!, speaks)
  expect(authority(heir).members.get(communes[1]!)).toEqual(new Set([heir.log]))
  vouch(0, 2)
  say(heir, vouchBody(communes[1]!, communes[2]!))
  expect(authority(heir).members.get(communes[1]!), 'also once there are more').toEqual(new Set([heir.log]))
  expect(authority(heir).communesIn.has(communes[2]!)).toBe(true)
})

test('of three communes where two must vouch, two speak for one whose members are gone', () => {
  const { communes, scribes, say, vouch, raise, authority } = begun(1)
  const heir = makeScribe()
  vouch(0, 1)
  vouch(0, 2)
  raise(2)
  const gone = scribes[1]!
  say(gone, { kind: 'release', commune: communes[1]!, fields: { device: gone.log, lastSeq: 0 } })
  const member = { device: heir.log, handle: 'heir', sealKey: `age1${'q'.repeat(58)}` }
  const members = () => authority(heir).members.get(communes[1]!)
  say(scribes[0]!, { kind: 'vouch', commune: communes[0]!, fields: { for: communes[1]!, member } })
  expect(members()).toEqual(new Set())
  say(scribes[2]!, { kind: 'vouch', commune: communes[2]!, fields: { for: communes[1]!, member } })
  expect(members()).toEqual(new Set([heir.log]))
})

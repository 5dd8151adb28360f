import { expect, test } from 'vitest'
import type { Entry, EntryId, LogId, ThingId } from '../../shared/record/entry.ts'
import { foldRecord } from '../../shared/record/fold-record.ts'
import { admitBody, communeBody, federationBody, makeScribe, offerBody, vouchBody } from './make.ts'

const threeCommunes = (vouchThreshold = 1) => {
  const [a, b, c, d] = [makeScribe(), makeScribe(), makeScribe(), makeScribe()]
  const communes = [a, b, c].map((scribe, i) => scribe.write(communeBody(`Commune ${i}`))) as [
    ThingId,
    ThingId,
    ThingId
  ]
  const federation = a.write(federationBody(communes[0], vouchThreshold))
  const all = (): Entry[] => [a, b, c, d].flatMap(scribe => scribe.entries)
  const fold = (...but: EntryId[]) => {
    const entries = all()
    return foldRecord(
      entries.filter(({ id }) => !but.includes(id)),
      federation
    )
  }
  return { a, b, c, d, communes, federation, all, fold }
}

test('the author of a commune is its member; others are once a member admits them', () => {
  const { a, b, d, communes, fold } = threeCommunes()
  const byStranger = b.write(admitBody(communes[0], b.log))
  const admitsD = a.write(admitBody(communes[0], d.log))
  const admitsB = d.write(admitBody(communes[0], b.log))
  const { authority, aside } = fold()
  expect(authority.members.get(communes[0])).toEqual(new Set([a.log, d.log, b.log]))
  // its author became a member by another road, so even what it wrote before counts: no clock, no order
  expect(aside.has(byStranger)).toBe(false)
  const without = fold(admitsB)
  expect(without.aside.get(byStranger)).toBe('not-member')
  expect(fold(admitsD).authority.members.get(communes[0])).toEqual(new Set([a.log]))
})

test('whom a device can be sealed to is told by itself, or by those who took it in, and by no stranger', () => {
  const { a, b, d, communes, fold } = threeCommunes()
  const stolen = (device: LogId, key: string) => {
    const body = admitBody(communes[0], device)
    return { ...body, fields: { ...body.fields, sealKey: `age1${key.repeat(58)}` } }
  }
  const keyOf = (log: LogId) => fold().authority.devices.get(log)?.sealKey.slice(4, 5)
  const admits = a.write(stolen(d.log, 'd'))
  // whoever is no member of the commune in whose name it takes somebody in
  b.write({ ...stolen(d.log, 'b'), over: [admits] })
  b.write({ ...stolen(a.log, 'b'), over: [admits] })
  expect([keyOf(a.log), keyOf(d.log)]).toEqual(['q', 'd'])
  // a member, of one who began the commune
  const again = d.write({ ...stolen(a.log, 'x'), over: [admits] })
  expect(keyOf(a.log)).toBe('q')
  a.write({ ...stolen(d.log, 'e'), over: [again] })
  expect(keyOf(d.log)).toBe('e')
})

test('the word of a member who was released gives way to that of those who stay', () => {
  const { a, d, communes, federation, all } = threeCommunes()
  const [one] = communes
  const [e, olha] = [makeScribe(), makeScribe()]
  const key = (letter: string) => `age1${letter.repeat(58)}`
  const takes = (device: LogId, letter: string) => {
    const body = admitBody(one, device)
    return { ...body, fields: { ...body.fields, sealKey: key(letter) } }
  }
  const devicesNow = () => foldRecord([...all(), ...e.entries, ...olha.entries], federation).authority.devices
  a.write(takes(d.log, 'd'))
  a.write(takes(e.log, 'e'))
  const admits = a.write(takes(olha.log, 'w'))
  const again = d.write({ ...takes(olha.log, 'x'), over: [admits] })
  expect(devicesNow().get(olha.log)?.sealKey).toBe(key('x'))
  const release = { kind: 'release', commune: one, fields: { device: d.log, lastSeq: 1, last: again } }
  const asked = a.write({ ...release, over: [again] })
  e.write({ ...release, over: [asked] })
  expect(devicesNow().get(olha.log)?.sealKey).toBe(key('w'))
})

test('a circle of strangers who admit one another stays outside', () => {
  const { b, c, communes, fold } = threeCommunes()
  b.write(admitBody(communes[0], c.log))
  c.write(admitBody(communes[0], b.log))
  expect(fold().authority.members.get(communes[0])?.size).toBe(1)
})

test('a commune is in once enough communes that are in have vouched, and vouching is passed on', () => {
  const { a, b, c, communes, fold } = threeCommunes()
  const [one, two, three] = communes
  b.write(vouchBody(two, three))
  expect(fold().authority.communesIn).toEqual(new Set([one]))
  const first = a.write(vouchBody(one, two))
  expect(fold().authority.communesIn).toEqual(new Set([one, two, three]))
  expect(fold(first).authority.communesIn).toEqual(new Set([one]))
  c.write(vouchBody(two, three))
  expect(fold(first).authority.communesIn).toEqual(new Set([one]))
})

test('two communes that vouch for each other are not in by that', () => {
  const { b, c, communes, fold } = threeCommunes()
  b.write(vouchBody(communes[1], communes[2]))
  c.write(vouchBody(communes[2], communes[1]))
  expect(fold().authority.communesIn).toEqual(new Set([communes[0]]))
})

test('the threshold counts communes, not vouches, and follows the covenant', () => {
  const { a, b, d, communes, federation, fold } = threeCommunes()
  const [one, two, three] = communes
  a.write(vouchBody(one, two))
  a.write(admitBody(one, d.log))
  const covenant = a.write({
    kind: 'federation',
    commune: one,
    thing: federation,
    over: [federation],
    fields: { vouchThreshold: 2 }
  })
  a.write(vouchBody(one, three))
  d.write(vouchBody(one, three))
  expect(fold(covenant).authority.communesIn.has(three)).toBe(true)
  expect(fold().authority.communesIn.has(three)).toBe(false)
  // nobody but the founder's members changes the covenant
  const byB = b.write({
    kind: 'federation',
    commune: two,
    thing: federation,
    over: [covenant],
    fields: { vouchThreshold: 1 }
  })
  expect(fold().aside.get(byB)).toBe('not-member')
  expect(fold().authority.communesIn.has(three)).toBe(false)
})

test('the covenant is what its row shows, also where somebody released changed it in between', () => {
  const { a, b, communes, federation, fold } = threeCommunes()
  const [one] = communes
  const admission = a.write(admitBody(one, b.log))
  const put = (scribe: typeof a, over: EntryId, vouchThreshold: number) =>
    scribe.write({
      kind: 'federation',
      commune: one,
      thing: federation,
      over: [over],
      fields: { vouchThreshold }
    })
  const first = put(a, federation, 2)
  const between = put(b, first, 3)
  put(a, between, 1)
  expect(fold().authority.vouchThreshold).toBe(1)
  a.write({ kind: 'release', commune: one, over: [admission], fields: { device: b.log, lastSeq: 1 } })
  const { authority, things, aside } = fold()
  expect(aside.get(between)).toBe('released')
  expect(things.get(federation)?.fields.vouchThreshold).toBe(1)
  expect(authority.vouchThreshold).toBe(1)
})

test('an offer counts once its commune is in, whatever came first', () => {
  const { a, b, communes, fold } = threeCommunes()
  const offer = b.write(offerBody(communes[1], 'Flour'))
  expect(fold().aside.get(offer)).toBe('commune-not-in')
  a.write(vouchBody(communes[0], communes[1]))
  expect(fold().things.has(offer)).toBe(true)
})

test('a thing stays with the commune that began it', () => {
  const { a, b, communes, fold } = threeCommunes()
  a.write(vouchBody(communes[0], communes[1]))
  const offer = a.write(offerBody(communes[0], 'Flour'))
  const put = (commune: ThingId) => ({
    kind: 'offer',
    commune,
    thing: offer,
    over: [offer],
    fields: { massKg: 1 }
  })
  const foreign = b.write(put(communes[1]))
  const pretending = b.write(put(communes[0]))
  const { aside, things } = fold()
  expect([aside.get(foreign), aside.get(pretending)]).toEqual(['not-member', 'not-member'])
  expect(things.get(offer)?.fields.massKg).toBe(75)
})

test('nobody but its members renames a commune, though anyone may begin one', () => {
  const { a, b, communes, fold } = threeCommunes()
  const renamed = { kind: 'commune', thing: communes[0], over: [communes[0]], fields: { name: 'Ours' } }
  const byB = b.write({ ...renamed, commune: communes[1] })
  expect(fold().aside.get(byB)).toBe('not-member')
  a.write(renamed)
  expect(fold().things.get(communes[0])?.fields.name).toBe('Ours')
})

test('things of the whole federation are put by any member of a commune that is in', () => {
  const { a, b, c, communes, fold } = threeCommunes()
  a.write(vouchBody(communes[0], communes[1]))
  const assembly = a.write({
    kind: 'assembly',
    commune: communes[0],
    fields: { name: 'Spring', at: communes[0], date: '2026-05-12', state: 'planned' }
  })
  const put = (commune: ThingId, state: string) => ({
    kind: 'assembly',
    commune,
    thing: assembly,
    over: [assembly],
    fields: { state }
  })
  const byB = b.write(put(communes[1], 'open'))
  const byC = c.write(put(communes[2], 'closed'))
  expect(fold().things.get(assembly)?.fields.state).toBe('open')
  expect(fold().aside.has(byB)).toBe(false)
  expect(fold().aside.get(byC)).toBe('commune-not-in')
})

test('a fork ends the honour of a log at its first double entry, and only there', () => {
  const { a, communes, fold } = threeCommunes()
  const before = a.write(offerBody(communes[0], 'Flour'))
  const copy = a.clone()
  const one = a.write(offerBody(communes[0], 'Salt'))
  expect(fold().things.has(one)).toBe(true)
  const other = copy.write(offerBody(communes[0], 'Seed'))
  const later = copy.write(offerBody(communes[0], 'Oil'))
  const forked = foldRecord([...a.entries, ...copy.entries], a.entries[1]!.id)
  expect(forked.things.has(before)).toBe(true)
  for (const id of [one, other, later]) expect(forked.aside.get(id)).toBe('forked')
})

test('a fork puts out nobody whom its log took in, on whichever branch', () => {
  const { a, b, c, d, communes, federation } = threeCommunes()
  const copy = a.clone()
  const admits = a.write(admitBody(communes[0], d.log))
  a.write(vouchBody(communes[0], communes[1]))
  copy.write(vouchBody(communes[0], communes[2]))
  const offers = [d.write(offerBody(communes[0], 'Flour')), c.write(offerBody(communes[2], 'Salt'))]
  const own = a.write(offerBody(communes[0], 'Seed'))
  const { authority, things, aside } = foldRecord(
    [a, b, c, d, copy].flatMap(({ entries }) => entries),
    federation
  )
  expect(authority.members.get(communes[0])).toEqual(new Set([a.log, d.log]))
  expect(authority.communesIn).toEqual(new Set(communes))
  for (const id of [...offers, admits]) expect(things.has(id)).toBe(true)
  expect(aside.get(own)).toBe('forked')
})

test('who founded a federation and forks at the very beginning leaves it standing, and comes back', () => {
  const a = makeScribe()
  const copy = a.clone()
  const commune = a.write(communeBody('Orikhiv'))
  const federation = a.write(federationBody(commune))
  const [b, again] = [makeScribe(), makeScribe()]
  a.write(admitBody(commune, b.log))
  const offer = b.write(offerBody(commune, 'Flour'))
  copy.write(communeBody('Elsewhere'))
  b.write(admitBody(commune, again.log))
  const seed = again.write(offerBody(commune, 'Seed'))
  const { authority, things } = foldRecord(
    [a, b, again, copy].flatMap(({ entries }) => entries),
    federation
  )
  expect(authority.forks.get(a.log)).toBe(1)
  expect(authority.communesIn).toEqual(new Set([commune]))
  for (const id of [federation, commune, offer, seed]) expect(things.has(id)).toBe(true)
})

test('whoever was released takes nothing back by forking below its pin', () => {
  const { a, b, d, communes, federation } = threeCommunes()
  const e = makeScribe()
  const copy = a.clone()
  a.write(admitBody(communes[0], d.log))
  const admitsE = a.write(admitBody(communes[0], e.log))
  const release = (over: EntryId[]) => ({
    kind: 'release',
    commune: communes[0],
    over,
    fields: { device: a.log, lastSeq: 4, last: admitsE }
  })
  const first = d.write(release([admitsE]))
  e.write(release([first]))
  const offer = d.write(offerBody(communes[0], 'Flour'))
  for (let i = 0; i < 3; i++) copy.write(offerBody(communes[0], `Salt ${i}`))
  const admitsB = copy.write(admitBody(communes[0], b.log))
  const { authority, things } = foldRecord(
    [a, b, d, e, copy].flatMap(({ entries }) => entries),
    federation
  )
  expect(authority.pins.get(communes[0])?.get(a.log)).toBe(4)
  // what the copy took in stands beyond the pin
  expect(copy.entries.find(({ id }) => id === admitsB)?.header.seq).toBeGreaterThan(4)
  expect(authority.members.get(communes[0])).toEqual(new Set([d.log, e.log]))
  expect(things.has(offer)).toBe(true)
  expect(authority.communesIn.has(communes[0])).toBe(true)
})

test('each way of not being understood is told apart', () => {
  const { a, communes, fold } = threeCommunes()
  const [commune] = communes
  const offer = a.write(offerBody(commune, 'Flour'))
  const cases = {
    'kind-unknown': a.write({ kind: 'story', commune, fields: { text: 'x' } }),
    'kind-newer': a.write({ ...offerBody(commune, 'Salt'), version: 2 }),
    'fields-bad': a.write(offerBody(commune, '')),
    sealed: a.write(offerBody(commune, 'Oil'), { scope: commune }),
    'fact-immutable': a.write({ ...admitBody(commune, a.log), thing: offer }),
    'kind-differs': a.write({ ...offerBody(commune, 'Salt'), kind: 'need', thing: offer, fields: {} }),
    'thing-unknown': a.write({ ...offerBody(commune, 'Salt'), thing: a.log as unknown as ThingId }),
    'no-commune': a.write({ kind: 'offer', fields: offerBody(commune, 'Salt').fields })
  }
  const { aside } = fold()
  for (const [reason, id] of Object.entries(cases)) expect(aside.get(id), reason).toBe(reason)
  expect(aside.size).toBe(Object.keys(cases).length)
})

test('fields that a kind does not have change nothing, and defaults are for beginnings only', () => {
  const { a, communes, fold } = threeCommunes()
  const { unit: _, keep: __, ...fields } = offerBody(communes[0], 'Flour').fields
  const offer = a.write({ kind: 'offer', commune: communes[0], fields: { ...fields, colour: 'white' } })
  expect(fold().things.get(offer)?.fields).toMatchObject({ unit: 'kg', keep: 'plain' })
  expect(fold().things.get(offer)?.fields).not.toHaveProperty('colour')
  const put = (over: EntryId, change: Record<string, unknown>) =>
    a.write({ kind: 'offer', commune: communes[0], thing: offer, over: [over], fields: change })
  const cold = put(offer, { keep: 'cold' })
  put(cold, { massKg: 5 })
  expect(fold().things.get(offer)?.fields).toMatchObject({ keep: 'cold', massKg: 5 })
  const cleared = put(cold, { keep: null })
  expect(fold().aside.get(cleared)).toBe('fields-bad')
})

/** What entries say: bodies of every kind with something odd in them, read, folded and spoken aloud. */
import { encode } from 'cborg'
import { bundleDeps } from '../../electron/carry/bundle-deps.ts'
import { listPeople } from '../../electron/people/list-people.ts'
import { signingFromSeed } from '../../electron/store/node-crypto.ts'
import { openStore, type Store } from '../../electron/store/open-store.ts'
import { renewSecrets, settleSecrets } from '../../electron/store/settle-secrets.ts'
import { decodeBackupHead, encodeBackupHead } from '../../shared/bundle/backup-head.ts'
import { decodeWelcomeHead, encodeWelcomeHead } from '../../shared/invitation/welcome-head.ts'
import { kinds } from '../../shared/kinds/index.ts'
import type { Kind } from '../../shared/kinds/kind.ts'
import { readAct } from '../../shared/record/act.ts'
import { canonical, decodeBody } from '../../shared/record/body-codec.ts'
import type { Body, Entry, EntryId, LogId, RawEntry, ThingId } from '../../shared/record/entry.ts'
import { foldRecord } from '../../shared/record/fold-record.ts'
import { encodeHeader } from '../../shared/record/header-codec.ts'
import { bytesEqual, bytesToId, idToBytes } from '../../shared/record/ids.ts'
import { parseReceivedFields } from '../../shared/record/kind-fields.ts'
import { signOwnWord } from '../../shared/record/own-word.ts'
import { readEntry } from '../../shared/record/read-entry.ts'
import type { Run } from '../../shared/record/run.ts'
import type { WrittenLog } from '../bundle/logs.ts'
import { writeOneOfEach } from '../formats/one-of-each-kind.ts'
import { beginFederation, testPassphrase } from '../record/federation.ts'
import { admitBody, makeScribe } from '../record/make.ts'
import { bounded } from './allocation.ts'
import { pick, type Random } from './draw.ts'
import { expectSound, recordsOf } from './homes.ts'
import { mutateBytes, mutateTree } from './mutate.ts'
import { makeWorld, sha256, type World } from './signed.ts'

const { hashing } = bundleDeps
const seal = `age1${'q'.repeat(58)}`
const someId = 'A'.repeat(43)
const place = { lat: 47.65, lon: 36.25, precision: 'coarse' }

/** A lawful body of each kind, as others write them. */
const bodies: readonly Body[] = Object.entries({
  federation: { name: 'Salt Road', vouchThreshold: 1, decisionRule: 'consent' },
  commune: { name: 'Orikhiv', place, firstMember: { handle: 'Olha', sealKey: seal }, languages: ['uk'] },
  admit: { device: someId, handle: 'Petro', sealKey: seal },
  vouch: { for: someId, member: { device: someId, handle: 'Petro', sealKey: seal } },
  release: { device: someId, lastSeq: 2, why: 'harm' },
  leave: { note: 'for good' },
  mandate: { holder: someId, duty: 'driver', type: 'binding', until: '2027-01-01', covers: [someId] },
  recall: { mandate: someId },
  key: { scope: 'federation', to: [someId], sealed: new Uint8Array(200) },
  forget: { entries: [someId], why: 'mistake' },
  site: { name: 'The well', place: { ...place, precision: 'exact' } },
  offer: { good: 'flour', quantity: 3, massKg: 75, bestBefore: '2027-05-12', keep: 'dry', lot: '7' },
  need: { good: 'flour', quantity: 3, massKg: 75, urgency: 'soon' },
  match: {
    offer: someId,
    need: someId,
    from: someId,
    to: someId,
    quantity: 1,
    massKg: 1,
    state: 'tentative'
  },
  caravan: {
    ...{ name: 'Spring', start: someId, end: null, from: '2027-05-01', until: '2027-05-20', speedKmh: 40 },
    ...{ drivingHoursPerDay: 6, restEveryDays: 5, detourFactor: 1.3, goals: ['serve', 'short'] }
  },
  vehicle: { caravan: someId, name: 'Lorry', capacityKg: 3500 },
  stop: {
    ...{ caravan: someId, commune: someId, stayDays: 1, optional: true, priority: 2 },
    windows: [{ from: '2027-05-03', to: '2027-05-09' }]
  },
  'road-report': { a: someId, b: someId, state: 'slow', seen: '2027-04-28', replaces: [someId] },
  plan: {
    ...{ caravan: someId, firstDay: '2027-05-01', restDays: ['2027-05-02'], distanceM: 9, drivingMin: 9 },
    ...{ unserved: [{ stop: someId, reason: 'no-time' }], made: [{ of: someId, mark: 'a' }] },
    visits: [
      {
        ...{ stop: someId, commune: someId, arriveMin: 1, startMin: 1, departMin: 2, driveM: 1, driveMin: 1 },
        ...{ loads: [{ match: someId, good: 'flour', massKg: 3, what: 'load' }], onBoardKg: 3 }
      }
    ]
  },
  assembly: { name: 'At the well', at: someId, date: '2027-05-04', state: 'open', stop: someId },
  item: { assembly: someId, title: 'The mill', proposedBy: someId, affects: [someId], timeboxMin: 30 },
  'doc.update': { doc: someId, part: 'agenda', update: Uint8Array.of(0, 0) }
} satisfies Record<keyof typeof kinds, Record<string, unknown>>).map(([kind, fields]) => ({
  ...{ kind, version: kinds[kind as keyof typeof kinds].version },
  ...{ commune: someId as ThingId, over: [someId as EntryId], fields }
}))

/** Bytes of a body of some kind with something done to it, or with nothing. */
const oddBody = (random: Random, of: Body = pick(random, bodies)): Uint8Array => {
  const how = random(8)
  if (how < 2) return canonical(of)
  if (how === 2) return mutateBytes(canonical(of), random)
  if (how === 3) return encode(mutateTree(of, random))
  if (how === 4) return encode({ ...of, fields: mutateTree(mutateTree(of.fields, random), random) })
  if (how === 5) return canonical({ ...of, thing: pick(random, [someId, 'x', '']) })
  return encode({ ...of, fields: mutateTree(of.fields, random) })
}

const speaker = {
  name: (id: unknown) => String(id),
  quantity: (amount: unknown, unit: unknown) => `${amount} ${unit}`,
  date: (day: unknown) => String(day),
  place: ({ lat, lon }: { lat: number; lon: number }) => `${lat} ${lon}`
}

/** What any reader of a body comes to. */
const expectReadable = (entry: Entry): boolean => {
  const act = readAct(entry)
  if (act.content !== null || act.kind === null || act.body === null) return false
  const extent = act.body.thing === undefined ? 'whole' : 'part'
  const again = parseReceivedFields(act.kind as Kind, extent, act.kind.version, act.fields)
  if (!again.ok) throw new Error(`what was read of a ${act.body.kind} is not read again: ${again.reason}`)
  if (!bytesEqual(canonical(again.fields), canonical(act.fields)))
    throw new Error(`a ${act.body.kind} is another each time it is read`)
  for (const say of Object.values(act.kind.sentence))
    if (typeof say(act.fields as never, speaker as never) !== 'string') throw new Error('no sentence')
  return true
}

const entryOf = (header: Parameters<typeof encodeHeader>[0], body: Uint8Array, by: WrittenLog): RawEntry => {
  const bytes = encodeHeader({ ...header, bodySize: body.length, bodyHash: hashing.sha256(body) })
  return { header: bytes, signature: by.signing.sign(bytes), body }
}

export const bodyCase = async (random: Random, world: World): Promise<boolean> => {
  const body = oddBody(random)
  if (body.length === 0) return false
  return bounded(() => {
    const read = decodeBody(body)
    if (read === null) return false
    if (decodeBody(canonical(read)) === null) throw new Error('a body that was read cannot be written')
    const [author] = world.authors
    const { header } = author!.entries[0]!
    return expectReadable(readEntry(entryOf(header, body, author!), hashing))
  })
}

/** The log of an author who goes on with odd bodies, signed as they are. */
const oddRun = (author: WrittenLog, given: readonly Uint8Array[], world: World, scopes: string[]): Run => {
  let { header, id } = author.entries.at(-1)!
  const entries = given.map((body, at) => {
    const scope = scopes[at] ?? 'federation'
    const raw = entryOf({ ...header, seq: header.seq + 1, prev: idToBytes(id)!, scope }, body, author)
    world.know(raw)
    ;({ header, id } = readEntry(raw, hashing))
    return raw
  })
  return { log: author.log, entries }
}

/** A device that was welcomed by its card, and for which a member tells another key in every way. */
const welcomed = signingFromSeed(new Uint8Array(32).fill(9))
const welcomedLog = bytesToId<LogId>(welcomed.publicKey)
const word = { handle: 'Mykola', sealKey: `age1${'w'.repeat(58)}` }

/** A federation in which the authors of the world write for a commune, each with the beginning of a log. */
const records = recordsOf('folding', store => {
  const { commune } = beginFederation(store)
  for (const { log } of makeWorld().authors)
    store.put({ kind: 'admit', fields: { device: log, handle: 'author', sealKey: seal } })
  const card = signOwnWord(welcomed, word)
  store.put({ kind: 'admit', fields: { device: welcomedLog, ...word, card } })
  const liar = makeScribe(new Uint8Array(32).fill(10))
  const admitted = store.put({ kind: 'admit', fields: admitBody(commune, liar.log).fields }).id
  const cards = [
    null,
    card,
    new Uint8Array(64),
    signOwnWord(signingFromSeed(new Uint8Array(32).fill(10)), { handle: 'newcomer', sealKey: seal }),
    card.subarray(1)
  ]
  for (const told of cards) {
    const body = admitBody(commune, welcomedLog)
    liar.write({ ...body, over: [admitted], fields: { ...body.fields, ...(told && { card: told }) } })
  }
  store.appendRun(liar.run(), { road: 'lan', from: null })
  writeOneOfEach(store, commune, commune)
  for (const author of makeWorld().authors) store.appendRun(author.run(), { road: 'lan', from: null })
})

/** Points a body at what the record holds, so that it is folded into something. */
const pointed = (body: Body, store: Store, random: Random): Body => {
  const commune = store.standing().commune!.id
  const rows = store.list({ kind: body.kind, limit: 9 }).rows
  const row = rows.length > 0 && random(2) === 0 ? pick(random, rows) : null
  const isThing = kinds[body.kind as keyof typeof kinds].sort === 'thing'
  const devices = [...store.authority().devices.keys(), someId]
  const fields = { ...body.fields }
  for (const name of ['device', 'holder']) if (name in fields) fields[name] = pick(random, devices)
  return {
    ...body,
    ...{ commune, fields },
    ...(row && isThing && { thing: row.id }),
    over: row ? [...row.heads] : [...store.authority().heads].slice(0, 9)
  }
}

/** Lawful members say odd things: they are kept and folded, and everything that reads the record goes on. */
export const foldCase = async (random: Random, world: World): Promise<boolean> => {
  const { store, home } = await records.take()
  const runs = [...new Set([random(world.authors.length), random(world.authors.length)])].map(author => {
    const given = Array.from({ length: 1 + random(4) }, () =>
      oddBody(random, pointed(pick(random, bodies), store, random))
    ).filter(({ length }) => length > 0)
    const scopes = given.map(() => pick(random, ['federation', 'federation', 'public', someId]))
    return oddRun(world.authors[author]!, given, world, scopes)
  })
  const before = store.stats().entries
  await bounded(async () => {
    for (const run of runs) if (run.entries.length > 0) store.appendRun(run, { road: 'lan', from: null })
    expectSound(store, world)
    for (const kind of Object.keys(kinds))
      for (const { id } of store.list({ kind, limit: 50 }).rows) store.explain(id)
    store.arrived({ after: 0, until: store.lastArrival() })
    store.aside({ after: 0, until: store.lastArrival() })
    listPeople(store, '2027-05-01')
    store.lastNews()
    await settleSecrets(store, { renew: 'all' })
    // unless they have put this device out
    if (store.standing().state === 'in' && !store.standing().forked) await renewSecrets(store)
  })
  const isIn = store.standing().state === 'in' && !store.standing().forked
  if (isIn && store.authority().devices.get(welcomedLog)?.sealKey !== word.sealKey)
    throw new Error('a key was told in the place of a device’s own')
  const added = runs.reduce((sum, { entries }) => sum + entries.length, 0)
  if (store.stats().entries < before + added) throw new Error('lawful entries are lost')
  expectOrderless(store, random)
  const { state } = store.stats()
  store.close()
  const again = await openStore({ home, passphrase: testPassphrase })
  again.rebuild()
  const same = again.stats().state === state
  again.close()
  records.spoil()
  if (!same) throw new Error('made anew, the record says something else')
  return true
}

/** The same set of entries says the same, in whatever order they are folded. */
const expectOrderless = (store: Store, random: Random): void => {
  const entries = [...store.runsLackedBy([])].flatMap(run => run.entries.map(raw => readEntry(raw, hashing)))
  const federation = store.federation()!.id
  const told = (list: readonly Entry[]) => {
    const { things, aside } = foldRecord(list, federation)
    const sorted = <T>(map: Map<string, T>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1))
    return sha256(canonical([sorted(things as never), sorted(aside)]))
  }
  const mixed = [...entries]
  for (let at = mixed.length - 1; at > 0; at--) {
    const other = random(at + 1)
    ;[mixed[at], mixed[other]] = [mixed[other]!, mixed[at]!]
  }
  if (told(entries) !== told(mixed))
    throw new Error('folded in another order, the record says something else')
}

const bytes32 = new Uint8Array(32).fill(3)
const secrets = [{ scope: 'federation', key: null, secret: bytes32 }]
const welcomeHead = { device: bytes32, federation: bytes32, federationName: 'Salt Road', secrets }
const backupHead = { ...welcomeHead, handle: 'Olha' }

/** The first frames of welcomes and backups. */
export const headCase = async (random: Random): Promise<boolean> => {
  const isWelcome = random(2) === 0
  const head = isWelcome ? welcomeHead : backupHead
  const whole = isWelcome ? encodeWelcomeHead(welcomeHead) : encodeBackupHead(backupHead)
  const how = random(3)
  const bytes = how === 0 ? whole : how === 1 ? mutateBytes(whole, random) : encode(mutateTree(head, random))
  const read = await bounded(() => (isWelcome ? decodeWelcomeHead(bytes) : decodeBackupHead(bytes)))
  if (typeof read === 'string') return false
  if (read.secrets.length > 500) throw new Error('more secrets are taken than a head may have')
  for (const { secret, key } of read.secrets)
    if (secret.length !== 32 || (key !== null && key.length !== 32))
      throw new Error('a secret has another size')
  return true
}

import { randomBytes } from 'node:crypto'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { type KindName, kinds, type PartialFieldsOfKind } from '#shared/kinds/index.ts'
import type { Language } from '#shared/kinds/kind.ts'
import { coarsen } from '#shared/places/place.ts'
import type { Body, EntryId, ThingId } from '#shared/record/entry.ts'
import { createSeed, hashing, signingFromSeed } from '../store/node-crypto.ts'
import { openStore, type Store } from '../store/open-store.ts'
import { removeRecord } from '../store/remove-record.ts'
import { agendaUpdate } from './agenda-update.ts'
import { type CommuneLog, createCommuneLog } from './commune-log.ts'
import { demoAssembly, demoFederation } from './season/assembly.ts'
import { demoCommunes } from './season/communes.ts'
import { type DemoGood, demoMatches, demoNeeds, demoOffers } from './season/goods.ts'
import { demoCaravan, demoRoads } from './season/journeys.ts'
import { writeEarlier } from './write-earlier.ts'

export interface DemoOptions {
  home: string
  passphrase: string
  language: Language
  clock(): number
  step?: { progress(done: number, total: number): void }
}

/**
 * Writes the demo federation as its fourteen devices would have written it: every entry signed by its
 * own log and folded like any other. Interrupted, what it wrote is removed. Throws `home-taken`.
 */
export const writeDemo = async ({ home, passphrase, language, clock, step }: DemoOptions): Promise<void> => {
  const own = demoCommunes[0]
  if (!own) throw new Error('the demo has no communes')
  const store = await openStore({ home, passphrase, create: { handle: own.handle[language] }, clock })
  try {
    await writeSeason(store, language, clock(), step)
    store.close()
  } catch (error) {
    store.close()
    await removeRecord(home)
    throw error
  }
}

type Write = <K extends KindName>(commune: ThingId | null, kind: K, fields: PartialFieldsOfKind<K>) => EntryId

const writeSeason = async (
  store: Store,
  language: Language,
  now: number,
  step: DemoOptions['step']
): Promise<void> => {
  const total = demoCommunes.length + 2
  const dayOf = (offset: number): string => new Date(now + offset * 86_400_000).toISOString().slice(0, 10)
  const communeOf = new Map<string, ThingId>()
  const at = (key: string): ThingId => found(communeOf.get(key), key)

  const ownWrite: Write = (commune, kind, fields) => store.write(bodyOf(commune, kind, fields)).id

  // Our own commune founds the federation; the others are written by devices of their own.
  const writers = new Map<string, Write>()
  const logs: CommuneLog[] = []
  for (const [index, commune] of demoCommunes.entries()) {
    const { sealKey, write } =
      index === 0
        ? { sealKey: store.keyring.sealRecipient, write: ownWrite }
        : await newDevice(logs, now - 86_400_000 * (14 - index))
    const id = write(null, 'commune', {
      name: commune.name[language],
      place: coarsen(commune),
      firstMember: { handle: commune.handle[language], sealKey },
      people: commune.people,
      languages: ['українська'],
      resources: commune.resources.map(resource => resource[language])
    })
    communeOf.set(commune.key, id)
    writers.set(commune.key, write)
    if (index === 0) foundFederation(store, id, language)
    else ownWrite(at('huliaipole'), 'vouch', { for: id })
    step?.progress(index + 1, total)
  }
  const by = (key: string): Write => found(writers.get(key), key)

  const offers = new Map<string, { id: EntryId; good: DemoGood }>()
  for (const good of demoOffers) {
    const { day, urgency: _, ...goods } = goodsOf(good, language, dayOf)
    offers.set(`${good.good.en} ${good.at}`, {
      id: by(good.at)(at(good.at), 'offer', { ...goods, ...(day ? { bestBefore: day } : {}) }),
      good
    })
  }
  const needs = new Map<string, { id: EntryId; good: DemoGood }>()
  for (const good of demoNeeds) {
    const { day, urgency, ...goods } = goodsOf(good, language, dayOf)
    const fields = { ...goods, urgency: urgency ?? 'whenever', ...(day ? { neededBy: day } : {}) }
    needs.set(`${good.good.en} ${good.at}`, { id: by(good.at)(at(good.at), 'need', fields), good })
  }
  for (const match of demoMatches) {
    const offer = found(offers.get(`${match.good.en} ${match.from}`), match.good.en)
    const need = found(needs.get(`${match.good.en} ${match.to}`), match.good.en)
    const massKg = Math.min(offer.good.massKg, need.good.massKg)
    const share = massKg / offer.good.massKg
    by(match.to)(at(match.to), 'match', {
      offer: offer.id,
      need: need.id,
      from: at(match.from),
      to: at(match.to),
      quantity: offer.good.quantity * share,
      massKg,
      volumeM3: Math.round(offer.good.volumeM3 * share * 1000) / 1000,
      state: match.state
    })
  }

  writeEarlier({ language, at, by, dayOf })

  const home = at('huliaipole')
  const caravan = ownWrite(home, 'caravan', {
    name: demoCaravan.name[language],
    start: at(demoCaravan.start),
    end: at(demoCaravan.start),
    from: dayOf(demoCaravan.fromDay),
    until: dayOf(demoCaravan.untilDay),
    speedKmh: 45,
    drivingHoursPerDay: 5,
    restEveryDays: 6,
    detourFactor: 1.3
  })
  for (const { name, ...capacity } of demoCaravan.vehicles)
    ownWrite(home, 'vehicle', { caravan, name: name[language], ...capacity })
  for (const stop of demoCaravan.stops)
    ownWrite(home, 'stop', {
      caravan,
      commune: at(stop.at),
      windows:
        stop.from === undefined || stop.until === undefined
          ? []
          : [{ from: dayOf(stop.from), to: dayOf(stop.until) }],
      stayDays: stop.stayDays,
      optional: stop.optional,
      ...(stop.optional ? { priority: 2 } : {}),
      ...(stop.wantedBy === undefined ? {} : { wantedBy: dayOf(stop.wantedBy) })
    })
  for (const road of demoRoads)
    by(road.a)(at(road.a), 'road-report', {
      a: at(road.a),
      b: at(road.b),
      state: road.state,
      seen: dayOf(road.seenDay),
      note: road.note[language]
    })
  step?.progress(demoCommunes.length + 1, total)

  const assembly = ownWrite(home, 'assembly', {
    name: demoAssembly.name[language],
    at: at(demoAssembly.at),
    caravan,
    date: dayOf(demoAssembly.day),
    state: 'planned'
  })
  const points = demoAssembly.items.map(item => {
    const fields = {
      title: item.title[language],
      proposedBy: at(item.by),
      affects: item.affects.map(at),
      timeboxMin: item.timeboxMin
    }
    return { item: by(item.by)(at(item.by), 'item', { assembly, ...fields }), ...fields }
  })
  // The last point is proposed and not on the agenda yet: there is something left to do.
  ownWrite(home, 'doc.update', { doc: assembly, part: 'agenda', update: agendaUpdate(points.slice(0, -1)) })

  for (const log of logs) store.appendRun(log.takeRun(), { road: 'bundle', from: null })
  step?.progress(total, total)
}

const foundFederation = (store: Store, commune: ThingId, language: Language): void => {
  const federation = store.write(
    bodyOf(commune, 'federation', {
      name: demoFederation.name[language],
      covenant: demoFederation.covenant[language],
      vouchThreshold: 1,
      decisionRule: 'consent'
    })
  )
  store.setFederation(federation.id, new Uint8Array(randomBytes(32)))
}

const newDevice = async (
  logs: CommuneLog[],
  claimedAt: number
): Promise<{ sealKey: string; write: Write }> => {
  const log = createCommuneLog({ hashing, signing: signingFromSeed(createSeed()) }, claimedAt)
  logs.push(log)
  const sealKey = await identityToRecipient(await generateX25519Identity())
  return { sealKey, write: (commune, kind, fields) => log.write(bodyOf(commune, kind, fields)).id }
}

const bodyOf = <K extends KindName>(
  commune: ThingId | null,
  kind: K,
  fields: PartialFieldsOfKind<K>
): Body => ({
  kind,
  version: kinds[kind].version,
  ...(commune ? { commune } : {}),
  fields
})

const goodsOf = (good: DemoGood, language: Language, dayOf: (offset: number) => string) => ({
  good: good.good[language],
  category: good.category,
  quantity: good.quantity,
  unit: good.unit,
  massKg: good.massKg,
  volumeM3: good.volumeM3,
  keep: good.keep ?? ('plain' as const),
  ...(good.longestOnWayH ? { longestOnWayH: good.longestOnWayH } : {}),
  day: good.day === undefined ? undefined : dayOf(good.day),
  urgency: good.urgency
})

const found = <T>(value: T | undefined, what: string): T => {
  if (value === undefined) throw new Error(`the demo speaks of ${what}, which it does not have`)
  return value
}

import { dayMin, dayNumber } from '#shared/caravan/day.ts'
import { unreplaced } from '#shared/caravan/held.ts'
import type { Row } from '#shared/contract.ts'
import { FailureError } from '#shared/errors.ts'
import type { KindName } from '#shared/kinds/index.ts'
import type { Act } from '#shared/record/act.ts'
import type { RawEntry } from '#shared/record/entry.ts'
import { readEntry } from '#shared/record/read-entry.ts'
import type { Run } from '#shared/record/run.ts'
import type { Store } from '../store/open-store.ts'
import { bundleDeps } from './bundle-deps.ts'

/** Whether an entry's body goes along. Its header and signature always do, so that every chain verifies. */
export type GoesAlong = (entry: RawEntry) => boolean

const page = 5000
const rowsOf = <K extends KindName>(store: Store, kind: K): Row<K>[] => {
  const rows: Row<K>[] = []
  for (;;) {
    const next = store.list({ kind, offset: rows.length, limit: page })
    rows.push(...(next.rows as Row<K>[]))
    if (next.rows.length < page) return rows
  }
}

/**
 * What the next stops of a caravan need: who stands where, the caravans with their stops, vehicles, routes
 * and roads, and what is offered, needed, promised and to be talked over by the communes that are still
 * ahead. Throws `thing-unknown` for what is no caravan. `today` as the asker believes.
 */
export const travelPack = (store: Store, caravan: string, today: string): GoesAlong => {
  const row = store.get(caravan)
  if (row?.kind !== 'caravan') throw new FailureError('thing-unknown', { id: caravan })
  const ahead = communesAhead(store, row as Row<'caravan'>, today)
  const things = thingsOf(store, ahead)
  return raw => {
    if (raw.body === null) return false
    return concerns(store.readAct(readEntry(raw, bundleDeps.hashing)), ahead, things)
  }
}

const ofTheJourney: ReadonlySet<string> = new Set(['caravan', 'stop', 'vehicle', 'plan', 'road-report'])

const concerns = (act: Act, ahead: ReadonlySet<string>, things: ReadonlySet<string>): boolean => {
  // what is sealed cannot be told apart here, but by whose it is
  if (act.body === null) return ahead.has(act.scope)
  // a later version may know the kind, and hang standing on it
  if (act.kind === null || act.kind.retention === 'kept') return true
  if (ofTheJourney.has(act.kind.name) || things.has(act.thing)) return true
  return act.kind.name === 'doc.update' && things.has(String(act.fields.doc))
}

/** The communes of the stops that the adopted route still leads to; of all stops where none is adopted. */
const communesAhead = (store: Store, caravan: Row<'caravan'>, today: string): Set<string> => {
  const stops = rowsOf(store, 'stop').filter(
    stop => stop.fields.caravan === caravan.id && stop.fields.dropped !== true
  )
  const plan = unreplaced(rowsOf(store, 'plan').filter(one => one.fields.caravan === caravan.id))[0]
  const passed = new Set<string>()
  if (plan?.fields.firstDay !== undefined && plan.fields.visits !== undefined) {
    // by whole days: whoever is still there this evening is not passed
    const dayOfJourney = dayNumber(plan.fields.firstDay, today)
    const calls = plan.fields.visits.filter(visit => visit.stop !== null)
    for (const { stop, departMin } of calls)
      if (Math.floor(departMin / dayMin) < dayOfJourney) passed.add(String(stop))
    for (const { stop, departMin } of calls)
      if (Math.floor(departMin / dayMin) >= dayOfJourney) passed.delete(String(stop))
  }
  const communes = stops.filter(stop => !passed.has(stop.id)).map(stop => String(stop.fields.commune))
  return new Set(caravan.fields.end ? [...communes, caravan.fields.end] : communes)
}

/** Offers, needs, matches, assemblies and their items that speak for these communes or concern them. */
const thingsOf = (store: Store, ahead: ReadonlySet<string>): Set<string> => {
  const isAhead = (commune: unknown) => typeof commune === 'string' && ahead.has(commune)
  const things = new Set<string>()
  const goods = [...rowsOf(store, 'offer'), ...rowsOf(store, 'need')]
  for (const { id, commune } of goods) if (isAhead(commune)) things.add(id)
  for (const { id, commune, fields } of rowsOf(store, 'match'))
    if (isAhead(commune) || isAhead(fields.from) || isAhead(fields.to))
      // what it joins comes from elsewhere, and says nothing without both ends
      for (const part of [id, fields.offer, fields.need]) if (part !== undefined) things.add(part)
  for (const { id, commune, fields } of rowsOf(store, 'assembly'))
    if (isAhead(commune) || isAhead(fields.at)) things.add(id)
  for (const { id, commune, fields } of rowsOf(store, 'item'))
    if (
      isAhead(commune) ||
      isAhead(fields.proposedBy) ||
      fields.affects?.some(isAhead) ||
      things.has(String(fields.assembly))
    )
      things.add(id)
  return things
}

/** The runs with the bodies that stay behind taken out. */
export function* packed(runs: Iterable<Run>, goesAlong: GoesAlong): Generator<Run> {
  for (const { log, entries } of runs)
    yield { log, entries: entries.map(raw => (goesAlong(raw) ? raw : { ...raw, body: null })) }
}

import type { Row } from '#shared/contract.ts'
import type { KindName } from '#shared/kinds/index.ts'
import type { Route } from './route.ts'

/** The kinds that the palette searches, and where each is looked at. */
export const searchedKinds = ['commune', 'caravan', 'offer', 'need', 'assembly', 'item'] as const
export type SearchedKind = (typeof searchedKinds)[number]

const areaOf: Record<SearchedKind, Route['area']> = {
  commune: 'caravan',
  caravan: 'caravan',
  offer: 'exchange',
  need: 'exchange',
  assembly: 'assembly',
  item: 'assembly'
}

const isSearched = (kind: KindName): kind is SearchedKind =>
  (searchedKinds as readonly string[]).includes(kind)

/** A found row's name, or null where it has none to show. */
export const foundName = (row: Row): string | null => {
  const fields: Record<string, unknown> = row.fields
  const shown = fields.name ?? fields.good ?? fields.title
  return typeof shown === 'string' && shown !== '' ? shown : null
}

/** An agenda item opens its assembly. */
export const foundRoute = (row: Row): Route | null => {
  if (!isSearched(row.kind)) return null
  const fields: Record<string, unknown> = row.fields
  const assembly = row.kind === 'item' && typeof fields.assembly === 'string' ? fields.assembly : null
  return { area: areaOf[row.kind], thing: assembly ?? row.id, part: row.kind }
}

/** Where any row is looked at: its own screen, or the one that shows its sort. */
export const routeOf = (row: Row): Route => {
  const found = foundRoute(row)
  if (found) return found
  const { kind } = row
  if (kind === 'vehicle' || kind === 'stop' || kind === 'road-report' || kind === 'plan' || kind === 'site')
    return { area: 'caravan', thing: row.id, part: kind }
  if (kind === 'match') return { area: 'exchange', thing: row.id, part: kind }
  if (kind === 'doc.update') return { area: 'assembly' }
  return { area: 'carry', part: 'people' }
}

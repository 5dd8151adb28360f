import type { Held } from '#shared/caravan/held.ts'
import { legsOf } from '#shared/caravan/plan-check.ts'
import type { PlanFields } from '#shared/caravan/plan-of.ts'
import { type Roads, roadState } from '#shared/caravan/roads.ts'
import { stopOrderOf } from '#shared/caravan/stop-order.ts'
import type { MapCommune, MapRoute, MapTransfer } from '../../map/map-props.ts'
import type { Format } from '../../text/format.ts'
import type { Texts } from '../../text/texts.ts'

type Communes = ReadonlyMap<string, Held<'commune'>>

/** All communes that have a place, those on the route with their number. */
export const mapCommunes = (
  communes: Communes,
  own: string | null,
  plan: PlanFields | null,
  unnamed: string
): MapCommune[] => {
  const numbers = routeNumbers(plan)
  return [...communes.values()].flatMap(({ id, fields }) =>
    fields.place
      ? [
          {
            id,
            name: fields.name ?? unnamed,
            lat: fields.place.lat,
            lon: fields.place.lon,
            state: id === own ? ('own' as const) : ('member' as const),
            routeNumber: numbers.get(id)
          }
        ]
      : []
  )
}

/** By commune: its place among the stops of the route, from 1. */
export const routeNumbers = (plan: PlanFields | null): ReadonlyMap<string, number> => {
  if (!plan) return new Map()
  const communeOf = new Map(plan.visits.map(visit => [visit.stop, visit.commune]))
  const numbers = new Map<string, number>()
  for (const [i, stop] of stopOrderOf(plan).entries()) {
    const commune = communeOf.get(stop)
    if (commune && !numbers.has(commune)) numbers.set(commune, i + 1)
  }
  return numbers
}

export const mapRoute = (
  plan: PlanFields | null,
  communes: Communes,
  roads: Roads,
  standing: MapRoute['standing']
): MapRoute | undefined => {
  if (!plan) return undefined
  const legs = legsOf(plan).flatMap(({ from, to }) => {
    const a = communes.get(from)?.fields.place
    const b = communes.get(to)?.fields.place
    return a && b
      ? [{ from: a, to: b, between: [from, to] as const, blocked: roadState(roads, from, to) === 'blocked' }]
      : []
  })
  return legs.length > 0 ? { legs, standing } : undefined
}

/** What goes on and off where, one line for each good. */
export const mapTransfers = (
  plan: PlanFields | null,
  text: Texts['caravan'],
  format: Format
): MapTransfer[] =>
  (plan?.visits ?? []).flatMap(({ commune, loads }) =>
    loads.map(load => ({
      communeId: commune,
      direction: load.what,
      text: text.route[load.what](format.mass(load.massKg), load.good)
    }))
  )

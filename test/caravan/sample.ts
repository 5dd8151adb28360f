import type { Held } from '#shared/caravan/held.ts'
import type { CaravanRows } from '#shared/caravan/problem-of.ts'

/** An id of the right shape that a reader can tell apart. */
export const idOf = (name: string): string => name.padEnd(43, '0')

export const commune = (name: string, lat: number, lon: number): [string, Held<'commune'>] => [
  idOf(name),
  { id: idOf(name), fields: { name, place: { lat, lon, precision: 'exact' } } }
]

export const stop = (
  name: string,
  at: string,
  fields: Partial<Held<'stop'>['fields']> = {}
): Held<'stop'> => ({
  id: idOf(name),
  fields: {
    caravan: idOf('caravan'),
    commune: idOf(at),
    windows: [],
    stayDays: 0.25,
    optional: false,
    ...fields
  }
})

export const match = (
  name: string,
  from: string,
  to: string,
  massKg: number,
  fields: Partial<Held<'match'>['fields']> = {}
): Held<'match'> => ({
  id: idOf(name),
  fields: {
    offer: idOf(`offer-${name}`),
    need: idOf(`need-${name}`),
    from: idOf(from),
    to: idOf(to),
    quantity: massKg,
    massKg,
    state: 'committed',
    ...fields
  }
})

/** Four communes on one parallel, about 37 km apart; ten days in May at 40 km/h, eight hours a day. */
export const sample = (more: Partial<CaravanRows> = {}): CaravanRows => ({
  caravan: {
    id: idOf('caravan'),
    fields: {
      name: 'May round',
      start: idOf('alpha'),
      end: idOf('alpha'),
      from: '2026-05-10',
      until: '2026-05-19',
      speedKmh: 40,
      drivingHoursPerDay: 8,
      restEveryDays: 0,
      detourFactor: 1.3
    }
  },
  vehicles: [],
  stops: [stop('stop-b', 'beta'), stop('stop-c', 'gamma')],
  communes: new Map([
    commune('alpha', 47.5, 36),
    commune('beta', 47.5, 36.5),
    commune('gamma', 47.5, 37),
    commune('delta', 47.5, 37.5)
  ]),
  matches: [],
  offers: new Map([
    [idOf('offer-flour'), { id: idOf('offer-flour'), fields: { good: 'Flour', keep: 'dry' } }],
    [
      idOf('offer-milk'),
      { id: idOf('offer-milk'), fields: { good: 'Milk', keep: 'cold', bestBefore: '2026-05-12' } }
    ]
  ]),
  roads: new Map(),
  adopted: null,
  earlier: [],
  assemblies: [],
  ...more
})

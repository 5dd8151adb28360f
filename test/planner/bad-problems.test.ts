import { expect, test } from 'vitest'
import { LIMITS, validateProblem } from '#shared/planner/problem-schema'
import { solve } from '#shared/planner/solve'
import { clock, straightRoad } from './small-season'

const good = straightRoad({
  hoursBetween: [1, 1],
  stops: [{ id: 'B', windows: [{ fromS: 0, untilS: 10 }] }, { id: 'C' }],
  shipments: [{ id: 'flour', pickup: 'B', delivery: 'C', massKg: 5 }]
})
const [stop, other] = good.stops
const [shipment] = good.shipments
const [vehicle] = good.vehicles

test('a good problem passes and survives JSON', () => {
  const parsed = validateProblem(JSON.parse(JSON.stringify(good)))
  expect(parsed.ok && parsed.problem.stops).toEqual(good.stops)
})

const cases: [string, unknown, string, string][] = [
  ['no problem at all', 7, 'wrongShape', 'matrix'],
  [
    'a window that closes before it opens',
    { ...good, stops: [{ ...stop, windows: [{ fromS: 9, untilS: 2 }] }, other] },
    'windowContradiction',
    'stops[0].windows[0].untilS'
  ],
  [
    'windows that overlap',
    {
      ...good,
      stops: [
        {
          ...stop,
          windows: [
            { fromS: 0, untilS: 9 },
            { fromS: 5, untilS: 20 }
          ]
        },
        other
      ]
    },
    'windowContradiction',
    'stops[0].windows[1].fromS'
  ],
  [
    'a lock outside every window',
    { ...good, stops: [{ ...stop, lockedStartS: 50 }, other] },
    'windowContradiction',
    'stops[0].lockedStartS'
  ],
  [
    'a delivery without its pick-up',
    { ...good, shipments: [{ ...shipment, pickup: 'nowhere' }] },
    'unknownId',
    'shipments[0].pickup'
  ],
  [
    'a shipment from nowhere to nowhere',
    { ...good, shipments: [{ id: 'x' }] },
    'contradiction',
    'shipments[0]'
  ],
  [
    'a negative load',
    { ...good, shipments: [{ ...shipment, massKg: -1 }] },
    'negative',
    'shipments[0].massKg'
  ],
  [
    'a load that is not a number',
    { ...good, shipments: [{ ...shipment, massKg: Number.NaN }] },
    'notANumber',
    'shipments[0].massKg'
  ],
  [
    'a duration that is not a number',
    { ...good, matrix: { ...good.matrix, durationS: [0, 1, 1, 1, Number.NaN, 1, 1, 1, 0] } },
    'notANumber',
    'matrix.durationS[4]'
  ],
  [
    'a negative distance',
    { ...good, matrix: { ...good.matrix, distanceM: [0, 1, -1, 1, 0, 1, 1, 1, 0] } },
    'negative',
    'matrix.distanceM[2]'
  ],
  [
    'a matrix of the wrong size',
    { ...good, matrix: { ...good.matrix, durationS: [0, 1, 2] } },
    'matrixSize',
    'matrix.durationS'
  ],
  ['a matrix for other places', { ...good, places: good.places.slice(1) }, 'matrixSize', 'matrix'],
  [
    'a matrix that claims to be huge',
    { ...good, matrix: { size: 1e9, durationS: [], distanceM: [] } },
    'tooLarge',
    'matrix.size'
  ],
  [
    '100,000 stops',
    { ...good, stops: Array.from({ length: 100_000 }, (_, i) => ({ id: `${i}`, place: 'B' })) },
    'tooLarge',
    'stops'
  ],
  ['nothing', null, 'wrongShape', 'matrix'],
  ['a list', [], 'wrongShape', 'matrix'],
  ['a text of ten million letters', 'x'.repeat(10_000_000), 'wrongShape', 'matrix'],
  [
    'a name of ten million letters',
    { ...good, stops: [{ ...stop, id: 'x'.repeat(10_000_000) }, other] },
    'wrongShape',
    'stops[0].id'
  ],
  [
    'a distance that is text',
    { ...good, matrix: { ...good.matrix, distanceM: [0, 1, 1, 1, 0, '1', 1, 1, 0] } },
    'notANumber',
    'matrix.distanceM[5]'
  ],
  ['stops that are no list', { ...good, stops: { length: 100_000 } }, 'wrongShape', 'stops'],
  [
    '100,000 windows',
    { ...good, stops: [{ ...stop, windows: Array.from({ length: 100_000 }, () => ({})) }, other] },
    'tooLarge',
    'stops[0].windows'
  ],
  [
    'an endless wait',
    { ...good, stops: [{ ...stop, serviceS: Number.POSITIVE_INFINITY }, other] },
    'notANumber',
    'stops[0].serviceS'
  ],
  [
    'a window that is not a number',
    { ...good, stops: [{ ...stop, windows: [{ fromS: Number.NaN, untilS: 9 }] }, other] },
    'notANumber',
    'stops[0].windows[0].fromS'
  ],
  [
    'a day that ends before it begins',
    { ...good, vehicles: [{ ...vehicle, day: { startS: 900, endS: 800, drivingS: 10 } }] },
    'windowContradiction',
    'vehicles[0].day.endS'
  ],
  ['no vehicle', { ...good, vehicles: [] }, 'noVehicle', 'vehicles'],
  [
    'rest days without days',
    { ...good, vehicles: [{ ...vehicle, restEveryDays: 7 }] },
    'contradiction',
    'vehicles[0].day'
  ],
  ['two stops of one name', { ...good, stops: [stop, stop] }, 'duplicateId', 'stops[1].id'],
  [
    'a lock against a fixed order',
    {
      ...good,
      vehicles: [vehicle, { ...vehicle, id: 'w' }],
      stops: [{ ...stop, lockedVehicle: 'w' }, other],
      fixedOrders: [{ vehicle: 'van', stops: ['B'] }]
    },
    'contradiction',
    'fixedOrders[0].vehicle'
  ]
]

test.each(cases)('%s is refused, naming the field', (_, input, code, path) => {
  const parsed = validateProblem(input)
  if (parsed.ok) throw new Error('was accepted')
  expect(parsed.errors).toContainEqual(expect.objectContaining({ code, path }))
  expect(parsed.errors.length).toBeLessThanOrEqual(20)
})

test.each(['places', 'vehicles', 'stops', 'shipments', 'legRules'] as const)(
  'of %s that are too many not one is looked at',
  name => {
    let looks = 0
    const watched = new Proxy({}, { get: () => looks++, has: () => looks++ > 0 })
    const parsed = validateProblem({ ...good, [name]: new Array(LIMITS[name] + 1).fill(watched) })
    expect(parsed).toMatchObject({ ok: false, errors: [{ path: name }] })
    expect(looks).toBe(0)
    validateProblem({ ...good, [name]: [watched] })
    expect(looks).toBeGreaterThan(0)
  }
)

test('solve refuses what was built in code and is wrong, without throwing', async () => {
  const outcome = await solve(
    { ...good, shipments: [{ ...shipment!, delivery: 'Z' }] },
    { seconds: 1, seed: 1, now: clock }
  )
  expect(outcome).toMatchObject({ ok: false, errors: [{ code: 'unknownId', path: 'shipments[0].delivery' }] })
})

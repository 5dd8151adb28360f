import { expect, test } from 'vitest'
import { buildTravelMatrix, greatCircleM } from '#shared/planner/travel-matrix'

const places = [
  { id: 'Huliaipole', lat: 47.6625, lon: 36.2583 },
  { id: 'Orikhiv', lat: 47.567, lon: 35.785 },
  { id: 'Polohy', lat: 47.4842, lon: 36.2536 }
]

test('a degree of the meridian is 111.2 km', () => {
  expect(greatCircleM(47, 36, 48, 36)).toBeCloseTo(111_195, -1)
})

test('a blocked leg is driven round through another place, a slow one takes longer', () => {
  const settings = { detourFactor: 1.3, speedMps: 15 }
  const open = buildTravelMatrix(places, settings)
  const blocked = buildTravelMatrix(places, {
    ...settings,
    legs: [{ from: 'Huliaipole', to: 'Orikhiv', state: { kind: 'blocked' } }]
  })
  expect(blocked.distanceM[1]).toBe(open.distanceM[2]! + open.distanceM[2 * 3 + 1]!)
  expect(blocked.distanceM[3]).toBe(open.distanceM[3])
  const slow = buildTravelMatrix(places, {
    ...settings,
    legs: [{ from: 'Huliaipole', to: 'Orikhiv', bothWays: true, state: { kind: 'slow', factor: 1.5 } }]
  })
  expect(slow.durationS[3]).toBe(Math.round(open.durationS[3]! * 1.5))
  expect(slow.distanceM[3]).toBe(open.distanceM[3])
})

test('a place cut off on every side cannot be reached', () => {
  const legs = ['Orikhiv', 'Polohy'].map(to => ({
    from: 'Huliaipole',
    to,
    bothWays: true,
    state: { kind: 'blocked' } as const
  }))
  const matrix = buildTravelMatrix(places, { detourFactor: 1, speedMps: 10, legs })
  expect([matrix.durationS[1], matrix.durationS[2], matrix.durationS[3]]).toEqual([
    Infinity,
    Infinity,
    Infinity
  ])
})

test('a place without coordinates is named', () => {
  expect(() => buildTravelMatrix([{ id: 'X' }, { id: 'Y' }], { detourFactor: 1, speedMps: 1 })).toThrow(
    'place X has no coordinates'
  )
})

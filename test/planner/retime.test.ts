import { expect, test } from 'vitest'
import { retime } from '#shared/planner/retime'
import { HOUR, straightRoad } from './small-season'

const problem = straightRoad({
  hoursBetween: [1, 1],
  vehicle: { massKg: 10 },
  stops: [{ id: 'B', windows: [{ fromS: 0, untilS: 2 * HOUR }] }, { id: 'C' }],
  shipments: [
    { id: 'flour', pickup: 'B', delivery: 'C', massKg: 7 },
    { id: 'seed', pickup: 'B', delivery: 'C', massKg: 7 }
  ]
})

test('an order made by hand is timed, and carries what fits', () => {
  const { itineraries, violations, unserved } = retime(problem, [{ vehicle: 'van', stops: ['B', 'C'] }])
  expect(violations).toEqual([])
  expect(itineraries[0]!.visits.map(visit => [visit.arriveS, visit.load, visit.unload])).toEqual([
    [HOUR, ['flour'], []],
    [2 * HOUR, [], ['flour']]
  ])
  expect(unserved.map(item => item.id)).toEqual(['seed'])
})

test('a broken window is told in place of a refusal', () => {
  const { feasible, violations, unserved } = retime(problem, [{ vehicle: 'van', stops: ['C', 'B'] }])
  expect(feasible).toBe(false)
  expect(violations).toMatchObject([{ code: 'windowMissed', stop: 'B', by: HOUR }])
  expect(unserved.map(item => item.id)).toEqual(['flour', 'seed'])
})

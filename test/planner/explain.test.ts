import { expect, test } from 'vitest'
import type { Problem } from '#shared/planner/problem'
import { solve } from '#shared/planner/solve'
import { clock, DAY, HOUR, straightRoad } from './small-season'

async function unservedOf(problem: Problem) {
  const outcome = await solve(problem, { seconds: 10, seed: 1, iterations: 300, now: clock })
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors))
  expect(outcome.solution.feasible).toBe(true)
  return outcome.solution.unserved
}

test('a stop that closes too early opens if it can host so much later', async () => {
  const problem = straightRoad({
    hoursBetween: [5],
    stops: [{ id: 'B', windows: [{ fromS: 0, untilS: 3 * HOUR }] }]
  })
  expect(await unservedOf(problem)).toEqual([
    {
      kind: 'stop',
      id: 'B',
      binding: 'windowMissed',
      whatWouldFree: [{ code: 'laterWindow', stop: 'B', byS: 2 * HOUR, vehicle: 'van' }],
      together: []
    }
  ])
})

test('a load too heavy by 300 kg says so', async () => {
  const problem = straightRoad({
    hoursBetween: [1, 1],
    vehicle: { massKg: 500 },
    stops: [{ id: 'B' }, { id: 'C' }],
    shipments: [{ id: 'flour', pickup: 'B', delivery: 'C', massKg: 800 }]
  })
  expect(await unservedOf(problem)).toEqual([
    {
      kind: 'shipment',
      id: 'flour',
      binding: 'overloaded',
      whatWouldFree: [{ code: 'moreSpace', vehicle: 'van', dimension: 'massKg', by: 300 }],
      together: []
    }
  ])
})

test('a season too short, a lock on the wrong vehicle and a road cut off are told apart', async () => {
  const short = straightRoad({
    hoursBetween: [5],
    vehicle: { endPlace: 'A', untilS: 8 * HOUR },
    stops: [{ id: 'B' }]
  })
  expect((await unservedOf(short))[0]).toMatchObject({
    binding: 'tourEndsLate',
    whatWouldFree: [{ code: 'laterEnd', byS: 2 * HOUR }]
  })

  const locked = straightRoad({
    hoursBetween: [5],
    vehicles: [
      { id: 'slow', startPlace: 'A', durationFactor: 3 },
      { id: 'fast', startPlace: 'A' }
    ],
    stops: [{ id: 'B', windows: [{ fromS: 0, untilS: 6 * HOUR }], lockedVehicle: 'slow' }]
  })
  expect((await unservedOf(locked))[0]!.whatWouldFree).toContainEqual({
    code: 'otherVehicle',
    vehicle: 'fast'
  })

  const open = straightRoad({ hoursBetween: [1, 1], stops: [{ id: 'B' }] })
  const cut = {
    ...open,
    matrix: {
      ...open.matrix,
      durationS: Array.from(open.matrix.durationS, (s, i) => (i === 1 ? Infinity : s))
    }
  }
  expect((await unservedOf(cut))[0]).toMatchObject({
    binding: 'noWay',
    whatWouldFree: [{ code: 'openLeg', from: 'A', to: 'B' }]
  })
})

test('bread that spoils on the way says how much longer it would have to keep', async () => {
  const problem = straightRoad({
    hoursBetween: [1, 6],
    stops: [
      { id: 'B', visit: 'forLoads' },
      { id: 'C', visit: 'forLoads' }
    ],
    shipments: [
      { id: 'bread', pickup: 'B', delivery: 'C', maxOnBoardS: 4 * HOUR },
      { id: 'milk', pickup: 'B', delivery: 'C', bestBeforeS: 5 * HOUR }
    ]
  })
  const unserved = await unservedOf(problem)
  expect(unserved[0]).toMatchObject({
    id: 'bread',
    binding: 'tooLongOnBoard',
    whatWouldFree: [{ code: 'longerOnBoard', byS: 2 * HOUR }]
  })
  expect(unserved[1]).toMatchObject({
    id: 'milk',
    binding: 'pastBestBefore',
    whatWouldFree: [{ code: 'longerBestBefore', byS: 2 * HOUR }]
  })
})

test('between two stops that shut each other out, the one with the higher priority is served', async () => {
  const day = [{ fromS: 0, untilS: 4 * HOUR }]
  const stops = (b: number, c: number) => [
    { id: 'B', windows: day, serviceS: DAY, visit: 'optional' as const, priority: b },
    { id: 'C', windows: day, serviceS: DAY, visit: 'optional' as const, priority: c }
  ]
  expect((await unservedOf(straightRoad({ hoursBetween: [1, 1], stops: stops(1, 2) })))[0]!.id).toBe('B')
  expect((await unservedOf(straightRoad({ hoursBetween: [1, 1], stops: stops(2, 1) })))[0]!.id).toBe('C')
})

test('of two optional stops alike, the one passed by for longest is visited', async () => {
  const stop = (id: string, visitedDaysAgo: number) => ({
    id,
    visit: 'optional' as const,
    serviceS: DAY,
    windows: [{ fromS: 0, untilS: 4 * HOUR }],
    fairness: { visitedDaysAgo }
  })
  const problem = (b: number, c: number) =>
    straightRoad({ hoursBetween: [1, 1], stops: [stop('B', b), stop('C', c)] })
  expect((await unservedOf(problem(30, 300)))[0]!.id).toBe('B')
  expect((await unservedOf(problem(300, 30)))[0]!.id).toBe('C')
})

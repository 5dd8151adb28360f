import { describe, expect, test } from 'vitest'
import { explain } from '#shared/planner/explain'
import type { Problem } from '#shared/planner/problem'
import { indexProblem } from '#shared/planner/problem-index'
import { solve } from '#shared/planner/solve'
import { randomProblem } from './random-problem'
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

test('alternatives are named from the smallest on: 300 kg more, or two days later', async () => {
  // Salt fills the van; for the flour it would have to come a second time, two days on the road.
  const problem = straightRoad({
    hoursBetween: [24, 24],
    vehicle: { massKg: 500 },
    stops: [
      { id: 'B', visit: 'forLoads' },
      { id: 'C', visit: 'forLoads', windows: [{ fromS: 0, untilS: 2 * DAY }] }
    ],
    shipments: [
      { id: 'salt', pickup: 'B', delivery: 'C', massKg: 500, priority: 2 },
      { id: 'flour', pickup: 'B', delivery: 'C', massKg: 300 }
    ]
  })
  expect(await unservedOf(problem)).toEqual([
    {
      kind: 'shipment',
      id: 'flour',
      binding: 'overloaded',
      whatWouldFree: [
        { code: 'moreSpace', vehicle: 'van', dimension: 'massKg', by: 300 },
        { code: 'laterWindow', stop: 'C', byS: 2 * DAY, vehicle: 'van' }
      ],
      together: []
    }
  ])
})

test('where no single change is enough, two together are named', async () => {
  const problem = straightRoad({
    hoursBetween: [1, 1],
    vehicle: { massKg: 500 },
    stops: [
      { id: 'B', visit: 'forLoads' },
      { id: 'C', visit: 'forLoads', windows: [{ fromS: 0, untilS: HOUR }] }
    ],
    shipments: [{ id: 'flour', pickup: 'B', delivery: 'C', massKg: 600 }]
  })
  expect(await unservedOf(problem)).toEqual([
    {
      kind: 'shipment',
      id: 'flour',
      binding: 'several',
      whatWouldFree: [],
      together: [
        [
          { code: 'moreSpace', vehicle: 'van', dimension: 'massKg', by: 100 },
          { code: 'laterWindow', stop: 'C', byS: HOUR, vehicle: 'van' }
        ]
      ]
    }
  ])
})

test('what there is room for, but at the cost of a goal that comes before, says so', async () => {
  const problem = straightRoad({
    hoursBetween: [1],
    stops: [{ id: 'B' }],
    more: { goals: ['short', 'serve'] }
  })
  expect(await unservedOf(problem)).toEqual([
    { kind: 'stop', id: 'B', binding: 'goals', whatWouldFree: [], together: [] }
  ])
})

describe('empty space', () => {
  const season = (shipments: Problem['shipments']) =>
    straightRoad({
      hoursBetween: [1, 3],
      vehicle: { massKg: 1_000, volumeM3: 10, endPlace: 'A' },
      stops: [{ id: 'B' }, { id: 'C', windows: [{ fromS: 0, untilS: 4 * HOUR }] }],
      shipments
    })
  const spaceOf = async (problem: Problem) => {
    const outcome = await solve(problem, { seconds: 10, seed: 1, iterations: 300, now: clock })
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors))
    return outcome.solution.emptySpace
  }
  const salt = { id: 'salt', pickup: 'B', delivery: 'C', massKg: 800 }

  test('a van that drives home empty with nothing more to carry says that', async () => {
    // Four hours home and one to B empty, three with a fifth of the room left.
    expect(await spaceOf(season([salt]))).toEqual([
      { vehicle: 'van', freeShare: (5 + 0.6) / 8, leastFree: { massKg: 200, volumeM3: 10 }, keptOut: [] }
    ])
  })

  test('what is left behind although there is much room tells what keeps it out', async () => {
    const hay = { id: 'hay', pickup: 'C', delivery: 'B', massKg: 100, bestBeforeS: 5 * HOUR }
    const [space] = await spaceOf(season([salt, hay]))
    expect(space).toMatchObject({ vehicle: 'van', leastFree: { massKg: 200, volumeM3: 10 } })
    expect(space!.keptOut).toEqual([
      {
        shipment: 'hay',
        binding: 'pastBestBefore',
        whatWouldFree: [{ code: 'longerBestBefore', shipment: 'hay', byS: 2 * HOUR, vehicle: 'van' }],
        together: []
      }
    ])
  })

  test('nothing is said of a van that is full most of the way, nor where nothing is to be carried', async () => {
    const wool = { id: 'wool', pickup: 'C', massKg: 700 }
    expect(await spaceOf(season([salt, wool]))).toEqual([])
    expect(await spaceOf(season([]))).toEqual([])
  })
})

test('looking for reasons is bounded: 200 stops, nearly all of them late or left out', async () => {
  const made = randomProblem(3, { stops: 200, shipments: 100, vehicles: 3, calendar: true })
  const problem = { ...made, stops: made.stops.map(stop => ({ ...stop, wantedByS: 5 * DAY })) }
  const outcome = await solve(problem, { seconds: 600, seed: 1, iterations: 60, now: clock })
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors))
  let legs = 0
  const durationS = new Proxy(problem.matrix.durationS, {
    get: (target, key) => {
      legs++
      return Reflect.get(target, key)
    }
  })
  const counted = { ...problem, matrix: { ...problem.matrix, durationS } }
  const { late, unserved } = explain(indexProblem(counted), outcome.solution)
  expect(late.length + unserved.length).toBeGreaterThan(100)
  expect(late.filter(one => one.binding.code !== 'notExamined').length).toBeGreaterThan(5)
  expect(unserved.filter(one => one.binding !== 'notExamined').length).toBeGreaterThan(5)
  // A leg timed is one reading; some three microseconds each.
  expect(legs).toBeGreaterThan(10_000)
  expect(legs).toBeLessThan(600_000)
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

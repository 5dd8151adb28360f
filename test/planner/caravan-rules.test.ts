import { describe, expect, test } from 'vitest'
import { evaluate } from '#shared/planner/evaluate'
import { DAY, HOUR, straightRoad, visitOnly, WORKING_DAY } from './small-season'

describe('days and nights', () => {
  test('a leg longer than a day of driving goes on the next morning, the night spent on the road', () => {
    const problem = straightRoad({ hoursBetween: [8], vehicle: { day: WORKING_DAY }, stops: [{ id: 'B' }] })
    const [tour] = evaluate(problem, visitOnly('van', ['B'])).itineraries
    expect(tour!.visits[0]!.arriveS).toBe(DAY + 10 * HOUR)
    expect(tour!.nights).toEqual([{ day: 0, at: { from: 'A', to: 'B', share: 0.75 } }])
    expect(tour!.drivingS).toBe(8 * HOUR)
  })

  test('the hours of the day bind as well as the hours of driving', () => {
    const problem = straightRoad({
      hoursBetween: [8],
      vehicle: { day: { startS: 8 * HOUR, endS: 12 * HOUR, drivingS: 6 * HOUR } },
      stops: [{ id: 'B' }]
    })
    expect(evaluate(problem, visitOnly('van', ['B'])).itineraries[0]!.endS).toBe(DAY + 12 * HOUR)
  })

  test('with nights at stops a leg that no longer fits today waits for the morning', () => {
    const stops = [{ id: 'B' }, { id: 'C' }]
    const rough = straightRoad({ hoursBetween: [4, 4], vehicle: { day: WORKING_DAY }, stops })
    const gentle = straightRoad({
      hoursBetween: [4, 4],
      vehicle: { day: WORKING_DAY, nightsAtStops: true },
      stops
    })
    expect(evaluate(rough, visitOnly('van', ['B', 'C'])).itineraries[0]!.nights[0]!.at).toEqual({
      from: 'B',
      to: 'C',
      share: 0.5
    })
    const [tour] = evaluate(gentle, visitOnly('van', ['B', 'C'])).itineraries
    expect(tour!.nights).toEqual([{ day: 0, at: { place: 'B' } }])
    expect(tour!.visits[1]!.arriveS).toBe(DAY + 12 * HOUR)
  })

  test('a short visit is held within one day, a stay of days runs through its nights', () => {
    const problem = straightRoad({
      hoursBetween: [5, 1],
      vehicle: { day: WORKING_DAY },
      stops: [
        { id: 'B', serviceS: 6 * HOUR },
        { id: 'C', serviceS: 2 * DAY }
      ]
    })
    const [tour] = evaluate(problem, visitOnly('van', ['B', 'C'])).itineraries
    // Arrives at 13:00; six hours would end at 19:00, past the day's end.
    expect(tour!.visits[0]).toMatchObject({
      arriveS: 13 * HOUR,
      startS: DAY + 8 * HOUR,
      endS: DAY + 14 * HOUR
    })
    expect(tour!.visits[1]).toMatchObject({ startS: DAY + 15 * HOUR, endS: 3 * DAY + 15 * HOUR })
    expect(tour!.nights.map(night => night.day)).toEqual([0, 1, 2])
  })
})

describe('rest', () => {
  const stops = ['B', 'C', 'D', 'E'].map(id => ({ id, serviceS: 9 * HOUR }))

  test('at least one day in every three is free of driving and service', () => {
    const problem = straightRoad({
      hoursBetween: [1, 1, 1, 1],
      vehicle: { day: WORKING_DAY, restEveryDays: 3 },
      stops
    })
    const [tour] = evaluate(problem, visitOnly('van', ['B', 'C', 'D', 'E'])).itineraries
    expect(tour!.visits.map(visit => Math.floor(visit.startS / DAY))).toEqual([0, 1, 3, 4])
    expect(tour!.restDays).toEqual([2])
  })

  test('whole days at a restful stop count', () => {
    const restful = stops.map(stop =>
      stop.id === 'C' ? { ...stop, serviceS: 2 * DAY, restful: true } : stop
    )
    const problem = straightRoad({
      hoursBetween: [1, 1, 1, 1],
      vehicle: { day: WORKING_DAY, restEveryDays: 3 },
      stops: restful
    })
    const [tour] = evaluate(problem, visitOnly('van', ['B', 'C', 'D'])).itineraries
    expect(tour!.restDays).toEqual([2])
    expect(Math.floor(tour!.visits[2]!.startS / DAY)).toBe(4)
  })

  test('a free day spent waiting for a window counts', () => {
    const waiting = stops.map(stop =>
      stop.id === 'C' ? { ...stop, windows: [{ fromS: 2 * DAY + 8 * HOUR, untilS: 9 * DAY }] } : stop
    )
    const problem = straightRoad({
      hoursBetween: [0, 1, 1, 1],
      vehicle: { day: WORKING_DAY, restEveryDays: 3 },
      stops: waiting
    })
    const [tour] = evaluate(problem, visitOnly('van', ['B', 'C', 'D'])).itineraries
    expect(tour!.visits.map(visit => Math.floor(visit.startS / DAY))).toEqual([0, 2, 3])
  })

  test('a stay that would end past the limit begins after a day of rest', () => {
    const problem = straightRoad({
      hoursBetween: [0, 0],
      vehicle: { day: WORKING_DAY, restEveryDays: 4 },
      stops: [
        { id: 'B', serviceS: 30 * HOUR },
        { id: 'C', serviceS: 30 * HOUR }
      ]
    })
    const [tour] = evaluate(problem, visitOnly('van', ['B', 'C'])).itineraries
    // B takes days 0 and 1; C would take 1 to 2 or 2 to 3: its second day would be the fourth of work.
    expect(tour!.visits[1]!.startS).toBe(DAY + 14 * HOUR)
    const tighter = { ...problem, vehicles: [{ ...problem.vehicles[0]!, restEveryDays: 3 }] }
    expect(evaluate(tighter, visitOnly('van', ['B', 'C'])).itineraries[0]!.visits[1]!.startS).toBe(
      3 * DAY + 8 * HOUR
    )
  })
})

describe('windows, loads and roads', () => {
  test('a visit takes the next window that is still open', () => {
    const windows = [
      { fromS: 0, untilS: HOUR },
      { fromS: 5 * HOUR, untilS: 6 * HOUR }
    ]
    const problem = straightRoad({ hoursBetween: [2], stops: [{ id: 'B', windows }] })
    expect(evaluate(problem, visitOnly('van', ['B'])).itineraries[0]!.visits[0]).toMatchObject({
      startS: 5 * HOUR,
      waitS: 3 * HOUR
    })
  })

  test('a missed window, a late end and a broken order are told with their amounts', () => {
    const problem = straightRoad({
      hoursBetween: [2, 2],
      vehicle: { massKg: 100, endPlace: 'A', untilS: 5 * HOUR },
      stops: [{ id: 'B', windows: [{ fromS: 0, untilS: HOUR }] }, { id: 'C' }],
      shipments: [{ id: 'flour', pickup: 'C', delivery: 'B', massKg: 130 }]
    })
    const bad = evaluate(problem, [
      {
        vehicle: 'van',
        calls: [
          { stop: 'B', held: true, load: [], unload: ['flour'] },
          { stop: 'C', held: true, load: ['flour'], unload: [] }
        ]
      }
    ])
    expect(bad.feasible).toBe(false)
    expect(bad.violations).toContainEqual({
      code: 'windowMissed',
      vehicle: 'van',
      stop: 'B',
      shipment: undefined,
      by: HOUR,
      untilS: HOUR
    })
    expect(bad.violations).toContainEqual({
      code: 'tourEndsLate',
      vehicle: 'van',
      by: 3 * HOUR,
      untilS: 5 * HOUR
    })
    expect(bad.violations).toContainEqual({
      code: 'orderBroken',
      vehicle: 'van',
      stop: 'B',
      shipment: 'flour',
      by: 1
    })
  })

  test('loading is put off until the bread will not be too long on board', () => {
    const problem = straightRoad({
      hoursBetween: [1, 1],
      stops: [
        { id: 'B', visit: 'forLoads' },
        { id: 'C', windows: [{ fromS: 10 * HOUR, untilS: 12 * HOUR }] }
      ],
      shipments: [{ id: 'bread', pickup: 'B', delivery: 'C', maxOnBoardS: 2 * HOUR, loadS: HOUR }]
    })
    const { violations, itineraries } = evaluate(problem, [
      {
        vehicle: 'van',
        calls: [
          { stop: 'B', held: false, load: ['bread'], unload: [] },
          { stop: 'C', held: true, load: [], unload: ['bread'] }
        ]
      }
    ])
    expect(violations).toEqual([])
    expect(itineraries[0]!.visits[0]).toMatchObject({ startS: 7 * HOUR, endS: 8 * HOUR, waitS: 6 * HOUR })
  })

  test('a leg blocked for a time is not begun before it opens, a slow one takes longer while it is slow', () => {
    const road = (slowFactor?: number) =>
      straightRoad({
        hoursBetween: [4],
        stops: [{ id: 'B' }],
        more: { legRules: [{ from: 'A', to: 'B', fromS: 2 * HOUR, untilS: 6 * HOUR, slowFactor }] }
      })
    expect(evaluate(road(), visitOnly('van', ['B'])).itineraries[0]!.visits[0]!.leg).toMatchObject({
      departS: 6 * HOUR,
      arriveS: 10 * HOUR
    })
    // Two hours as ever, two at half speed: three quarters of the way, then the last hour at full speed.
    expect(evaluate(road(2), visitOnly('van', ['B'])).itineraries[0]!.visits[0]!.arriveS).toBe(6 * HOUR)
    expect(evaluate(road(4), visitOnly('van', ['B'])).itineraries[0]!.visits[0]!.arriveS).toBe(7 * HOUR)
  })

  test('loads without a pick-up are on board from the start, those without a delivery to the end', () => {
    const problem = straightRoad({
      hoursBetween: [1, 1],
      vehicle: { massKg: 10 },
      stops: [{ id: 'B' }, { id: 'C' }],
      shipments: [
        { id: 'seed', delivery: 'C', massKg: 6 },
        { id: 'wool', pickup: 'B', massKg: 5 }
      ]
    })
    const { itineraries, violations } = evaluate(problem, [
      {
        vehicle: 'van',
        calls: [
          { stop: 'B', held: true, load: ['wool'], unload: [] },
          { stop: 'C', held: true, load: [], unload: ['seed'] }
        ]
      }
    ])
    expect(itineraries[0]!.visits.map(visit => visit.onBoard.massKg)).toEqual([11, 5])
    expect(violations).toMatchObject([{ code: 'overloaded', stop: 'B', by: 1 }])
  })

  test('a visit begun after the wish is late by the difference, one begun at that time is not', () => {
    const problem = straightRoad({
      hoursBetween: [2, 2],
      stops: [
        { id: 'B', wantedByS: 2 * HOUR },
        { id: 'C', wantedByS: 3 * HOUR }
      ]
    })
    const { feasible, late, cost } = evaluate(problem, visitOnly('van', ['B', 'C']))
    expect(feasible).toBe(true)
    expect(late).toMatchObject([{ vehicle: 'van', stop: 'C', byS: HOUR }])
    expect(cost.lateS).toBe(HOUR)
  })
})

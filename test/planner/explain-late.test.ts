import { describe, expect, test } from 'vitest'
import { checkProblem } from '#shared/planner/check-problem'
import { evaluate } from '#shared/planner/evaluate'
import { explain } from '#shared/planner/explain'
import { applyRemedy } from '#shared/planner/explain/changes'
import type { Problem } from '#shared/planner/problem'
import { indexProblem } from '#shared/planner/problem-index'
import type { Late, LateRemedy } from '#shared/planner/solution'
import { DAY, HOUR, straightRoad, visitOnly, WORKING_DAY } from './small-season'

/** The reasons for one order of visits of the van, whether or not the search would have chosen it. */
function lateIn(problem: Problem, order: readonly string[]): readonly Late[] {
  return explain(indexProblem(problem), evaluate(problem, visitOnly('van', order))).late
}

function remedyOf(late: Late, code: LateRemedy['code']): LateRemedy | undefined {
  return late.whatWouldFree.find(remedy => remedy.code === code)
}

describe('what made a visit late', () => {
  test('its own window, which opens only then', () => {
    const problem = straightRoad({
      hoursBetween: [1],
      stops: [{ id: 'B', windows: [{ fromS: 9 * HOUR, untilS: 20 * HOUR }], wantedByS: 7 * HOUR }]
    })
    expect(lateIn(problem, ['B'])).toEqual([
      {
        vehicle: 'van',
        stop: 'B',
        byS: 2 * HOUR,
        binding: { code: 'windowOpens', stop: 'B', otherStop: false },
        whatWouldFree: [{ code: 'earlierWindow', stop: 'B', fromS: 9 * HOUR, byS: 2 * HOUR }],
        together: []
      }
    ])
  })

  test('the wait for the window of a stop before it: leaving earlier would not help', () => {
    const problem = straightRoad({
      hoursBetween: [1, 1],
      stops: [
        { id: 'B', serviceS: HOUR, windows: [{ fromS: 9 * HOUR, untilS: 20 * HOUR }] },
        { id: 'C', wantedByS: 8 * HOUR }
      ]
    })
    const [late] = lateIn(problem, ['B', 'C'])
    expect(late!.byS).toBe(3 * HOUR)
    expect(late!.binding).toEqual({ code: 'windowOpens', stop: 'B', otherStop: true })
    expect(remedyOf(late!, 'earlierWindow')).toMatchObject({ stop: 'B', byS: 3 * HOUR })
    expect(remedyOf(late!, 'earlierStart')).toBeUndefined()
    // A visit may be asked to be half as long, which is not enough here.
    expect(remedyOf(late!, 'shorterVisit')).toBeUndefined()
  })

  test('a day of rest', () => {
    const problem = straightRoad({
      hoursBetween: [1, 1],
      vehicle: { day: WORKING_DAY, restEveryDays: 2 },
      stops: [
        // Not a day earlier, so that leaving earlier is no help.
        { id: 'B', serviceS: 9 * HOUR, windows: [{ fromS: 8 * HOUR, untilS: 9 * HOUR }] },
        { id: 'C', serviceS: 9 * HOUR, wantedByS: DAY + 12 * HOUR }
      ]
    })
    // Works on day 0, rests on day 1, drives on at eight on day 2 and comes at nine.
    const [late] = lateIn(problem, ['B', 'C'])
    expect(late).toMatchObject({ stop: 'C', byS: 21 * HOUR, binding: { code: 'restDay' } })
    expect(late!.whatWouldFree[0]).toEqual({ code: 'laterRest', vehicle: 'van', byDays: 1 })
  })

  test('the start, and who sets out before the last day of rest has rested before that', () => {
    const problem = straightRoad({
      hoursBetween: [1, 1],
      vehicle: { day: WORKING_DAY, restEveryDays: 4, restedOnDay: 4, fromS: 6 * DAY },
      stops: [
        { id: 'B', serviceS: 9 * HOUR },
        { id: 'C', serviceS: 9 * HOUR, wantedByS: 4 * DAY + 9 * HOUR }
      ]
    })
    // B on day 6 and C on day 7, both from nine.
    const [late] = lateIn(problem, ['B', 'C'])
    const remedy = remedyOf(late!, 'earlierStart')!
    expect(late!.byS).toBe(3 * DAY)
    const earlier = applyRemedy(problem, remedy)
    expect(earlier.vehicles[0]).toMatchObject({ restedOnDay: 2 })
    expect(checkProblem(earlier)).toEqual([])
    expect(evaluate(earlier, visitOnly('van', ['B', 'C'])).late).toEqual([])
    const little = applyRemedy(problem, { code: 'earlierStart', vehicle: 'van', byS: DAY })
    expect(little.vehicles[0]).toMatchObject({ restedOnDay: 4 })
  })

  test('a leg that is closed until then', () => {
    const problem = straightRoad({
      hoursBetween: [1],
      stops: [{ id: 'B', wantedByS: 2 * HOUR }],
      more: { legRules: [{ from: 'A', to: 'B', fromS: -99 * DAY, untilS: 5 * HOUR }] }
    })
    const [late] = lateIn(problem, ['B'])
    expect(late!.binding).toEqual({ code: 'leg', from: 'A', to: 'B' })
    expect(late!.whatWouldFree).toEqual([
      { code: 'openLeg', from: 'A', to: 'B', vehicle: 'van', durationS: HOUR }
    ])
  })

  test('the hours of driving of a day', () => {
    const problem = straightRoad({
      hoursBetween: [8],
      vehicle: { day: WORKING_DAY },
      stops: [{ id: 'B', wantedByS: 17 * HOUR }]
    })
    // Six hours today, two tomorrow; the day's hours would have room for eight.
    const [late] = lateIn(problem, ['B'])
    expect(late!.binding).toEqual({ code: 'drivingHours' })
    expect(late!.whatWouldFree[0]).toEqual({ code: 'moreDriving', vehicle: 'van', byS: 2 * HOUR })
  })

  test('the hours of the day, told to the minute', () => {
    const problem = straightRoad({
      hoursBetween: [1],
      vehicle: { fromS: 9 * HOUR, day: { startS: 8 * HOUR, endS: 18 * HOUR, drivingS: 10 * HOUR } },
      stops: [{ id: 'B', serviceS: 8.5 * HOUR, wantedByS: 12 * HOUR }]
    })
    // There at ten, and 8.5 hours would end at half past six.
    const [late] = lateIn(problem, ['B'])
    expect(late!.binding).toEqual({ code: 'dayHours' })
    expect(late!.whatWouldFree[0]).toEqual({ code: 'longerDay', vehicle: 'van', byS: HOUR / 2 })
  })

  test('setting out too late, or a long stay before it, where nothing is waited for', () => {
    const problem = straightRoad({
      hoursBetween: [1, 1],
      stops: [
        { id: 'B', serviceS: 6 * HOUR },
        { id: 'C', wantedByS: 6 * HOUR }
      ]
    })
    const [late] = lateIn(problem, ['B', 'C'])
    expect(late!.byS).toBe(2 * HOUR)
    expect(late!.binding).toEqual({ code: 'start' })
    expect(late!.whatWouldFree).toEqual([
      { code: 'earlierStart', vehicle: 'van', byS: 2 * HOUR },
      { code: 'shorterVisit', stop: 'B', byS: 2 * HOUR }
    ])
  })

  test('two windows one after the other: either alone is not enough, both together are', () => {
    const problem = straightRoad({
      hoursBetween: [1, 1],
      stops: [
        { id: 'B', windows: [{ fromS: 9 * HOUR, untilS: 30 * HOUR }] },
        { id: 'C', windows: [{ fromS: 12 * HOUR, untilS: 30 * HOUR }], wantedByS: 8 * HOUR }
      ]
    })
    const [late] = lateIn(problem, ['B', 'C'])
    expect(late!.whatWouldFree).toEqual([])
    expect(late!.binding).toEqual({ code: 'windowOpens', stop: 'C', otherStop: false })
    expect(late!.together[0]).toEqual([
      { code: 'earlierWindow', stop: 'C', fromS: 12 * HOUR, byS: 4 * HOUR },
      { code: 'earlierWindow', stop: 'B', fromS: 9 * HOUR, byS: 2 * HOUR }
    ])
  })

  test('a change that breaks something else is not named', () => {
    const problem = straightRoad({
      hoursBetween: [2],
      stops: [{ id: 'B', lockedStartS: 3 * HOUR, wantedByS: HOUR }]
    })
    // At the time that is wanted nobody can be there yet: the lock would be broken.
    const [late] = lateIn(problem, ['B'])
    expect(late!.whatWouldFree).toEqual([])
    expect(late!.together).toEqual([
      [
        { code: 'earlierWindow', stop: 'B', fromS: 3 * HOUR, byS: 2 * HOUR },
        { code: 'earlierStart', vehicle: 'van', byS: HOUR }
      ]
    ])
  })
})

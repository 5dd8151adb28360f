import { describe, expect, test } from 'vitest'
import { itineraryOf } from '#shared/caravan/itinerary.ts'
import type { PlanVisit } from '#shared/caravan/plan-of.ts'

const visit = (commune: string, more: Partial<PlanVisit> = {}): PlanVisit => ({
  stop: `stop-${commune}`,
  commune,
  arriveMin: 0,
  startMin: 0,
  departMin: 0,
  driveM: 0,
  driveMin: 0,
  loads: [],
  onBoardKg: 0,
  ...more
})
const at = (day: number, hour: number) => day * 1440 + hour * 60

/** Sets out at seven, stays at beta over two nights, sleeps on the way to gamma, ends there. */
const plan = {
  firstDay: '2026-05-31',
  restDays: ['2026-06-01'],
  visits: [
    visit('alpha', { stop: null, departMin: at(0, 7) }),
    visit('beta', {
      arriveMin: at(0, 9),
      startMin: at(0, 12),
      departMin: at(2, 12),
      driveM: 40_000,
      driveMin: 120
    }),
    visit('gamma', {
      arriveMin: at(3, 9),
      startMin: at(3, 9),
      departMin: at(3, 9),
      driveM: 300_000,
      driveMin: 600
    })
  ]
}

describe('a plan by days', () => {
  test('has every day, with its calendar date across the month’s end', () => {
    expect(itineraryOf(plan).map(day => [day.number, day.day])).toEqual([
      [1, '2026-05-31'],
      [2, '2026-06-01'],
      [3, '2026-06-02'],
      [4, '2026-06-03']
    ])
  })

  test('tells leaving and arriving by the clock, and a wait before the visit', () => {
    const [first] = itineraryOf(plan)
    expect(first!.events).toMatchObject([
      { what: 'leave', atMin: at(0, 7), from: 'alpha', to: 'beta', driveM: 40_000 },
      { what: 'arrive', call: 0, atMin: at(0, 9), commune: 'beta', beginsMin: at(0, 12), untilMin: at(2, 12) }
    ])
  })

  test('a day on which nothing happens says where one is, and that it is a rest day', () => {
    expect(itineraryOf(plan)[1]).toMatchObject({
      rest: true,
      events: [{ what: 'stay', where: { at: 'beta' } }]
    })
  })

  test('nights are at communes or on the way; the last day has none', () => {
    expect(itineraryOf(plan).map(day => day.night)).toEqual([
      { at: 'beta' },
      { at: 'beta' },
      { from: 'beta', to: 'gamma' },
      null
    ])
  })

  test('what is taken along from the start is told on the first day', () => {
    const loads = [{ match: 'm', good: 'Flour', massKg: 300, what: 'load' as const }]
    const taking = {
      ...plan,
      visits: [{ ...plan.visits[0]!, loads, onBoardKg: 300 }, ...plan.visits.slice(1)]
    }
    expect(itineraryOf(taking)[0]!.events[0]).toMatchObject({
      what: 'begin',
      commune: 'alpha',
      onBoardKg: 300
    })
  })

  test('a plan that goes nowhere has no days', () => {
    expect(itineraryOf({ ...plan, visits: plan.visits.slice(0, 1) })).toEqual([])
  })
})

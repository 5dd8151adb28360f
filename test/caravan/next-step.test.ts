import { describe, expect, test } from 'vitest'
import { nextStep, type Situation } from '#shared/caravan/plan-check.ts'

const nothing: Situation = { communes: 0, caravan: false, stops: 0, planning: false, plan: null }
const holds = { blocked: [], added: [], dropped: [], loads: [], edited: [] }

describe('the one thing to do now', () => {
  test('walks from an empty map to a caravan on the road', () => {
    expect(nextStep(nothing)).toBe('communes')
    expect(nextStep({ ...nothing, communes: 6 })).toBe('caravan')
    const made = { ...nothing, communes: 6, caravan: true }
    expect(nextStep(made)).toBe('stops')
    expect(nextStep({ ...made, stops: 5 })).toBe('plan')
    expect(nextStep({ ...made, stops: 5, planning: true })).toBe('planning')
    expect(nextStep({ ...made, stops: 5, plan: { adopted: false, check: holds } })).toBe('adopt')
    expect(nextStep({ ...made, stops: 5, plan: { adopted: true, check: holds } })).toBe('travel')
  })

  test('a plan that no longer fits is to be made again, a blocked road first', () => {
    const made = { ...nothing, caravan: true, stops: 2 }
    const blocked = { ...holds, blocked: [{ from: 'a', to: 'b' }], added: ['s'] }
    expect(nextStep({ ...made, plan: { adopted: true, check: blocked } })).toBe('blocked')
    const dropped = { ...holds, dropped: ['s'] }
    expect(nextStep({ ...made, plan: { adopted: false, check: dropped } })).toBe('changed')
  })
})

import { describe, expect, test } from 'vitest'
import { nextStep } from '#shared/caravan/plan-check.ts'

const nothing = { communes: 0, caravan: false, stops: 0, planning: false, draft: false, adopted: null }
const holds = { blocked: [], added: [], dropped: [], loads: [] }

describe('the one thing to do now', () => {
  test('walks from an empty map to a caravan on the road', () => {
    expect(nextStep(nothing)).toBe('communes')
    expect(nextStep({ ...nothing, communes: 6 })).toBe('caravan')
    const made = { ...nothing, communes: 6, caravan: true }
    expect(nextStep(made)).toBe('stops')
    expect(nextStep({ ...made, stops: 5 })).toBe('plan')
    expect(nextStep({ ...made, stops: 5, planning: true })).toBe('planning')
    expect(nextStep({ ...made, stops: 5, draft: true })).toBe('adopt')
    expect(nextStep({ ...made, stops: 5, adopted: holds })).toBe('travel')
  })

  test('a blocked leg comes before other changes', () => {
    const blocked = { ...holds, blocked: [{ from: 'a', to: 'b' }], added: ['s'] }
    expect(nextStep({ ...nothing, caravan: true, stops: 2, adopted: blocked })).toBe('blocked')
    expect(nextStep({ ...nothing, caravan: true, stops: 2, adopted: { ...holds, dropped: ['s'] } })).toBe(
      'changed'
    )
  })
})

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Problem } from '#shared/planner/problem.ts'
import type { Solution } from '#shared/planner/solution.ts'
import type { FromWorker, ToWorker } from '../../renderer/planner/messages.ts'
import { createPlanning, type SolveWorker } from '../../renderer/planner/planning.ts'

const problem = {} as Problem
const solution = (distanceM: number) => ({ cost: { distanceM } }) as Solution

/** Stands in for the worker: keeps what it is told, says what the test has it say. */
class Puppet implements SolveWorker {
  told: ToWorker[] = []
  ended = false
  onmessage: SolveWorker['onmessage'] = null
  onerror: SolveWorker['onerror'] = null
  postMessage(message: ToWorker) {
    this.told.push(message)
  }
  terminate() {
    this.ended = true
  }
  says(data: FromWorker) {
    this.onmessage?.({ data } as MessageEvent<FromWorker>)
  }
}

const setUp = () => {
  const puppets: Puppet[] = []
  const planning = createPlanning(() => {
    const puppet = new Puppet()
    puppets.push(puppet)
    return puppet
  })
  return { planning, puppets }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('planning in a worker', () => {
  test('shows the best answer so far, then the end, and lets the worker go', () => {
    const { planning, puppets } = setUp()
    const heard = vi.fn()
    planning.subscribe(heard)
    planning.start({ problem, seconds: 5, seed: 1 })
    puppets[0]!.says({ type: 'better', solution: solution(9) })
    vi.advanceTimersByTime(1000)
    expect(planning.get()).toMatchObject({ state: 'running', seconds: 5, best: solution(9) })
    puppets[0]!.says({ type: 'done', solution: solution(7), stopped: 'time' })
    expect(planning.get()).toEqual({ state: 'done', solution: solution(7) })
    expect(puppets[0]!.ended).toBe(true)
    expect(heard).toHaveBeenCalled()
  })

  test('cancel asks for the best so far; before there is one it waits for it', () => {
    const { planning, puppets } = setUp()
    planning.start({ problem, seconds: 5, seed: 1 })
    planning.cancel()
    expect(puppets[0]!.told.at(-1)).toEqual({ type: 'cancel' })
    expect(planning.get().state).toBe('running')
    puppets[0]!.says({ type: 'done', solution: solution(8), stopped: 'cancelled' })
    expect(planning.get()).toEqual({ state: 'done', solution: solution(8) })
  })

  test('cancelled with an answer, that stands at once; its reasons come when they are found', () => {
    const { planning, puppets } = setUp()
    planning.start({ problem, seconds: 5, seed: 1 })
    puppets[0]!.says({ type: 'better', solution: solution(9) })
    planning.cancel()
    expect(planning.get()).toEqual({ state: 'explaining', solution: solution(9) })
    // told while it stops: not shown as running again
    puppets[0]!.says({ type: 'better', solution: solution(8) })
    expect(planning.get()).toEqual({ state: 'explaining', solution: solution(9) })
    puppets[0]!.says({ type: 'done', solution: solution(8), stopped: 'cancelled' })
    expect(planning.get()).toEqual({ state: 'done', solution: solution(8) })
  })

  test('better answers in quick succession are shown a few times a second, the last one always', () => {
    const { planning, puppets } = setUp()
    planning.start({ problem, seconds: 5, seed: 1 })
    for (const distanceM of [9, 8, 7]) puppets[0]!.says({ type: 'better', solution: solution(distanceM) })
    expect(planning.get()).toMatchObject({ best: solution(9) })
    vi.advanceTimersByTime(500)
    expect(planning.get()).toMatchObject({ best: solution(7) })
    // cancelling gives the last one, shown or not
    puppets[0]!.says({ type: 'better', solution: solution(6) })
    planning.cancel()
    expect(planning.get()).toEqual({ state: 'explaining', solution: solution(6) })
  })

  test('an order made by hand is timed in the worker too', () => {
    const { planning, puppets } = setUp()
    planning.time({ problem, order: [{ vehicle: 'convoy', stops: ['b', 'a'] }] })
    expect(planning.get()).toEqual({ state: 'timing' })
    expect(puppets[0]!.told).toEqual([
      { type: 'time', problem, order: [{ vehicle: 'convoy', stops: ['b', 'a'] }] }
    ])
    puppets[0]!.says({ type: 'done', solution: solution(9), stopped: 'timed' })
    expect(planning.get()).toEqual({ state: 'done', solution: solution(9) })
  })

  test('beginning anew drops what ran before', () => {
    const { planning, puppets } = setUp()
    planning.start({ problem, seconds: 5, seed: 1 })
    planning.start({ problem, seconds: 5, seed: 2 })
    expect(puppets.map(puppet => puppet.ended)).toEqual([true, false])
  })

  test('a worker that breaks says so', () => {
    const { planning, puppets } = setUp()
    planning.start({ problem, seconds: 5, seed: 1 })
    puppets[0]!.onerror?.({ message: 'out of memory' } as ErrorEvent)
    expect(planning.get()).toEqual({ state: 'failed', reason: 'out of memory' })
  })
})

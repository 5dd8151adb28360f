import { describe, expect, test } from 'vitest'
import type { Problem } from '#shared/planner/problem'
import { Blinks } from '#shared/planner/search/blinks'
import { compile } from '#shared/planner/search/compile'
import type { Model } from '#shared/planner/search/model'
import { WindowOrOpt } from '#shared/planner/search/or-opt-windows'
import { PlainKernel } from '#shared/planner/search/plain-kernel'
import { Random } from '#shared/planner/search/random'
import { GreedyInsertion } from '#shared/planner/search/recreate'
import { SearchState } from '#shared/planner/search/search-state'
import { solve } from '#shared/planner/solve'
import { craneLike, solomonLike, tsptwLike } from '../bench/planner-generated'
import { seasonLike } from '../bench/planner-season'
import { clock } from './small-season'

/** A route in a poor order, not yet mended. */
function poor(model: Model, seed: number): SearchState {
  const random = new Random(seed)
  const blinks = new Blinks(random, 0.3)
  const state = new SearchState(model, new PlainKernel(model, blinks))
  state.begin()
  new GreedyInsertion(model, random, blinks).recreate(state, Infinity, model.requestCount)
  return state
}

/** The same route as if all of it were new. */
function anew(model: Model, order: readonly number[]): SearchState {
  const state = new SearchState(model, new PlainKernel(model, new Blinks(new Random(1), 0)))
  state.begin()
  order.forEach((node, k) => {
    state.insert(model.requestOf[node]!, 0, k + 1, 0)
  })
  return state
}

/** Way of an order, stop by stop; undefined when it comes too late somewhere. */
function wayOf(model: Model, order: readonly number[]): number | undefined {
  const { startPlace, endPlace, from, until } = model.vehicles[0]!
  let time = from
  let way = 0
  let at = startPlace
  for (const node of order) {
    way += model.distance[at * model.width + model.place[node]!]!
    time = Math.max(model.open[node]!, time + model.times[0]![at * model.width + model.place[node]!]!)
    if (time > model.close[node]!) return undefined
    time += model.service[node]!
    at = model.place[node]!
  }
  way += model.distance[at * model.width + endPlace]!
  return time + model.times[0]![at * model.width + endPlace]! <= until ? way : undefined
}

/** Every order that comes of exchanging two stretches side by side. */
function* exchanged(order: readonly number[]): Generator<number[]> {
  for (let from = 0; from < order.length; from++)
    for (let middle = from + 1; middle < order.length; middle++)
      for (let until = middle + 1; until <= order.length; until++)
        yield [
          ...order.slice(0, from),
          ...order.slice(middle, until),
          ...order.slice(from, middle),
          ...order.slice(until)
        ]
}

const withLatestReturn = (problem: Problem, untilS: number): Problem => ({
  ...problem,
  vehicles: problem.vehicles.map(vehicle => ({ ...vehicle, untilS }))
})

/** No more nodes than are near, and stretches no longer than the longest: then nothing may be left to improve. */
describe.each([
  ['a crane', (seed: number) => craneLike({ customers: 14, spread: 3, seed })],
  ['a busy crane', (seed: number) => craneLike({ customers: 14, spread: 1.1, seed })],
  [
    'a crane with a latest return',
    (seed: number) => withLatestReturn(craneLike({ customers: 14, spread: 2, seed }), 2_500)
  ],
  ['the same way there and back', (seed: number) => tsptwLike({ customers: 14, width: 200, seed })],
  [
    'another way there and back',
    (seed: number) => tsptwLike({ customers: 14, width: 300, seed, asymmetric: true })
  ],
  ['no windows', (seed: number) => wideOpen(tsptwLike({ customers: 14, width: 20, seed }))],
  ['an open end', (seed: number) => openEnd(craneLike({ customers: 14, spread: 2, seed }))]
])('%s', (_, make) => {
  test('no exchange of two stretches makes the mended route shorter', () => {
    let shorter = 0
    for (let seed = 1; seed <= 60; seed++) {
      const { model } = compile(make(seed))
      let state = poor(model, seed)
      const before = state.cost
      let last = Infinity
      // One improvement can make another possible where nothing changed: until there is none from anywhere.
      for (new WindowOrOpt(model).mend(state); state.cost < last; new WindowOrOpt(model).mend(state)) {
        last = state.cost
        state = anew(model, [...state.snapshot()[0]!])
      }
      const [order] = state.snapshot().map(nodes => [...nodes])
      const way = wayOf(model, order!)
      expect(way).toBeDefined()
      expect(state.cost).toBeCloseTo(way!, 6)
      expect(state.whole()).toBe(true)
      expect(
        state.routes[0]!.node.slice(1, order!.length + 1).every((n, k) => state.positionOf[n] === k + 1)
      ).toBe(true)
      if (state.cost < before - 1e-6) shorter++
      const better = [...exchanged(order!)].filter(other => (wayOf(model, other) ?? Infinity) < way! - 1e-6)
      expect(better).toEqual([])
    }
    expect(shorter).toBeGreaterThan(3)
  })

  test('taken back, the route is as it was', () => {
    const { model } = compile(make(3))
    const state = poor(model, 3)
    const before = state.snapshot()
    const cost = state.cost
    state.begin()
    new WindowOrOpt(model).mend(state)
    expect(state.snapshot(), 'nothing has changed since `begin`').toEqual(before)
    state.removeMarked(marks(model, [2, 5, 7]), Int32Array.of(2, 5, 7), 3)
    new WindowOrOpt(model).mend(state)
    state.undo()
    expect(state.snapshot()).toEqual(before)
    expect(state.cost).toBe(cost)
  })
})

test('it suits only routes in which windows alone bind', () => {
  const suits = (problem: Problem) => WindowOrOpt.suits(compile(problem).model)
  const crane = craneLike({ customers: 14, spread: 3, seed: 1 })
  expect(suits(crane)).toBe(true)
  expect(suits({ ...crane, fixedOrders: [{ stops: ['3', '1'] }] })).toBe(false)
  expect(suits({ ...crane, shipments: [{ id: 'bread', pickup: '1', delivery: '2' }] })).toBe(false)
  expect(suits({ ...crane, vehicles: [...crane.vehicles, { ...crane.vehicles[0]!, id: 'vehicle 2' }] })).toBe(
    false
  )
  expect(suits(solomonLike({ kind: 'R2', customers: 10, windows: 1, seed: 1 }, 1))).toBe(false)
  expect(suits(seasonLike({ stops: 12, loads: 0, calendar: true, seed: 1 }))).toBe(false)
})

test('a crane of fifty jobs finds its best order, whatever the seed', async () => {
  const problem = craneLike({ customers: 50, spread: 4, seed: 57 })
  for (const seed of [1, 2, 3]) {
    const outcome = await solve(problem, { seconds: 600, seed, iterations: 20_000, now: clock })
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors))
    expect(outcome.solution.violations).toEqual([])
    expect(outcome.solution.unserved).toEqual([])
    expect(outcome.solution.cost.distanceM).toBe(3204)
  }
})

function wideOpen(problem: Problem): Problem {
  return { ...problem, stops: problem.stops.map(({ id, place }) => ({ id, place: place! })) }
}

function openEnd(problem: Problem): Problem {
  return {
    ...problem,
    vehicles: problem.vehicles.map(({ id, startPlace }) => ({ id, startPlace: startPlace! }))
  }
}

function marks({ requestCount }: Model, requests: readonly number[]): Uint8Array {
  const marked = new Uint8Array(requestCount)
  for (const request of requests) marked[request] = 1
  return marked
}

import { expect, test } from 'vitest'
import type { Problem } from '#shared/planner/problem'
import { Blinks } from '#shared/planner/search/blinks'
import { compile } from '#shared/planner/search/compile'
import type { Model } from '#shared/planner/search/model'
import { PlainKernel } from '#shared/planner/search/plain-kernel'
import { Random } from '#shared/planner/search/random'
import { GreedyInsertion } from '#shared/planner/search/recreate'
import { SearchRoute } from '#shared/planner/search/search-route'
import { SearchState } from '#shared/planner/search/search-state'
import { liLimLike, solomonLike } from '../bench/planner-generated'

const shape = { customers: 40, windows: 0.7 } as const
const problems: [string, Problem][] = [
  ['one window each', solomonLike({ ...shape, kind: 'R2', seed: 3 }, 6)],
  ['pick-up and delivery', liLimLike({ ...shape, kind: 'RC2', seed: 4 }, 6)],
  ['unloading what was on board', fromDepot(solomonLike({ ...shape, kind: 'R2', seed: 5 }, 6))]
]

function fromDepot(problem: Problem): Problem {
  return {
    ...problem,
    shipments: problem.shipments.map(({ id, pickup, massKg, loadS }) => ({
      id,
      delivery: pickup,
      massKg,
      unloadS: loadS
    }))
  }
}

function searchOf(model: Model, seed: number) {
  const random = new Random(seed)
  const blinks = new Blinks(random, 0)
  const state = new SearchState(model, new PlainKernel(model, blinks))
  return { random, state, insertion: new GreedyInsertion(model, random, blinks) }
}

const remembered = ['place', 'leg', 'drive', 'depart', 'late', 'load', 'loadBefore', 'loadFromHere'] as const

test.each(problems)('%s: a route changed by one insertion is as one measured anew', (_, problem) => {
  const { model } = compile(problem)
  const { random, state, insertion } = searchOf(model, 1)
  const marks = new Uint8Array(model.requestCount)
  let compared = 0
  for (let round = 0; round < 60; round++) {
    state.begin()
    insertion.recreate(state, Infinity)
    for (const route of state.routes) {
      const anew = new SearchRoute(model, route.vehicle)
      anew.reserve(route.length)
      anew.length = route.length
      anew.node.set(route.node.subarray(0, route.length + 2))
      expect(state.kernel.refresh(anew)).toBe(route.feasible)
      expect(route.cost).toBeCloseTo(anew.cost, 9)
      for (const field of remembered) {
        const per = field.startsWith('load') ? model.dimensions : 1
        const count = (route.length + 2) * per
        const [found, wanted] = [route[field].subarray(0, count), anew[field].subarray(0, count)]
        // No leg begins at the end.
        const last = field === 'leg' || field === 'drive' ? count - 1 : count
        for (let k = 0; k < last; k++) expect(found[k], `${field} ${k}`).toBeCloseTo(wanted[k]!, 9)
      }
      compared += route.length
    }
    state.begin()
    const gone = Int32Array.from({ length: 12 }, () => random.below(model.requestCount))
    const chosen = gone.filter((r, i) => gone.indexOf(r) === i && state.routeOf[model.first[r]!]! >= 0)
    for (const request of chosen) marks[request] = 1
    state.removeMarked(marks, chosen, chosen.length)
    for (const request of chosen) marks[request] = 0
  }
  expect(compared).toBeGreaterThan(1_000)
})

test.each(problems)('%s: no place is cheaper than the one that memory and bounds lead to', (_, problem) => {
  const { model } = compile(problem)
  const { random, state, insertion } = searchOf(model, 2)
  const marks = new Uint8Array(model.requestCount)
  while (state.absentCount > 0) insertion.recreate(state, Infinity)
  for (let round = 0; round < 80; round++) {
    state.begin()
    const request = random.below(model.requestCount)
    marks[request] = 1
    state.removeMarked(marks, Int32Array.of(request), 1)
    marks[request] = 0
    // As after any other step: nothing is touched now, so memory is asked.
    state.begin()
    const cheapest = cheapestOfAll(model, state, request)
    const before = state.cost
    for (const time of ['asked', 'remembered, the first insertion taken back']) {
      insertion.recreate(state, Infinity)
      expect(state.absentCount).toBe(0)
      expect(state.cost - before, time).toBeCloseTo(cheapest, 9)
      if (time === 'asked') state.undo()
    }
  }
})

/** By putting the request in everywhere. */
function cheapestOfAll(model: Model, state: SearchState, request: number): number {
  let cheapest = Infinity
  for (const route of state.routes) {
    const order = [...route.node.subarray(1, route.length + 1)]
    const second = model.second[request]!
    for (let i = 0; i <= order.length; i++) {
      for (let j = i; j <= (second < 0 ? i : order.length); j++) {
        const anew = new SearchRoute(model, route.vehicle)
        const nodes = order.toSpliced(i, 0, model.first[request]!)
        if (second >= 0) nodes.splice(j + 1, 0, second)
        anew.reserve(nodes.length)
        anew.length = nodes.length
        anew.node.set(nodes, 1)
        if (state.kernel.refresh(anew)) cheapest = Math.min(cheapest, anew.cost - route.cost)
      }
    }
  }
  return cheapest
}

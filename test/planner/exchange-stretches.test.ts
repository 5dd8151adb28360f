import { describe, expect, test } from 'vitest'
import type { Problem } from '#shared/planner/problem'
import { Blinks } from '#shared/planner/search/blinks'
import { CalendarKernel } from '#shared/planner/search/calendar-kernel'
import { compile } from '#shared/planner/search/compile'
import { StretchExchange } from '#shared/planner/search/exchange-stretches'
import { findNeighbours } from '#shared/planner/search/neighbours'
import { PlainKernel } from '#shared/planner/search/plain-kernel'
import { Random } from '#shared/planner/search/random'
import { GreedyInsertion } from '#shared/planner/search/recreate'
import { SearchState } from '#shared/planner/search/search-state'
import { liLimLike, solomonLike } from '../bench/planner-generated'
import { seasonLike } from '../bench/planner-season'

const shape = { kind: 'RC2', customers: 60, windows: 0.5, seed: 5 } as const

/** A few exchanges of a whole answer, each looked at before and after. */
function exchanges(problem: Problem, room: number, look: (state: SearchState, changed: boolean) => void) {
  const { model } = compile(problem)
  const random = new Random(1)
  const blinks = new Blinks(random, 0)
  const kernel = model.calendar ? new CalendarKernel(model, blinks) : new PlainKernel(model, blinks)
  const state = new SearchState(model, kernel)
  new GreedyInsertion(model, random, blinks).recreate(state, Infinity, model.requestCount)
  const stretches = new StretchExchange(model, findNeighbours(model), random)
  for (let i = 0; i < 300; i++) {
    state.begin()
    look(state, stretches.exchange(state, room))
  }
  return state
}

const place = (state: SearchState) => ({
  orders: state.snapshot().map(order => [...order]),
  routeOf: [...state.routeOf],
  positionOf: state.snapshot().flatMap(order => [...order].map(node => state.positionOf[node])),
  absent: [...state.absent.slice(0, state.absentCount)].sort(),
  cost: Math.round(state.cost * 1e3)
})

/** Requests whose two ends are apart or the wrong way round, that ride with another vehicle, or out of a fixed order. */
function broken({ model, routeOf, positionOf }: SearchState): number[] {
  const inOrder = (a: number, b: number) => routeOf[a] === routeOf[b] && positionOf[a]! < positionOf[b]!
  return Array.from({ length: model.requestCount }, (_, request) => request).filter(request => {
    const node = model.first[request]!
    const r = routeOf[node]!
    if (r < 0) return false
    const only = model.onlyVehicle[request]!
    const earlier = model.chains[model.chain[request]!]?.[model.chainRank[request]! - 1]
    return (
      (model.second[request]! >= 0 && !inOrder(node, model.second[request]!)) ||
      (only >= 0 && only !== r) ||
      (earlier !== undefined && routeOf[model.first[earlier]!]! >= 0 && !inOrder(model.first[earlier]!, node))
    )
  })
}

const season = seasonLike({ stops: 36, loads: 12, calendar: true, seed: 3 })
const promised: Problem = {
  ...season,
  stops: season.stops.map((stop, i) => (i % 3 === 0 ? { ...stop, lockedVehicle: `v${i % 2}` } : stop)),
  fixedOrders: [{ stops: ['s1', 's8', 's21'] }, { stops: ['s30', 's4'] }]
}

const roomy = solomonLike(shape, 5)
const aboard: Problem = {
  ...roomy,
  shipments: roomy.shipments!.map((shipment, i) =>
    i % 2 === 0 ? { ...shipment, lockedVehicle: roomy.vehicles[i % roomy.vehicles.length]!.id } : shipment
  )
}

describe.each([
  ['windows', solomonLike(shape, 5)],
  ['loads promised to a vehicle', aboard],
  ['pick-up and delivery', liLimLike(shape, 6)],
  ['days, nights, rest and promises', promised]
])('%s', (_, problem) => {
  test('an exchange keeps every rule, and what the state remembers is what the orders say', () => {
    let changes = 0
    exchanges(problem, Infinity, (state, changed) => {
      if (!changed) return
      changes++
      expect(state.whole()).toBe(true)
      expect(broken(state)).toEqual([])
      const remembered = place(state)
      const again = new SearchState(state.model, state.kernel)
      expect(again.restore(state.snapshot())).toBe(true)
      expect(remembered).toEqual(place(again))
    })
    expect(changes).toBeGreaterThan(20)
  })

  test('taken back, everything is as it was, also when an exchange fails', () => {
    let before: ReturnType<typeof place> | undefined
    exchanges(problem, Infinity, (state, changed) => {
      if (changed) state.undo()
      before ??= place(state)
      expect(place(state)).toEqual(before)
    })
  })

  test('the way grows by less than there is room for', () => {
    const way = (state: SearchState) =>
      state.snapshot().reduce((sum, order, r) => {
        const { model } = state
        const { startPlace, endPlace } = model.vehicles[r]!
        if (order.length === 0) return sum
        const places = [startPlace, ...[...order].map(node => model.place[node]!), endPlace]
        return places
          .slice(1)
          .reduce((all, to, k) => all + model.distance[places[k]! * model.width + to]!, sum)
      }, 0)
    let last = Infinity
    const state = exchanges(problem, 0, (now, changed) => {
      if (!changed) return
      if (last < Infinity) expect(way(now)).toBeLessThan(last)
      last = way(now)
    })
    expect(state.whole()).toBe(true)
  })
})

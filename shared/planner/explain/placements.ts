import type { ProblemIndex } from '../problem-index'
import type { Call, Route } from '../solution'
import type { Item } from './changes'

/** The route with the item put in, at each place where that makes sense. */
export function placements(index: ProblemIndex, route: Route, item: Item, places: number): Route[] {
  const { calls } = route
  if (item.kind === 'stop') {
    const [from, until] = orderBounds(index, route, item.id)
    const held = calls.findIndex(call => call.stop === item.id && !call.held)
    const merged = held >= from && held < until ? [withCall(route, held, { held: true })] : []
    const gaps = gapsOf(calls.length, places).filter(gap => gap >= from && gap <= until)
    return [
      ...merged,
      ...gaps.map(gap => withNew(route, gap, { stop: item.id, held: true, load: [], unload: [] }))
    ]
  }
  const shipment = index.shipmentById.get(item.id)!
  const most = Math.floor(Math.sqrt(places))
  const loaded =
    shipment.pickup === undefined
      ? [{ route, after: -1 }]
      : handOvers(route, shipment.pickup, 'load', item.id, 0, most)
  return loaded.flatMap(({ route: fetched, after }) =>
    shipment.delivery === undefined
      ? [fetched]
      : handOvers(fetched, shipment.delivery, 'unload', item.id, after + 1, most).map(one => one.route)
  )
}

/** Hand-overs at calls of that stop that are there already, and on new calls between. */
function handOvers(
  route: Route,
  stop: string,
  side: 'load' | 'unload',
  id: string,
  from: number,
  most: number
) {
  const made: { route: Route; after: number }[] = []
  route.calls.forEach((call, c) => {
    if (c >= from && call.stop === stop)
      made.push({ route: withCall(route, c, { [side]: [...call[side], id] }), after: c })
  })
  for (const gap of gapsOf(route.calls.length, most)) {
    if (gap < from) continue
    const call: Call = {
      stop,
      held: false,
      load: side === 'load' ? [id] : [],
      unload: side === 'unload' ? [id] : []
    }
    made.push({ route: withNew(route, gap, call), after: gap })
  }
  return made
}

/** Between which calls a visit may come, by the fixed order it belongs to. */
function orderBounds(index: ProblemIndex, route: Route, stop: string): [number, number] {
  const order = index.problem.fixedOrders?.find(fixed => fixed.stops.includes(stop))?.stops ?? []
  const rank = order.indexOf(stop)
  let from = 0
  let until = route.calls.length
  route.calls.forEach((call, c) => {
    const other = call.held ? order.indexOf(call.stop) : -1
    if (other >= 0 && other < rank) from = Math.max(from, c + 1)
    if (other > rank) until = Math.min(until, c)
  })
  return [from, until]
}

/** All gaps of a route, or evenly spread ones when there are too many. */
function gapsOf(length: number, most: number): number[] {
  const step = Math.max(1, (length + 1) / most)
  return Array.from({ length: Math.floor(length / step) + 1 }, (_, i) => Math.round(i * step))
}

function withCall(route: Route, at: number, change: Partial<Call>): Route {
  return { ...route, calls: route.calls.map((call, c) => (c === at ? { ...call, ...change } : call)) }
}

function withNew(route: Route, gap: number, call: Call): Route {
  return { ...route, calls: [...route.calls.slice(0, gap), call, ...route.calls.slice(gap)] }
}

/** The vehicle that the item must go with, by its own lock or by the order it belongs to. */
export function lockOf(index: ProblemIndex, routes: readonly Route[], item: Item): string | undefined {
  if (item.kind === 'shipment') return index.shipmentById.get(item.id)!.lockedVehicle
  const order = index.problem.fixedOrders?.find(fixed => fixed.stops.includes(item.id))
  const withOthers = routes.find(({ calls }) =>
    calls.some(call => call.held && order?.stops.includes(call.stop))
  )
  return index.stopById.get(item.id)!.lockedVehicle ?? order?.vehicle ?? withOthers?.vehicle
}

import type { Problem } from '../problem'
import { indexProblem, type ProblemIndex } from '../problem-index'
import type { Dimension } from '../solution'
import { compileCalendar, needsCalendar } from './compile-calendar'
import { compileFixedOrders } from './compile-fixed-orders'
import { turned, widen } from './compile-matrices'
import { compileVehicles } from './compile-vehicles'
import type { Model } from './model'
import { previousRanks, priceChangedLegs } from './previous-plan'
import { penalties, priceGoals } from './price-goals'
import { draftRequests, type NodeMeaning, type RequestDraft } from './request-drafts'

export interface Compiled {
  readonly model: Model
  readonly meaning: readonly NodeMeaning[]
}

const DIMENSIONS: readonly Dimension[] = ['massKg', 'volumeM3', 'coldM3']

/** Turns a checked problem into flat arrays. */
export function compile(problem: Problem): Compiled {
  const index = indexProblem(problem)
  return assemble(index, draftRequests(index))
}

function assemble(index: ProblemIndex, requests: readonly RequestDraft[]): Compiled {
  const { problem } = index
  const nodes = requests.flatMap(request => request.nodes)
  const vehicleIndex = new Map(problem.vehicles.map((vehicle, i) => [vehicle.id, i]))
  const used = DIMENSIONS.filter(
    dimension =>
      problem.vehicles.some(vehicle => vehicle[dimension] !== undefined) &&
      problem.shipments.some(shipment => (shipment[dimension] ?? 0) > 0)
  )
  const { width, duration, distance: way } = widen(problem)
  const prices = priceGoals(problem, requests, way, nodes.length)
  const distance = priceChangedLegs(index, way, width, prices.steady)
  const speeds = [...new Set(problem.vehicles.map(vehicle => vehicle.durationFactor ?? 1))]
  const times = speeds.map(factor => (factor === 1 ? duration : duration.map(seconds => seconds * factor)))
  const model: Model = {
    nodeCount: nodes.length,
    requestCount: requests.length,
    vehicleCount: problem.vehicles.length,
    ...numberNodes(requests, nodes.length),
    place: Int32Array.from(nodes, draft => draft.place),
    width,
    way,
    distance,
    times,
    distanceTo: turned(distance, width),
    timesTo: times.map(time => turned(time, width)),
    service: Float64Array.from(nodes, draft => draft.serviceS),
    open: Float64Array.from(nodes, draft =>
      draft.windows ? (draft.windows[0]?.fromS ?? Infinity) : -Infinity
    ),
    close: Float64Array.from(nodes, draft =>
      draft.windows ? (draft.windows.at(-1)?.untilS ?? -Infinity) : Infinity
    ),
    dimensions: used.length,
    load: Float64Array.from(
      nodes.flatMap(({ sign, amount }) => used.map(dimension => sign * (amount?.[dimension] ?? 0)))
    ),
    loadKind: Uint8Array.from(requests, request => request.loadKind),
    vehicles: compileVehicles(problem, speeds, used, width),
    onlyVehicle: Int32Array.from(requests, request =>
      request.vehicle === undefined ? -1 : vehicleIndex.get(request.vehicle)!
    ),
    ...compileFixedOrders(problem, requests),
    penalty: penalties(requests, prices),
    required: Uint8Array.from(requests, request => (request.required ? 1 : 0)),
    calendar: needsCalendar(problem, nodes, requests)
      ? compileCalendar(problem, nodes, requests, width, prices.onTime)
      : undefined,
    fewestVehicles: problem.fewestVehicles === true,
    previousRank: problem.previous && previousRanks(problem.previous, requests)
  }
  return { model, meaning: nodes.map(({ stop, kind, shipment }) => ({ stop, kind, shipment })) }
}

function numberNodes(requests: readonly RequestDraft[], nodeCount: number) {
  const first = new Int32Array(requests.length)
  const second = new Int32Array(requests.length).fill(-1)
  const requestOf = new Int32Array(nodeCount)
  let node = 0
  requests.forEach((request, r) => {
    first[r] = node
    if (request.nodes.length === 2) second[r] = node + 1
    for (let i = 0; i < request.nodes.length; i++) requestOf[node++] = r
  })
  return { first, second, requestOf }
}

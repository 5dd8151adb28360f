import { fairnessClaim } from '../fairness'
import { goalOrder, shipmentWeight, stopWeight } from '../goals'
import type { Goal, Problem, TimeWindow, Vehicle } from '../problem'
import { handOverWindows, indexProblem, visitWindows } from '../problem-index'
import type { Dimension } from '../solution'
import {
  type CalendarModel,
  LOAD_BETWEEN,
  LOAD_FROM_START,
  LOAD_NONE,
  LOAD_TO_END,
  type Model,
  type ModelVehicle
} from './model'

/** What a node stands for, to write the answer in the caller's words. */
export interface NodeMeaning {
  readonly stop: string
  readonly kind: 'hold' | 'load' | 'unload'
  readonly shipment?: string
}

export interface Compiled {
  readonly model: Model
  readonly meaning: readonly NodeMeaning[]
}

interface NodeDraft extends NodeMeaning {
  readonly place: number
  readonly serviceS: number
  readonly windows: readonly TimeWindow[] | undefined
  readonly restful: boolean
  readonly wantedByS: number
  readonly amount: Partial<Record<Dimension, number>> | undefined
  readonly sign: number
}

interface RequestDraft {
  readonly nodes: readonly NodeDraft[]
  readonly loadKind: number
  readonly vehicle: string | undefined
  readonly weight: number
  readonly claim: number
  readonly required: boolean
  readonly maxOnBoardS: number
}

const DIMENSIONS: readonly Dimension[] = ['massKg', 'volumeM3', 'coldM3']

/** Turns a checked problem into flat arrays. */
export function compile(problem: Problem): Compiled {
  const index = indexProblem(problem)
  const requests: RequestDraft[] = []
  const row = (stop: string) => index.placeRow.get(index.stopById.get(stop)!.place)!
  const requestOfStop = new Map<string, number>()
  for (const stop of problem.stops) {
    if (stop.visit === 'forLoads') continue
    requestOfStop.set(stop.id, requests.length)
    const order = problem.fixedOrders?.find(fixed => fixed.stops.includes(stop.id))
    requests.push({
      nodes: [
        {
          stop: stop.id,
          kind: 'hold',
          place: row(stop.id),
          serviceS: stop.serviceS ?? 0,
          windows: visitWindows(stop),
          restful: stop.restful === true,
          wantedByS: stop.wantedByS ?? Infinity,
          amount: undefined,
          sign: 0
        }
      ],
      loadKind: LOAD_NONE,
      vehicle: stop.lockedVehicle ?? order?.vehicle,
      weight: stopWeight(stop),
      claim: fairnessClaim(stop),
      required: stop.visit !== 'optional',
      maxOnBoardS: Infinity
    })
  }
  for (const shipment of problem.shipments) {
    const handOver = (stopId: string, kind: 'load' | 'unload'): NodeDraft => ({
      stop: stopId,
      kind,
      shipment: shipment.id,
      place: row(stopId),
      serviceS: (kind === 'load' ? shipment.loadS : shipment.unloadS) ?? 0,
      windows: handOverWindows(index.stopById.get(stopId)!, shipment, kind),
      restful: false,
      wantedByS: Infinity,
      amount: shipment,
      sign: kind === 'load' ? 1 : -1
    })
    const nodes: NodeDraft[] = []
    if (shipment.pickup !== undefined) nodes.push(handOver(shipment.pickup, 'load'))
    if (shipment.delivery !== undefined) nodes.push(handOver(shipment.delivery, 'unload'))
    requests.push({
      nodes,
      loadKind:
        nodes.length === 2 ? LOAD_BETWEEN : shipment.pickup === undefined ? LOAD_FROM_START : LOAD_TO_END,
      vehicle: shipment.lockedVehicle,
      weight: shipmentWeight(shipment),
      claim: 0,
      required: true,
      maxOnBoardS: shipment.delivery === undefined ? Infinity : (shipment.maxOnBoardS ?? Infinity)
    })
  }
  return assemble(problem, requests, requestOfStop)
}

function assemble(
  problem: Problem,
  requests: readonly RequestDraft[],
  requestOfStop: ReadonlyMap<string, number>
): Compiled {
  const nodes = requests.flatMap(request => request.nodes)
  const vehicleIndex = new Map(problem.vehicles.map((vehicle, i) => [vehicle.id, i]))
  const used = DIMENSIONS.filter(
    dimension =>
      problem.vehicles.some(vehicle => vehicle[dimension] !== undefined) &&
      problem.shipments.some(shipment => (shipment[dimension] ?? 0) > 0)
  )
  const first = new Int32Array(requests.length)
  const second = new Int32Array(requests.length).fill(-1)
  const requestOf = new Int32Array(nodes.length)
  let node = 0
  requests.forEach((request, r) => {
    first[r] = node
    if (request.nodes.length === 2) second[r] = node + 1
    for (let i = 0; i < request.nodes.length; i++) requestOf[node++] = r
  })
  const load = new Float64Array(nodes.length * used.length)
  nodes.forEach((draft, n) => {
    used.forEach((dimension, d) => {
      load[n * used.length + d] = draft.sign * (draft.amount?.[dimension] ?? 0)
    })
  })
  const chains = (problem.fixedOrders ?? []).map(order =>
    order.stops.flatMap(stop => requestOfStop.get(stop) ?? [])
  )
  const chain = new Int32Array(requests.length).fill(-1)
  const chainRank = new Int32Array(requests.length)
  chains.forEach((members, c) => {
    members.forEach((request, rank) => {
      chain[request] = c
      chainRank[request] = rank
    })
  })
  const matrices = widen(problem)
  const prices = priceGoals(problem, requests, matrices.distance, nodes.length)
  const speeds = [...new Set(problem.vehicles.map(vehicle => vehicle.durationFactor ?? 1))]
  const calendar = needsCalendar(problem, nodes, requests)
    ? compileCalendar(problem, nodes, requests, matrices.width, prices.onTime)
    : undefined
  const model: Model = {
    nodeCount: nodes.length,
    requestCount: requests.length,
    vehicleCount: problem.vehicles.length,
    first,
    second,
    requestOf,
    place: Int32Array.from(nodes, draft => draft.place),
    width: matrices.width,
    distance: matrices.distance,
    times: speeds.map(factor =>
      factor === 1 ? matrices.duration : matrices.duration.map(seconds => seconds * factor)
    ),
    service: Float64Array.from(nodes, draft => draft.serviceS),
    open: Float64Array.from(nodes, draft =>
      draft.windows ? (draft.windows[0]?.fromS ?? Infinity) : -Infinity
    ),
    close: Float64Array.from(nodes, draft =>
      draft.windows ? (draft.windows.at(-1)?.untilS ?? -Infinity) : Infinity
    ),
    dimensions: used.length,
    load,
    loadKind: Uint8Array.from(requests, request => request.loadKind),
    vehicles: compileVehicles(problem, speeds, used, matrices.width),
    onlyVehicle: Int32Array.from(requests, request =>
      request.vehicle === undefined ? -1 : vehicleIndex.get(request.vehicle)!
    ),
    chain,
    chainRank,
    chains,
    penalty: Float64Array.from(
      requests,
      request => prices.serve * request.weight + prices.fair * request.claim
    ),
    required: Uint8Array.from(requests, request => (request.required ? 1 : 0)),
    calendar,
    fewestVehicles: problem.fewestVehicles === true
  }
  return { model, meaning: nodes.map(({ stop, kind, shipment }) => ({ stop, kind, shipment })) }
}

/** One more row and column, at no distance: where open tours end. A place is at no distance from itself. */
function widen(problem: Problem) {
  const { size, durationS, distanceM } = problem.matrix
  const width = size + 1
  const duration = new Float64Array(width * width)
  const distance = new Float64Array(width * width)
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      if (i === j) continue
      const metres = distanceM[i * size + j]!
      const seconds = durationS[i * size + j]!
      const open = metres < Infinity && seconds < Infinity
      duration[i * width + j] = open ? seconds : Infinity
      distance[i * width + j] = open ? metres : Infinity
    }
  }
  return { width, duration, distance }
}

function compileVehicles(
  problem: Problem,
  speeds: readonly number[],
  used: readonly Dimension[],
  width: number
): ModelVehicle[] {
  const row = new Map(problem.places.map((place, i) => [place.id, i]))
  const named = new Set([
    ...problem.stops.map(stop => stop.lockedVehicle),
    ...problem.shipments.map(shipment => shipment.lockedVehicle),
    ...(problem.fixedOrders ?? []).map(order => order.vehicle)
  ])
  const classes: string[] = []
  return problem.vehicles.map((vehicle, index) => {
    const { id, ...rest } = vehicle
    const key = JSON.stringify(named.has(id) ? vehicle : rest)
    if (!classes.includes(key)) classes.push(key)
    return {
      index,
      class: classes.indexOf(key),
      speed: speeds.indexOf(vehicle.durationFactor ?? 1),
      startPlace: row.get(vehicle.startPlace)!,
      endPlace: vehicle.endPlace === undefined ? width - 1 : row.get(vehicle.endPlace)!,
      from: vehicle.fromS ?? 0,
      until: vehicle.untilS ?? Infinity,
      capacity: Float64Array.from(used, dimension => vehicle[dimension] ?? Infinity)
    }
  })
}

/** How much of a goal weighs as much as everything below it: one stop's weight, one claim, an hour, a thousandth of the way. */
function priceGoals(
  problem: Problem,
  requests: readonly RequestDraft[],
  distance: Float64Array,
  nodeCount: number
) {
  let longest = 0
  for (const metres of distance) if (metres < Infinity && metres > longest) longest = metres
  const way = Math.max(1, longest * (nodeCount + problem.vehicles.length))
  const totals: Record<Goal, number> = {
    serve: requests.reduce((sum, request) => sum + request.weight, 0),
    // A season late, each; more would cost the numbers their last digits.
    onTime: Math.min(1_000, 100 * problem.stops.filter(stop => stop.wantedByS !== undefined).length) * 86_400,
    fair: requests.reduce((sum, request) => sum + request.claim, 0),
    short: way
  }
  const grain: Record<Goal, number> = { serve: 1, onTime: 3_600, fair: 1, short: way / 1_000 }
  const price: Record<Goal, number> = { serve: 0, onTime: 0, fair: 0, short: 1 }
  let below = 0
  for (const goal of [...goalOrder(problem)].reverse()) {
    if (totals[goal] === 0) continue
    price[goal] = below === 0 ? 1 : below / grain[goal]
    below += price[goal] * totals[goal]
  }
  const unit = price.short
  return { serve: price.serve / unit, onTime: price.onTime / unit, fair: price.fair / unit }
}

function needsCalendar(
  problem: Problem,
  nodes: readonly NodeDraft[],
  requests: readonly RequestDraft[]
): boolean {
  return (
    problem.vehicles.some(vehicle => vehicle.day !== undefined) ||
    (problem.legRules?.length ?? 0) > 0 ||
    nodes.some(node => (node.windows && node.windows.length > 1) || node.wantedByS < Infinity) ||
    requests.some(request => request.maxOnBoardS < Infinity)
  )
}

function compileCalendar(
  problem: Problem,
  nodes: readonly NodeDraft[],
  requests: readonly RequestDraft[],
  width: number,
  latePrice: number
): CalendarModel {
  const windows = nodes.map(node => node.windows ?? [{ fromS: -Infinity, untilS: Infinity }])
  const windowStart = new Int32Array(nodes.length + 1)
  windows.forEach((list, n) => {
    windowStart[n + 1] = windowStart[n]! + list.length
  })
  const row = new Map(problem.places.map((place, i) => [place.id, i]))
  const legRules = new Map<number, { fromS: number; untilS: number; slow: number }[]>()
  for (const rule of problem.legRules ?? []) {
    const ways = [[rule.from, rule.to] as const, ...(rule.bothWays ? [[rule.to, rule.from] as const] : [])]
    for (const [from, to] of ways) {
      const key = row.get(from)! * width + row.get(to)!
      const entry = { fromS: rule.fromS, untilS: rule.untilS, slow: rule.slowFactor ?? Infinity }
      const list = legRules.get(key)
      if (list) list.push(entry)
      else legRules.set(key, [entry])
    }
  }
  return {
    windowStart,
    windowFrom: Float64Array.from(windows.flat(), window => window.fromS),
    windowUntil: Float64Array.from(windows.flat(), window => window.untilS),
    restful: Uint8Array.from(nodes, node => (node.restful ? 1 : 0)),
    wantedBy: Float64Array.from(nodes, node => node.wantedByS),
    latePrice,
    maxOnBoard: Float64Array.from(requests, request => request.maxOnBoardS),
    vehicles: problem.vehicles.map(compileDay),
    legRules
  }
}

function compileDay(vehicle: Vehicle) {
  const { day } = vehicle
  return {
    hasDay: day !== undefined,
    dayStart: day?.startS ?? 0,
    dayEnd: day?.endS ?? Infinity,
    driving: day?.drivingS ?? Infinity,
    restEvery: vehicle.restEveryDays ?? Infinity,
    nightsAtStops: vehicle.nightsAtStops === true
  }
}

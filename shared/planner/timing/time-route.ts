import { DAY_S, type Shipment, type Stop, type TimeWindow, type Vehicle } from '../problem'
import { handOverWindows, type ProblemIndex, visitWindows } from '../problem-index'
import type { Dimension, Leg, Load, Night, Route, Violation } from '../solution'
import { act, type ClockState, drive, startClock, TOLERANCE } from './clock'

/** One thing done at a stop, in the order of doing. */
export interface TimedAct {
  readonly call: number
  readonly kind: 'unload' | 'hold' | 'load'
  readonly shipment?: Shipment
  startS: number
  endS: number
}

export interface TimedCall {
  readonly leg: Leg
  readonly arriveS: number
  startS: number
  endS: number
  onBoard: Load
}

export interface TimedRoute {
  readonly vehicle: Vehicle
  readonly startS: number
  endS: number
  readonly calls: TimedCall[]
  readonly acts: TimedAct[]
  home?: Leg
  readonly nights: Night[]
  readonly restDays: number[]
  readonly violations: Violation[]
  /** How often the route was gone through to find these times. */
  passes: number
}

/** Rounds in which the longest time on board may push loading later; each is one more pass over the route. */
const MAX_ROUNDS = 40

/**
 * When everything on a route happens, each thing as early as the one before allows. Broken limits are listed,
 * never refused. Loading is put off where that keeps a load from being too long on board (the least such
 * delay, found as a fixed point: later loading never makes unloading earlier).
 */
export function timeRoute(index: ProblemIndex, route: Route): TimedRoute {
  const notBefore = new Map<string, number>()
  const first = passOver(index, route, notBefore)
  let timed = first
  for (let round = 0; round < MAX_ROUNDS; round++) {
    if (!raiseBounds(timed, notBefore)) break
    timed = passOver(index, route, notBefore)
    first.passes = timed.passes = first.passes + 1
    // Later loading only ever makes more late: what breaks now stays broken.
    if (othersThanTooLong(timed) > othersThanTooLong(first)) return first
  }
  return timed !== first && badness(timed) >= badness(first) ? first : timed
}

function othersThanTooLong(timed: TimedRoute): number {
  return timed.violations.filter(violation => violation.code !== 'tooLongOnBoard').length
}

function badness(timed: TimedRoute): number {
  return timed.violations.length
}

/** Asks for later loading where a load is too long on board. True when something changed. */
function raiseBounds(timed: TimedRoute, notBefore: Map<string, number>): boolean {
  let changed = false
  const loaded = new Map<string, TimedAct>()
  for (const done of timed.acts) {
    const shipment = done.shipment
    if (!shipment) continue
    if (done.kind === 'load') loaded.set(shipment.id, done)
    const load = loaded.get(shipment.id)
    if (done.kind !== 'unload' || !load || shipment.maxOnBoardS === undefined) continue
    if (done.startS - load.endS <= shipment.maxOnBoardS + TOLERANCE) continue
    notBefore.set(shipment.id, done.startS - shipment.maxOnBoardS - (load.endS - load.startS))
    changed = true
  }
  return changed
}

function passOver(index: ProblemIndex, route: Route, notBefore: ReadonlyMap<string, number>): TimedRoute {
  const vehicle = index.vehicleById.get(route.vehicle)!
  const state = startClock(vehicle)
  const timed: TimedRoute = {
    vehicle,
    startS: state.timeS,
    endS: state.timeS,
    calls: [],
    acts: [],
    nights: [],
    restDays: [],
    violations: [],
    passes: 1
  }
  const onBoard = loadAtStart(index, route)
  checkLoad(timed, vehicle, onBoard, undefined)
  let at = vehicle.startPlace
  route.calls.forEach((call, c) => {
    const stop = index.stopById.get(call.stop)!
    const leg = driveLeg(index, timed, state, at, stop.place, stop.id)
    at = stop.place
    const arriveS = state.timeS
    const firstAct = timed.acts.length
    for (const id of call.unload) {
      const shipment = index.shipmentById.get(id)!
      doAct(timed, state, c, stop, 'unload', shipment, handOverWindows(stop, shipment, 'unload'), -Infinity)
      addLoad(onBoard, shipment, -1)
    }
    if (call.held) doAct(timed, state, c, stop, 'hold', undefined, visitWindows(stop), -Infinity)
    for (const id of call.load) {
      const shipment = index.shipmentById.get(id)!
      const bound = notBefore.get(id) ?? -Infinity
      doAct(timed, state, c, stop, 'load', shipment, handOverWindows(stop, shipment, 'load'), bound)
      addLoad(onBoard, shipment, 1)
    }
    checkLoad(timed, vehicle, onBoard, stop.id)
    const startS = timed.acts[firstAct]?.startS ?? arriveS
    timed.calls.push({ leg, arriveS, startS, endS: state.timeS, onBoard: { ...onBoard } })
  })
  if (vehicle.endPlace !== undefined && route.calls.length > 0)
    timed.home = driveLeg(index, timed, state, at, vehicle.endPlace, undefined)
  timed.endS = state.timeS
  if (vehicle.untilS !== undefined && route.calls.length > 0 && timed.endS > vehicle.untilS + TOLERANCE)
    timed.violations.push({
      code: 'tourEndsLate',
      vehicle: vehicle.id,
      by: timed.endS - vehicle.untilS,
      untilS: vehicle.untilS
    })
  checkOnBoard(timed)
  if (vehicle.day) addNightsAtPlaces(timed)
  if (vehicle.day) addRestDays(index, route, timed)
  return timed
}

const dayOf = (timeS: number) => Math.floor(timeS / DAY_S)

/** Nights between arriving at a place and leaving it; those on the road are known from the driving. */
function addNightsAtPlaces(timed: TimedRoute): void {
  const stays = [
    {
      place: timed.vehicle.startPlace,
      fromS: timed.startS,
      untilS: timed.calls[0]?.leg.departS ?? timed.startS
    }
  ]
  timed.calls.forEach((call, c) => {
    const next = timed.calls[c + 1]?.leg ?? timed.home
    const last = stays.at(-1)!
    const untilS = next?.departS ?? call.endS
    if (call.leg.to === last.place && call.leg.drivingS === 0) last.untilS = untilS
    else stays.push({ place: call.leg.to, fromS: call.arriveS, untilS })
  })
  for (const stay of stays)
    for (let day = dayOf(stay.fromS); day < dayOf(stay.untilS); day++)
      timed.nights.push({ day, at: { place: stay.place } })
  timed.nights.sort((a, b) => a.day - b.day)
}

function addRestDays(index: ProblemIndex, route: Route, timed: TimedRoute): void {
  const worked = new Set<number>()
  const work = (fromS: number, untilS: number) => {
    for (let day = dayOf(fromS); day <= Math.max(dayOf(fromS), Math.ceil(untilS / DAY_S) - 1); day++)
      worked.add(day)
  }
  for (const leg of [...timed.calls.map(call => call.leg), timed.home])
    if (leg && leg.drivingS > 0) work(leg.departS, leg.arriveS)
  // Two nights running at the same point of a road: the day between them was idle.
  timed.nights.forEach((night, n) => {
    const before = timed.nights[n - 1]
    if (before && 'share' in night.at && 'share' in before.at && night.at.share === before.at.share)
      worked.delete(night.day)
  })
  for (const done of timed.acts) {
    const restful = done.kind === 'hold' && index.stopById.get(route.calls[done.call]!.stop)!.restful
    if (!restful) work(done.startS, done.endS)
    else for (const end of [done.startS, done.endS - 1]) work(end, end)
  }
  const last = Math.max(...worked)
  for (let day = Math.min(...worked); day < last; day++) if (!worked.has(day)) timed.restDays.push(day)
}

/** What is loaded before the tour: everything unloaded on it that has no pick-up. */
export function loadAtStart(
  index: ProblemIndex,
  route: Route
): { massKg: number; volumeM3: number; coldM3: number } {
  const load = { massKg: 0, volumeM3: 0, coldM3: 0 }
  for (const call of route.calls) {
    for (const id of call.unload) {
      const shipment = index.shipmentById.get(id)!
      if (shipment.pickup === undefined) addLoad(load, shipment, 1)
    }
  }
  return load
}

function addLoad(
  load: { massKg: number; volumeM3: number; coldM3: number },
  shipment: Shipment,
  sign: number
): void {
  load.massKg += sign * (shipment.massKg ?? 0)
  load.volumeM3 += sign * (shipment.volumeM3 ?? 0)
  load.coldM3 += sign * (shipment.coldM3 ?? 0)
}

const DIMENSIONS: readonly Dimension[] = ['massKg', 'volumeM3', 'coldM3']

function checkLoad(timed: TimedRoute, vehicle: Vehicle, load: Load, stop: string | undefined): void {
  for (const dimension of DIMENSIONS) {
    const by = load[dimension] - (vehicle[dimension] ?? Infinity)
    if (by > TOLERANCE)
      timed.violations.push({ code: 'overloaded', vehicle: vehicle.id, stop, dimension, by })
  }
}

function driveLeg(
  index: ProblemIndex,
  timed: TimedRoute,
  state: ClockState,
  from: string,
  to: string,
  stop: string | undefined
): Leg {
  const { matrix } = index.problem
  const cell = index.placeRow.get(from)! * matrix.size + index.placeRow.get(to)!
  const departS = state.timeS
  if (from === to) return { from, to, departS, arriveS: departS, drivingS: 0, distanceM: 0 }
  const driven = drive(timed.vehicle, state, matrix.durationS[cell]!, index.legRules.get(cell) ?? [])
  const distanceM = matrix.distanceM[cell]!
  if (!driven || distanceM === Infinity) {
    timed.violations.push({ code: 'noWay', vehicle: timed.vehicle.id, stop, from, to, by: 1 })
    return { from, to, departS, arriveS: state.timeS, drivingS: 0, distanceM: 0 }
  }
  for (const night of driven.nights)
    if (night.share > 0) timed.nights.push({ day: night.day, at: { from, to, share: night.share } })
  return { from, to, departS: driven.departS, arriveS: driven.arriveS, drivingS: driven.drivingS, distanceM }
}

function doAct(
  timed: TimedRoute,
  state: ClockState,
  call: number,
  stop: Stop,
  kind: TimedAct['kind'],
  shipment: Shipment | undefined,
  windows: readonly TimeWindow[] | undefined,
  notBeforeS: number
): void {
  const durationS = kind === 'hold' ? stop.serviceS : kind === 'load' ? shipment?.loadS : shipment?.unloadS
  const restful = kind === 'hold' && stop.restful === true
  const done = act(timed.vehicle, state, durationS ?? 0, windows, restful, notBeforeS)
  timed.acts.push({ call, kind, shipment, startS: done.startS, endS: done.endS })
  if (done.missedBy <= TOLERANCE) return
  const at = { vehicle: timed.vehicle.id, stop: stop.id, shipment: shipment?.id, by: done.missedBy }
  const best = shipment?.bestBeforeS
  if (kind === 'unload' && best !== undefined && done.startS > best + TOLERANCE)
    timed.violations.push({ ...at, code: 'pastBestBefore', by: done.startS - best })
  else timed.violations.push({ ...at, code: 'windowMissed', untilS: done.lastUntilS })
}

function checkOnBoard(timed: TimedRoute): void {
  const loadedAt = new Map<string, number>()
  for (const done of timed.acts) {
    const shipment = done.shipment
    if (!shipment) continue
    if (done.kind === 'load') loadedAt.set(shipment.id, done.endS)
    else if (shipment.maxOnBoardS !== undefined) {
      const since = loadedAt.get(shipment.id) ?? (shipment.pickup === undefined ? timed.startS : Number.NaN)
      const by = done.startS - since - shipment.maxOnBoardS
      if (by > TOLERANCE)
        timed.violations.push({
          code: 'tooLongOnBoard',
          vehicle: timed.vehicle.id,
          shipment: shipment.id,
          by
        })
    }
  }
}

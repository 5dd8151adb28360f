import type { Problem, Stop, TimeWindow } from '#shared/planner/problem'
import { indexProblem } from '#shared/planner/problem-index'
import type { Route } from '#shared/planner/solution'
import { type TimedRoute, timeRoute } from '#shared/planner/timing/time-route'

const DAY = 86_400
const NEAR = 1e-6
const DIMENSIONS = ['massKg', 'volumeM3', 'coldM3'] as const

/**
 * What is broken in the times that the evaluator gives to routes, rule by rule from the problem's words: each
 * as `code stop shipment`. The calendar's rules, which the evaluator keeps by waiting and never reports, come
 * as `day …`, `driving …`, `rest …`, `night …`, `time …`: there must be none.
 */
export function plainlyBroken(problem: Problem, routes: readonly Route[]): Set<string> {
  const broken = new Set<string>()
  const index = indexProblem(problem)
  for (const route of routes) {
    if (route.calls.length === 0) continue
    const timed = timeRoute(index, route)
    checkTimes(problem, timed, broken)
    checkActs(problem, route, timed, broken)
    checkLoads(problem, route, broken)
    if (timed.vehicle.day) checkCalendar(problem, route, timed, broken)
  }
  checkOrders(problem, routes, broken)
  return broken
}

const stopOf = (problem: Problem, id: string): Stop => problem.stops.find(one => one.id === id)!

/** Nothing begins before what is before it has ended; legs take what the matrix and the roads' rules say. */
function checkTimes(problem: Problem, timed: TimedRoute, broken: Set<string>): void {
  const { vehicle } = timed
  let nowS = vehicle.fromS ?? 0
  const row = (id: string) => problem.places.findIndex(place => place.id === id)
  const legs = [...timed.calls.map(call => call.leg), ...(timed.home ? [timed.home] : [])]
  legs.forEach((leg, i) => {
    const cell = row(leg.from) * problem.matrix.size + row(leg.to)
    const noWay = timed.violations.some(
      one => one.code === 'noWay' && one.from === leg.from && one.to === leg.to
    )
    const needS = leg.from === leg.to ? 0 : problem.matrix.durationS[cell]! * (vehicle.durationFactor ?? 1)
    const rules = (problem.legRules ?? []).filter(
      rule =>
        (rule.from === leg.from && rule.to === leg.to) ||
        (rule.bothWays === true && rule.from === leg.to && rule.to === leg.from)
    )
    if (!noWay) {
      if (needS === Infinity) broken.add(`noWay ${leg.from} ${leg.to}`)
      const slow = rules.some(rule => rule.slowFactor !== undefined)
      if (slow ? leg.drivingS < needS - NEAR : Math.abs(leg.drivingS - needS) > 1e-3)
        broken.add(`time of leg ${leg.from} ${leg.to}`)
      if (leg.arriveS - leg.departS < leg.drivingS - 1e-3) broken.add(`time of leg ${leg.from} ${leg.to}`)
      const closed = rules.some(
        rule => rule.slowFactor === undefined && leg.departS < rule.untilS && leg.arriveS > rule.fromS
      )
      if (closed && leg.drivingS > 0) broken.add(`time on a closed leg ${leg.from} ${leg.to}`)
    } else broken.add(`noWay ${leg.from} ${leg.to}`)
    if (leg.departS < nowS - NEAR) broken.add('time goes back')
    nowS = leg.arriveS
    for (const act of timed.acts.filter(one => one.call === i)) {
      if (act.startS < nowS - NEAR) broken.add('time goes back')
      nowS = act.endS
    }
  })
  if (vehicle.untilS !== undefined && nowS > vehicle.untilS + NEAR) broken.add('tourEndsLate')
}

function checkActs(problem: Problem, route: Route, timed: TimedRoute, broken: Set<string>): void {
  const loadedS = new Map<string, number>()
  for (const { call, kind, shipment, startS, endS } of timed.acts) {
    const stop = stopOf(problem, route.calls[call]!.stop)
    const stay = kind === 'hold' || stop.visit === 'forLoads' ? 0 : (stop.serviceS ?? 0)
    const locked = stop.lockedStartS
    const open: readonly TimeWindow[] =
      locked !== undefined ? [{ fromS: locked, untilS: locked }] : (stop.windows ?? [])
    const within = open.some(one => one.fromS - NEAR <= startS && startS <= one.untilS + stay + NEAR)
    const early = kind === 'load' && startS < (shipment?.availableFromS ?? -Infinity) - NEAR
    const late = kind === 'unload' && startS > (shipment?.bestBeforeS ?? Infinity) + NEAR
    if (late) broken.add(`pastBestBefore ${stop.id} ${shipment!.id}`)
    else if ((open.length > 0 && !within) || early)
      broken.add(`windowMissed ${stop.id} ${shipment?.id ?? ''}`)
    if (kind === 'load') loadedS.set(shipment!.id, endS)
    if (kind !== 'unload' || shipment?.maxOnBoardS === undefined) continue
    const sinceS = loadedS.get(shipment.id) ?? (shipment.pickup === undefined ? timed.startS : Number.NaN)
    if (startS - sinceS > shipment.maxOnBoardS + NEAR) broken.add(`tooLongOnBoard ${shipment.id}`)
  }
}

function checkLoads(problem: Problem, { vehicle, calls }: Route, broken: Set<string>): void {
  const van = problem.vehicles.find(one => one.id === vehicle)!
  const shipment = (id: string) => problem.shipments.find(one => one.id === id)!
  for (const dimension of DIMENSIONS) {
    const amount = (ids: readonly string[]) =>
      ids.reduce((sum, id) => sum + (shipment(id)[dimension] ?? 0), 0)
    const fromStart = calls.flatMap(call => call.unload).filter(id => shipment(id).pickup === undefined)
    let onBoard = amount(fromStart)
    const most = (van[dimension] ?? Infinity) + NEAR
    if (onBoard > most) broken.add(`overloaded  ${dimension}`)
    for (const { stop, unload, load } of calls) {
      onBoard += amount(load) - amount(unload)
      if (onBoard > most) broken.add(`overloaded ${stop} ${dimension}`)
    }
  }
}

/** Hours of the day and of driving, rest, nights. */
function checkCalendar(problem: Problem, route: Route, timed: TimedRoute, broken: Set<string>): void {
  const { vehicle } = timed
  const { startS, endS, drivingS } = vehicle.day!
  const dayOf = (timeS: number) => Math.floor(timeS / DAY)
  const inHours = (fromS: number, untilS: number) =>
    fromS >= dayOf(fromS) * DAY + startS - NEAR && untilS <= dayOf(fromS) * DAY + endS + NEAR
  const driven = new Map<number, number>()
  const worked = new Set<number>()
  for (const leg of [...timed.calls.map(call => call.leg), ...(timed.home ? [timed.home] : [])]) {
    if (leg.drivingS === 0) continue
    worked.add(dayOf(leg.departS))
    worked.add(dayOf(leg.arriveS - NEAR))
    const oneDay = dayOf(leg.departS) === dayOf(leg.arriveS - NEAR)
    if (oneDay && !inHours(leg.departS, leg.arriveS)) broken.add(`day of leg ${leg.from} ${leg.to}`)
    if (oneDay) driven.set(dayOf(leg.departS), (driven.get(dayOf(leg.departS)) ?? 0) + leg.drivingS)
    const fits = leg.drivingS <= Math.min(drivingS, endS - startS)
    const slow = (problem.legRules ?? []).some(rule => rule.slowFactor !== undefined)
    if (vehicle.nightsAtStops && fits && !oneDay && !slow)
      broken.add(`night on the road ${leg.from} ${leg.to}`)
    const days = dayOf(leg.arriveS - NEAR) - dayOf(leg.departS) + 1
    if (leg.drivingS > days * drivingS + NEAR) broken.add(`driving ${leg.from} ${leg.to}`)
  }
  for (const [day, seconds] of driven) if (seconds > drivingS + 1e-3) broken.add(`driving on day ${day}`)
  for (const act of timed.acts) {
    const lasts = act.endS - act.startS
    const stop = stopOf(problem, route.calls[act.call]!.stop)
    if (lasts <= endS - startS && !inHours(act.startS, act.endS)) broken.add(`day of ${stop.id}`)
    const [first, last] = [dayOf(act.startS), lasts === 0 ? dayOf(act.startS) : dayOf(act.endS - NEAR)]
    for (let day = first; day <= last; day++)
      if (act.kind !== 'hold' || !stop.restful || day === first || day === last) worked.add(day)
  }
  const every = vehicle.restEveryDays
  if (every === undefined) return
  const longest = Math.max(
    0,
    ...route.calls.map(call => Math.ceil((stopOf(problem, call.stop).serviceS ?? 0) / DAY) + 1)
  )
  // A stay longer than the rule allows any spell to be begins after a day of rest, and is excused.
  if (longest > every - 1) return
  for (const day of worked) {
    const spell = Array.from({ length: every }, (_, i) => day + i)
    if (spell.every(one => worked.has(one))) broken.add(`rest from day ${day}`)
  }
}

/** Pick-up before delivery, each thing once and at its stop, locks and fixed orders. */
function checkOrders(problem: Problem, routes: readonly Route[], broken: Set<string>): void {
  const events = routes.flatMap(({ vehicle, calls }) =>
    calls.flatMap((call, c) => [
      ...call.unload.map((id, i) => ({ vehicle, at: c + i / 1e4, kind: 'unload', id, stop: call.stop })),
      ...(call.held ? [{ vehicle, at: c + 0.4, kind: 'hold', id: call.stop, stop: call.stop }] : []),
      ...call.load.map((id, i) => ({ vehicle, at: c + 0.5 + i / 1e4, kind: 'load', id, stop: call.stop }))
    ])
  )
  const all = (kind: string, id: string) => events.filter(one => one.kind === kind && one.id === id)
  for (const { id, lockedVehicle } of problem.stops) {
    const held = all('hold', id)
    if (held.length > 1) broken.add(`orderBroken ${id} `)
    if (held.some(one => (lockedVehicle ?? one.vehicle) !== one.vehicle)) broken.add(`wrongVehicle ${id} `)
  }
  for (const { id, pickup, delivery, lockedVehicle } of problem.shipments) {
    const [loads, unloads] = [all('load', id), all('unload', id)]
    const wrong = [...loads, ...unloads].filter(one => (lockedVehicle ?? one.vehicle) !== one.vehicle)
    for (const { stop } of wrong) broken.add(`wrongVehicle ${stop} ${id}`)
    const [load, unload] = [loads[0], unloads[0]]
    const misplaced = loads.some(one => one.stop !== pickup) || unloads.some(one => one.stop !== delivery)
    const notFetched =
      unload && pickup !== undefined && !(load && load.vehicle === unload.vehicle && load.at < unload.at)
    const notBrought = load && !unload && delivery !== undefined
    if (loads.length > 1 || unloads.length > 1 || misplaced || notFetched || notBrought)
      broken.add(`orderBroken of ${id}`)
  }
  for (const { vehicle, stops } of problem.fixedOrders ?? []) {
    const held = stops.flatMap(stop => all('hold', stop).slice(-1))
    for (const one of held)
      if ((vehicle ?? one.vehicle) !== one.vehicle) broken.add(`wrongVehicle ${one.id} `)
    held.slice(1).forEach((one, i) => {
      const before = held[i]!
      if (one.vehicle !== before.vehicle || one.at < before.at) broken.add(`orderBroken ${one.id} `)
    })
  }
}

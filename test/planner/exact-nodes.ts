import type { LegRule, Problem, Shipment, Stop, TimeWindow } from '#shared/planner/problem'

export const HOUR_S = 3_600
export const DAY_H = 24

/** One thing to do at a stop: the visit, or handing over one shipment. Hours. */
export interface Node {
  readonly n: number
  readonly place: string
  readonly serviceH: number
  /** When it may begin. */
  readonly windows: readonly { readonly fromH: number; readonly untilH: number }[]
  readonly restful: boolean
  /** The vehicle that alone may do it. */
  readonly only: string | undefined
  /** Of a visit. */
  readonly stop?: Stop
  /** Of a hand-over; `sign` 1 when it is loaded, -1 when it is unloaded. */
  readonly shipment?: Shipment
  readonly sign: number
}

export function nodesOf(problem: Problem, horizonH: number): Node[] {
  const drafts: Omit<Node, 'n'>[] = []
  for (const stop of problem.stops) {
    if (stop.visit === 'forLoads') continue
    drafts.push({
      place: stop.place,
      serviceH: (stop.serviceS ?? 0) / HOUR_S,
      windows: inHours(windowsOf(stop), horizonH),
      restful: stop.restful === true,
      only: stop.lockedVehicle,
      stop,
      sign: 0
    })
  }
  for (const shipment of problem.shipments) {
    const { pickup, delivery, availableFromS = -Infinity, bestBeforeS = Infinity } = shipment
    const handOver = (id: string, serviceS: number, sign: number, fromS: number, untilS: number) => {
      const stop = problem.stops.find(one => one.id === id)!
      drafts.push({
        place: stop.place,
        serviceH: serviceS / HOUR_S,
        windows: inHours(handOverWindows(stop, fromS, untilS), horizonH),
        restful: false,
        only: shipment.lockedVehicle,
        shipment,
        sign
      })
    }
    if (pickup !== undefined) handOver(pickup, shipment.loadS ?? 0, 1, availableFromS, Infinity)
    if (delivery !== undefined) handOver(delivery, shipment.unloadS ?? 0, -1, -Infinity, bestBeforeS)
  }
  return drafts.map((draft, n) => ({ ...draft, n }))
}

function inHours(windows: readonly TimeWindow[], horizonH: number): Node['windows'] {
  return windows
    .map(({ fromS, untilS }) => ({
      fromH: Math.max(0, fromS / HOUR_S),
      untilH: Math.min(horizonH, untilS / HOUR_S)
    }))
    .filter(({ fromH, untilH }) => fromH <= untilH)
}

function windowsOf({ lockedStartS, windows }: Stop): readonly TimeWindow[] {
  if (lockedStartS !== undefined) return [{ fromS: lockedStartS, untilS: lockedStartS }]
  return windows ?? [{ fromS: -Infinity, untilS: Infinity }]
}

/** People are there from a window's opening to its close and the length of the visit that it allows. */
function handOverWindows(stop: Stop, fromS: number, untilS: number): TimeWindow[] {
  const stayS = stop.visit === 'forLoads' ? 0 : (stop.serviceS ?? 0)
  return windowsOf(stop).map(window => ({
    fromS: Math.max(window.fromS, fromS),
    untilS: Math.min(window.untilS + stayS, untilS)
  }))
}

/** True when the rule closes the leg on that day. */
export function closes(rule: LegRule, from: string, to: string, day: number): boolean {
  const there = rule.from === from && rule.to === to
  const back = rule.bothWays === true && rule.from === to && rule.to === from
  const [startH, endH] = [rule.fromS / HOUR_S, rule.untilS / HOUR_S]
  return (there || back) && startH < (day + 1) * DAY_H && endH > day * DAY_H
}

/** Throws RangeError naming what the model would state wrongly. */
export function refuseWhatCannotBeStated(problem: Problem): undefined {
  const refuse = (what: string): never => {
    throw new RangeError(`the exact model cannot state ${what}`)
  }
  const wholeDays = (seconds: number) => seconds % (DAY_H * HOUR_S) === 0
  for (const { day, untilS, nightsAtStops, durationFactor = 1 } of problem.vehicles) {
    if (!day || untilS === undefined || !nightsAtStops) return refuse('a vehicle without days or an end')
    const longestS = Math.max(...Array.from(problem.matrix.durationS).filter(seconds => seconds < Infinity))
    if (longestS * durationFactor > Math.min(day.drivingS, day.endS - day.startS))
      refuse('nights on the road')
    for (const { serviceS = 0 } of problem.stops)
      if (serviceS > day.endS - day.startS && !wholeDays(serviceS)) refuse('stays of parts of days')
  }
  for (const { slowFactor, fromS, untilS } of problem.legRules ?? [])
    if (slowFactor !== undefined || !wholeDays(fromS) || !wholeDays(untilS))
      refuse('slow legs, and legs closed for parts of days')
  if (problem.fixedOrders?.length) refuse('fixed orders')
  for (const { id, wantedByS } of problem.stops)
    if (wantedByS !== undefined && problem.shipments.some(one => one.pickup === id || one.delivery === id))
      refuse('a wanted time at a stop with loads')
}

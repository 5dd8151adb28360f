import type { Problem, Vehicle } from '../problem'
import type { CalendarModel, CalendarVehicle } from './model'
import type { NodeDraft, RequestDraft } from './request-drafts'

/** Whether some rule needs more than one window a node and driving at any hour. */
export function needsCalendar(
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

export function compileCalendar(
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

function compileDay(vehicle: Vehicle): CalendarVehicle {
  const { day } = vehicle
  return {
    hasDay: day !== undefined,
    dayStart: day?.startS ?? 0,
    dayEnd: day?.endS ?? Infinity,
    driving: day?.drivingS ?? Infinity,
    restEvery: vehicle.restEveryDays ?? Infinity,
    rested: vehicle.restedOnDay ?? Infinity,
    nightsAtStops: vehicle.nightsAtStops === true
  }
}

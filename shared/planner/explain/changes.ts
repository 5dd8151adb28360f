import { DAY_S, type Problem, type Shipment, type Stop, type TimeWindow, type Vehicle } from '../problem'
import type { LateRemedy, OpenLeg, Remedy, Unserved } from '../solution'

/** What `otherVehicle` speaks of. */
export type Item = Pick<Unserved, 'kind' | 'id'>

/** The problem with the change made; nothing else differs. `item`: what is unserved, needed by `otherVehicle` alone. */
export function applyRemedy(problem: Problem, remedy: Remedy | LateRemedy, item?: Item): Problem {
  switch (remedy.code) {
    case 'laterWindow':
      return withStop(problem, remedy.stop, stop => laterWindow(stop, remedy.byS))
    case 'earlierWindow':
      return withStop(problem, remedy.stop, stop => earlierWindow(stop, remedy.fromS, remedy.byS))
    case 'shorterVisit':
      return withStop(problem, remedy.stop, stop => ({ serviceS: (stop.serviceS ?? 0) - remedy.byS }))
    case 'longerOnBoard':
      return withShipment(problem, remedy.shipment, ({ maxOnBoardS = 0 }) => ({
        maxOnBoardS: maxOnBoardS + remedy.byS
      }))
    case 'longerBestBefore':
      return withShipment(problem, remedy.shipment, ({ bestBeforeS = 0 }) => ({
        bestBeforeS: bestBeforeS + remedy.byS
      }))
    case 'laterEnd':
      return withVehicle(problem, remedy.vehicle, ({ untilS = 0 }) => ({ untilS: untilS + remedy.byS }))
    case 'earlierStart':
      return withVehicle(problem, remedy.vehicle, vehicle => earlierStart(vehicle, remedy.byS))
    case 'moreSpace':
      return withVehicle(problem, remedy.vehicle, vehicle => ({
        [remedy.dimension]: (vehicle[remedy.dimension] ?? 0) + remedy.by
      }))
    case 'laterRest':
      return withVehicle(problem, remedy.vehicle, ({ restEveryDays = 0 }) => ({
        restEveryDays: restEveryDays + remedy.byDays
      }))
    case 'moreDriving':
      return withVehicle(problem, remedy.vehicle, ({ day }) => ({
        day: day && { ...day, drivingS: day.drivingS + remedy.byS }
      }))
    case 'longerDay':
      return withVehicle(problem, remedy.vehicle, ({ day }) => ({
        day: day && { ...day, endS: day.endS + remedy.byS }
      }))
    case 'openLeg':
      return openLeg(problem, remedy)
    case 'otherVehicle':
      return otherVehicle(problem, remedy.vehicle, item)
  }
}

function withStop(problem: Problem, id: string, change: (stop: Stop) => Partial<Stop>): Problem {
  return {
    ...problem,
    stops: problem.stops.map(stop => (stop.id === id ? { ...stop, ...change(stop) } : stop))
  }
}

function withShipment(
  problem: Problem,
  id: string,
  change: (shipment: Shipment) => Partial<Shipment>
): Problem {
  return {
    ...problem,
    shipments: problem.shipments.map(one => (one.id === id ? { ...one, ...change(one) } : one))
  }
}

function withVehicle(problem: Problem, id: string, change: (vehicle: Vehicle) => Partial<Vehicle>): Problem {
  return {
    ...problem,
    vehicles: problem.vehicles.map(one => (one.id === id ? { ...one, ...change(one) } : one))
  }
}

/** The last day of rest stays where it was, or is the day before when one sets out before it. */
function earlierStart({ fromS = 0, restedOnDay }: Vehicle, byS: number): Partial<Vehicle> {
  const start = fromS - byS
  if (restedOnDay === undefined) return { fromS: start }
  return { fromS: start, restedOnDay: Math.min(restedOnDay, Math.floor(start / DAY_S) - 1) }
}

/** A locked time counts alone: windows it was chosen from may end before its new place. */
function laterWindow({ lockedStartS, windows = [] }: Stop, byS: number): Partial<Stop> {
  if (lockedStartS !== undefined) return { lockedStartS: lockedStartS + byS, windows: undefined }
  const last = windows.length - 1
  return { windows: windows.map((one, w) => (w === last ? { ...one, untilS: one.untilS + byS } : one)) }
}

function earlierWindow({ lockedStartS, windows = [] }: Stop, fromS: number, byS: number): Partial<Stop> {
  if (lockedStartS !== undefined) return { lockedStartS: lockedStartS - byS, windows: undefined }
  const merged: TimeWindow[] = []
  for (const one of windows) {
    let window = one.fromS === fromS ? { ...one, fromS: fromS - byS } : one
    while (merged.length > 0 && merged.at(-1)!.untilS >= window.fromS)
      window = { fromS: Math.min(merged.pop()!.fromS, window.fromS), untilS: window.untilS }
    merged.push(window)
  }
  return { windows: merged }
}

function openLeg(problem: Problem, { from, to, durationS }: OpenLeg): Problem {
  const { matrix, places } = problem
  const row = new Map(places.map((place, i) => [place.id, i]))
  const cell = row.get(from)! * matrix.size + row.get(to)!
  const back = row.get(to)! * matrix.size + row.get(from)!
  const duration = Float64Array.from(matrix.durationS)
  const distance = Float64Array.from(matrix.distanceM)
  duration[cell] = durationS
  if (distance[cell] === Infinity)
    distance[cell] = distance[back]! < Infinity ? distance[back]! : durationS * meanSpeed(duration, distance)
  return {
    ...problem,
    matrix: { ...matrix, durationS: duration, distanceM: distance },
    legRules: problem.legRules?.flatMap(rule => {
      if (rule.from === from && rule.to === to)
        return rule.bothWays ? [{ ...rule, from: to, to: from, bothWays: false }] : []
      return rule.bothWays && rule.from === to && rule.to === from ? [{ ...rule, bothWays: false }] : [rule]
    })
  }
}

/** Metres a second over all ways that are open. */
function meanSpeed(durationS: Float64Array, distanceM: Float64Array): number {
  let seconds = 0
  let metres = 0
  durationS.forEach((duration, i) => {
    if (duration === Infinity || distanceM[i] === Infinity) return
    seconds += duration
    metres += distanceM[i]!
  })
  return seconds > 0 ? metres / seconds : 1
}

/** A stop given to another vehicle leaves the order that it was to keep. */
function otherVehicle(problem: Problem, lockedVehicle: string, item: Item | undefined): Problem {
  if (item?.kind === 'shipment') return withShipment(problem, item.id, () => ({ lockedVehicle }))
  if (!item) return problem
  return {
    ...withStop(problem, item.id, () => ({ lockedVehicle })),
    fixedOrders: problem.fixedOrders?.map(order => ({
      ...order,
      stops: order.stops.filter(stop => stop !== item.id)
    }))
  }
}

/** By the matrix, else as long as the other way round, else as long as the mean of all open ways. */
export function openDurationS(problem: Problem, from: number, to: number): number {
  const { size, durationS } = problem.matrix
  const known = [durationS[from * size + to]!, durationS[to * size + from]!].find(one => one < Infinity)
  if (known !== undefined) return known
  const open = Array.from(durationS).filter(seconds => seconds > 0 && seconds < Infinity)
  return Math.round(open.reduce((sum, seconds) => sum + seconds, 0) / Math.max(1, open.length))
}

/** To sort changes of one kind of quantity among each other: seconds count as days. */
export const inDays = (seconds: number): number => seconds / DAY_S

import { DAY_S, type Problem } from './problem'
import type { ProblemError, ProblemErrorCode } from './problem-error'

/** What no schema can say: references, contradictions, things that can never fit. At most 20 errors. */
export function checkProblem(problem: Problem): ProblemError[] {
  const errors: ProblemError[] = []
  const report = (code: ProblemErrorCode, path: string, detail: string) => {
    if (errors.length < 20) errors.push({ code, path, detail })
  }
  const ids = (items: readonly { readonly id: string }[], list: string) => {
    const seen = new Set<string>()
    items.forEach((item, i) => {
      if (seen.has(item.id)) report('duplicateId', `${list}[${i}].id`, `${item.id} is there twice`)
      seen.add(item.id)
    })
    return seen
  }
  const places = ids(problem.places, 'places')
  const vehicles = ids(problem.vehicles, 'vehicles')
  const stops = ids(problem.stops, 'stops')
  ids(problem.shipments, 'shipments')
  const known = (set: Set<string>, value: string | undefined, path: string) => {
    if (value !== undefined && !set.has(value)) report('unknownId', path, `${value} is not among them`)
  }

  const { size, durationS, distanceM } = problem.matrix
  if (size !== problem.places.length || durationS.length !== size * size || distanceM.length !== size * size)
    report('matrixSize', 'matrix', `${size} rows for ${problem.places.length} places`)
  if (problem.vehicles.length === 0) report('noVehicle', 'vehicles', 'at least one vehicle is needed')

  problem.vehicles.forEach((vehicle, i) => {
    const at = `vehicles[${i}]`
    known(places, vehicle.startPlace, `${at}.startPlace`)
    known(places, vehicle.endPlace, `${at}.endPlace`)
    if (vehicle.untilS !== undefined && vehicle.untilS < (vehicle.fromS ?? 0))
      report('windowContradiction', `${at}.untilS`, 'must end before it may leave')
    if (vehicle.day && vehicle.day.endS <= vehicle.day.startS)
      report('windowContradiction', `${at}.day.endS`, 'the day ends before it begins')
    if (vehicle.restedOnDay !== undefined && vehicle.restedOnDay >= Math.floor((vehicle.fromS ?? 0) / DAY_S))
      report('contradiction', `${at}.restedOnDay`, 'the last day of rest comes after setting out')
    if (!vehicle.day && (vehicle.restEveryDays !== undefined || vehicle.nightsAtStops))
      report('contradiction', `${at}.day`, 'rest days and nights need a working day')
  })

  problem.stops.forEach((stop, i) => {
    const at = `stops[${i}]`
    known(places, stop.place, `${at}.place`)
    known(vehicles, stop.lockedVehicle, `${at}.lockedVehicle`)
    let last = -Infinity
    stop.windows?.forEach((window, w) => {
      if (!(window.untilS >= window.fromS))
        report(
          'windowContradiction',
          `${at}.windows[${w}].untilS`,
          `closes at ${window.untilS}, before it opens at ${window.fromS}`
        )
      if (!(window.fromS > last))
        report('windowContradiction', `${at}.windows[${w}].fromS`, 'windows must rise and not overlap')
      last = window.untilS
    })
    const locked = stop.lockedStartS
    if (
      locked !== undefined &&
      stop.windows &&
      !stop.windows.some(w => w.fromS <= locked && locked <= w.untilS)
    )
      report('windowContradiction', `${at}.lockedStartS`, 'the locked time lies in none of the windows')
  })

  problem.shipments.forEach((shipment, i) => {
    const at = `shipments[${i}]`
    known(stops, shipment.pickup, `${at}.pickup`)
    known(stops, shipment.delivery, `${at}.delivery`)
    known(vehicles, shipment.lockedVehicle, `${at}.lockedVehicle`)
    if (shipment.pickup === undefined && shipment.delivery === undefined)
      report('contradiction', at, 'neither a pick-up nor a delivery')
    if (shipment.pickup !== undefined && shipment.pickup === shipment.delivery)
      report('contradiction', `${at}.delivery`, 'pick-up and delivery are the same stop')
    if (shipment.bestBeforeS !== undefined && shipment.bestBeforeS < (shipment.availableFromS ?? -Infinity))
      report('windowContradiction', `${at}.bestBeforeS`, 'best before it is available')
  })

  problem.legRules?.forEach((rule, i) => {
    known(places, rule.from, `legRules[${i}].from`)
    known(places, rule.to, `legRules[${i}].to`)
    if (!(rule.untilS > rule.fromS))
      report('windowContradiction', `legRules[${i}].untilS`, 'ends before it begins')
  })

  problem.previous?.forEach((route, i) => {
    known(vehicles, route.vehicle, `previous[${i}].vehicle`)
    route.stops.forEach((stop, j) => {
      known(stops, stop, `previous[${i}].stops[${j}]`)
    })
  })

  const ordered = new Set<string>()
  problem.fixedOrders?.forEach((order, i) => {
    known(vehicles, order.vehicle, `fixedOrders[${i}].vehicle`)
    order.stops.forEach((stop, j) => {
      known(stops, stop, `fixedOrders[${i}].stops[${j}]`)
      if (ordered.has(stop))
        report('contradiction', `fixedOrders[${i}].stops[${j}]`, `${stop} has two places in fixed orders`)
      ordered.add(stop)
      const locked = problem.stops.find(other => other.id === stop)?.lockedVehicle
      if (order.vehicle !== undefined && locked !== undefined && locked !== order.vehicle)
        report('contradiction', `fixedOrders[${i}].vehicle`, `${stop} is locked to ${locked}`)
    })
  })
  return errors
}

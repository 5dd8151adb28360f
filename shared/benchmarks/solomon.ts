import type { Problem, Shipment, Stop } from '#shared/planner/problem'
import { assembleProblem, euclidean, fleet, MOST_NODES, numberedPlaces, sameTimeAndWay } from './instance'
import { splitLines, toCount, toNumber, UnreadableLine } from './lines'

/**
 * Solomon's VRPTW text (also Gehring and Homberger's): vehicle count and capacity, then one line a customer.
 * Distances in double precision, never rounded. Without `vehicles`, as few as possible of the file's number.
 */
export function readSolomon(text: string, vehicles?: number): Problem {
  const lines = splitLines(text)
  const numeric = lines.filter(line => line.words.every(word => Number.isFinite(Number(word))))
  // The name may itself be a number, so the fleet is looked for below its heading.
  const heading = lines.findIndex(line => line.words[0]?.toUpperCase() === 'NUMBER')
  const fleetLine = lines[heading + 1]
  if (heading < 0 || !fleetLine)
    throw new UnreadableLine(lines[0]?.number ?? 1, 'the line NUMBER CAPACITY is missing')
  const count = vehicles ?? toCount(fleetLine.words[0], fleetLine.number, 'number of vehicles', 1, 1_000)
  const capacity = toNumber(fleetLine.words[1], fleetLine.number, 'capacity')
  const heading2 = lines.findIndex(line => line.words[0]?.toUpperCase() === 'CUST')
  if (heading2 < 0) throw new UnreadableLine(fleetLine.number + 1, 'the line CUST NO. … is missing')
  const rows = lines.slice(heading2 + 1)
  if (rows.length < 2) throw new UnreadableLine((numeric.at(-1)?.number ?? 0) + 1, 'no customers')
  if (rows.length > MOST_NODES)
    throw new UnreadableLine(rows[MOST_NODES]!.number, `more than ${MOST_NODES} lines`)
  const nodes = rows.map((line, i) => {
    const [number, x, y, demand, ready, due, service] = [
      'number',
      'x',
      'y',
      'demand',
      'ready time',
      'due date',
      'service time'
    ].map((what, w) => toNumber(line.words[w], line.number, what)) as [
      number,
      number,
      number,
      number,
      number,
      number,
      number
    ]
    if (number !== i) throw new UnreadableLine(line.number, `customer ${i} is needed, found ${number}`)
    if (demand < 0 || service < 0)
      throw new UnreadableLine(line.number, 'demand and service time must not be negative')
    if (due < ready) throw new UnreadableLine(line.number, `due date ${due} before ready time ${ready}`)
    return { number, x, y, demand, ready, due, service }
  })
  const depot = nodes[0]!
  const stops: Stop[] = []
  const shipments: Shipment[] = []
  for (const { number, demand, ready, due, service } of nodes.slice(1)) {
    const id = String(number)
    stops.push({ id, place: id, visit: 'forLoads', windows: [{ fromS: ready, untilS: due }] })
    shipments.push({ id, delivery: id, massKg: demand, unloadS: service })
  }
  const costs = euclidean(
    nodes.map(n => n.x),
    nodes.map(n => n.y),
    d => d
  )
  return assembleProblem({
    places: numberedPlaces(nodes.map(n => n.number)),
    matrix: sameTimeAndWay(nodes.length, costs),
    vehicles: fleet(count, {
      startPlace: '0',
      endPlace: '0',
      massKg: capacity,
      fromS: depot.ready,
      untilS: depot.due
    }),
    stops,
    shipments,
    fewestVehicles: vehicles === undefined
  })
}

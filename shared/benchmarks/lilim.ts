import type { Problem, Shipment, Stop } from '#shared/planner/problem'
import { assembleProblem, euclidean, fleet, MOST_NODES, numberedPlaces, sameTimeAndWay } from './instance'
import { splitLines, toCount, toNumber, UnreadableLine } from './lines'

/**
 * Li and Lim's PDPTW text: `vehicles capacity speed`, then `number x y demand ready due service pickup delivery`
 * a line, the last two 0 where they do not apply. Distances in double precision. The speed is 1 in all files.
 */
export function readLilim(text: string, vehicles?: number): Problem {
  const lines = splitLines(text)
  const head = lines[0]
  if (!head) throw new UnreadableLine(1, 'the file is empty')
  const count = vehicles ?? toCount(head.words[0], head.number, 'number of vehicles', 1, 1_000)
  const capacity = toNumber(head.words[1], head.number, 'capacity')
  const rows = lines.slice(1)
  if (rows.length < 3)
    throw new UnreadableLine((lines.at(-1)?.number ?? 0) + 1, 'a depot and a pair are needed at least')
  if (rows.length > MOST_NODES)
    throw new UnreadableLine(rows[MOST_NODES]!.number, `more than ${MOST_NODES} lines`)
  const names = [
    'number',
    'x',
    'y',
    'demand',
    'ready time',
    'due date',
    'service time',
    'pick-up',
    'delivery'
  ]
  const nodes = rows.map((line, i) => {
    const values = names.map((what, w) => toNumber(line.words[w], line.number, what))
    const [number, x, y, demand, ready, due, service, pickup, delivery] = values as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number
    ]
    if (number !== i) throw new UnreadableLine(line.number, `node ${i} is needed, found ${number}`)
    if (due < ready) throw new UnreadableLine(line.number, `due date ${due} before ready time ${ready}`)
    if (service < 0) throw new UnreadableLine(line.number, 'service time must not be negative')
    return { line: line.number, number, x, y, demand, ready, due, service, pickup, delivery }
  })
  const depot = nodes[0]!
  const stops: Stop[] = []
  const shipments: Shipment[] = []
  for (const node of nodes.slice(1)) {
    const id = String(node.number)
    stops.push({ id, place: id, visit: 'forLoads', windows: [{ fromS: node.ready, untilS: node.due }] })
    if (node.pickup !== 0 || node.delivery === 0) {
      const partner = nodes[node.pickup]
      if (!partner || node.pickup === 0 || partner.delivery !== node.number)
        throw new UnreadableLine(node.line, `delivery ${node.number} has no pick-up that names it`)
      continue
    }
    const delivery = nodes[node.delivery]
    if (!delivery || delivery.pickup !== node.number)
      throw new UnreadableLine(
        node.line,
        `pick-up ${node.number} names ${node.delivery}, which does not name it`
      )
    if (node.demand < 0 || delivery.demand !== -node.demand)
      throw new UnreadableLine(
        node.line,
        `pick-up of ${node.demand} and delivery of ${delivery.demand} do not match`
      )
    shipments.push({
      id: `${node.number}-${node.delivery}`,
      pickup: id,
      delivery: String(node.delivery),
      massKg: node.demand,
      loadS: node.service,
      unloadS: delivery.service
    })
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

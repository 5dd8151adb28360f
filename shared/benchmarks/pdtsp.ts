import type { Problem, Shipment, Stop } from '#shared/planner/problem'
import { assembleProblem, euclidean, fleet, MOST_NODES, numberedPlaces, sameTimeAndWay } from './instance'
import { splitLines, toCount, toNumber, UnreadableLine } from './lines'

/**
 * One vehicle, pick-up before delivery, no windows, no capacity (Dumitrescu et al. 2010): node count; depot
 * `1 x y`; then `id x y 0 delivery` or `id x y 1 pickup`; `-999`. Distances rounded to the nearest integer.
 * Nodes are named from 0 here (the depot) as in every other format.
 */
export function readPdtsp(text: string): Problem {
  const lines = splitLines(text)
  const head = lines[0]
  if (!head) throw new UnreadableLine(1, 'the file is empty')
  const size = toCount(head.words[0], head.number, 'number of nodes', 3, MOST_NODES)
  const nodes = Array.from({ length: size }, (_, i) => {
    const line = lines[i + 1]
    if (!line || line.words[0] === '-999')
      throw new UnreadableLine(
        line?.number ?? (lines.at(-1)?.number ?? 0) + 1,
        `${size} nodes are needed, found ${i}`
      )
    const number = toNumber(line.words[0], line.number, 'node number')
    if (number !== i + 1) throw new UnreadableLine(line.number, `node ${i + 1} is needed, found ${number}`)
    const x = toNumber(line.words[1], line.number, 'x')
    const y = toNumber(line.words[2], line.number, 'y')
    const role = i === 0 ? -1 : toCount(line.words[3], line.number, 'kind (0 pick-up, 1 delivery)', 0, 1)
    const partner = i === 0 ? -1 : toCount(line.words[4], line.number, 'partner', 2, size) - 1
    return { line: line.number, x, y, role, partner }
  })
  const stops: Stop[] = []
  const shipments: Shipment[] = []
  nodes.forEach((node, i) => {
    if (i === 0) return
    const partner = nodes[node.partner]!
    if (partner.partner !== i || partner.role === node.role)
      throw new UnreadableLine(node.line, `node ${i + 1} and node ${node.partner + 1} do not name each other`)
    stops.push({ id: String(i), place: String(i), visit: 'forLoads' })
    if (node.role === 0)
      shipments.push({ id: `${i}-${node.partner}`, pickup: String(i), delivery: String(node.partner) })
  })
  const costs = euclidean(
    nodes.map(n => n.x),
    nodes.map(n => n.y),
    d => Math.round(d)
  )
  return assembleProblem({
    places: numberedPlaces(nodes.map((_, i) => i)),
    matrix: sameTimeAndWay(size, costs),
    vehicles: fleet(1, { startPlace: '0', endPlace: '0' }),
    stops,
    shipments
  })
}

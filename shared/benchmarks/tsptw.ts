import type { Problem, Stop } from '#shared/planner/problem'
import { assembleProblem, fleet, MOST_NODES, numberedPlaces, sameTimeAndWay } from './instance'
import { NumberStream, splitLines, toCount, UnreadableLine } from './lines'

/**
 * TSPTW as Lopez-Ibanez and Blum collect it: number of nodes, full matrix of arc costs (service included),
 * one window a node. Node 0 is the depot. Lines that begin with # are comments.
 */
export function readTsptw(text: string): Problem {
  const lines = splitLines(text).filter(line => !line.words[0]!.startsWith('#'))
  const stream = new NumberStream(lines)
  const size = toCount(
    String(stream.next('number of nodes')),
    lines[0]?.number ?? 1,
    'number of nodes',
    2,
    MOST_NODES
  )
  const costs = new Float64Array(size * size)
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const at = stream.lineNumber
      const cost = stream.next(`arc ${i} → ${j}`)
      if (cost < 0) throw new UnreadableLine(at, `arc ${i} → ${j} is negative`)
      costs[i * size + j] = i === j ? 0 : cost
    }
  }
  const windows = Array.from({ length: size }, (_, i) => {
    const at = stream.lineNumber
    const fromS = stream.next(`window of node ${i}`)
    const untilS = stream.next(`window of node ${i}`)
    if (untilS < fromS)
      throw new UnreadableLine(at, `window of node ${i} closes at ${untilS}, before it opens at ${fromS}`)
    return { fromS, untilS }
  })
  const places = numberedPlaces(Array.from({ length: size }, (_, i) => i))
  const stops: Stop[] = places.slice(1).map(({ id }, i) => ({ id, place: id, windows: [windows[i + 1]!] }))
  const [day] = windows
  return assembleProblem({
    places,
    matrix: sameTimeAndWay(size, costs),
    vehicles: fleet(1, { startPlace: '0', endPlace: '0', fromS: day!.fromS, untilS: day!.untilS }),
    stops
  })
}

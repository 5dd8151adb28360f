import type { Problem } from '#shared/planner/problem'
import { assembleProblem, euclidean, fleet, MOST_NODES, numberedPlaces, sameTimeAndWay } from './instance'
import { type Line, NumberStream, splitLines, toCount, toNumber, UnreadableLine } from './lines'

/**
 * TSP and ATSP files of TSPLIB95: EUC_2D, CEIL_2D, GEO and explicit full or triangular matrices.
 * Distances as the TSPLIB text defines them, integers. One vehicle, a closed tour.
 * http://comopt.ifi.uni-heidelberg.de/software/TSPLIB95/tsp95.pdf
 */
export function readTsplib(text: string): Problem {
  const lines = splitLines(text)
  const header = new Map<string, { value: string; line: number }>()
  let at = 0
  for (; at < lines.length; at++) {
    const { words, number } = lines[at]!
    const joined = words.join(' ')
    if (joined.endsWith('_SECTION') || joined.endsWith('_SECTION :')) break
    if (joined === 'EOF') break
    const [key, ...rest] = joined.split(':')
    if (rest.length === 0)
      throw new UnreadableLine(
        number,
        `a line KEY: VALUE or a section is needed, found ${joined.slice(0, 40)}`
      )
    header.set(key!.trim(), { value: rest.join(':').trim(), line: number })
  }
  const dimension = header.get('DIMENSION')
  if (!dimension) throw new UnreadableLine(1, 'DIMENSION is missing')
  const size = toCount(dimension.value, dimension.line, 'DIMENSION', 2, MOST_NODES)
  const kind = header.get('EDGE_WEIGHT_TYPE')
  if (!kind) throw new UnreadableLine(1, 'EDGE_WEIGHT_TYPE is missing')
  const costs =
    kind.value === 'EXPLICIT'
      ? readWeights(lines, size, header.get('EDGE_WEIGHT_FORMAT')?.value, kind.line)
      : readCoordinates(lines, at, size, kind)
  const places = numberedPlaces(Array.from({ length: size }, (_, i) => i))
  return assembleProblem({
    places,
    matrix: sameTimeAndWay(size, costs),
    vehicles: fleet(1, { startPlace: '0', endPlace: '0' }),
    stops: places.slice(1).map(({ id }) => ({ id, place: id }))
  })
}

function sectionStart(lines: readonly Line[], name: string): number {
  const at = lines.findIndex(line => line.words[0]!.replace(/:$/, '') === name)
  if (at < 0) throw new UnreadableLine(lines.at(-1)?.number ?? 1, `${name} is missing`)
  return at + 1
}

function readCoordinates(
  lines: readonly Line[],
  from: number,
  size: number,
  kind: { value: string; line: number }
): Float64Array {
  if (!['EUC_2D', 'CEIL_2D', 'GEO'].includes(kind.value))
    throw new UnreadableLine(kind.line, `EDGE_WEIGHT_TYPE ${kind.value} is not read here`)
  const start = Math.max(from, sectionStart(lines, 'NODE_COORD_SECTION'))
  const x: number[] = []
  const y: number[] = []
  for (let i = 0; i < size; i++) {
    const line = lines[start + i]
    if (!line || line.words[0] === 'EOF')
      throw new UnreadableLine(
        line?.number ?? (lines.at(-1)?.number ?? 0) + 1,
        `${size} nodes are needed, found ${i}`
      )
    const number = toCount(line.words[0], line.number, 'node number', 0, Number.MAX_SAFE_INTEGER)
    if (number !== i + 1) throw new UnreadableLine(line.number, `node ${i + 1} is needed, found ${number}`)
    x.push(toNumber(line.words[1], line.number, 'x'))
    y.push(toNumber(line.words[2], line.number, 'y'))
  }
  if (kind.value === 'GEO') return geographic(x, y)
  return euclidean(x, y, kind.value === 'CEIL_2D' ? Math.ceil : d => Math.trunc(d + 0.5))
}

/** Degrees as DDD.MM on the TSPLIB's idealised sphere, with its own value of pi. */
function geographic(x: readonly number[], y: readonly number[]): Float64Array {
  // biome-ignore lint/suspicious/noApproximativeNumericConstant: the TSPLIB text sets pi to this value
  const pi = 3.141592
  const radius = 6378.388
  const toRadians = (value: number) => {
    const degrees = Math.trunc(value)
    return (pi * (degrees + (5 * (value - degrees)) / 3)) / 180
  }
  const latitude = x.map(toRadians)
  const longitude = y.map(toRadians)
  const size = x.length
  const matrix = new Float64Array(size * size)
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      if (i === j) continue
      const q1 = Math.cos(longitude[i]! - longitude[j]!)
      const q2 = Math.cos(latitude[i]! - latitude[j]!)
      const q3 = Math.cos(latitude[i]! + latitude[j]!)
      matrix[i * size + j] = Math.trunc(radius * Math.acos(0.5 * ((1 + q1) * q2 - (1 - q1) * q3)) + 1)
    }
  }
  return matrix
}

function readWeights(
  lines: readonly Line[],
  size: number,
  format: string | undefined,
  line: number
): Float64Array {
  const start = sectionStart(lines, 'EDGE_WEIGHT_SECTION')
  const stream = new NumberStream(lines.slice(start))
  const matrix = new Float64Array(size * size)
  const known = ['FULL_MATRIX', 'UPPER_ROW', 'LOWER_ROW', 'UPPER_DIAG_ROW', 'LOWER_DIAG_ROW']
  if (format === undefined || !known.includes(format))
    throw new UnreadableLine(line, `EDGE_WEIGHT_FORMAT ${format ?? 'missing'} is not read here`)
  const diagonal = format.includes('DIAG') ? 1 : 0
  const upper = format.startsWith('UPPER')
  const lower = format.startsWith('LOWER')
  for (let i = 0; i < size; i++) {
    const from = upper ? i + 1 - diagonal : 0
    const to = lower ? i + diagonal : size
    for (let j = from; j < to; j++) {
      const at = stream.lineNumber
      const weight = stream.next(`weight of ${i + 1} → ${j + 1}`)
      if (i === j) continue
      if (weight < 0) throw new UnreadableLine(at, `weight of ${i + 1} → ${j + 1} is negative`)
      matrix[i * size + j] = weight
      if (format !== 'FULL_MATRIX') matrix[j * size + i] = weight
    }
  }
  return matrix
}

import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import * as v from 'valibot'
import { type Format, readInstance } from '#shared/benchmarks/read-instance'
import type { Problem } from '#shared/planner/problem'

const catalogue = v.record(
  v.string(),
  v.object({ file: v.string(), problem: v.string(), cost: v.number(), vehicles: v.number() })
)

export interface BenchInstance {
  readonly name: string
  readonly family: string
  readonly problem: Problem
  readonly bestCost: number
  readonly vehicles: number
}

/** Where the public instances lie, or undefined: they are no part of the repository. */
export function dataFolder(root = process.cwd()): string | undefined {
  const folder = process.env.CHUMAK_DATA ?? resolve(root, '../shared/data')
  const routing = existsSync(join(folder, 'routing')) ? join(folder, 'routing') : folder
  return existsSync(join(routing, 'best-known.json')) ? routing : undefined
}

export function formatOf(file: string): Format {
  if (file.startsWith('tsplib/')) return 'tsplib'
  if (file.startsWith('solomon/')) return 'solomon'
  if (file.startsWith('lilim/') || /single-pdp\/lr/.test(file)) return 'lilim'
  if (file.startsWith('tsptw/')) return 'tsptw'
  return 'pdtsp'
}

/** Every instance of the folder with the fleet fixed at the best-known number. */
export function loadInstances(folder: string): BenchInstance[] {
  const known = v.parse(catalogue, JSON.parse(readFileSync(join(folder, 'best-known.json'), 'utf8')))
  return Object.entries(known).map(([name, entry]) => {
    const file = join(folder, entry.file)
    const read = readInstance(readFileSync(file, 'utf8'), formatOf(entry.file), {
      vehicles: entry.vehicles,
      readBase: path => readFileSync(join(dirname(file), path), 'utf8')
    })
    if (!read.ok) throw new Error(`${entry.file}: ${JSON.stringify(read)}`)
    return {
      name,
      family: entry.file.split('/')[0]!,
      problem: read.problem,
      bestCost: entry.cost,
      vehicles: entry.vehicles
    }
  })
}

/**
 * Instances made here, for where the public ones are absent: nodes on a circle, numbered along it, so that the
 * shortest tour is the circle itself; with windows that this tour just keeps, and with loads carried along it.
 */
export function generatedInstances(): BenchInstance[] {
  return [20, 60, 120].flatMap(size => {
    const x = Array.from({ length: size }, (_, i) => 1000 * Math.cos((2 * Math.PI * i) / size))
    const y = Array.from({ length: size }, (_, i) => 1000 * Math.sin((2 * Math.PI * i) / size))
    const costs = new Float64Array(size * size)
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++)
        costs[i * size + j] = Math.round(Math.hypot(x[i]! - x[j]!, y[i]! - y[j]!))
    const edge = costs[1]!
    const places = Array.from({ length: size }, (_, i) => ({ id: String(i) }))
    const tsp: Problem = {
      places,
      matrix: { size, durationS: costs, distanceM: costs },
      vehicles: [{ id: 'vehicle 1', startPlace: '0', endPlace: '0' }],
      stops: places.slice(1).map(({ id }) => ({ id, place: id })),
      shipments: []
    }
    const windows = tsp.stops.map((stop, i) => ({
      ...stop,
      windows: [{ fromS: Math.max(0, (i - 4) * edge), untilS: (i + 6) * edge }]
    }))
    const half = Math.floor((size - 1) / 2)
    const loads: Problem = {
      ...tsp,
      vehicles: [{ ...tsp.vehicles[0]!, massKg: half }],
      stops: tsp.stops.map(stop => ({
        ...stop,
        visit: Number(stop.id) <= 2 * half ? 'forLoads' : 'required'
      })),
      shipments: Array.from({ length: half }, (_, i) => ({
        id: `${i + 1}`,
        pickup: `${i + 1}`,
        delivery: `${half + i + 1}`,
        massKg: 1
      }))
    }
    const made = (family: string, problem: Problem) => ({
      name: `${family} ${size}`,
      family,
      problem,
      bestCost: edge * size,
      vehicles: 1
    })
    return [
      made('circle', tsp),
      made('circle with windows', { ...tsp, stops: windows }),
      made('circle with loads', loads)
    ]
  })
}

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

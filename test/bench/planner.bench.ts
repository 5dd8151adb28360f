import { solve } from '#shared/planner/solve'
import { type BenchInstance, dataFolder, generatedInstances, loadInstances } from './planner-families'

/**
 * Gap to best known, by family: `planner [--seconds 1,5] [--seeds 1,2,3] [--only NAME]`.
 * Also by environment: CHUMAK_BENCH_SECONDS, CHUMAK_BENCH_SEEDS, CHUMAK_BENCH_ONLY. With `--clock cpu` the
 * seconds are the process's own processor time, for machines that have other work besides.
 */
function option(name: string, fallback: string): string {
  const at = process.argv.indexOf(`--${name}`)
  return (
    (at > 0 ? process.argv[at + 1] : undefined) ??
    process.env[`CHUMAK_BENCH_${name.toUpperCase()}`] ??
    fallback
  )
}

const clocks: Record<string, () => number> = {
  wall: () => performance.now(),
  cpu: () => {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1000
  }
}
const now = clocks[option('clock', 'wall')] ?? (() => performance.now())

/** What is wanted of the public files, mean and worst gap in %, by seconds; infeasible is allowed at 1 s on Solomon's R1 and RC1 alone. */
const GOALS: Record<number, Record<string, readonly [number, number]>> = {
  1: {
    tsplib: [0.12, 0.67],
    tsptw: [0.02, 0.14],
    'single-pdp': [0, 0],
    solomon: [1.47, 10],
    lilim: [1.77, 12.7]
  },
  10: { tsplib: [0.05, 0.3], tsptw: [0, 0], 'single-pdp': [0, 0], solomon: [0.3, 2], lilim: [0.3, 2] }
}

const mayBeInfeasible = (seconds: number, { family, name }: BenchInstance) =>
  seconds === 1 && family === 'solomon' && /^RC?1\d/.test(name)

/** Best-known values are given to two decimals. */
const ROUNDING = 0.005

function judge(seconds: number, family: string, mean: number, worst: number, forbidden: number): string {
  const goal = GOALS[seconds]?.[family]
  if (!goal) return ''
  const met = mean <= goal[0] + ROUNDING && worst <= goal[1] + ROUNDING && forbidden === 0
  return `  goal ${goal[0]} / ${goal[1]}, everything served: ${met ? 'met' : 'MISSED'}`
}

async function run(instance: BenchInstance, seconds: number, seed: number): Promise<number | undefined> {
  const outcome = await solve(instance.problem, { seconds, seed, now })
  if (!outcome.ok) throw new Error(`${instance.name}: ${JSON.stringify(outcome.errors)}`)
  const { solution } = outcome
  const complete =
    solution.feasible && solution.unserved.length === 0 && solution.cost.vehicles <= instance.vehicles
  const gap = complete ? 100 * (solution.cost.distanceM / instance.bestCost - 1) : undefined
  const cost = solution.cost.distanceM.toFixed(2)
  const state = complete
    ? `${gap!.toFixed(3)} %`
    : `infeasible: ${solution.unserved.length} unserved, ${solution.violations.length} violations`
  console.log(
    `  ${instance.name.padEnd(18)} ${seconds} s  seed ${seed}  ${cost.padStart(10)}  ${state}  ${outcome.iterations} iterations`
  )
  return gap
}

async function main(): Promise<void> {
  const folder = dataFolder()
  if (!folder)
    console.log(
      'The public instances are not here (CHUMAK_DATA names their folder): generated ones instead, optimum known.'
    )
  const only = option('only', '')
  const all = folder ? loadInstances(folder) : generatedInstances()
  const instances = all.filter(instance => `${instance.family}/${instance.name}`.includes(only))
  const summary: string[] = []
  for (const seconds of option('seconds', '1,5').split(',').map(Number)) {
    for (const family of new Set(instances.map(instance => instance.family))) {
      const gaps: number[] = []
      let infeasible = 0
      let forbidden = 0
      for (const instance of instances.filter(one => one.family === family)) {
        for (const seed of option('seeds', '1,2,3').split(',').map(Number)) {
          const gap = await run(instance, seconds, seed)
          if (gap !== undefined) gaps.push(gap)
          else {
            infeasible++
            if (!mayBeInfeasible(seconds, instance)) forbidden++
          }
        }
      }
      const mean = gaps.reduce((sum, gap) => sum + gap, 0) / Math.max(1, gaps.length)
      const worst = gaps.length > 0 ? Math.max(...gaps) : Number.NaN
      summary.push(
        `${family.padEnd(12)} ${seconds} s  mean ${mean.toFixed(3)} %  worst ${worst.toFixed(3)} %  infeasible ${infeasible} of ${gaps.length + infeasible}${judge(seconds, family, mean, worst, forbidden)}`
      )
    }
  }
  console.log(summary.join('\n'))
}

await main()

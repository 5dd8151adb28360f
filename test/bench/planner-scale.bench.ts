import type { Problem } from '#shared/planner/problem'
import { solve } from '#shared/planner/solve'
import { seasonLike } from './planner-season'

/**
 * How the planner grows: microseconds per iteration from 50 to 800 stops beside what linear growth would give,
 * the time to the first answer, and the memory. Times are the process's own processor time.
 */
const now = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

async function run(problem: Problem, seconds: number, iterations?: number) {
  let firstMs = Number.NaN
  const beganMs = now()
  const outcome = await solve(problem, {
    seconds,
    iterations,
    seed: 1,
    now,
    onBetter: () => {
      if (Number.isNaN(firstMs)) firstMs = now() - beganMs
    }
  })
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors))
  return { ...outcome, firstMs }
}

/** Start and explaining left out: the difference between a long run and a short one. */
async function microsecondsPerIteration(problem: Problem): Promise<number> {
  const short = await run(problem, 1)
  const long = await run(problem, 3)
  return (1e6 * (long.seconds - short.seconds)) / (long.iterations - short.iterations)
}

const FIRST_ANSWER_MS = 50
const MOST_MB = 300
/** Of linear growth; a tenth is noise. */
const MOST_GROWTH = 1.1
const met = (good: boolean) => (good ? 'met' : 'MISSED')

async function growth(kind: 'windows' | 'windows and loads'): Promise<void> {
  console.log(`\n${kind}, one vehicle for twelve stops`)
  let first = 0
  for (const stops of [50, 100, 200, 400, 800]) {
    const micros = await microsecondsPerIteration(
      seasonLike({ stops, loads: kind === 'windows' ? 0 : stops / 2, calendar: false, seed: 7 })
    )
    first ||= micros / stops
    const share = micros / (first * stops)
    console.log(
      `  ${String(stops).padStart(4)} stops  ${micros.toFixed(1).padStart(7)} µs per iteration  ${share.toFixed(2)} of linear growth from 50: ${met(share <= MOST_GROWTH)}`
    )
  }
}

async function firstAnswers(): Promise<void> {
  console.log('\nfirst answer, 60 stops with days, nights and rest (median of five; goal: under 50 ms)')
  for (const loads of [0, 30]) {
    const times: number[] = []
    let feasible = true
    for (let seed = 1; seed <= 6; seed++) {
      const outcome = await run(seasonLike({ stops: 60, loads, calendar: true, seed }), 60, 1)
      feasible &&= outcome.solution.feasible
      times.push(outcome.firstMs)
    }
    // The first one is with code that has never run.
    const [cold, ...warm] = times as [number, ...number[]]
    warm.sort((a, b) => a - b)
    console.log(
      `  ${String(loads).padStart(3)} loads  ${warm[2]!.toFixed(0)} ms, the very first time ${cold.toFixed(0)} ms  ${feasible ? 'feasible' : 'NOT FEASIBLE'}: ${met(feasible && warm[2]! < FIRST_ANSWER_MS)}`
    )
  }
}

async function memory(): Promise<void> {
  await run(seasonLike({ stops: 200, loads: 100, calendar: true, seed: 1 }), 5)
  const { rss, heapUsed } = process.memoryUsage()
  console.log(
    `\n200 stops with 100 loads: ${(rss / 2 ** 20).toFixed(0)} MB in all, ${(heapUsed / 2 ** 20).toFixed(0)} MB heap (goal: under ${MOST_MB} in all): ${met(rss / 2 ** 20 < MOST_MB)}`
  )
}

await firstAnswers()
await memory()
await growth('windows')
await growth('windows and loads')

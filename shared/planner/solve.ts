import { checkProblem } from './check-problem'
import { explain } from './explain'
import type { Problem } from './problem'
import type { ProblemError } from './problem-error'
import { indexProblem } from './problem-index'
import { Budget, type StopReason } from './search/budget'
import { compile } from './search/compile'
import { decode } from './search/decode'
import { runSearch } from './search/run'
import { asTour } from './search/tour-problem'
import { searchTour } from './search/tour-search'
import type { Solution } from './solution'

export interface SolveOptions {
  /** Upper bound on the time taken. */
  readonly seconds: number
  /** Any 32-bit integer. Same problem, seed and iterations: same answer. */
  readonly seed: number
  /** Stop after so many iterations; makes the answer independent of the machine's speed. */
  readonly iterations?: number
  /** Milliseconds of any steady clock. */
  readonly now: () => number
  /** Each better answer as it is found, at most about ten a second; the first one at once. */
  readonly onBetter?: (solution: Solution) => void
  readonly signal?: { readonly aborted: boolean }
  /** Lets messages in (`() => new Promise(r => setTimeout(r))`); called about every 40 ms. Left out: never yields. */
  readonly pause?: () => Promise<void>
}

export interface SolveReport {
  readonly ok: true
  readonly solution: Solution
  readonly iterations: number
  readonly seconds: number
  readonly stopped: StopReason | 'nothingToImprove'
}

export interface SolveRefusal {
  readonly ok: false
  readonly errors: readonly ProblemError[]
}

export type SolveOutcome = SolveReport | SolveRefusal

/** Milliseconds between two answers handed to `onBetter`. */
const TELL_EVERY_MS = 100

/**
 * Plans: checks the problem, searches until time, iterations or the caller say stop, and gives the best answer
 * found. Never throws on a bad problem; always gives an answer on a good one, empty if nothing fits.
 */
export async function solve(problem: Problem, options: SolveOptions): Promise<SolveOutcome> {
  const errors = checkProblem(problem)
  if (errors.length > 0) return { ok: false, errors }
  const budget = new Budget(options)
  const index = indexProblem(problem)
  const { model, meaning } = compile(problem)
  let toldMs = -Infinity
  const tell = (orders: readonly Int32Array[]) => {
    const nowMs = options.now()
    if (!options.onBetter || nowMs - toldMs < TELL_EVERY_MS) return
    toldMs = nowMs
    options.onBetter(decode(index, meaning, orders))
  }
  const tour = asTour(model)
  const orders = tour
    ? [await searchTour(tour, budget, options.seed, order => tell([order]))]
    : await runSearch(model, budget, options.seed, tell)
  const solution = explain(index, decode(index, meaning, orders))
  options.onBetter?.(solution)
  return {
    ok: true,
    solution,
    iterations: budget.iterations,
    seconds: budget.seconds,
    stopped: budget.stopped() ?? 'nothingToImprove'
  }
}

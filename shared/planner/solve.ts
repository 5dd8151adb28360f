import type { Problem } from './problem'
import type { ProblemError } from './problem-error'
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
  readonly stopped: 'time' | 'iterations' | 'cancelled' | 'nothingToImprove'
}

export interface SolveRefusal {
  readonly ok: false
  readonly errors: readonly ProblemError[]
}

export type SolveOutcome = SolveReport | SolveRefusal

export type Solve = (problem: Problem, options: SolveOptions) => Promise<SolveOutcome>

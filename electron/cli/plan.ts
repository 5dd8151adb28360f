import { setImmediate } from 'node:timers/promises'
import { type Format, readInstance } from '#shared/benchmarks/read-instance'
import type { ProblemError } from '#shared/planner/problem-error'
import type { Itinerary, Unserved } from '#shared/planner/solution'
import { solve } from '#shared/planner/solve'

export interface PlanCommandOptions {
  readonly format: Format
  /** Fixes the fleet of Solomon and Li and Lim files; in the others the file says. */
  readonly vehicles?: number
  readonly seconds: number
  readonly seed: number
  /** Gives the answer whatever the machine's speed, within `seconds`. */
  readonly iterations?: number
  /** Text of the file that a paired TSPTW file names. */
  readonly readBase?: (path: string) => string
}

export type PlanCommandResult =
  | PlanAnswer
  | {
      readonly ok: false
      readonly line?: number
      readonly detail: string
      readonly errors?: readonly ProblemError[]
    }

export interface PlanAnswer {
  readonly ok: true
  /** Nothing broken, and everything served that is not optional. */
  readonly feasible: boolean
  readonly vehicles: number
  /** By the rules of the format: the length of the way in the matrix's own units; metres in a problem file. */
  readonly cost: number
  /** Stops by vehicle, without the depot; numbers as in the file, identifiers in a problem file. */
  readonly routes: readonly (readonly (number | string)[])[]
  readonly seconds: number
  readonly unserved: readonly Unserved[]
  /** Times, loads and nights; problem files only. */
  readonly itineraries?: readonly Itinerary[]
}

/** Reads an instance from text and plans it. */
export async function planCommand(text: string, options: PlanCommandOptions): Promise<PlanCommandResult> {
  const read = readInstance(text, options.format, options)
  if (!read.ok) {
    if ('errors' in read) return { ok: false, detail: wordErrors(read.errors), errors: read.errors }
    return { ok: false, line: read.line, detail: read.detail }
  }
  const { problem } = read
  const outcome = await solve(problem, {
    seconds: options.seconds,
    seed: options.seed,
    iterations: options.iterations,
    now: () => performance.now(),
    pause: () => setImmediate()
  })
  if (!outcome.ok) return { ok: false, detail: wordErrors(outcome.errors), errors: outcome.errors }
  const { solution } = outcome
  const optional = new Set(problem.stops.filter(stop => stop.visit === 'optional').map(stop => stop.id))
  const missing = solution.unserved.filter(item => item.kind === 'shipment' || !optional.has(item.id))
  const own = options.format === 'problem'
  return {
    ok: true,
    feasible: solution.feasible && missing.length === 0,
    vehicles: solution.itineraries.length,
    cost: solution.cost.distanceM,
    routes: solution.itineraries.map(({ visits }) => visits.map(({ stop }) => (own ? stop : Number(stop)))),
    seconds: outcome.seconds,
    unserved: solution.unserved,
    ...(own ? { itineraries: solution.itineraries } : {})
  }
}

function wordErrors(errors: readonly ProblemError[]): string {
  return errors.map(error => `${error.path}: ${error.detail}`).join('; ')
}

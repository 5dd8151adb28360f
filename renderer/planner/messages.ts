import * as v from 'valibot'
import type { ProblemError } from '#shared/planner/problem-error.ts'
import type { Solution } from '#shared/planner/solution.ts'

/** What the window tells the worker. The problem itself is parsed by the planner's own schema. */
export const toWorker = v.variant('type', [
  v.object({
    type: v.literal('solve'),
    problem: v.unknown(),
    seconds: v.pipe(v.number(), v.minValue(0.1), v.maxValue(3600)),
    seed: v.pipe(v.number(), v.integer())
  }),
  // an order made by hand: its times alone
  v.object({
    type: v.literal('time'),
    problem: v.unknown(),
    order: v.array(v.object({ vehicle: v.string(), stops: v.array(v.string()) }))
  }),
  v.object({ type: v.literal('cancel') })
])
export type ToWorker = v.InferOutput<typeof toWorker>

/** What it answers: better and better ones, then one end. */
export type FromWorker =
  | { type: 'better'; solution: Solution }
  | { type: 'done'; solution: Solution; stopped: string }
  | { type: 'refused'; errors: readonly ProblemError[] }
  | { type: 'failed'; reason: string }

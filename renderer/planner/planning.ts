import type { Problem } from '#shared/planner/problem.ts'
import type { ProblemError } from '#shared/planner/problem-error.ts'
import type { StopOrder } from '#shared/planner/retime.ts'
import type { Solution } from '#shared/planner/solution.ts'
import type { LiveSource } from '../queries/live.ts'
import type { FromWorker, ToWorker } from './messages.ts'

/** How a plan is coming along. */
export type PlanningState =
  | { state: 'idle' }
  /** `beganMs`: of `performance.now()` */
  | { state: 'running'; beganMs: number; seconds: number; best: Solution | null }
  /** stopped: the best answer stands, its reasons are still being found */
  | { state: 'explaining'; solution: Solution }
  /** an order made by hand gets its times */
  | { state: 'timing' }
  | { state: 'done'; solution: Solution }
  | { state: 'refused'; errors: readonly ProblemError[] }
  | { state: 'failed'; reason: string }

/** Whether it came about by a press and not by the worker. */
export const isCancelled = ({ state }: PlanningState): boolean => state === 'explaining'

/** The part of a Worker that is used, so that tests can stand in for it. */
export interface SolveWorker {
  postMessage(message: ToWorker): void
  terminate(): void
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null
  onerror: ((event: ErrorEvent) => void) | null
}

export interface Planning extends LiveSource<PlanningState> {
  /** Begins anew; what ran before is dropped. */
  start(asked: { problem: Problem; seconds: number; seed: number }): void
  /** Times an order made by hand; what ran before is dropped. */
  time(asked: { problem: Problem; order: readonly StopOrder[] }): void
  /** Ends with the best answer so far: at once where there is one, else with the first. */
  cancel(): void
  /** Forgets the answer and stops whatever runs. */
  reset(): void
}

const showEveryMs = 400

const spawnWorker = (): SolveWorker =>
  new Worker(new URL('./solve-worker.ts', import.meta.url), { type: 'module', name: 'planner' })

/** One planner at a time, in a worker of its own. */
export const createPlanning = (spawn: () => SolveWorker = spawnWorker): Planning => {
  let state: PlanningState = { state: 'idle' }
  let worker: SolveWorker | null = null
  const heard = new Set<() => void>()

  const set = (next: PlanningState) => {
    state = next
    for (const one of heard) one()
  }
  /** Better answers are shown a few times a second: more often nobody sees them, and each draws the map anew. */
  let due: Solution | null = null
  let pausing: ReturnType<typeof setTimeout> | null = null
  const hush = () => {
    due = null
    if (pausing) clearTimeout(pausing)
    pausing = null
  }
  const hear = (solution: Solution) => {
    if (state.state !== 'running') return
    if (pausing) {
      due = solution
      return
    }
    set({ ...state, best: solution })
    pausing = setTimeout(() => {
      pausing = null
      const next = due
      due = null
      if (next) hear(next)
    }, showEveryMs)
  }
  const stop = () => {
    hush()
    worker?.terminate()
    worker = null
  }
  const end = (next: PlanningState) => {
    stop()
    set(next)
  }

  /** A worker for what is asked now; the one before is let go. */
  const begin = (next: PlanningState): SolveWorker => {
    stop()
    set(next)
    const fresh = spawn()
    worker = fresh
    fresh.onmessage = ({ data }) => {
      if (data.type === 'better') hear(data.solution)
      else if (data.type === 'done') end({ state: 'done', solution: data.solution })
      else if (data.type === 'refused') end({ state: 'refused', errors: data.errors })
      else end({ state: 'failed', reason: data.reason })
    }
    fresh.onerror = event => end({ state: 'failed', reason: event.message || 'the worker did not start' })
    return fresh
  }

  return {
    get: () => state,
    subscribe: one => {
      heard.add(one)
      return () => {
        heard.delete(one)
      }
    },
    start: ({ problem, seconds, seed }) => {
      begin({ state: 'running', beganMs: performance.now(), seconds, best: null }).postMessage({
        type: 'solve',
        problem,
        seconds,
        seed
      })
    },
    time: ({ problem, order }) => {
      begin({ state: 'timing' }).postMessage({
        type: 'time',
        problem,
        order: order.map(({ vehicle, stops }) => ({ vehicle, stops: [...stops] }))
      })
    },
    cancel: () => {
      worker?.postMessage({ type: 'cancel' })
      const best = due ?? (state.state === 'running' ? state.best : null)
      if (state.state === 'running' && best) {
        hush()
        set({ state: 'explaining', solution: best })
      }
    },
    reset: () => end({ state: 'idle' })
  }
}

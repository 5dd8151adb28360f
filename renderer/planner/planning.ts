import type { Problem } from '#shared/planner/problem.ts'
import type { ProblemError } from '#shared/planner/problem-error.ts'
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
  | { state: 'done'; solution: Solution }
  | { state: 'refused'; errors: readonly ProblemError[] }
  | { state: 'failed'; reason: string }

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
  /** Ends with the best answer so far: at once where there is one, else with the first. */
  cancel(): void
  /** Forgets the answer and stops whatever runs. */
  reset(): void
}

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
  const stop = () => {
    worker?.terminate()
    worker = null
  }
  const end = (next: PlanningState) => {
    stop()
    set(next)
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
      stop()
      set({ state: 'running', beganMs: performance.now(), seconds, best: null })
      worker = spawn()
      worker.onmessage = ({ data }) => {
        if (data.type === 'better') {
          if (state.state === 'running') set({ ...state, best: data.solution })
        } else if (data.type === 'done') end({ state: 'done', solution: data.solution })
        else if (data.type === 'refused') end({ state: 'refused', errors: data.errors })
        else end({ state: 'failed', reason: data.reason })
      }
      worker.onerror = event => end({ state: 'failed', reason: event.message || 'the worker did not start' })
      worker.postMessage({ type: 'solve', problem, seconds, seed })
    },
    cancel: () => {
      worker?.postMessage({ type: 'cancel' })
      if (state.state === 'running' && state.best) set({ state: 'explaining', solution: state.best })
    },
    reset: () => end({ state: 'idle' })
  }
}

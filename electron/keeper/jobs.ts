import type { Events } from '#shared/contract.ts'

/** Long-running work that the window named: its progress is told, and it can be cancelled. */
export interface Jobs {
  /** runs `work`; progress is told at most ten times a second, and at the end */
  run<T>(job: string, work: (step: JobStep) => Promise<T>): Promise<T>
  cancel(job: string): void
  /** cancels whatever runs and waits for its end, so that the record can be closed under it */
  stop(): Promise<void>
}

export interface JobStep {
  signal: AbortSignal
  progress(done: number, total: number): void
}

const tellEveryMs = 100

export const createJobs = (tell: (progress: Events['progress']) => void): Jobs => {
  const running = new Map<string, AbortController>()
  const ending = new Set<Promise<unknown>>()
  const runOne: Jobs['run'] = async (job, work) => {
    const controller = new AbortController()
    running.set(job, controller)
    let toldAt = 0
    let last: { done: number; total: number } | null = null
    try {
      return await work({
        signal: controller.signal,
        progress(done, total) {
          last = { done, total }
          const now = performance.now()
          if (now - toldAt < tellEveryMs) return
          toldAt = now
          tell({ job, done, total })
        }
      })
    } finally {
      running.delete(job)
      if (last) tell({ job, ...(last as { done: number; total: number }) })
    }
  }
  return {
    run(job, work) {
      const done = runOne(job, work)
      const ended = done.catch(() => undefined).finally(() => ending.delete(ended))
      ending.add(ended)
      return done
    },
    cancel(job) {
      running.get(job)?.abort()
    },
    async stop() {
      for (const controller of running.values()) controller.abort()
      await Promise.all(ending)
    }
  }
}

import type { Events } from '#shared/contract.ts'

/** Long-running work that the window named: its progress is told, and it can be cancelled. */
export interface Jobs {
  /** runs `work`; progress is told at most ten times a second, and at the end */
  run<T>(job: string, work: (step: JobStep) => Promise<T>): Promise<T>
  cancel(job: string): void
}

export interface JobStep {
  signal: AbortSignal
  progress(done: number, total: number): void
}

const tellEveryMs = 100

export const createJobs = (tell: (progress: Events['progress']) => void): Jobs => {
  const running = new Map<string, AbortController>()
  return {
    async run(job, work) {
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
    },
    cancel(job) {
      running.get(job)?.abort()
    }
  }
}

import { useCallback, useRef, useState } from 'react'
import { FailureError } from '#shared/errors.ts'
import { ask, toFailure } from './ask.ts'

export interface Progress {
  done: number
  /** 0 while it is not known */
  total: number
}

const freshName = () => `job-${crypto.randomUUID()}`

/** Long-running work of the keeper: its progress while it runs, and a way to stop it. */
export const useJob = () => {
  const [progress, setProgress] = useState<Progress | null>(null)
  const running = useRef<string | null>(null)

  /** Gives the work its job name; the work's own failure passes through. */
  const run = useCallback(async <T>(work: (job: string) => Promise<T>): Promise<T> => {
    const job = freshName()
    running.current = job
    setProgress({ done: 0, total: 0 })
    const stop = window.chumak.listen('progress', heard => {
      if (heard.job === job) setProgress({ done: heard.done, total: heard.total })
    })
    try {
      return await work(job)
    } catch (error) {
      const failure = toFailure(error)
      throw error instanceof FailureError ? error : new FailureError(failure.code, failure.detail)
    } finally {
      stop()
      running.current = null
      setProgress(null)
    }
  }, [])

  const cancel = useCallback(async () => {
    if (running.current) await ask('job.cancel', { job: running.current })
  }, [])

  return { progress, run, cancel }
}

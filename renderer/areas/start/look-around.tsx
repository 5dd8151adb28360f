import { useJob } from '../../queries/job.ts'
import { useEnterDemo } from '../../queries/vault.ts'

/** Into the demo, which is made at the first look: that takes a while. */
export const useLookAround = () => {
  const demo = useEnterDemo()
  const { progress, run } = useJob()
  return {
    enter: () =>
      run(job => demo.mutateAsync({ job })).catch(() => {
        // The failure stands in `error`, where the screen shows it.
      }),
    progress,
    pending: demo.isPending,
    error: demo.error
  }
}

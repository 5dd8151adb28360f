import { useJob } from '../../queries/job.ts'
import { useEnterDemo } from '../../queries/vault.ts'
import { useFormat } from '../../text/language.tsx'

/** Into the demo, which is made at the first look: that takes a while. */
export const useLookAround = () => {
  const demo = useEnterDemo()
  const { language } = useFormat()
  const { progress, run } = useJob()
  return {
    enter: () =>
      run(job => demo.mutateAsync({ job, language })).catch(() => {
        // The failure stands in `error`, where the screen shows it.
      }),
    progress,
    pending: demo.isPending,
    error: demo.error
  }
}

import type { BrowserContext, Page } from '@playwright/test'

interface TraceEvent {
  name: string
  ph: string
  pid: number
  tid: number
  args: { name?: string }
  /** µs of processor time */
  tdur?: number
}

/**
 * Watches the tasks of a page's main thread. Answers what ends that, with the processor time of the longest
 * one in ms: on a machine that others use, a task seems as long as it was kept waiting.
 */
export const watchProcessor = async (context: BrowserContext, page: Page): Promise<() => Promise<number>> => {
  const session = await context.newCDPSession(page)
  const events: TraceEvent[] = []
  session.on('Tracing.dataCollected', ({ value }) => {
    events.push(...(value as unknown as TraceEvent[]))
  })
  const traceConfig = { includedCategories: ['toplevel'] }
  await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig })
  return async () => {
    const told = new Promise(done => session.once('Tracing.tracingComplete', done))
    await session.send('Tracing.end')
    await told
    const main = new Set(
      events
        .filter(
          ({ ph, name, args }) => ph === 'M' && name === 'thread_name' && args.name === 'CrRendererMain'
        )
        .map(({ pid, tid }) => `${pid} ${tid}`)
    )
    const tasks = events.filter(({ name, pid, tid }) => name.endsWith('RunTask') && main.has(`${pid} ${tid}`))
    if (tasks.length === 0) throw new Error('the trace tells of no task of the window')
    return tasks.reduce((most, { tdur }) => Math.max(most, (tdur ?? 0) / 1000), 0)
  }
}

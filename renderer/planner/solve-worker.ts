import * as v from 'valibot'
import { validateProblem } from '#shared/planner/problem-schema.ts'
import { retime } from '#shared/planner/retime.ts'
import { solve } from '#shared/planner/solve.ts'
import { type FromWorker, toWorker } from './messages.ts'

const tell = (message: FromWorker) => self.postMessage(message)
const signal = { aborted: false }

/** One worker solves one problem: it parses, calls the planner, passes on what that says. */
self.onmessage = async (event: MessageEvent<unknown>) => {
  const message = v.safeParse(toWorker, event.data)
  if (!message.success) return tell({ type: 'failed', reason: message.issues[0].message })
  if (message.output.type === 'cancel') {
    signal.aborted = true
    return
  }
  const asked = message.output
  const parsed = validateProblem(asked.problem)
  if (!parsed.ok) return tell({ type: 'refused', errors: parsed.errors })
  try {
    if (asked.type === 'time')
      return tell({ type: 'done', solution: retime(parsed.problem, asked.order), stopped: 'timed' })
    const outcome = await solve(parsed.problem, {
      seconds: asked.seconds,
      seed: asked.seed,
      signal,
      now: () => performance.now(),
      pause: () => new Promise(resolve => setTimeout(resolve)),
      onBetter: solution => tell({ type: 'better', solution })
    })
    if (outcome.ok) tell({ type: 'done', solution: outcome.solution, stopped: outcome.stopped })
    else tell({ type: 'refused', errors: outcome.errors })
  } catch (error) {
    tell({ type: 'failed', reason: error instanceof Error ? error.message : String(error) })
  }
}

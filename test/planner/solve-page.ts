import { validateProblem } from '#shared/planner/problem-schema'
import { Annealing } from '#shared/planner/search/annealing'
import { Random } from '#shared/planner/search/random'
import { solve } from '#shared/planner/solve'

/** Bundled to one script, which Node and a browser run alike: a problem in JSON, its whole answer in JSON. */
async function solveJson(problem: string, seed: number, iterations: number): Promise<string> {
  const parsed = validateProblem(JSON.parse(problem))
  if (!parsed.ok) return JSON.stringify(parsed.errors)
  const outcome = await solve(parsed.problem, {
    seconds: 3_600,
    seed,
    iterations,
    now: () => performance.now()
  })
  return JSON.stringify(outcome.ok ? outcome.solution : outcome.errors)
}

/** What is accepted, over a run of so many draws. */
function thresholds(draws: number): string {
  const random = new Random(1)
  const annealing = new Annealing(1, 0.001)
  return Array.from({ length: draws }, (_, i) => {
    annealing.cool(i / draws)
    return annealing.threshold(1, 1 - random.next())
  }).join()
}

Object.assign(globalThis, { solveJson, thresholds })

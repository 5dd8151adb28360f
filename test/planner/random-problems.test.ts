import { expect, test } from 'vitest'
import { checkProblem } from '#shared/planner/check-problem'
import { evaluate, routesOf } from '#shared/planner/evaluate'
import { solve } from '#shared/planner/solve'
import { randomProblem } from './random-problem'

/** CHUMAK_RANDOM_PROBLEMS=10000 for the long run. */
const COUNT = Number(process.env.CHUMAK_RANDOM_PROBLEMS ?? 300)

test(
  `the evaluator finds nothing broken in the answers to ${COUNT} random problems`,
  async () => {
    const broken: string[] = []
    for (let seed = 1; seed <= COUNT; seed++) {
      const problem = randomProblem(seed)
      expect(checkProblem(problem), `problem ${seed}`).toEqual([])
      const outcome = await solve(problem, {
        seconds: 60,
        seed,
        iterations: 120,
        now: () => performance.now()
      })
      if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors))
      const again = evaluate(problem, routesOf(outcome.solution))
      if (again.violations.length > 0) broken.push(`seed ${seed}: ${JSON.stringify(again.violations)}`)
      expect(again.cost, `seed ${seed}`).toEqual(outcome.solution.cost)
    }
    expect(broken).toEqual([])
  },
  Math.max(120_000, COUNT * 200)
)

import { expect, test } from 'vitest'
import { checkProblem } from '#shared/planner/check-problem'
import { evaluate, routesOf } from '#shared/planner/evaluate'
import { solve } from '#shared/planner/solve'
import { plainlyBroken } from './plain-checker'
import { randomProblem } from './random-problem'
import { ALL_RULES, rulesIn } from './rules-in'

/** CHUMAK_RANDOM_PROBLEMS=10000 for the long run. */
const COUNT = Number(process.env.CHUMAK_RANDOM_PROBLEMS ?? 300)
/** Of the problems, the share that has the rarest rule at least. */
const LEAST_SHARE = 0.03

test(
  `neither the evaluator nor a plain check of its times finds anything broken in the answers to ${COUNT} random problems`,
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
      const plainly = plainlyBroken(problem, routesOf(outcome.solution))
      if (plainly.size > 0) broken.push(`seed ${seed}: ${[...plainly].join('; ')}`)
      expect(again.cost, `seed ${seed}`).toEqual(outcome.solution.cost)
    }
    expect(broken).toEqual([])
  },
  Math.max(120_000, COUNT * 200)
)

test('every rule of the model is in a fair share of the random problems', () => {
  const count = new Map<string, number>()
  for (let seed = 1; seed <= COUNT; seed++)
    for (const rule of rulesIn(randomProblem(seed))) count.set(rule, (count.get(rule) ?? 0) + 1)
  expect(count.size).toBe(ALL_RULES)
  expect([...count].filter(([, times]) => times < COUNT * LEAST_SHARE)).toEqual([])
})

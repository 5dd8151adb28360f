import { expect, test } from 'vitest'
import { solve } from '#shared/planner/solve'
import { type TsptwShape, tsptwLike } from '../bench/planner-generated'
import { clock } from './small-season'

const shapes: TsptwShape[] = [20, 60, 100].flatMap(width =>
  [1, 2].map(seed => ({ customers: 40, width, seed, asymmetric: seed === 2 }))
)

test.each(shapes)('a tour that keeps every window is found: %o', async shape => {
  const outcome = await solve(tsptwLike(shape), { seconds: 600, seed: 1, iterations: 4_000, now: clock })
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors))
  expect(outcome.solution.violations).toEqual([])
  expect(outcome.solution.unserved).toEqual([])
})

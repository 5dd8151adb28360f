import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { evaluate } from '#shared/planner/evaluate'
import type { Problem } from '#shared/planner/problem'
import type { Call, Route } from '#shared/planner/solution'
import { type BenchInstance, dataFolder, generatedInstances, loadInstances } from '../bench/planner-families'

const published = v.record(
  v.string(),
  v.object({ tour: v.optional(v.array(v.number())), routes: v.optional(v.array(v.array(v.number()))) })
)

/** Node numbers as published, in the problem's words: every shipment of a node is handed over there. */
function toRoute(problem: Problem, vehicle: string, nodes: readonly number[]): Route {
  const calls = nodes.map((node): Call => {
    const stop = String(node)
    return {
      stop,
      held: problem.stops.some(one => one.id === stop && one.visit !== 'forLoads'),
      load: problem.shipments.filter(one => one.pickup === stop).map(one => one.id),
      unload: problem.shipments.filter(one => one.delivery === stop).map(one => one.id)
    }
  })
  return { vehicle, calls }
}

function check(instance: BenchInstance, orders: readonly (readonly number[])[]): void {
  const { problem } = instance
  const solution = evaluate(
    problem,
    orders.map((order, i) => toRoute(problem, problem.vehicles[i]!.id, order))
  )
  expect(solution.violations).toEqual([])
  expect(solution.unserved).toEqual([])
  expect(solution.itineraries.length).toBeLessThanOrEqual(instance.vehicles)
  const digits = Number.isInteger(instance.bestCost)
    ? 0
    : (String(instance.bestCost).split('.')[1]?.length ?? 0)
  expect(Number(solution.cost.distanceM.toFixed(digits))).toBe(instance.bestCost)
}

const folder = dataFolder()
const instances = folder ? loadInstances(folder) : []
const solutions = folder
  ? v.parse(published, JSON.parse(readFileSync(join(folder, 'best-solutions.json'), 'utf8')))
  : {}

describe('the evaluator gives exactly the published cost of the published answer', () => {
  // The public files are no part of the repository; where they are absent only the generated ones are checked.
  test.each(instances.filter(one => solutions[one.name]).map(one => [one.name, one] as const))(
    '%s',
    (name, instance) => {
      const { tour, routes } = solutions[name]!
      check(instance, routes ?? [rotate(tour!)])
    }
  )

  test.each(generatedInstances().map(one => [one.name, one] as const))(
    '%s, generated with a known optimum',
    (_, instance) => {
      check(instance, [instance.problem.stops.map(stop => Number(stop.id))])
    }
  )
})

/** From the depot on, the depot left out. */
function rotate(tour: readonly number[]): number[] {
  const at = tour.indexOf(0)
  return [...tour.slice(at + 1), ...tour.slice(0, at)]
}

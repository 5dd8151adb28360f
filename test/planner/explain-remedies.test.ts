import { expect, test } from 'vitest'
import { checkProblem } from '#shared/planner/check-problem'
import { evaluate, routesOf } from '#shared/planner/evaluate'
import { applyRemedy } from '#shared/planner/explain/changes'
import type { Problem } from '#shared/planner/problem'
import type { Call, LateRemedy, Remedy, Route, Solution, Unserved } from '#shared/planner/solution'
import { solve } from '#shared/planner/solve'
import { randomProblem } from './random-problem'
import { clock, DAY, HOUR } from './small-season'

/** Each named change is made to the problem, and everything else is left to the evaluator. */
const SEEDS = Array.from({ length: Number(process.env.CHUMAK_REMEDY_PROBLEMS ?? 120) }, (_, i) => i + 1)

async function solved(problem: Problem, seed: number): Promise<Solution> {
  const outcome = await solve(problem, { seconds: 600, seed, iterations: 120, now: clock })
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors))
  return outcome.solution
}

function made(problem: Problem, remedies: readonly (Remedy | LateRemedy)[], item?: Unserved): Problem {
  const changed = remedies.reduce((before, remedy) => applyRemedy(before, remedy, item), problem)
  expect(checkProblem(changed)).toEqual([])
  return changed
}

/** A call put between others, or work added to one that is there. */
function withWork(
  calls: readonly Call[],
  from: number,
  stop: string,
  work: Partial<Call>
): [Call[], number][] {
  const bare: Call = { stop, held: false, load: [], unload: [] }
  const join = (call: Call): Call => ({
    ...call,
    held: call.held || work.held === true,
    load: [...call.load, ...(work.load ?? [])],
    unload: [...call.unload, ...(work.unload ?? [])]
  })
  const made: [Call[], number][] = []
  for (let at = from; at <= calls.length; at++) {
    made.push([[...calls.slice(0, at), join(bare), ...calls.slice(at)], at])
    const call = calls[at]
    if (call?.stop === stop) made.push([[...calls.slice(0, at), join(call), ...calls.slice(at + 1)], at])
  }
  return made
}

/** Every way to put the item into the routes, the others' order as it is. */
function* waysIn(
  problem: Problem,
  routes: readonly Route[],
  item: Unserved,
  only?: string
): Generator<Route[]> {
  const shipment = problem.shipments.find(one => one.id === item.id)
  for (const { id: vehicle } of problem.vehicles) {
    if (only !== undefined && vehicle !== only) continue
    const calls = routes.find(route => route.vehicle === vehicle)?.calls ?? []
    const others = routes.filter(route => route.vehicle !== vehicle)
    const orders =
      item.kind === 'stop'
        ? withWork(calls, 0, item.id, { held: true })
        : (shipment!.pickup === undefined
            ? [[[...calls], 0] as [Call[], number]]
            : withWork(calls, 0, shipment!.pickup, { load: [item.id] })
          ).flatMap(([fetched, at]) =>
            shipment!.delivery === undefined
              ? [[fetched, at] as [Call[], number]]
              : withWork(fetched, at, shipment!.delivery, { unload: [item.id] })
          )
    for (const [order] of orders) yield [...others, { vehicle, calls: order }]
  }
}

function possible(problem: Problem, routes: readonly Route[], item: Unserved, vehicle?: string): boolean {
  for (const way of waysIn(problem, routes, item, vehicle)) {
    const { feasible, unserved } = evaluate(problem, way)
    if (feasible && !unserved.some(one => one.kind === item.kind && one.id === item.id)) return true
  }
  return false
}

/** A little less of the same change. */
function lessOf(remedy: Remedy): Remedy | undefined {
  if ('byS' in remedy) return { ...remedy, byS: remedy.byS * 0.99 }
  return 'by' in remedy ? { ...remedy, by: remedy.by * 0.99 } : undefined
}

/** With a longest time on board, or a locked time that moves as a whole, more of a change is not always better. */
function exact(problem: Problem, remedy: Remedy): boolean {
  const locked = problem.stops.some(
    stop => remedy.code === 'laterWindow' && stop.id === remedy.stop && stop.lockedStartS !== undefined
  )
  return !locked && problem.shipments.every(one => one.maxOnBoardS === undefined)
}

/** Every second one without a longest time on board, every fifth one with no road to the first stop. */
function season(seed: number): Problem {
  const made = randomProblem(seed, { stops: 5, shipments: 4, vehicles: 2, calendar: true })
  const shipments = made.shipments.map(one => ({ ...one, maxOnBoardS: undefined }))
  const problem = seed % 2 === 0 ? { ...made, shipments } : made
  if (seed % 5 !== 0) return problem
  const { matrix, places } = problem
  const cut = places.findIndex(place => place.id === problem.stops[0]!.place)
  const shut = (values: ArrayLike<number>) =>
    Array.from(values, (value, i) => (i % matrix.size === cut ? Infinity : value))
  return {
    ...problem,
    matrix: { ...matrix, durationS: shut(matrix.durationS), distanceM: shut(matrix.distanceM) }
  }
}

test('every change that is named for something unserved makes room for it, and without one there is none', async () => {
  const named = new Map<string, number>()
  const wrong: string[] = []
  for (const seed of SEEDS) {
    const problem = season(seed)
    const solution = await solved(problem, seed)
    const routes = routesOf(solution)
    for (const item of solution.unserved) {
      if (item.binding !== 'goals' && possible(problem, routes, item))
        wrong.push(`${seed}: ${item.id} fits as it is`)
      for (const remedy of item.whatWouldFree) {
        const less = exact(problem, remedy) ? lessOf(remedy) : undefined
        if (less && possible(made(problem, [less], item), routes, item, remedy.vehicle))
          wrong.push(`${seed}: ${item.id} ${JSON.stringify(less)} would do`)
      }
      const sets = [...item.whatWouldFree.map(remedy => [remedy]), ...item.together]
      for (const remedies of sets) {
        const code = remedies.length === 1 ? remedies[0]!.code : 'together'
        named.set(code, (named.get(code) ?? 0) + 1)
        if (!possible(made(problem, remedies, item), routes, item))
          wrong.push(`${seed}: ${item.id} ${JSON.stringify(remedies)}`)
      }
      for (const remedies of item.together)
        for (const remedy of remedies)
          if (possible(made(problem, [remedy], item), routes, item))
            wrong.push(`${seed}: ${item.id} ${JSON.stringify(remedy)} is enough alone`)
    }
  }
  expect(wrong).toEqual([])
  // It says something only of what was named.
  const codes = 'laterEnd laterWindow longerBestBefore longerOnBoard moreSpace openLeg otherVehicle together'
  expect([...named.keys()]).toEqual(expect.arrayContaining(codes.split(' ')))
})

test('every change that is named for a late visit brings it on time and harms nobody', async () => {
  const named = new Map<string, number>()
  const wrong: string[] = []
  for (const seed of SEEDS) {
    const base = randomProblem(seed, { stops: 6, shipments: 2, vehicles: 1, calendar: true })
    const problem: Problem = {
      ...base,
      stops: base.stops.map((stop, i) => ({ ...stop, wantedByS: (i % 3) * DAY + 12 * HOUR }))
    }
    const solution = await solved(problem, seed)
    const routes = routesOf(solution)
    for (const late of solution.late) {
      expect(late.binding.code).not.toBe('notExamined')
      for (const remedies of [...late.whatWouldFree.map(remedy => [remedy]), ...late.together]) {
        const code = remedies.length === 1 ? remedies[0]!.code : 'together'
        named.set(code, (named.get(code) ?? 0) + 1)
        const after = evaluate(made(problem, remedies), routes)
        const later = after.late.filter(
          one => one.byS > (solution.late.find(other => other.stop === one.stop)?.byS ?? 0) + 1e-6
        )
        if (!after.feasible || later.length > 0 || after.late.some(one => one.stop === late.stop))
          wrong.push(`${seed}: ${late.stop} ${JSON.stringify(remedies)}`)
      }
    }
  }
  expect(wrong).toEqual([])
  const codes = 'earlierStart earlierWindow laterRest longerDay moreDriving shorterVisit together'
  expect([...named.keys()]).toEqual(expect.arrayContaining(codes.split(' ')))
})

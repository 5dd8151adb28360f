import { expect, test } from 'vitest'
import { evaluate, routesOf } from '#shared/planner/evaluate'
import type { Problem } from '#shared/planner/problem'
import { Random } from '#shared/planner/search/random'
import type { Route, Solution, Violation } from '#shared/planner/solution'
import { solve } from '#shared/planner/solve'
import { plainlyBroken } from './plain-checker'
import { randomProblem } from './random-problem'
import { clock } from './small-season'

const COUNT = Number(process.env.CHUMAK_MUTATED_PROBLEMS ?? 150)

async function answerTo(problem: Problem, seed: number): Promise<Solution> {
  const outcome = await solve(problem, { seconds: 600, seed, iterations: 60, now: clock })
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors))
  return outcome.solution
}

/** As the plain checker words them. */
function wordsOf(violation: Violation): string {
  const { stop = '', shipment = '' } = violation
  switch (violation.code) {
    case 'tourEndsLate':
      return violation.code
    case 'noWay':
      return `noWay ${violation.from} ${violation.to}`
    case 'overloaded':
      return `overloaded ${stop} ${violation.dimension}`
    case 'tooLongOnBoard':
      return `tooLongOnBoard ${shipment}`
    case 'orderBroken':
      return shipment ? `orderBroken of ${shipment}` : `orderBroken ${stop} `
    default:
      return `${violation.code} ${stop} ${shipment}`
  }
}

/** Routes with one thing done to them: calls swapped, moved, dropped, doubled, or a load left out. */
function mutated(routes: readonly Route[], random: Random): Route[] {
  const changed = routes.map(route => ({ ...route, calls: [...route.calls] }))
  const route = changed[random.below(changed.length)]!
  const other = changed[random.below(changed.length)]!
  const at = random.below(route.calls.length)
  const call = route.calls[at]!
  switch (random.below(5)) {
    case 0: {
      const to = random.below(route.calls.length)
      route.calls[at] = route.calls[to]!
      route.calls[to] = call
      break
    }
    case 1:
      route.calls.splice(at, 1)
      other.calls.splice(random.below(other.calls.length + 1), 0, call)
      break
    case 2:
      route.calls.splice(at, 1)
      break
    case 3:
      route.calls.push(call)
      break
    case 4:
      route.calls[at] = { ...call, load: call.load.slice(1), held: !call.held }
      break
  }
  return changed
}

test('the evaluator reports exactly what is plainly broken, in answers and in what is made of them', async () => {
  const seen = new Map<string, number>()
  const wrong: string[] = []
  for (let seed = 1; seed <= COUNT; seed++) {
    const problem = randomProblem(seed)
    const random = new Random(seed)
    const answer = routesOf(await answerTo(problem, seed))
    if (answer.length === 0) continue
    for (let trial = 0; trial < 8; trial++) {
      let routes = answer
      for (let changes = 0; changes < trial && routes.some(one => one.calls.length > 0); changes++)
        routes = mutated(
          routes.filter(one => one.calls.length > 0),
          random
        )
      const { violations } = evaluate(problem, routes)
      const reported = [...new Set(violations.map(wordsOf))].sort()
      for (const { code } of violations) seen.set(code, (seen.get(code) ?? 0) + 1)
      const found = [...plainlyBroken(problem, routes)].sort()
      if (JSON.stringify(reported) !== JSON.stringify(found))
        wrong.push(`${seed}.${trial}: reported ${reported.join('; ')}, plainly ${found.join('; ')}`)
    }
  }
  expect(wrong).toEqual([])
  const codes = 'orderBroken overloaded pastBestBefore tooLongOnBoard tourEndsLate windowMissed wrongVehicle'
  expect([...seen.keys()]).toEqual(expect.arrayContaining(codes.split(' ')))
})

/** Each limit set just below what an answer uses; undefined where the answer does not use it. */
const tightened: Record<Violation['code'], (problem: Problem, answer: Solution) => Problem | undefined> = {
  windowMissed: (problem, { itineraries }) => {
    const visit = itineraries[0]!.visits.find(one => one.held)
    return visit && withStop(problem, visit.stop, { windows: [{ fromS: -1e6, untilS: visit.arriveS - 60 }] })
  },
  tourEndsLate: (problem, { itineraries }) =>
    withVehicle(problem, itineraries[0]!.vehicle, { untilS: itineraries[0]!.endS - 60 }),
  overloaded: (problem, { itineraries }) => {
    const most = Math.max(...itineraries[0]!.visits.map(one => one.onBoard.massKg))
    return most > 1 ? withVehicle(problem, itineraries[0]!.vehicle, { massKg: most - 1 }) : undefined
  },
  tooLongOnBoard: (problem, answer) => {
    const id = carried(problem, answer)
    return id === undefined ? undefined : withShipment(problem, id, { maxOnBoardS: 0 })
  },
  pastBestBefore: (problem, answer) => {
    const id = carried(problem, answer)
    const visit = answer.itineraries.flatMap(one => one.visits).find(one => id && one.unload.includes(id))
    if (id === undefined || !visit) return undefined
    return withShipment(problem, id, { bestBeforeS: visit.arriveS - 60 })
  },
  wrongVehicle: (problem, { itineraries }) => {
    const other = problem.vehicles.find(one => one.id !== itineraries[0]!.vehicle)?.id
    const visit = itineraries[0]!.visits.find(one => one.held)
    if (other === undefined || !visit) return undefined
    return withStop(problem, visit.stop, { lockedVehicle: other })
  },
  orderBroken: (problem, { itineraries }) => {
    const held = itineraries[0]!.visits.filter(one => one.held).map(one => one.stop)
    return held.length > 1 ? { ...problem, fixedOrders: [{ stops: held.toReversed() }] } : undefined
  },
  noWay: (problem, { itineraries }) => {
    const leg = itineraries[0]!.visits.map(one => one.leg).find(one => one.drivingS > 0)
    return (
      leg && {
        ...problem,
        legRules: [{ from: leg.from, to: leg.to, fromS: -1e9, untilS: Number.POSITIVE_INFINITY }]
      }
    )
  }
}

/** A load that is driven from one place to another. */
function carried(problem: Problem, { itineraries }: Solution): string | undefined {
  const place = (id: string | undefined) => problem.stops.find(one => one.id === id)?.place
  return problem.shipments.find(
    ({ id, pickup, delivery }) =>
      pickup !== undefined &&
      place(pickup) !== place(delivery) &&
      itineraries.some(one => one.visits.some(visit => visit.unload.includes(id)))
  )?.id
}

const withStop = (problem: Problem, id: string, change: Partial<Problem['stops'][number]>): Problem => ({
  ...problem,
  stops: problem.stops.map(one => (one.id === id ? { ...one, lockedStartS: undefined, ...change } : one))
})
const withVehicle = (
  problem: Problem,
  id: string,
  change: Partial<Problem['vehicles'][number]>
): Problem => ({
  ...problem,
  vehicles: problem.vehicles.map(one => (one.id === id ? { ...one, ...change } : one))
})
const withShipment = (
  problem: Problem,
  id: string,
  change: Partial<Problem['shipments'][number]>
): Problem => ({
  ...problem,
  shipments: problem.shipments.map(one => (one.id === id ? { ...one, ...change } : one))
})

test.each(Object.entries(tightened))('a limit a little too tight is reported: %s', async (code, tighten) => {
  let tried = 0
  for (let seed = 1; seed <= 40; seed++) {
    const problem = randomProblem(seed)
    const answer = await answerTo(problem, seed)
    if (answer.itineraries.length === 0) continue
    const tighter = tighten(problem, answer)
    if (!tighter) continue
    tried++
    const codes = evaluate(tighter, routesOf(answer)).violations.map(one => one.code)
    expect(codes, `seed ${seed}`).toContain(code)
  }
  expect(tried).toBeGreaterThan(5)
})

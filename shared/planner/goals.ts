import { DEFAULT_GOALS, type Goal, type Problem, type Shipment, type Stop } from './problem'
import type { CostParts, Solution } from './solution'

/** Weights of what is not served: a required visit outweighs ten shipments, a shipment ten optional visits. */
const REQUIRED_VISIT = 100
const SHIPMENT = 10
const OPTIONAL_VISIT = 1

export function stopWeight(stop: Stop): number {
  if (stop.visit === 'forLoads') return 0
  return (stop.visit === 'optional' ? OPTIONAL_VISIT : REQUIRED_VISIT) * (stop.priority ?? 1)
}

export function shipmentWeight(shipment: Shipment): number {
  return SHIPMENT * (shipment.priority ?? 1)
}

/** The stated goals, then those left out in their default order: nothing is indifferent. */
export function goalOrder(problem: Problem): readonly Goal[] {
  return [...new Set([...(problem.goals ?? []), ...DEFAULT_GOALS])]
}

const partOf: Record<Goal, (cost: CostParts) => number> = {
  serve: cost => cost.unservedWeight,
  onTime: cost => cost.lateS,
  steady: cost => cost.changedLegs,
  fair: cost => cost.unfairness,
  short: cost => cost.distanceM
}

/** Negative when `a` is better: broken limits first, then goal by goal; with `fewestVehicles`, before `short`. */
export function compareSolutions(problem: Problem, a: Solution, b: Solution): number {
  if (a.violations.length !== b.violations.length) return a.violations.length - b.violations.length
  for (const goal of goalOrder(problem)) {
    if (goal === 'short' && problem.fewestVehicles && a.cost.vehicles !== b.cost.vehicles)
      return a.cost.vehicles - b.cost.vehicles
    const difference = partOf[goal](a.cost) - partOf[goal](b.cost)
    if (Math.abs(difference) > 1e-9) return difference
  }
  return 0
}

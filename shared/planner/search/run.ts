import { Blinks } from './blinks'
import type { Budget } from './budget'
import { CalendarKernel } from './calendar-kernel'
import { complete } from './complete'
import type { Model } from './model'
import { findNeighbours } from './neighbours'
import { PlainKernel } from './plain-kernel'
import { Random } from './random'
import { GreedyInsertion } from './recreate'
import { DEFAULT_STRINGS, StringRemoval } from './ruin-strings'
import { anneal, Best, construct, type Search } from './search'
import { SearchState } from './search-state'
import { spareVehicles } from './spare-vehicles'

const BLINK_RATE = 0.01

/** One whole search by ruin and recreate. `onBetter` gets each better answer, the first one at once. */
export async function runSearch(
  model: Model,
  budget: Budget,
  seed: number,
  onBetter: (orders: readonly Int32Array[]) => void
): Promise<readonly Int32Array[]> {
  const random = new Random(seed)
  const blinks = new Blinks(random, BLINK_RATE)
  const kernel = model.calendar ? new CalendarKernel(model, blinks) : new PlainKernel(model, blinks)
  const state = new SearchState(model, kernel)
  const search: Search = {
    model,
    state,
    random,
    ruin: new StringRemoval(model, findNeighbours(model), random, DEFAULT_STRINGS),
    insertion: new GreedyInsertion(model, random),
    budget,
    best: new Best(onBetter)
  }
  construct(search)
  await complete(search, 0.5)
  if (model.fewestVehicles) await spareVehicles(search, 0.5)
  await anneal(search, { hot: 1, cold: 0.01, untilShare: 1 })
  return search.best.orders
}

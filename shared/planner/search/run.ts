import { anneal } from './anneal'
import { Best } from './best'
import { Blinks } from './blinks'
import type { Budget } from './budget'
import { CalendarKernel } from './calendar-kernel'
import { complete } from './complete'
import { construct } from './construct'
import { StretchExchange } from './exchange-stretches'
import type { Model } from './model'
import { findNeighbours } from './neighbours'
import { WindowOrOpt } from './or-opt-windows'
import { PlainKernel } from './plain-kernel'
import { Random } from './random'
import { GreedyInsertion } from './recreate'
import { DEFAULT_STRINGS, StringRemoval } from './ruin-strings'
import type { Search } from './search'
import { SearchState } from './search-state'
import { spareVehicles } from './spare-vehicles'

const BLINK_RATE = 0.01

/** Shares of the budget: getting everyone in, saving vehicles, and the end of each short run from scratch. */
const COMPLETE_UNTIL = 0.15
const VEHICLES_UNTIL = 0.4
const SHORT_RUNS = { few: { count: 2, share: 0.3 }, many: { count: 3, share: 0.2 } }
/** With less than this many seconds, two short runs are better than three. */
const FEW_RUNS_BELOW_S = 3
const FRESH = { hot: 1, cold: 0.03 }
const FINAL = { hot: 0.3, cold: 0.01 }

/**
 * One whole search by ruin and recreate: a few short runs from scratch, then a long one from the best of
 * them, because single long runs sometimes stay where they began. `onBetter` gets each better answer, the
 * first one at once.
 */
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
  const best = new Best(onBetter)
  const insertion = new GreedyInsertion(model, random, blinks)
  // Before anything that takes time: the first answer is wanted at once.
  construct({ model, state, insertion, best }, model.previousRank)
  const neighbours = findNeighbours(model)
  const search: Search = {
    model,
    state,
    random,
    ruin: new StringRemoval(model, neighbours, random, DEFAULT_STRINGS),
    stretches: new StretchExchange(model, neighbours, random),
    insertion,
    orOpt: WindowOrOpt.suits(model) ? new WindowOrOpt(model) : undefined,
    budget,
    best
  }
  await complete(search, COMPLETE_UNTIL)
  if (model.fewestVehicles) await spareVehicles(search, VEHICLES_UNTIL)
  const runs = budget.secondsInAll < FEW_RUNS_BELOW_S ? SHORT_RUNS.few : SHORT_RUNS.many
  const first = budget.share
  const share = (1 - first) * runs.share
  for (let run = 0; run < runs.count && !budget.stopped(); run++) {
    const own = new Best(() => best.offer(state))
    const part = { ...search, best: own }
    const until = first + (run + 1) * share
    if (run > 0) {
      state.restore(state.routes.map(() => new Int32Array(0)))
      construct(part)
      await complete(part, until - share * (1 - COMPLETE_UNTIL))
    } else own.offer(state)
    await anneal(part, { ...FRESH, untilShare: until })
  }
  state.restore(best.orders)
  await anneal(search, { ...FINAL, untilShare: 1 })
  return best.orders
}

import type { Best } from './best'
import type { Budget } from './budget'
import type { StretchExchange } from './exchange-stretches'
import type { Model } from './model'
import type { WindowOrOpt } from './or-opt-windows'
import type { Random } from './random'
import type { GreedyInsertion } from './recreate'
import type { StringRemoval } from './ruin-strings'
import type { SearchState } from './search-state'

/** The pieces of one search, and the best answer it has found. */
export interface Search {
  readonly model: Model
  readonly state: SearchState
  readonly random: Random
  readonly ruin: StringRemoval
  readonly stretches: StretchExchange
  readonly insertion: GreedyInsertion
  /** Only where it suits the model. */
  readonly orOpt: WindowOrOpt | undefined
  readonly budget: Budget
  readonly best: Best
}

/** Iterations between looks at the clock: looking is not free, and an iteration takes longer with more nodes. */
export function lookEvery({ nodeCount, calendar }: Model): number {
  return Math.max(1, Math.ceil((calendar ? 500 : 5_000) / (nodeCount + 1)))
}

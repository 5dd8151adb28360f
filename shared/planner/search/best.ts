import type { SearchState } from './search-state'

/** Keeps the best answer and tells of each better one. */
export class Best {
  cost = Infinity
  penalty = Infinity
  orders: readonly Int32Array[] = []

  constructor(private readonly onBetter: (orders: readonly Int32Array[]) => void) {}

  /** With fewer vehicles even a longer way is better. */
  acceptFewer(state: SearchState): void {
    this.cost = Infinity
    this.offer(state)
  }

  /** Penalties can be so much larger than the way that their sum would swallow it: differences are compared. */
  private isBeatenBy(state: SearchState): boolean {
    return state.cost - this.cost + (state.penalty - this.penalty) < -1e-9
  }

  offer(state: SearchState): boolean {
    if (!this.isBeatenBy(state)) return false
    this.cost = state.cost
    this.penalty = state.penalty
    this.orders = state.snapshot()
    this.onBetter(this.orders)
    return true
  }
}

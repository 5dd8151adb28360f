import { naturalLog } from './real-functions'
import { lookEvery, type Search } from './search'

/**
 * Tries to get every required request in, whatever the way costs: what has been absent often counts more,
 * so that the search does not keep leaving out the same few (SISR, section 5: absence counters).
 * True when nothing required is absent any more.
 */
export async function complete(search: Search, untilShare: number): Promise<boolean> {
  const { state, ruin, insertion, budget, best, model, random } = search
  const timesAbsent = new Float64Array(model.requestCount).fill(1)
  const weigh = () => {
    let sum = 0
    for (let i = 0; i < state.absentCount; i++) {
      const request = state.absent[i]!
      if (model.required[request]) sum += timesAbsent[request]!
    }
    return sum
  }
  let current = weigh()
  let currentCount = state.absentCount
  const scale = state.cost / Math.max(1, model.nodeCount)
  const every = lookEvery(model)
  for (let i = 1; current > 0; i++) {
    if (i % every === 0) {
      if (budget.stopped() || budget.share >= untilShare) return false
      await budget.breathe()
    }
    budget.iterations++
    const cost = state.cost
    state.begin()
    ruin.ruin(state)
    insertion.recreate(state, Infinity)
    if (!state.whole()) {
      state.undo()
      continue
    }
    const now = weigh()
    const nearlyAsShort = state.cost < cost - scale * naturalLog(1 - random.next())
    const taken = now < current || (state.absentCount <= currentCount && now <= current && nearlyAsShort)
    for (let a = 0; a < state.absentCount; a++) timesAbsent[state.absent[a]!]!++
    if (!taken) {
      state.undo()
      current = weigh()
      continue
    }
    current = weigh()
    currentCount = state.absentCount
    best.offer(state)
  }
  return true
}

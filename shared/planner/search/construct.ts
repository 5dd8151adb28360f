import type { Search } from './search'

/**
 * The first answer: everything inserted greedily, the first time in the order of `key` when that is given; a few
 * times over for what did not fit at first.
 */
export function construct(
  { state, insertion, best, model }: Pick<Search, 'state' | 'insertion' | 'best' | 'model'>,
  key?: Float64Array
): void {
  state.begin()
  let absent = Infinity
  while (state.absentCount > 0 && state.absentCount < absent) {
    absent = state.absentCount
    if (key && absent === model.requestCount) insertion.recreate(state, Infinity, model.requestCount, key)
    else insertion.recreate(state, Infinity, model.requestCount)
  }
  best.offer(state)
}

import type { Entry } from '#shared/record/entry.ts'

/** Others wait no longer than about this for their turn, however slow the machine. */
const turnMs = 20
/** So few are worth a transaction of their own, and more than that at once saves nothing. */
const fewest = 100
const most = 1500

/** How many entries are written in one turn: as many as its time allows, learnt from the turns before. */
export interface Pace {
  readonly entries: number
  /** Does the work of a turn with so many entries. */
  turn<T>(entries: number, work: () => T): T
}

export const createPace = (nowMs: () => number): Pace => {
  let entries = fewest
  return {
    get entries() {
      return entries
    },
    turn(count, work) {
      const began = nowMs()
      const done = work()
      const fits = (count * turnMs) / Math.max(nowMs() - began, 0.1)
      // a few entries cost little beside their transaction, and tell nothing of many
      if (count >= fewest) entries = Math.round(Math.min(Math.max(fits, fewest), 2 * entries, most))
      return done
    }
  }
}

/**
 * Cuts verified runs into pieces of one turn each. A run is cut only after an entry whose own signature
 * `holds`, for that of its last entry vouched for all before it; where it does not, the run's rest stays whole.
 */
export function* inTurns(
  runs: Iterable<Entry[]>,
  pace: Pace,
  holds: (entry: Entry) => boolean
): Generator<Entry[][], void, void> {
  let piece: Entry[][] = []
  let count = 0
  for (const run of runs)
    for (let from = 0; from < run.length; ) {
      const fits = from + pace.entries - count
      const to = fits < run.length && holds(run[fits - 1]!) ? fits : run.length
      piece.push(run.slice(from, to))
      count += to - from
      from = to
      if (count < pace.entries) continue
      yield piece
      piece = []
      count = 0
    }
  if (count > 0) yield piece
}

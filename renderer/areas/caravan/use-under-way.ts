import { useMutation } from '@tanstack/react-query'
import { stopsDoneWith, stopsUndoneWith } from '#shared/caravan/under-way.ts'
import { put } from '../../queries/rows.ts'
import type { ShownPlan } from './draft-plan.ts'
import type { Chosen } from './use-planning.ts'

export interface UnderWayActs {
  /** the caravan was at this stop and leaves it on that day; what comes before it is done too */
  done(stop: string, leavesOn: string): void
  undone(stop: string): void
  error: unknown
}

/** Says where the caravan is. Null while something else than the adopted route is looked at. */
export const useUnderWay = (chosen: Chosen | null, shown: ShownPlan | null): UnderWayActs | null => {
  const write = useMutation({
    mutationFn: async (changes: readonly { stop: string; doneOn: string | null }[]) => {
      for (const { stop, doneOn } of changes) await put({ kind: 'stop', thing: stop, fields: { doneOn } })
    }
  })
  if (!chosen || shown?.standing !== 'adopted') return null
  return {
    done: (stop, leavesOn) => write.mutate(stopsDoneWith(shown.plan, chosen.stops, stop, leavesOn)),
    undone: stop =>
      write.mutate(stopsUndoneWith(shown.plan, chosen.stops, stop).map(one => ({ stop: one, doneOn: null }))),
    error: write.error
  }
}

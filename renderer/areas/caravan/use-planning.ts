import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { type PlanFields, planOf } from '#shared/caravan/plan-of.ts'
import { type CaravanRows, convoy, type ProblemOf, problemOf } from '#shared/caravan/problem-of.ts'
import { FailureError } from '#shared/errors.ts'
import { retime } from '#shared/planner/retime.ts'
import type { Solution, Unserved, Violation } from '#shared/planner/solution.ts'
import { useDraft } from '../../desk/use-draft.ts'
import { createPlanning, type PlanningState } from '../../planner/planning.ts'
import { useLive } from '../../queries/live.ts'
import { usePut } from '../../queries/rows.ts'
import type { CaravanView } from './use-caravan.ts'

/** A plan as it is looked at: adopted, best so far while the planner runs, or waiting to be adopted. */
export interface ShownPlan {
  plan: PlanFields
  standing: 'adopted' | 'draft' | 'running'
  violations: readonly Violation[]
  /** with what would let it in; empty for an adopted plan, whose reasons are in `plan` */
  unserved: readonly Unserved[]
}

interface DraftPlan {
  plan: PlanFields
  violations: Violation[]
  unserved: Unserved[]
}

export interface PlanningDesk {
  shown: ShownPlan | null
  running: Extract<PlanningState, { state: 'running' }> | null
  /** what must be told before it can be planned */
  lacks: Extract<ProblemOf, { ok: false }>['lacks'] | null
  error: unknown
  plan(): void
  cancel(): void
  /** times the stops in this order, by hand */
  reorder(stops: readonly string[]): void
  discard(): void
  adopt(): void
  adopting: boolean
}

const seconds = 5

type Chosen = NonNullable<CaravanView['chosen']>

/** Planning, reordering and adopting for one caravan. What is not adopted lies on the desk. */
export const usePlanning = (chosen: Chosen | null): PlanningDesk => {
  const [planning] = useState(() => createPlanning())
  const live = useLive(planning)
  const draft = useDraft<DraftPlan | null>(`plan:${chosen?.caravan.id ?? ''}`, null, 'scenarios')
  const put = usePut<'plan'>()
  const asked = useRef<{ rows: CaravanRows; asked: Extract<ProblemOf, { ok: true }> } | null>(null)
  const attempts = useRef(0)
  const [lacks, setLacks] = useState<PlanningDesk['lacks']>(null)
  const { change } = draft
  const caravanId = chosen?.caravan.id

  // Another caravan is looked at, or none: what was being planned is let go.
  useEffect(() => {
    if (caravanId !== undefined) setLacks(null)
    return () => planning.reset()
  }, [planning, caravanId])

  useEffect(() => {
    if (live.state !== 'done' || !asked.current) return
    change(toDraft(asked.current.rows, asked.current.asked, live.solution))
    planning.reset()
  }, [live, change, planning])

  const plan = useCallback(() => {
    if (!chosen) return
    const problem = problemOf(chosen.rows)
    setLacks(problem.ok ? null : problem.lacks)
    if (!problem.ok) return
    asked.current = { rows: chosen.rows, asked: problem }
    attempts.current += 1
    planning.start({ problem: problem.problem, seconds, seed: attempts.current })
  }, [chosen, planning])

  const reorder = useCallback(
    (stops: readonly string[]) => {
      if (!chosen) return
      const problem = problemOf(chosen.rows)
      setLacks(problem.ok ? null : problem.lacks)
      if (!problem.ok) return
      const known = new Set(problem.problem.stops.map(stop => stop.id))
      // Two calls at one stop that were moved together are one.
      const calls = stops.filter(stop => known.has(stop)).filter((stop, i, all) => stop !== all[i - 1])
      const order = [{ vehicle: convoy, stops: calls }]
      change(toDraft(chosen.rows, problem, retime(problem.problem, order)))
    },
    [chosen, change]
  )

  const stored = draft.ready && draft.value?.plan.caravan === caravanId ? draft.value : null
  const shown = useMemo((): ShownPlan | null => {
    if (live.state === 'running' && live.best && asked.current) {
      const { rows, asked: problem } = asked.current
      return { ...toDraft(rows, problem, live.best), standing: 'running' }
    }
    if (stored) return { ...stored, standing: 'draft' }
    const adopted = chosen?.adopted
    if (!adopted) return null
    return { plan: wholePlan(adopted.fields), standing: 'adopted', violations: [], unserved: [] }
  }, [live, stored, chosen?.adopted])

  return {
    shown,
    running: live.state === 'running' ? live : null,
    lacks,
    error: errorOf(live) ?? put.error,
    plan,
    cancel: planning.cancel,
    reorder,
    discard: () => {
      planning.reset()
      void draft.clear()
    },
    adopt: () => {
      if (!stored || !chosen) return
      const fields = { ...stored.plan, replaces: chosen.standing.map(row => row.id) }
      put.mutate({ kind: 'plan', fields }, { onSuccess: () => void draft.clear() })
    },
    adopting: put.isPending
  }
}

const toDraft = (
  rows: CaravanRows,
  asked: Extract<ProblemOf, { ok: true }>,
  solution: Solution
): DraftPlan => ({
  plan: planOf(rows, asked, solution),
  violations: [...solution.violations],
  unserved: [...solution.unserved]
})

/** A fact in the record has all its fields; this says so to the compiler and survives where it does not. */
const wholePlan = (fields: Chosen['standing'][number]['fields']): PlanFields => ({
  caravan: fields.caravan ?? '',
  firstDay: fields.firstDay ?? '',
  visits: fields.visits ?? [],
  restDays: fields.restDays ?? [],
  unserved: fields.unserved ?? [],
  leftBehind: fields.leftBehind ?? [],
  replaces: fields.replaces ?? [],
  distanceM: fields.distanceM ?? 0,
  drivingMin: fields.drivingMin ?? 0
})

const errorOf = (live: PlanningState): unknown => {
  if (live.state === 'failed') return new FailureError('internal', { reason: live.reason })
  if (live.state !== 'refused') return null
  const first = live.errors[0]
  return new FailureError('problem-bad', first ? { field: first.path, reason: first.detail } : {})
}

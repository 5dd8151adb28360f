import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { orderByHand } from '#shared/caravan/order-by-hand.ts'
import { type CaravanRows, type ProblemOf, problemOf } from '#shared/caravan/problem-of.ts'
import { useDraft } from '../../desk/use-draft.ts'
import { createPlanning, isCancelled, type PlanningState } from '../../planner/planning.ts'
import { useLiveInPieces } from '../../queries/live.ts'
import { usePut } from '../../queries/rows.ts'
import {
  type Asked,
  adoptedPlan,
  type DraftPlan,
  isDraft,
  planningError,
  type ShownPlan,
  toDraft
} from './draft-plan.ts'
import type { CaravanView } from './use-caravan.ts'

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
  /** what was adopted elsewhere on this page: its reasons are kept */
  adopted(drafted: DraftPlan, id: string): void
  adopting: boolean
}

/** How long a plan may take. */
export const planningSeconds = 5

export type Chosen = NonNullable<CaravanView['chosen']>

/** Planning, reordering and adopting for one caravan. What is not adopted lies on the desk. */
export const usePlanning = (chosen: Chosen | null): PlanningDesk => {
  const [planning] = useState(() => createPlanning())
  const live = useLiveInPieces(planning, isCancelled)
  const draft = useDraft<DraftPlan | null>(`plan:${chosen?.caravan.id ?? ''}`, null, 'scenarios')
  const put = usePut<'plan'>()
  const asked = useRef<{ rows: CaravanRows; asked: Asked } | null>(null)
  const attempts = useRef(0)
  const [lacks, setLacks] = useState<PlanningDesk['lacks']>(null)
  const { change } = draft
  const caravanId = chosen?.caravan.id

  // Another caravan is looked at, or none: what was being planned is let go.
  useEffect(() => {
    if (caravanId !== undefined) setLacks(null)
    return () => planning.reset()
  }, [planning, caravanId])

  const best = live.state === 'running' ? live.best : null
  const answer = live.state === 'done' || live.state === 'explaining' ? live.solution : null
  const solution = best ?? answer
  const planned = useMemo(
    () => (solution && asked.current ? toDraft(asked.current.rows, asked.current.asked, solution) : null),
    [solution]
  )
  // Of the caravan that was looked at before it may still be there.
  const ours = planned?.plan.caravan === caravanId ? planned : null
  const answered = answer ? ours : null
  useEffect(() => {
    if (answered) change(answered)
    if (live.state === 'done') planning.reset()
  }, [answered, live.state, change, planning])

  const plan = useCallback(() => {
    if (!chosen) return
    const problem = problemOf(chosen.rows)
    setLacks(problem.ok ? null : problem.lacks)
    if (!problem.ok) return
    asked.current = { rows: chosen.rows, asked: problem }
    attempts.current += 1
    planning.start({ problem: problem.problem, seconds: planningSeconds, seed: attempts.current })
  }, [chosen, planning])

  const reorder = useCallback(
    (stops: readonly string[]) => {
      if (!chosen) return
      const problem = problemOf(chosen.rows)
      setLacks(problem.ok ? null : problem.lacks)
      if (!problem.ok) return
      asked.current = { rows: chosen.rows, asked: problem }
      planning.time({ problem: problem.problem, order: orderByHand(problem, stops) })
    },
    [chosen, planning]
  )

  const kept =
    draft.ready && isDraft(draft.value) && draft.value.plan.caravan === caravanId ? draft.value : null
  const stored = kept?.adoptedAs === undefined ? kept : null
  const running = best ? ours : null
  // Before the desk has the answer it is shown already: else the route before it would be drawn in between.
  const drafted = answered ?? stored
  const shown = useMemo((): ShownPlan | null => {
    if (running) return { ...running, standing: 'running' }
    if (drafted) return { ...drafted, standing: 'draft' }
    const adopted = chosen?.adopted
    if (!adopted) return null
    return adoptedPlan(adopted.fields, kept?.adoptedAs === adopted.id ? kept : null)
  }, [running, drafted, kept, chosen?.adopted])

  return {
    shown,
    running: live.state === 'running' ? live : null,
    lacks,
    error: planningError(live) ?? put.error,
    plan,
    cancel: planning.cancel,
    reorder,
    discard: () => {
      planning.reset()
      void draft.clear()
    },
    adopt: () => {
      if (!stored || !chosen) return
      planning.reset()
      const fields = { ...stored.plan, replaces: chosen.standing.map(row => row.id) }
      put.mutate({ kind: 'plan', fields }, { onSuccess: ({ id }) => change({ ...stored, adoptedAs: id }) })
    },
    adopted: (drafted, id) => {
      planning.reset()
      change({ ...drafted, adoptedAs: id })
    },
    adopting: put.isPending
  }
}

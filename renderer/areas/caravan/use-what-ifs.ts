import { useMutation } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { orderByHand } from '#shared/caravan/order-by-hand.ts'
import { type CaravanRows, type ProblemOf, problemOf } from '#shared/caravan/problem-of.ts'
import { type Change, putsOf, withChanges } from '#shared/caravan/what-if.ts'
import { useDraft } from '../../desk/use-draft.ts'
import { createPlanning, isCancelled, type PlanningState } from '../../planner/planning.ts'
import { useLiveInPieces } from '../../queries/live.ts'
import { put } from '../../queries/rows.ts'
import { type Asked, type DraftPlan, planningError, type ShownPlan, toDraft } from './draft-plan.ts'
import { type Chosen, planningSeconds } from './use-planning.ts'

/** A plan made as if something were otherwise. It lies on the desk until it is adopted or thrown away. */
export interface WhatIf {
  id: string
  changes: Change[]
  /** null until the planner has answered */
  drafted: DraftPlan | null
}

export interface WhatIfDesk {
  kept: readonly WhatIf[]
  /** the one being planned, with the best so far */
  running: { id: string; live: Extract<PlanningState, { state: 'running' }> } | null
  /** why none could be begun */
  lacks: Extract<ProblemOf, { ok: false }>['lacks'] | null
  error: unknown
  adopting: boolean
  /** answers its id; null where it cannot be planned at all */
  begin(changes: Change[]): string | null
  planAgain(id: string): void
  cancel(): void
  reorder(id: string, stops: readonly string[]): void
  throwAway(id: string): void
  adopt(id: string, onAdopted: (drafted: DraftPlan, plan: string) => void): void
  shown(id: string): ShownPlan | null
}

const none: WhatIf[] = []

/** What-ifs of one caravan: planned in a worker of their own, beside the plan that holds. */
export const useWhatIfs = (chosen: Chosen | null): WhatIfDesk => {
  const [planning] = useState(() => createPlanning())
  const live = useLiveInPieces(planning, isCancelled)
  const caravanId = chosen?.caravan.id
  const draft = useDraft<WhatIf[]>(`what-ifs:${caravanId ?? ''}`, none, 'scenarios')
  const asked = useRef<{ id: string; rows: CaravanRows; asked: Asked } | null>(null)
  const attempts = useRef(0)
  const [lacks, setLacks] = useState<WhatIfDesk['lacks']>(null)
  const { change } = draft

  useEffect(() => {
    if (caravanId !== undefined) setLacks(null)
    return () => planning.reset()
  }, [planning, caravanId])

  const keep = useCallback(
    (id: string, more: Partial<WhatIf>) =>
      change(before => before.map(one => (one.id === id ? { ...one, ...more } : one))),
    [change]
  )

  useEffect(() => {
    if ((live.state !== 'done' && live.state !== 'explaining') || !asked.current) return
    keep(asked.current.id, { drafted: toDraft(asked.current.rows, asked.current.asked, live.solution) })
    if (live.state === 'done') planning.reset()
  }, [live, keep, planning])

  /** The rows and the problem as they would be; null, and said, where there is none to plan. */
  const suppose = (changes: readonly Change[]): { rows: CaravanRows; asked: Asked } | null => {
    if (!chosen) return null
    const rows = withChanges(chosen.rows, changes)
    const problem = problemOf(rows)
    setLacks(problem.ok ? null : problem.lacks)
    return problem.ok ? { rows, asked: problem } : null
  }
  /** An order by hand is timed, everything else planned. */
  const start = (id: string, changes: readonly Change[], supposed: { rows: CaravanRows; asked: Asked }) => {
    asked.current = { id, ...supposed }
    const { problem } = supposed.asked
    const byHand = changes.find(one => one.what === 'order')
    if (byHand) return planning.time({ problem, order: orderByHand(supposed.asked, byHand.stops) })
    attempts.current += 1
    planning.start({ problem, seconds: planningSeconds, seed: attempts.current })
  }

  const adopting = useMutation({
    mutationFn: async (id: string) => {
      const one = draft.value.find(whatIf => whatIf.id === id)
      if (!chosen || !one?.drafted) return null
      for (const told of putsOf(chosen.rows, one.changes)) await put(told)
      const replaces = chosen.standing.map(row => row.id)
      const plan = await put({ kind: 'plan', fields: { ...one.drafted.plan, replaces } })
      change(before => before.filter(whatIf => whatIf.id !== id))
      return { drafted: one.drafted, plan: plan.id as string }
    }
  })
  const runningId = live.state === 'running' ? (asked.current?.id ?? null) : null
  const best = live.state === 'running' ? live.best : null
  const shownById = useMemo(() => {
    const shown = new Map<string, ShownPlan>()
    for (const { id, drafted } of draft.value) if (drafted) shown.set(id, { ...drafted, standing: 'draft' })
    if (best && runningId && asked.current)
      shown.set(runningId, { ...toDraft(asked.current.rows, asked.current.asked, best), standing: 'running' })
    return shown
  }, [draft.value, best, runningId])

  return {
    kept: draft.value,
    running: live.state === 'running' && runningId ? { id: runningId, live } : null,
    lacks,
    error: planningError(live) ?? adopting.error,
    adopting: adopting.isPending,
    begin: changes => {
      const supposed = suppose(changes)
      if (!supposed) return null
      const id = crypto.randomUUID()
      change(before => [...before, { id, changes, drafted: null }])
      start(id, changes, supposed)
      return id
    },
    planAgain: id => {
      const one = draft.value.find(whatIf => whatIf.id === id)
      if (!one) return
      const supposed = suppose(one.changes)
      if (supposed) start(id, one.changes, supposed)
    },
    cancel: planning.cancel,
    reorder: (id, stops) => {
      const changes: Change[] = [{ what: 'order', stops: [...stops] }]
      const supposed = suppose(changes)
      if (!supposed) return
      keep(id, { changes })
      start(id, changes, supposed)
    },
    throwAway: id => {
      if (runningId === id) planning.reset()
      change(before => before.filter(one => one.id !== id))
    },
    adopt: (id, onAdopted) =>
      adopting.mutate(id, { onSuccess: done => done && onAdopted(done.drafted, done.plan) }),
    shown: id => shownById.get(id) ?? null
  }
}

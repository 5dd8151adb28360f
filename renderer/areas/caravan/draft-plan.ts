import { type PlanFields, planOf } from '#shared/caravan/plan-of.ts'
import type { CaravanRows, ProblemOf } from '#shared/caravan/problem-of.ts'
import { FailureError } from '#shared/errors.ts'
import type { PartialFieldsOfKind } from '#shared/kinds/index.ts'
import type { EmptySpace, Late, Solution, Unserved, Violation } from '#shared/planner/solution.ts'
import type { PlanningState } from '../../planner/planning.ts'

/** A plan that nobody adopted, as it lies on the desk. */
export interface DraftPlan {
  plan: PlanFields
  violations: Violation[]
  unserved: Unserved[]
  late: Late[]
  emptySpace: EmptySpace[]
  /** the plan it was adopted as: it is no draft any more, but still knows the reasons */
  adoptedAs?: string
}

/** A plan as it is looked at: adopted, best so far while the planner runs, or waiting to be adopted. */
export interface ShownPlan {
  plan: PlanFields
  standing: 'adopted' | 'draft' | 'running'
  violations: readonly Violation[]
  /** with what would let it in; empty for a plan adopted elsewhere, whose reasons alone are in `plan` */
  unserved: readonly Unserved[]
  late: readonly Late[]
  emptySpace: readonly EmptySpace[]
}

export type Asked = Extract<ProblemOf, { ok: true }>

export const toDraft = (rows: CaravanRows, asked: Asked, solution: Solution): DraftPlan => ({
  plan: planOf(rows, asked, solution),
  violations: [...solution.violations],
  unserved: [...solution.unserved],
  late: [...solution.late],
  emptySpace: [...solution.emptySpace]
})

/** Whether it is a draft as this version makes them: an older one's may still lie on the desk. */
export const isDraft = (value: DraftPlan | null): value is DraftPlan => value !== null && 'late' in value

/** A fact in the record has all its fields; this says so to the compiler and survives where it does not. */
/** `known`: the draft it was adopted from, where it was adopted on this laptop. */
export const adoptedPlan = (fields: PartialFieldsOfKind<'plan'>, known: DraftPlan | null): ShownPlan => ({
  plan: {
    caravan: fields.caravan ?? '',
    firstDay: fields.firstDay ?? '',
    visits: fields.visits ?? [],
    restDays: fields.restDays ?? [],
    unserved: fields.unserved ?? [],
    leftBehind: fields.leftBehind ?? [],
    replaces: fields.replaces ?? [],
    made: fields.made ?? [],
    distanceM: fields.distanceM ?? 0,
    drivingMin: fields.drivingMin ?? 0
  },
  standing: 'adopted',
  violations: known?.violations ?? [],
  unserved: known?.unserved ?? [],
  late: known?.late ?? [],
  emptySpace: known?.emptySpace ?? []
})

/** What a worker that ended without an answer has to tell; null where it has one. */
export const planningError = (live: PlanningState): FailureError | null => {
  if (live.state === 'failed') return new FailureError('internal', { reason: live.reason })
  if (live.state !== 'refused') return null
  const first = live.errors[0]
  return new FailureError('problem-bad', first ? { field: first.path, reason: first.detail } : {})
}

import type { PartialFieldsOfKind } from '../kinds/index.ts'

/** The stops in the order in which a plan calls at them, one twice where it does: what a person drags about. */
export const stopOrderOf = (plan: Pick<PartialFieldsOfKind<'plan'>, 'visits'>): string[] =>
  (plan.visits ?? []).flatMap(visit => (visit.stop ? [visit.stop] : []))

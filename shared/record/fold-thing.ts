import type { Act } from './act.ts'
import type { Authority } from './authority.ts'
import type { EntryId, LogId, ThingId } from './entry.ts'
import { type FoldedPuts, foldPuts } from './fold-puts.ts'
import type { AsideReason } from './set-aside.ts'
import { homeOf, judge } from './standing.ts'

/** A thing or fact as it is shown. */
export interface FoldedThing extends FoldedPuts {
  id: ThingId
  kind: string
  commune: ThingId | null
  /** the device that wrote its first entry */
  author: LogId
  /** for a fact: the entries it named as seen; empty for things, whose puts are folded already */
  over: readonly EntryId[]
}

export interface ThingFold {
  /** null where its first entry is not held or does not count */
  folded: FoldedThing | null
  /** for every act given that does not count, why */
  aside: Map<EntryId, AsideReason>
}

/** Folds a thing or fact from every act held of it: a pure function of that set and of the authority. */
export const foldThing = (acts: readonly Act[], authority: Authority): ThingFold => {
  const aside = new Map<EntryId, AsideReason>()
  const first = acts.find(act => act.id === act.thing) ?? null
  const firstReason = first === null ? 'thing-unknown' : reasonOfFirst(first, authority)
  const counts = new Set<EntryId>()
  for (const act of acts) {
    const reason = act === first ? firstReason : reasonOfLater(act, first, firstReason, authority)
    if (reason === null) counts.add(act.id)
    else aside.set(act.id, reason)
  }
  if (first === null || firstReason !== null) return { folded: null, aside }
  const folded = {
    ...foldPuts(acts, counts),
    id: first.thing,
    kind: first.body!.kind,
    commune: first.body!.commune ?? null,
    author: first.log,
    over: first.kind!.sort === 'fact' ? first.over : []
  }
  return { folded, aside }
}

const reasonOfFirst = (first: Act, authority: Authority): AsideReason | null =>
  first.content ??
  judge(authority, {
    log: first.log,
    seq: first.seq,
    rule: first.kind!.writer,
    commune: first.body!.commune ?? null,
    home: null
  })

const reasonOfLater = (
  act: Act,
  first: Act | null,
  firstReason: AsideReason | null,
  authority: Authority
): AsideReason | null => {
  if (act.content !== null) return act.content
  if (first === null) return 'thing-unknown'
  if (firstReason !== null) return 'thing-aside'
  if (act.kind !== first.kind) return 'kind-differs'
  return judge(authority, {
    log: act.log,
    seq: act.seq,
    rule: act.kind!.writer,
    commune: act.body!.commune ?? null,
    home: homeOf(first)
  })
}

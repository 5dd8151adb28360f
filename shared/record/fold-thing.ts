import type { Act } from './act.ts'
import { type Authority, outlivesFork } from './authority.ts'
import type { EntryId, LogId, Scope, ThingId } from './entry.ts'
import { type FoldedPuts, foldPuts } from './fold-puts.ts'
import { type IsForgotten, nothingForgotten } from './forgetting.ts'
import type { AsideReason } from './set-aside.ts'
import { homeOf, judge } from './standing.ts'

/** A thing or fact as it is shown. */
export interface FoldedThing extends FoldedPuts {
  id: ThingId
  kind: string
  commune: ThingId | null
  /** the device that wrote its first entry */
  author: LogId
  /** who can read it: whoever holds no secret of a sealed scope has no such row */
  scope: Scope
  /** for a fact: the entries it named as seen; empty for things, whose puts are folded already */
  over: readonly EntryId[]
}

export interface ThingFold {
  /** null where its first entry is not held or does not count */
  folded: FoldedThing | null
  /** for every act given that does not count, why */
  aside: ReadonlyMap<EntryId, AsideReason>
}

/** Folds a thing or fact from every act held of it: a pure function of that set and of the authority. */
export const foldThing = (
  acts: readonly Act[],
  authority: Authority,
  isForgotten: IsForgotten = nothingForgotten
): ThingFold => {
  const only = acts.length === 1 ? acts[0]! : null
  if (only && only.id === only.thing) return foldAlone(only, authority, isForgotten)
  const aside = new Map<EntryId, AsideReason>()
  const first = acts.find(act => act.id === act.thing) ?? null
  const firstReason = first === null ? 'thing-unknown' : reasonOfFirst(first, authority, isForgotten)
  const counts = new Set<EntryId>()
  for (const act of acts) {
    const reason =
      act === first ? firstReason : reasonOfLater(act, first, firstReason, authority, isForgotten)
    if (reason === null) counts.add(act.id)
    else aside.set(act.id, reason)
  }
  if (first === null || firstReason !== null) return { folded: null, aside }
  // with a forgotten body goes what it saw: who never had that body must come to the same
  const told = acts.filter(({ id }) => aside.get(id) !== 'forgotten')
  return { folded: foldedOf(first, foldPuts(told, counts)), aside }
}

const noneAside: ReadonlyMap<EntryId, AsideReason> = new Map()

/** Most things were put once and never changed. */
const foldAlone = (first: Act, authority: Authority, isForgotten: IsForgotten): ThingFold => {
  const reason = reasonOfFirst(first, authority, isForgotten)
  return reason === null
    ? { folded: foldedOf(first, foldPuts([first], new Set([first.id]))), aside: noneAside }
    : { folded: null, aside: new Map([[first.id, reason]]) }
}

const foldedOf = (first: Act, puts: FoldedPuts): FoldedThing => ({
  fields: puts.fields,
  contested: puts.contested,
  heads: puts.heads,
  claimedAt: puts.claimedAt,
  id: first.thing,
  kind: first.body!.kind,
  commune: first.body!.commune ?? null,
  author: first.log,
  scope: first.scope,
  over: first.kind!.sort === 'fact' ? first.over : []
})

const reasonOfFirst = (first: Act, authority: Authority, isForgotten: IsForgotten): AsideReason | null =>
  (isForgotten(first) ? 'forgotten' : null) ??
  first.content ??
  judge(authority, {
    log: first.log,
    seq: first.seq,
    outlivesFork: outlivesFork(authority, first),
    rule: first.kind!.writer,
    commune: first.kind!.writer === 'anyone' ? first.thing : (first.body!.commune ?? null),
    home: null
  })

const reasonOfLater = (
  act: Act,
  first: Act | null,
  firstReason: AsideReason | null,
  authority: Authority,
  isForgotten: IsForgotten
): AsideReason | null => {
  if (isForgotten(act)) return 'forgotten'
  if (act.content !== null) return act.content
  if (first === null) return 'thing-unknown'
  if (firstReason !== null) return 'thing-aside'
  if (act.scope !== first.scope) return 'scope-differs'
  if (act.kind !== first.kind) return 'kind-differs'
  return judge(authority, {
    log: act.log,
    seq: act.seq,
    outlivesFork: outlivesFork(authority, act),
    rule: act.kind!.writer,
    commune: act.body!.commune ?? null,
    home: homeOf(first)
  })
}

import { type Act, readAct } from './act.ts'
import { type Authority, evaluateAuthority, isAuthorityKind } from './authority.ts'
import type { Entry, EntryId, LogId, ThingId } from './entry.ts'
import { type FoldedThing, foldThing } from './fold-thing.ts'
import { forgottenBy } from './forgetting.ts'
import type { IsOwnWord } from './own-word.ts'
import type { AsideReason } from './set-aside.ts'

export interface FoldedRecord {
  authority: Authority
  things: Map<ThingId, FoldedThing>
  aside: Map<EntryId, AsideReason>
}

/** The first `seq` at which each forked log holds two entries. */
export const forksOf = (entries: Iterable<Entry>): Map<LogId, number> => {
  const ids = new Map<string, EntryId>()
  const forks = new Map<LogId, number>()
  for (const { id, log, header } of entries) {
    const place = `${log} ${header.seq}`
    const other = ids.get(place)
    if (other === undefined) ids.set(place, id)
    else if (other !== id) forks.set(log, Math.min(header.seq, forks.get(log) ?? Number.POSITIVE_INFINITY))
  }
  return forks
}

/**
 * What a set of entries says, all at once. The store folds the same step by step as entries come; both
 * must give the same (test/store/convergence.node.test.ts).
 */
export const foldRecord = (
  entries: Iterable<Entry>,
  federation: ThingId | null,
  isOwnWord: IsOwnWord = () => false
): FoldedRecord => {
  const all = new Map([...entries].map(entry => [entry.id, entry]))
  const acts = [...all.values()].map(entry => readAct(entry))
  const authority = evaluateAuthority({
    acts: acts.filter(act => act.body && isAuthorityKind(act.body.kind)),
    federation,
    forks: forksOf(all.values()),
    isOwnWord,
    placeOf: id => {
      const entry = all.get(id)
      return entry ? { log: entry.log, seq: entry.header.seq } : null
    }
  })
  const forgets = new Map<EntryId, Act[]>()
  for (const act of acts)
    if (act.body?.kind === 'forget' && act.content === null)
      for (const id of act.fields.entries as EntryId[]) forgets.set(id, [...(forgets.get(id) ?? []), act])
  const isForgotten = forgottenBy(id => forgets.get(id), authority)
  const actsByThing = new Map<ThingId, typeof acts>()
  for (const act of acts) actsByThing.set(act.thing, [...(actsByThing.get(act.thing) ?? []), act])
  const things = new Map<ThingId, FoldedThing>()
  const aside = new Map<EntryId, AsideReason>()
  for (const ofThing of actsByThing.values()) {
    const fold = foldThing(ofThing, authority, isForgotten)
    if (fold.folded) things.set(fold.folded.id, fold.folded)
    for (const [id, reason] of fold.aside) aside.set(id, reason)
  }
  return { authority, things, aside }
}

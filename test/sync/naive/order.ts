import type { Spoken } from './sayings.ts'

/** Who saw what, among entries on which standing hangs, and the one order of them. */
export interface Order {
  acts: Spoken[]
  saw(later: string, earlier: string): boolean
}

/** docs/formats.md, "Who stands where": what an entry saw, and the order by the longest line of that. */
export const orderOf = (acts: readonly Spoken[], forks: ReadonlyMap<string, number>): Order => {
  const byId = new Map(acts.map(act => [act.id, act]))
  const pasts = new Map<string, Set<string>>()
  const lengths = new Map<string, number>()
  const look = (act: Spoken): void => {
    if (pasts.has(act.id)) return
    const fork = forks.get(act.log) ?? Number.POSITIVE_INFINITY
    const own = acts.filter(({ log, seq }) => log === act.log && seq < act.seq && seq < fork)
    const named = (act.body.over ?? []).flatMap(id => byId.get(id) ?? [])
    const past = new Set<string>()
    let length = 1
    for (const before of [...own, ...named]) {
      look(before)
      past.add(before.id)
      for (const id of pasts.get(before.id)!) past.add(id)
      length = Math.max(length, lengths.get(before.id)! + 1)
    }
    pasts.set(act.id, past)
    lengths.set(act.id, length)
  }
  for (const act of acts) look(act)
  return {
    acts: [...acts].sort((a, b) => lengths.get(a.id)! - lengths.get(b.id)! || (a.id < b.id ? -1 : 1)),
    saw: (later, earlier) => pasts.get(later)?.has(earlier) ?? false
  }
}

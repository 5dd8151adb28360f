import type { Act } from './act.ts'
import type { EntryId, LogId } from './entry.ts'

/**
 * The graph of authority acts: what each one saw, by `over` and by its own log. It says who knew of what,
 * and gives one order that every device finds.
 */
export interface AuthorityGraph {
  /** every act after all that it saw; of two that did not see each other, the one of shorter history, then of lesser id */
  ordered: readonly Act[]
  /** whether `later` saw `earlier`, by however many steps */
  saw(later: EntryId, earlier: EntryId): boolean
  /** acts that no other act saw, the deepest first: what the next one names in `over` */
  heads: readonly EntryId[]
}

export const orderActs = (acts: readonly Act[]): AuthorityGraph => {
  const before = parentsOf(acts)
  const depths = depthsOf(acts, before)
  const depth = (id: EntryId) => depths.get(id) ?? 0
  const ordered = [...acts].sort(
    (a, b) => depth(a.id) - depth(b.id) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  )
  const seen = new Set([...before.values()].flat())
  const pasts = new Map<EntryId, Set<EntryId>>()
  const pastOf = (id: EntryId): Set<EntryId> => {
    const known = pasts.get(id)
    if (known) return known
    const past = new Set<EntryId>()
    const stack = [...(before.get(id) ?? [])]
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      if (past.has(next)) continue
      past.add(next)
      stack.push(...(before.get(next) ?? []))
    }
    pasts.set(id, past)
    return past
  }
  return {
    ordered,
    saw: (later, earlier) => pastOf(later).has(earlier),
    heads: ordered
      .filter(({ id }) => !seen.has(id))
      .map(({ id }) => id)
      .reverse()
  }
}

/** For each act those held acts that it names, and the one before it in its own log. */
const parentsOf = (acts: readonly Act[]): Map<EntryId, EntryId[]> => {
  const held = new Set(acts.map(({ id }) => id))
  const parents = new Map<EntryId, EntryId[]>()
  const byLog = new Map<LogId, Act[]>()
  for (const act of acts) {
    parents.set(
      act.id,
      act.over.filter(id => held.has(id))
    )
    const own = byLog.get(act.log)
    if (own) own.push(act)
    else byLog.set(act.log, [act])
  }
  for (const own of byLog.values()) {
    own.sort((a, b) => a.seq - b.seq)
    let before: Act | null = null
    let previous: Act | null = null
    for (const act of own) {
      // two at one place of a forked log did not see each other
      if (previous && previous.seq < act.seq) before = previous
      if (before) parents.get(act.id)!.push(before.id)
      previous = act
    }
  }
  return parents
}

/** The longest line of seen acts to each; without recursion, as lines may be long. */
const depthsOf = (acts: readonly Act[], parents: ReadonlyMap<EntryId, EntryId[]>): Map<EntryId, number> => {
  const depths = new Map<EntryId, number>()
  const stack = acts.map(({ id }) => id)
  while (stack.length > 0) {
    const id = stack[stack.length - 1]!
    const waiting = (parents.get(id) ?? []).filter(parent => !depths.has(parent))
    if (waiting.length > 0) stack.push(...waiting)
    else {
      depths.set(id, 1 + Math.max(0, ...(parents.get(id) ?? []).map(parent => depths.get(parent)!)))
      stack.pop()
    }
  }
  return depths
}

import type { EntryId, LogId } from '../record/entry.ts'
import type { HaveVector, LogHead } from '../record/run.ts'

export type Head = LogHead['heads'][number]

/** Where a run begins and ends. */
export interface RunEnds {
  /** the entry before the run's first; null where the run begins its log */
  before: EntryId | null
  last: Head
}

/** What a peer is known to hold, as it grows under what it acknowledges and what it hands over. */
export interface PeerHave {
  vector(): HaveVector
  heads(log: LogId): Head[]
  /** the peer said which heads of this log it holds; true where that is news */
  told(log: LogId, heads: Head[]): boolean
  /** the same where it said some of them */
  toldAlso(log: LogId, heads: Head[]): boolean
  /** the peer handed this run over, or took it: so it holds it */
  holds(log: LogId, ends: RunEnds): void
}

const sameHeads = (a: Head[], b: Head[]) =>
  a.length === b.length && a.every(head => b.some(other => other.id === head.id))

/** Of two known heads an ancestor is redundant, but only equal ids and `before` prove ancestry here. */
const advanced = (heads: Head[], { before, last }: RunEnds): Head[] =>
  heads.some(head => head.id === last.id) ? heads : [...heads.filter(head => head.id !== before), last]

export const createPeerHave = (have: HaveVector): PeerHave => {
  const headsByLog = new Map<LogId, Head[]>(have.map(({ log, heads }) => [log, heads]))
  return {
    vector: () => [...headsByLog].map(([log, heads]) => ({ log, heads })),
    heads: log => headsByLog.get(log) ?? [],
    told: (log, heads) => {
      const news = !sameHeads(headsByLog.get(log) ?? [], heads)
      headsByLog.set(log, heads)
      return news
    },
    toldAlso: (log, heads) => {
      const known = headsByLog.get(log) ?? []
      const fresh = heads.filter(({ id }) => !known.some(head => head.id === id))
      headsByLog.set(log, [...known, ...fresh])
      return fresh.length > 0
    },
    holds: (log, ends) => {
      headsByLog.set(log, advanced(headsByLog.get(log) ?? [], ends))
    }
  }
}

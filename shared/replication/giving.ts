/**
 * What one peer lacks, on its way: runs are given ahead of their acknowledgements, within bounds, so that
 * neither side waits for the other. Where the acknowledgements say something else than was given, what is
 * lacked is worked out anew from them.
 */
import type { EntryId, LogId } from '../record/entry.ts'
import type { RecordStore } from '../record/record-store.ts'
import type { HaveVector, LogHead, Run } from '../record/run.ts'
import { maxFrameBytes } from './frames.ts'
import { messageLimits } from './messages.ts'
import { createPeerHave, type Head, type PeerHave, type RunEnds } from './peer-have.ts'

/** Given and not yet acknowledged; the run that passes the bytes is the last. */
export const onTheWay = { runs: 64, bytes: 8 * 1024 * 1024 } as const
/** So many entries are read and sent in one turn: more would keep others waiting. */
const entriesAtOnce = 1500

export interface GivingDeps {
  store: Pick<RecordStore, 'runsLackedBy'>
  endsOf(run: Run): RunEnds
  send(run: Run): void
  /** Does the work after what else waits for its turn. */
  soon(work: () => void): void
}

/** A run is durable there; what of its log they hold now. */
export interface Acknowledged {
  log: LogId
  heads: LogHead['heads']
  /** these are not all */
  more?: true
}

export interface Giving {
  /** what the peer acknowledged or said to hold; null before it said what it holds */
  vector(): HaveVector | null
  /** The peer said all that it holds: from now on it is given the rest. */
  begin(have: HaveVector): void
  /** The peer handed this run over, so it holds it. */
  holds(log: LogId, ends: RunEnds): void
  /** False where nothing was given that this could acknowledge. */
  acknowledged(ack: Acknowledged): boolean
  /** Gives more, as far as there is room on the way. */
  go(): void
  /** The same, after looking again for what the peer lacks. */
  again(): void
  /** nothing is on its way */
  isIdle(): boolean
}

interface Given {
  log: LogId
  ends: RunEnds
  bytes: number
}

const runBytes = (run: Run) =>
  run.entries.reduce(
    (sum, { header, signature, body }) =>
      sum + header.byteLength + signature.byteLength + (body?.byteLength ?? 0),
    0
  )

/** What a frame holds beside the entries' own bytes, with room to spare. */
const runOverheadBytes = 64 * 1024
const fits = (run: Run, bytes: number) =>
  run.entries.length <= messageLimits.entriesPerRun && bytes <= maxFrameBytes - runOverheadBytes

export const createGiving = (deps: GivingDeps): Giving => {
  /** what they acknowledged, and the same with all that is on its way */
  let theirs: PeerHave | null = null
  let assumed = createPeerHave([])
  let given: Given[] = []
  let givenBytes = 0
  let lacked: Iterator<Run> | null = null
  let mayLackMore = false
  /** ends of runs that came to nothing: not given again before the record changes */
  const fruitless = new Set<EntryId>()
  const skipped = new Set<LogId>()
  let waiting = false

  const lookAgain = () => {
    lacked = null
    mayLackMore = true
  }

  const nextRun = (): (Given & { run: Run }) | null => {
    for (;;) {
      if (!lacked) {
        if (!mayLackMore) return null
        mayLackMore = false
        skipped.clear()
        lacked = deps.store.runsLackedBy(assumed.vector())[Symbol.iterator]()
      }
      const next = lacked.next()
      if (next.done) {
        lacked = null
        continue
      }
      const run = next.value
      const { log } = run
      if (skipped.has(log)) continue
      const bytes = runBytes(run)
      const ends = deps.endsOf(run)
      // only a hostile author's log does not fit; without this run those after it would hang in the air
      if (fits(run, bytes) && !fruitless.has(ends.last.id)) return { run, log, ends, bytes }
      skipped.add(log)
    }
  }

  const give = () => {
    if (!theirs) return
    for (let entries = 0; given.length < onTheWay.runs && givenBytes < onTheWay.bytes; ) {
      if (entries >= entriesAtOnce) return giveSoon()
      const next = nextRun()
      if (!next) break
      const { run, ...sent } = next
      given.push(sent)
      givenBytes += sent.bytes
      entries += run.entries.length
      assumed.holds(sent.log, sent.ends)
      deps.send(run)
    }
  }

  const giveSoon = () => {
    if (waiting) return
    waiting = true
    deps.soon(() => {
      waiting = false
      give()
    })
  }

  return {
    vector: () => theirs?.vector() ?? null,
    begin: have => {
      theirs = createPeerHave(have)
      assumed = createPeerHave(have)
      for (const { log, ends } of given) assumed.holds(log, ends)
      lookAgain()
    },
    holds: (log, ends) => {
      theirs?.holds(log, ends)
      assumed.holds(log, ends)
    },
    acknowledged: ({ log, heads, more }) => {
      const first = given[0]
      if (!theirs || first?.log !== log) return false
      const ofLog = given.filter(other => other.log === log).map(({ ends }) => ends)
      given = given.slice(1)
      givenBytes -= first.bytes
      const tell = (have: PeerHave) => (more ? have.toldAlso(log, heads) : have.told(log, heads))
      const news = tell(theirs)
      const took = heads.some(({ id }) => id === first.ends.last.id)
      if (!news && !took) fruitless.add(first.ends.last.id)
      const isGiven = ({ id }: Head) => ofLog.some(({ last }) => last.id === id)
      const assumedIds = new Set(assumed.heads(log).map(({ id }) => id))
      const expected = heads.some(isGiven) && heads.every(head => isGiven(head) || assumedIds.has(head.id))
      if (!expected) {
        tell(assumed)
        for (const ends of ofLog.slice(1)) assumed.holds(log, ends)
        lookAgain()
      }
      return true
    },
    go: give,
    again: () => {
      fruitless.clear()
      lookAgain()
      give()
    },
    isIdle: () => given.length === 0
  }
}

/**
 * What one peer hands over: run by run as they come, several in one turn, and acknowledged only once they
 * are durable: where much is to come, those of several turns at once. While much is to come the store gathers (`Intake`), and is made whole at the end.
 */
import type { LogId } from '../record/entry.ts'
import type { Intake, RecordStore } from '../record/record-store.ts'
import type { Run } from '../record/run.ts'
import type { Acknowledged } from './giving.ts'
import { messageLimits } from './messages.ts'
import type { RunEnds } from './peer-have.ts'

/** So many entries are written in one turn, and for so long: more would keep others waiting. */
const entriesAtOnce = 1500
const turnMs = 20
/** While more waits, what was taken is made durable and acknowledged no more often than this. */
const syncEveryMs = 150
/** Beyond this nothing more is read from the peer before what came is written. */
const mostWaitingBytes = 16 * 1024 * 1024
/** A peer's word that much is to come is believed after so many entries of it. */
const believedAfter = 2000
/** Nothing came for so long: whatever else was announced is not waited for. */
const idleMs = 3_000

export interface TakingDeps {
  store: Pick<RecordStore, 'entry' | 'wholeHeadsOf' | 'intake'>
  peer: LogId
  nowMs(): number
  /** Does the work after what else waits for its turn. */
  soon(work: () => void): void
  /** where a run begins and ends */
  endsOf(run: Run): RunEnds
  /** A run is durable. */
  acknowledge(ack: Acknowledged): void
  /** `news`: entries that were new, and bodies that were missing; `forked`: a log of which they came has several heads now */
  onTaken(news: number, forked: boolean): void
  /** The peer's run was refused, or our own store failed: a FailureError tells which, anything else is a bug. */
  onFailure(thrown: unknown): void
}

export interface Taking {
  /** `bytes` are those of its message */
  take(run: Run, bytes: number): void
  /** Writes what waits, so that what is said next is true of it. */
  now(): void
  /** so many entries are still to come, by the peer's word */
  announced(entries: number): void
  tick(): void
  /** Drops what waits; done when the store is whole. */
  stop(): Promise<void>
}

export const createTaking = (deps: TakingDeps): Taking => {
  const { store } = deps
  let waiting: { run: Run; bytes: number }[] = []
  let waitingBytes = 0
  let scheduled = false
  let intake: Intake | null = null
  let toCome = 0
  let taken = 0
  let tookAtMs = deps.nowMs()
  /** taken since the last sync */
  let unsynced: Run[] = []
  let newsUnsynced = 0
  let syncedAtMs = deps.nowMs()
  let stopped = false
  let finishing: Promise<void> = Promise.resolve()

  /** Makes durable what was taken, and acknowledges it. */
  const sync = (into: Intake) => {
    const runs = unsynced
    const news = newsUnsynced
    unsynced = []
    newsUnsynced = 0
    syncedAtMs = deps.nowMs()
    if (runs.length === 0) return
    into.sync()
    let forked = false
    for (const run of runs) {
      const { last } = deps.endsOf(run)
      // a disk that failed meanwhile, at something else that was written, took it along
      if (store.entry(last.id) === null) continue
      const { log } = run
      const heads = store.wholeHeadsOf(log)
      forked ||= heads.length > 1
      // bodies that are missing in what they gave are forgotten there: they have no more to give of it
      const reached = heads.some(({ seq }) => seq >= last.seq)
      // of what cannot be told whole, the end of this run is what the other side waits for
      if (reached && heads.length <= messageLimits.headsPerLog) deps.acknowledge({ log, heads })
      else deps.acknowledge({ log, heads: [last], more: true })
    }
    if (news > 0) deps.onTaken(news, forked)
  }

  const finish = () => {
    const ending = intake
    intake = null
    taken = 0
    if (!ending) return
    try {
      sync(ending)
    } catch (thrown) {
      deps.onFailure(thrown)
    }
    finishing = Promise.all([finishing, ending.finish()]).then(() => undefined, deps.onFailure)
  }

  const turn = () => {
    const beganMs = deps.nowMs()
    let failure: { thrown: unknown } | null = null
    const into = intake ?? store.intake({ road: 'lan', from: deps.peer }, taken < believedAfter ? 0 : toCome)
    if (into.gathers) intake = into
    try {
      for (let entries = 0, runs = 0; waiting[0]; runs++) {
        const { run, bytes } = waiting[0]
        entries += run.entries.length
        const enough = entries > entriesAtOnce || deps.nowMs() - beganMs >= turnMs
        if (runs > 0 && enough) break
        const { added, filled } = into.takeRun(run)
        newsUnsynced += added + filled
        waiting.shift()
        waitingBytes -= bytes
        unsynced.push(run)
        taken += run.entries.length
      }
    } catch (thrown) {
      failure = { thrown }
    }
    try {
      // what came whole before a run that is refused is kept
      const due = !into.gathers || waiting.length === 0 || deps.nowMs() - syncedAtMs >= syncEveryMs
      if (failure || due) sync(into)
    } catch (thrown) {
      failure = { thrown }
    }
    if (failure) deps.onFailure(failure.thrown)
  }

  /** Writes what gathered, a part of it in one turn; false where there was little. */
  const gather = (): boolean => {
    try {
      return intake?.gather() ?? false
    } catch (thrown) {
      deps.onFailure(thrown)
      return false
    }
  }

  const run = () => {
    scheduled = false
    if (stopped) return
    if (gather()) return schedule()
    if (waiting.length === 0) return
    turn()
    schedule()
  }
  const schedule = () => {
    if (scheduled || stopped) return
    scheduled = true
    deps.soon(run)
  }
  const now = () => {
    // the last turn of them leaves nothing unsynced
    while (!stopped && waiting.length > 0) {
      turn()
      while (!stopped && gather());
    }
  }

  return {
    take: (arrived, bytes) => {
      waiting.push({ run: arrived, bytes })
      waitingBytes += bytes
      tookAtMs = deps.nowMs()
      // as long as this takes the socket is not read, so the peer has to wait
      if (waitingBytes > mostWaitingBytes) now()
      else schedule()
    },
    now,
    announced: entries => {
      toCome = entries
      if (entries > 0) return
      now()
      finish()
    },
    tick: () => {
      if (waiting.length === 0 && deps.nowMs() - tookAtMs > idleMs) finish()
    },
    stop: () => {
      stopped = true
      waiting = []
      waitingBytes = 0
      finish()
      return finishing
    }
  }
}

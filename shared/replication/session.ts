/**
 * One link's replication, after the handshake: what each lacks goes over, verified and acknowledged, and
 * goes on flowing as new entries are written or arrive from others. Both ends run the same machine.
 *
 *   have ──▶ the other gives what is lacked, a batch of runs at a time
 *   run  ──▶ verified append, durable ──▶ ack(heads)
 *   when a whole batch is acknowledged: the next batch, from what the acks said is held now
 *
 * Because every batch is worked out anew from acknowledged heads, a cut costs at most one batch, and
 * nothing is remembered between links.
 */
import { FailureError } from '../errors.ts'
import type { EntryId, LogId } from '../record/entry.ts'
import type { FoldReport, RecordStore } from '../record/record-store.ts'
import type { HaveVector, Run, RunOutcome } from '../record/transport.ts'
import { maxFrameBytes } from './frames.ts'
import { encodeMessage, type Message, messageLimits, parseMessage } from './messages.ts'
import { createPeerHave, type PeerHave, type RunEnds } from './peer-have.ts'

export type SessionEnd =
  /** not a message of this protocol */
  | 'bad-frame'
  /** handed over entries that do not verify */
  | 'bad-run'
  /** nothing heard for `silenceMs` */
  | 'silent'
  /** our own store could not write (disk full, damaged): no fault of the peer's */
  | 'store-failed'

export interface LiveMessage {
  name: 'live-signal' | 'live-update'
  /** 16 bytes */
  id: Uint8Array
  hops: number
  room: string
  data: Uint8Array
}

export interface SessionDeps {
  store: Pick<RecordStore, 'have' | 'countLackedBy' | 'runsLackedBy' | 'appendRun'>
  /** the proven device at the other end */
  peer: LogId
  /** where a run begins and ends; throws FailureError `entry-bad` for what is no entry */
  endsOf(run: Run): RunEnds
  /** of a clock that never goes back; its zero means nothing */
  nowMs(): number
  /** Queues one message. The bytes are handed over. */
  send(message: Uint8Array): void
  /** Called once, by the session itself; the link is to be closed. */
  end(why: SessionEnd, detail: string): void
  /** entries of the peer's were appended: others may want them */
  onAppended(outcome: RunOutcome & FoldReport, run: Run): void
  /** `counts()` changed */
  onCounts(): void
  onLive(message: LiveMessage): void
}

export interface Session {
  /** one whole frame's message */
  take(message: Uint8Array): void
  /** new entries are in the store, by whatever road */
  recordChanged(): void
  /** drives pings and finds silence; to be called every second or so */
  tick(): void
  sendLive(message: LiveMessage): void
  counts(): { theyLack: number | null; weLack: number | null }
  /** the link is gone: take nothing more */
  stop(): void
}

const batchRuns = 8
const batchBytes = 4 * 1024 * 1024
export const pingEveryMs = 4_000
export const silenceMs = 15_000

const runBytes = (run: Run) =>
  run.entries.reduce(
    (sum, { header, signature, body }) =>
      sum + header.byteLength + signature.byteLength + (body?.byteLength ?? 0),
    0
  )

/** What a frame holds beside the entries' own bytes, with room to spare. */
const runOverheadBytes = 64 * 1024
const fits = (run: Run) =>
  run.entries.length <= messageLimits.entriesPerRun && runBytes(run) <= maxFrameBytes - runOverheadBytes

const toMessage = (run: Run): Message => ({
  name: 'run',
  log: run.log,
  entries: run.entries.map(({ header, signature, body }) => [header, signature, body])
})

export const createSession = (deps: SessionDeps): Session => {
  const { store, peer } = deps
  let theirs: PeerHave | null = null
  /** runs given and not yet acknowledged, and whether any of their acks told news */
  let unacknowledged = 0
  let progressed = false
  let mayLackMore = false
  /** they asked once (`want`) and are to hear when that is all */
  let wanted = false
  /** they said `have`: whatever comes is given to them unasked */
  let pushing = false
  let toldThem: number | null = null
  let theyLack: number | null = null
  let weLack: number | null = null
  let heardAtMs = deps.nowMs()
  let pingedAtMs = heardAtMs
  let stopped = false

  const send = (message: Message) => {
    if (!stopped) deps.send(encodeMessage(message))
  }
  const end = (why: SessionEnd, detail: string) => {
    if (stopped) return
    stopped = true
    deps.end(why, detail)
  }

  const headsOf = (log: LogId): { seq: number; id: EntryId }[] =>
    (store.have().find(held => held.log === log)?.heads ?? []).slice(0, messageLimits.headsPerLog)

  /** The next runs they lack, read at once: no cursor stays open while others write. */
  const nextBatch = (have: HaveVector): Run[] => {
    const batch: Run[] = []
    let sizeBytes = 0
    const skipped = new Set<LogId>()
    for (const run of store.runsLackedBy(have)) {
      // only a hostile author's log gets so: it must not make us break the frame's bounds, nor leave a gap
      if (!fits(run)) skipped.add(run.log)
      if (skipped.has(run.log)) continue
      batch.push(run)
      sizeBytes += runBytes(run)
      if (batch.length >= batchRuns || sizeBytes >= batchBytes) break
    }
    return batch
  }

  const give = () => {
    if (!theirs || stopped || unacknowledged > 0) return
    const batch = mayLackMore ? nextBatch(theirs.vector()) : []
    mayLackMore = false
    progressed = false
    unacknowledged = batch.length
    for (const run of batch) send(toMessage(run))
    if (batch.length > 0 || !wanted) return
    wanted = false
    if (!pushing) theirs = null
    send({ name: 'given' })
  }

  const count = () => {
    if (!theirs || stopped) return
    theyLack = store.countLackedBy(theirs.vector())
    if (theyLack !== toldThem) {
      toldThem = theyLack
      send({ name: 'lacks', entries: theyLack })
    }
    deps.onCounts()
  }

  const takeHave = (have: HaveVector) => {
    theirs = createPeerHave(have)
    mayLackMore = true
    count()
    give()
  }

  const takeRun = (run: Run) => {
    let outcome: RunOutcome & FoldReport
    try {
      // before the append, whose listeners may already ask what this peer lacks
      theirs?.holds(run.log, deps.endsOf(run))
      outcome = store.appendRun(run, { road: 'lan', from: peer })
    } catch (thrown) {
      if (!(thrown instanceof FailureError)) throw thrown
      const { code, detail } = thrown.failure
      const theirFault = code === 'run-bad' || code === 'entry-bad'
      end(theirFault ? 'bad-run' : 'store-failed', `${code} ${JSON.stringify(detail)}`)
      return
    }
    send({ name: 'ack', log: run.log, heads: headsOf(run.log) })
    if (outcome.added > 0) deps.onAppended(outcome, run)
    count()
  }

  const takeAck = (log: LogId, heads: { seq: number; id: EntryId }[]) => {
    if (!theirs || unacknowledged === 0) return end('bad-frame', 'acknowledges what was not given')
    if (theirs.told(log, heads)) progressed = true
    unacknowledged -= 1
    count()
    // a batch that moved none of their heads would be given again for ever
    if (progressed) mayLackMore = true
    give()
  }

  const takeMessage = (message: Message) => {
    switch (message.name) {
      case 'have':
        pushing = true
        return takeHave(message.have)
      case 'tell-have':
        return send({ name: 'have', have: store.have() })
      case 'want':
        wanted = true
        return takeHave(message.have)
      case 'run':
        return takeRun({
          log: message.log,
          entries: message.entries.map(([header, signature, body]) => ({ header, signature, body }))
        })
      case 'ack':
        return takeAck(message.log, message.heads)
      case 'lacks':
        weLack = message.entries
        return deps.onCounts()
      case 'ping':
        return send({ name: 'pong' })
      case 'pong':
      case 'given':
        return
      case 'live-signal':
      case 'live-update':
        return deps.onLive(message)
      case 'prove-federation':
      case 'prove-device':
        return end('bad-frame', `${message.name} after the handshake`)
    }
  }

  send({ name: 'have', have: store.have() })

  return {
    take: bytes => {
      if (stopped) return
      heardAtMs = deps.nowMs()
      const message = parseMessage(bytes)
      if (message) takeMessage(message)
      else end('bad-frame', 'not a message')
    },
    recordChanged: () => {
      mayLackMore = true
      count()
      give()
    },
    tick: () => {
      const now = deps.nowMs()
      if (now - heardAtMs > silenceMs) return end('silent', `${now - heardAtMs} ms`)
      if (now - pingedAtMs < pingEveryMs) return
      pingedAtMs = now
      send({ name: 'ping' })
    },
    sendLive: message => send(message),
    counts: () => ({ theyLack, weLack }),
    stop: () => {
      stopped = true
    }
  }
}

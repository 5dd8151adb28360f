/**
 * One link's replication, after the handshake: what each lacks goes over, verified and acknowledged, and
 * goes on flowing as new entries are written or arrive from others. Both ends run the same machine.
 *
 *   have ──▶ the other gives what is lacked (giving.ts), some way ahead of the acknowledgements
 *   run  ──▶ verified, written, durable ──▶ ack(heads) (taking.ts)
 *
 * Heads that were acknowledged are durable, so a cut costs at most what was on its way, and nothing is
 * remembered between links.
 */
import { FailureError } from '../errors.ts'
import type { BlobId } from '../record/blob.ts'
import type { LogId } from '../record/entry.ts'
import type { RecordStore } from '../record/record-store.ts'
import type { HaveVector, Run } from '../record/run.ts'
import { createBlobExchange } from './blobs.ts'
import { type Acknowledged, createGiving } from './giving.ts'
import { encodeMessage, type Message, parseMessage } from './messages.ts'
import type { RunEnds } from './peer-have.ts'
import { createTaking } from './taking.ts'
import { createHearing, haveMessages } from './told-have.ts'

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
  store: Pick<
    RecordStore,
    'haveWhole' | 'entry' | 'wholeHeadsOf' | 'countLackedBy' | 'runsLackedBy' | 'intake' | 'blobs'
  >
  /** the proven device at the other end */
  peer: LogId
  /** what is asked for over any link; without it the peer does not speak of blobs */
  askingBlobs?: Set<BlobId>
  /** where a run begins and ends; throws FailureError `entry-bad` for what is no entry */
  endsOf(run: Run): RunEnds
  /** of a clock that never goes back; its zero means nothing */
  nowMs(): number
  /** Does the work after what else waits for its turn. */
  soon(work: () => void): void
  /** Queues one message. The bytes are handed over. */
  send(message: Uint8Array): void
  /** Called once, by the session itself; the link is to be closed. */
  end(why: SessionEnd, detail: string): void
  /** so many entries of the peer's, or bodies that were missing, are durable and new here: others may want them */
  onAppended(news: number): void
  /** `counts()` changed */
  onCounts(): void
  /** what the peer holds: as it told when the session began, and as it is known when the session ends */
  onHave?(have: HaveVector): void
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
  /** The link is gone: takes nothing more. Done when the store is whole. */
  stop(): Promise<void>
}

export const pingEveryMs = 4_000
export const silenceMs = 15_000

/** While much goes over, what they lack is counted no more often than this. */
const countEveryMs = 250

const toMessage = (run: Run): Message => ({
  name: 'run',
  log: run.log,
  entries: run.entries.map(({ header, signature, body }) => [header, signature, body])
})

export const createSession = (deps: SessionDeps): Session => {
  const { store, peer } = deps
  const hearing = createHearing()
  let toldThem: number | null = null
  let theyLack: number | null = null
  let weLack: number | null = null
  let heardAtMs = deps.nowMs()
  let pingedAtMs = heardAtMs
  let countedAtMs = heardAtMs
  let uncounted = false
  /** blobs wait while runs come */
  let ranSinceTick = false
  let stopped = false

  const send = (message: Message) => {
    if (!stopped) deps.send(encodeMessage(message))
  }
  const end = (why: SessionEnd, detail: string) => {
    if (stopped) return
    stopped = true
    // whoever closes the link waits for it
    void taking.stop()
    deps.end(why, detail)
  }
  /** Only this link ends, whatever it was: the process goes on, and so do the other links. */
  const fail = (thrown: unknown) => {
    if (!(thrown instanceof FailureError)) return end('store-failed', String(thrown))
    const { code, detail } = thrown.failure
    const theirFault = code === 'run-bad' || code === 'entry-bad'
    end(theirFault ? 'bad-run' : 'store-failed', `${code} ${JSON.stringify(detail)}`)
  }
  const orEnd = (work: () => void) => {
    try {
      work()
    } catch (thrown) {
      fail(thrown)
    }
  }
  const soon = (work: () => void) => deps.soon(() => orEnd(work))

  const giving = createGiving({
    store,
    endsOf: deps.endsOf,
    soon,
    send: run => send(toMessage(run))
  })
  const taking = createTaking({
    ...{ store, peer, nowMs: deps.nowMs, soon },
    endsOf: deps.endsOf,
    acknowledge: ack => send({ name: 'ack', ...ack }),
    onTaken: (news, forked) => {
      deps.onAppended(news)
      // only now is it known that the branch held here is not below theirs
      if (forked) giving.again()
      countSometimes()
    },
    onFailure: fail
  })

  const blobs =
    deps.askingBlobs &&
    createBlobExchange({
      ...{ blobs: store.blobs, asking: deps.askingBlobs, send, soon },
      refuse: detail => end('bad-frame', detail)
    })

  const count = () => {
    const have = giving.vector()
    if (!have || stopped) return
    uncounted = false
    countedAtMs = deps.nowMs()
    theyLack = store.countLackedBy(have)
    if (theyLack !== toldThem) {
      toldThem = theyLack
      send({ name: 'lacks', entries: theyLack })
    }
    deps.onCounts()
  }
  const countSometimes = () => {
    if (giving.isIdle() || deps.nowMs() - countedAtMs >= countEveryMs) count()
    else uncounted = true
  }

  const takeHave = (have: HaveVector) => {
    deps.onHave?.(have)
    taking.now()
    if (stopped) return
    giving.begin(have)
    count()
    giving.again()
  }

  const hear = (message: Extract<Message, { name: 'have' }>) => {
    try {
      const have = hearing.take(message)
      if (!have) return
      takeHave(have)
    } catch (thrown) {
      if (!(thrown instanceof RangeError)) throw thrown
      end('bad-frame', thrown.message)
    }
  }
  const takeRun = (run: Run, bytes: number) => {
    ranSinceTick = true
    // before it is written, whose listeners may already ask what this peer lacks
    giving.holds(run.log, deps.endsOf(run))
    taking.take(run, bytes)
  }

  const takeAck = (ack: Acknowledged) => {
    if (!giving.acknowledged(ack)) return end('bad-frame', 'acknowledges what was not given')
    countSometimes()
    giving.go()
  }

  const takeMessage = (message: Message, bytes: number) => {
    switch (message.name) {
      case 'have':
        return hear(message)
      case 'run':
        return takeRun(
          {
            log: message.log,
            entries: message.entries.map(([header, signature, body]) => ({ header, signature, body }))
          },
          bytes
        )
      case 'ack':
        return takeAck(message)
      case 'lacks':
        weLack = message.entries
        taking.announced(message.entries)
        if (message.entries === 0) blobs?.ask()
        return deps.onCounts()
      case 'ping':
        return send({ name: 'pong' })
      case 'pong':
        return
      case 'live-signal':
      case 'live-update':
        return deps.onLive(message)
      case 'blob-want':
      case 'blob':
      case 'blob-more':
        return blobs ? blobs.take(message) : end('bad-frame', `${message.name} was not agreed upon`)
      case 'prove-federation':
      case 'prove-device':
        return end('bad-frame', `${message.name} after the handshake`)
    }
  }

  for (const message of haveMessages(store.haveWhole())) send(message)

  return {
    take: bytes => {
      if (stopped) return
      heardAtMs = deps.nowMs()
      const message = parseMessage(bytes)
      if (message) orEnd(() => takeMessage(message, bytes.byteLength))
      else end('bad-frame', 'not a message')
    },
    recordChanged: () =>
      orEnd(() => {
        countSometimes()
        giving.again()
        blobs?.changed()
      }),
    tick: () => {
      orEnd(() => {
        taking.tick()
        if (uncounted) count()
        if (!ranSinceTick) blobs?.tick()
        ranSinceTick = false
      })
      const now = deps.nowMs()
      if (now - heardAtMs > silenceMs) return end('silent', `${now - heardAtMs} ms`)
      if (now - pingedAtMs < pingEveryMs) return
      pingedAtMs = now
      send({ name: 'ping' })
    },
    sendLive: message => send(message),
    counts: () => ({ theyLack, weLack }),
    stop: () => {
      const held = giving.vector()
      if (!stopped && held) deps.onHave?.(held)
      stopped = true
      blobs?.stop()
      return taking.stop()
    }
  }
}

/**
 * A duplex wire in memory that a test can pause and cut. Bytes are handed over when the test says so, in
 * pieces of any size: what arrives is a stream, as on a socket.
 */
import type { BlobId } from '#shared/record/blob.ts'
import type { RecordStore } from '#shared/record/record-store.ts'
import { createFrameReader, frameOf, maxFrameBytes } from '#shared/replication/frames.ts'
import { runEnds } from '#shared/replication/run-ends.ts'
import {
  createSession,
  type LiveMessage,
  type Session,
  type SessionEnd
} from '#shared/replication/session.ts'
import { hashing } from './memory-store.ts'

export interface End {
  session: Session
  ended: SessionEnd[]
  live: LiveMessage[]
}

export interface Wire {
  a: End
  b: End
  /** Hands over up to `bytes` of what one end has sent; false where nothing waits. */
  deliver(to: 'a' | 'b', bytes: number): boolean
  /** Lets both ends do what they left for later; false where that was nothing. */
  turn(): boolean
  /** until both ends have nothing more to say */
  settle(): void
  cut(): void
  /** bytes waiting, both directions */
  waiting(): number
}

interface Options<S> {
  nowMs?: () => number
  /** `by hand`: what an end leaves for later waits for `turn`, not only for the next delivery */
  turns?: 'by hand'
  onAppended?: (store: S) => void
  /** as with a device of before there were blobs */
  blobs?: 'unknown'
}

export const connectStores = <S extends RecordStore>(
  storeA: S,
  storeB: S,
  options: Options<S> = {}
): Wire => {
  const pipes = { a: [] as Uint8Array[], b: [] as Uint8Array[] }
  const later: (() => void)[] = []
  let alive = true

  const makeEnd = (store: S, peer: S, outgoing: Uint8Array[]): End => {
    const ended: SessionEnd[] = []
    const live: LiveMessage[] = []
    const session = createSession({
      store,
      peer: peer.device,
      ...(options.blobs !== 'unknown' && { askingBlobs: new Set<BlobId>() }),
      endsOf: run => runEnds(run, hashing),
      nowMs: options.nowMs ?? (() => 0),
      soon: work => later.push(work),
      send: message => {
        if (alive) outgoing.push(frameOf(message))
      },
      end: why => ended.push(why),
      onAppended: () => options.onAppended?.(store),
      onCounts: () => undefined,
      onLive: message => live.push(message)
    })
    return { session, ended, live }
  }
  const a = makeEnd(storeA, storeB, pipes.b)
  const b = makeEnd(storeB, storeA, pipes.a)
  const readers = {
    a: createFrameReader(maxFrameBytes, message => a.session.take(message)),
    b: createFrameReader(maxFrameBytes, message => b.session.take(message))
  }

  const turn = (): boolean => {
    const works = later.splice(0)
    for (const work of works) work()
    return works.length > 0
  }

  const deliver = (to: 'a' | 'b', bytes: number): boolean => {
    const first = pipes[to][0]
    if (!alive || !first) return false
    const piece = first.subarray(0, bytes)
    if (piece.length === first.length) pipes[to].shift()
    else pipes[to][0] = first.subarray(bytes)
    readers[to].take(piece)
    if (options.turns !== 'by hand') turn()
    return true
  }

  return {
    a,
    b,
    deliver,
    turn,
    settle: () => {
      while (deliver('a', Number.POSITIVE_INFINITY) || deliver('b', Number.POSITIVE_INFINITY) || turn());
    },
    cut: () => {
      alive = false
      void a.session.stop()
      void b.session.stop()
    },
    waiting: () => [...pipes.a, ...pipes.b].reduce((sum, piece) => sum + piece.length, 0)
  }
}

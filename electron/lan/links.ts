/**
 * The open links, one per device, each with its replication session. Decides between two links to the
 * same device, and tells every session when the record has grown.
 */

import type { BlobId } from '#shared/record/blob.ts'
import type { Hashing } from '#shared/record/deps.ts'
import type { LogId } from '#shared/record/entry.ts'
import type { RecordStore } from '#shared/record/record-store.ts'
import type { HaveVector } from '#shared/record/run.ts'
import type { ProvenPeer } from '#shared/replication/handshake.ts'
import { runEnds } from '#shared/replication/run-ends.ts'
import {
  createSession,
  type LiveMessage,
  type Session,
  type SessionEnd
} from '#shared/replication/session.ts'
import { ownTurn } from '../own-turn.ts'
import type { Link } from './link.ts'

interface Linked {
  link: Link
  session: Session
}

export interface LinksDeps {
  store: RecordStore
  hashing: Hashing
  /** of a clock that never goes back */
  monotonicMs(): number
  onAppended(from: LogId, added: number): void
  onCounts(device: LogId): void
  /** what a device holds, when its session begins and when it ends */
  onHave?(device: LogId, have: HaveVector): void
  onLive(from: LogId, message: LiveMessage): void
  /** a session gave its peer up; the link is closed already */
  onSessionEnd(device: LogId, why: SessionEnd, detail: string): void
}

export interface Links {
  /** False: another link to this device is kept, and this one is to be closed. */
  add(peer: ProvenPeer, link: Link): boolean
  /** Whether this very link stood for the device, so that the device is out of reach now. */
  remove(device: LogId, link: Link): boolean
  take(device: LogId, link: Link, message: Uint8Array): void
  has(device: LogId): boolean
  devices(): LogId[]
  counts(device: LogId): ReturnType<Session['counts']> | null
  recordChanged(): void
  tick(): void
  sendLive(message: LiveMessage, except: LogId | null): void
  close(device: LogId): void
  closeAll(): void
  /** Done when whatever came over links that are gone is whole in the store. */
  settled(): Promise<void>
}

export const createLinks = (deps: LinksDeps): Links => {
  const linked = new Map<LogId, Linked>()
  const own = deps.store.device
  const askingBlobs = new Set<BlobId>()

  /** Both ends must keep the same one: the link that the smaller device dialled; of two alike the newer. */
  const keepsOld = (device: LogId, old: Link, candidate: Link) => {
    if (old.role === candidate.role) return false
    const smallerIsUs = own < device
    return smallerIsUs === (old.role === 'dialler')
  }

  const openSession = (peer: LogId, link: Link): Session =>
    createSession({
      store: deps.store,
      peer,
      ...(link.blobs && { askingBlobs }),
      endsOf: run => runEnds(run, deps.hashing),
      nowMs: deps.monotonicMs,
      soon: work => void ownTurn().then(work),
      send: message => link.send(message),
      end: (why, detail) => {
        link.close()
        deps.onSessionEnd(peer, why, detail)
      },
      onAppended: added => {
        for (const [device, other] of linked) if (device !== peer) other.session.recordChanged()
        deps.onAppended(peer, added)
      },
      onCounts: () => deps.onCounts(peer),
      onHave: have => deps.onHave?.(peer, have),
      onLive: message => deps.onLive(peer, message)
    })

  const settling = new Set<Promise<void>>()
  const stop = (session: Session) => {
    const done = session.stop().finally(() => settling.delete(done))
    settling.add(done)
  }

  const drop = (device: LogId) => {
    const dropped = linked.get(device)
    if (!dropped) return
    linked.delete(device)
    stop(dropped.session)
    dropped.link.close()
  }

  return {
    add: (peer, link) => {
      const old = linked.get(peer.device)
      if (old && keepsOld(peer.device, old.link, link)) return false
      drop(peer.device)
      linked.set(peer.device, { link, session: openSession(peer.device, link) })
      return true
    },
    remove: (device, link) => {
      const held = linked.get(device)
      if (held?.link !== link) return false
      stop(held.session)
      return linked.delete(device)
    },
    take: (device, link, message) => {
      const held = linked.get(device)
      if (held?.link === link) held.session.take(message)
    },
    has: device => linked.has(device),
    devices: () => [...linked.keys()],
    counts: device => linked.get(device)?.session.counts() ?? null,
    recordChanged: () => {
      for (const { session } of linked.values()) session.recordChanged()
    },
    tick: () => {
      for (const { session } of linked.values()) session.tick()
    },
    sendLive: (message, except) => {
      for (const [device, { session }] of linked) if (device !== except) session.sendLive(message)
    },
    close: drop,
    closeAll: () => {
      for (const device of [...linked.keys()]) drop(device)
    },
    settled: async () => {
      await Promise.all(settling)
    }
  }
}

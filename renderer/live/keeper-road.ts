/**
 * The second path of a live document: by way of the keepers' LAN links. WebRTC carries the keystrokes; this
 * carries what WebRTC loses without a word, and everything where WebRTC finds no path at all.
 *
 * Each window tells every few seconds what it holds (`holds`). Whoever holds something else sends the
 * difference, cut into pieces: at once to a peer without a direct path, and to one with a direct path when
 * two tellings in a row show it stuck. Updates too large for a data channel are sent here as they are made.
 */
import { type Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { base64ToBytes, bytesToBase64 } from './base64.ts'
import { holdingOf } from './holding.ts'
import { createJoiner, cutIntoPieces } from './pieces.ts'
import { type Holds, type Piece, parseRoadMessage, type RoadMessage } from './road-messages.ts'

export const tellEveryMs = 4_000
/** Not heard of for this long: gone. */
export const goneAfterMs = 14_000
/** A data channel refuses messages over 256 KiB; y-webrtc then says nothing. */
export const maxDirectBytes = 200 * 1024
const gatherMs = 150
/** Several may hold what one lacks: each waits a moment, and keeps quiet when another was quicker. */
const courtesyMs = 400
/** Tellings in a row by which a peer with a direct path is stuck: its channel is dead. */
const tellingsUntilStuck = 3

export interface KeeperRoadDeps {
  doc: Y.Doc
  awareness: Awareness
  /** this window's name among the peers of the room */
  self: string
  send(message: RoadMessage): void
  /** whether a data channel to this peer is open */
  isDirect(peer: string): boolean
  /** the channel to this peer is open and carries nothing */
  onStuck(peer: string): void
}

export interface KeeperRoad {
  /** returns who said it, or null for what is no message of this road */
  hear(message: unknown): string | null
  /** the relay is connected (again): tell and learn at once */
  tell(): void
  /** peers heard of lately, with a direct path or without */
  peers(): string[]
  close(): void
}

interface Heard {
  digest: string
  /** tellings in a row with this very digest, and not ours */
  stuckTimes: number
  atMs: number
}

export const createKeeperRoad = (deps: KeeperRoadDeps): KeeperRoad => {
  const { doc, awareness, self } = deps
  const road = Symbol('keeper road')
  const heard = new Map<string, Heard>()
  const joiner = createJoiner()
  const servedAtMs = new Map<string, number>()
  const answers = new Map<string, ReturnType<typeof setTimeout>>()
  let gathered: Uint8Array[] = []
  let gathering: ReturnType<typeof setTimeout> | undefined
  let tellingSoon: ReturnType<typeof setTimeout> | undefined

  const tell = () => {
    const { digest, stateVector } = holdingOf(doc)
    deps.send({
      ...{ kind: 'holds', from: self, digest, stateVector: bytesToBase64(stateVector) },
      awareness: bytesToBase64(encodeAwarenessUpdate(awareness, [doc.clientID]))
    })
  }
  const tellSoon = () => {
    tellingSoon ??= setTimeout(() => {
      tellingSoon = undefined
      tell()
    }, gatherMs)
  }

  const give = (update: Uint8Array, to: string | null) => {
    const pieces = cutIntoPieces(update, { from: self, to, update: crypto.randomUUID() })
    for (const piece of pieces ?? []) deps.send(piece)
  }

  const answerSoon = (to: string, vector: Uint8Array) => {
    if (answers.has(to)) return
    const answer = () => {
      answers.delete(to)
      if (performance.now() - (servedAtMs.get(to) ?? Number.NEGATIVE_INFINITY) < courtesyMs * 2) return
      attempt(() => give(Y.encodeStateAsUpdate(doc, vector), to))
    }
    answers.set(to, setTimeout(answer, Math.random() * courtesyMs))
  }

  const hearHolds = ({ from, digest, stateVector, awareness: theirAwareness }: Holds) => {
    const before = heard.get(from)
    const held = holdingOf(doc)
    const differs = digest !== held.digest
    const now: Heard = {
      ...{ digest, atMs: performance.now() },
      stuckTimes: differs && before?.digest === digest ? before.stuckTimes + 1 : 0
    }
    heard.set(from, now)
    const awarenessBytes = base64ToBytes(theirAwareness)
    const vector = base64ToBytes(stateVector)
    if (awarenessBytes) attempt(() => applyAwarenessUpdate(awareness, awarenessBytes, road))
    if (!before) tellSoon()
    if (!differs || !vector) return
    const direct = deps.isDirect(from)
    if (direct && now.stuckTimes === 0) return
    answerSoon(from, vector)
    if (direct && now.stuckTimes >= tellingsUntilStuck) deps.onStuck(from)
  }

  const hearPiece = (piece: Piece) => {
    if (piece.to !== null && piece.to !== self) {
      if (heard.has(piece.to)) servedAtMs.set(piece.to, performance.now())
      return
    }
    const update = joiner.take(piece)
    if (update && attempt(() => Y.applyUpdate(doc, update, road))) tellSoon()
  }

  /** Whether a peer that is heard of has no data channel with us. */
  const someoneIsApart = () => [...heard.keys()].some(peer => !deps.isDirect(peer))

  /** Only what is edited here: for what came from others they speak themselves. */
  const onUpdate = (update: Uint8Array, _origin: unknown, _doc: Y.Doc, { local }: Y.Transaction) => {
    if (!local) return
    if (update.length <= maxDirectBytes && !someoneIsApart()) return
    gathered.push(update)
    gathering ??= setTimeout(() => {
      gathering = undefined
      const all = gathered
      gathered = []
      give(Y.mergeUpdates(all), null)
    }, gatherMs)
  }
  const onAwareness = (_change: unknown, origin: unknown) => {
    if (origin !== road && origin === 'local' && someoneIsApart()) tellSoon()
  }

  doc.on('update', onUpdate)
  awareness.on('update', onAwareness)
  const timer = setInterval(() => {
    const now = performance.now()
    for (const [peer, { atMs }] of heard) {
      if (now - atMs <= goneAfterMs) continue
      heard.delete(peer)
      servedAtMs.delete(peer)
    }
    tell()
  }, tellEveryMs)

  return {
    hear: message => {
      const parsed = parseRoadMessage(message)
      if (!parsed || parsed.from === self) return null
      if (parsed.kind === 'holds') hearHolds(parsed)
      else hearPiece(parsed)
      return parsed.from
    },
    tell,
    peers: () => [...heard.keys()],
    close: () => {
      clearInterval(timer)
      clearTimeout(gathering)
      for (const answer of answers.values()) clearTimeout(answer)
      clearTimeout(tellingSoon)
      doc.off('update', onUpdate)
      awareness.off('update', onAwareness)
    }
  }
}

/** Yjs throws on bytes that are no update: a peer's fault, dropped, the document as it was. */
const attempt = (work: () => void): boolean => {
  try {
    work()
    return true
  } catch (error) {
    console.warn('a live message was dropped', error)
    return false
  }
}

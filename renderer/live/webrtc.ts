/**
 * A Yjs document on the local network: y-webrtc for the keystrokes, the keeper's road beside it for what
 * y-webrtc loses. The only file that imports y-webrtc, whose rooms and signalling connections are global
 * to the window: what it gets wrong is made good here and nowhere else.
 */
import type { Awareness } from 'y-protocols/awareness'
import { WebrtcProvider } from 'y-webrtc'
import type * as Y from 'yjs'
import { createKeeperRoad, type KeeperRoad } from './keeper-road.ts'

/** A data channel whose connection is lost for this long is taken down and made anew. */
const lostMs = 6_000
/** An offer or its answer may be lost on the way, and y-webrtc would wait for ever. */
const connectingMs = 10_000
const lookMs = 2_000

/** By which path each peer of the room is reached now. */
export interface PeerPaths {
  direct: number
  /** heard of by the keepers alone */
  viaKeeper: number
}

export interface LiveDocOptions {
  doc: Y.Doc
  awareness: Awareness
  relayUrl: string
  room: string
  onPeers(paths: PeerPaths): void
}

export interface LiveDoc {
  paths(): PeerPaths
  /** resolves when the room is left */
  close(): Promise<void>
}

type Room = NonNullable<WebrtcProvider['room']>
type Conn = Room['webrtcConns'] extends Map<string, infer C> ? C : never

interface Emitter {
  emit(event: string, ...args: unknown[]): unknown
}
const guarded = new WeakSet<Emitter>()

/**
 * y-webrtc's handlers trust every frame and every signal; a bad or a late one would surface as an error of
 * the whole window. Here it is dropped, with whom it came from where that is known.
 */
const guard = (emitter: Emitter, onBad: (error: Error) => void) => {
  if (guarded.has(emitter)) return
  guarded.add(emitter)
  const emit = emitter.emit.bind(emitter)
  emitter.emit = (event, ...args) => {
    try {
      return emit(event, ...args)
    } catch (error) {
      console.warn('a live peer sent what cannot be used', error)
      onBad(error instanceof Error ? error : new Error(String(error)))
      return false
    }
  }
}

/** What is used of y-webrtc's signalling connection, which its types leave open. */
interface Signalling extends Emitter {
  connected: boolean
  send(message: object): void
  on(event: string, heard: (message: unknown) => void): void
  off(event: string, heard: (message: unknown) => void): void
}

/** Room by room: whether this window is the one of the two that calls the peer who announces itself. */
const callsByRoom = new Map<string, (peer: string) => boolean>()
const overheard = new WeakSet<Signalling>()

/**
 * In y-webrtc whoever hears an announcement calls. Two that hear each other at once both do, and where one offer
 * comes while the other is being made, one side ends its connection and the other waits for it. So of two peers
 * only one ever calls: announcements to the other stop here.
 */
const overhear = (signalling: Signalling) => {
  if (overheard.has(signalling)) return
  overheard.add(signalling)
  const emit = signalling.emit.bind(signalling)
  // lib0's emitters take what is handed to each listener as one list
  signalling.emit = (event, heard, ...more) => {
    const announced = event === 'message' && Array.isArray(heard) ? announcedIn(heard[0]) : null
    if (announced && callsByRoom.get(announced.room)?.(announced.peer) === false) return
    return emit(event, heard, ...more)
  }
}

const announcedIn = (message: unknown): { room: string; peer: string } | null => {
  if (typeof message !== 'object' || message === null) return null
  const { topic, data } = message as { topic?: unknown; data?: unknown }
  if (typeof topic !== 'string' || typeof data !== 'object' || data === null) return null
  const { type, from } = data as { type?: unknown; from?: unknown }
  return type === 'announce' && typeof from === 'string' ? { room: topic, peer: from } : null
}

/**
 * y-webrtc throws when a room is opened that is open still, or still being destroyed: each waits for the
 * one before it to be gone. Meanwhile its document lives by the record alone.
 */
const releasedByRoom = new Map<string, Promise<void>>()

export const openLiveDoc = (options: LiveDocOptions): LiveDoc => {
  const { room } = options
  let opened: Opened | null = null
  let closed = false
  let release: () => void = () => undefined
  const before = releasedByRoom.get(room) ?? Promise.resolve()
  const released = new Promise<void>(resolve => {
    release = resolve
  })
  releasedByRoom.set(room, released)
  const opening = before.then(() => {
    if (!closed) opened = open(options)
  })
  return {
    paths: () => opened?.paths() ?? { direct: 0, viaKeeper: 0 },
    close: async () => {
      closed = true
      await opening
      await opened?.close()
      opened = null
      release()
      if (releasedByRoom.get(room) === released) releasedByRoom.delete(room)
    }
  }
}

interface Opened {
  paths(): PeerPaths
  close(): Promise<void>
}

const open = ({ doc, awareness, relayUrl, room: roomName, onPeers }: LiveDocOptions): Opened => {
  const provider = new WebrtcProvider(roomName, doc, {
    signaling: [relayUrl],
    awareness,
    // no server beyond the local network is ever asked, least of all the library's own choice
    peerOpts: { config: { iceServers: [] } },
    // at most thirty delegates: everyone is joined to everyone
    maxConns: 40,
    filterBcConns: false
  })
  const unwellSinceMs = new WeakMap<Conn, number>()
  let told = ''

  const conns = (): [string, Conn][] => [...(provider.room?.webrtcConns ?? [])]
  const isDirect = (peer: string) => provider.room?.webrtcConns.get(peer)?.connected ?? false
  const drop = (peer: string) => provider.room?.webrtcConns.get(peer)?.destroy()

  let road: KeeperRoad | null = null
  const paths = (): PeerPaths => {
    const direct = conns().filter(([, { connected }]) => connected).length
    return { direct, viaKeeper: (road?.peers() ?? []).filter(peer => !isDirect(peer)).length }
  }
  const tellPaths = () => {
    const now = paths()
    const text = `${now.direct} ${now.viaKeeper}`
    if (text === told) return
    told = text
    onPeers(now)
  }

  /**
   * y-webrtc ignores ICE's `disconnected`, and waits without end for answers: such peers would stay in the
   * room as if they heard us, and keep a new connection from being made.
   */
  const dropLost = (peer: string, conn: Conn) => {
    const state: unknown = conn.peer._pc?.connectionState
    const well = conn.connected && state !== 'disconnected' && state !== 'failed' && state !== 'closed'
    const since = unwellSinceMs.get(conn) ?? performance.now()
    if (well) unwellSinceMs.delete(conn)
    else if (performance.now() - since > (conn.connected ? lostMs : connectingMs)) drop(peer)
    else unwellSinceMs.set(conn, since)
  }

  const look = () => {
    for (const [peer, conn] of conns()) {
      guard(conn.peer, error => conn.peer.destroy(error))
      dropLost(peer, conn)
    }
    tellPaths()
  }
  provider.on('peers', look)
  const timer = setInterval(look, lookMs)

  const signalling: Signalling | undefined = provider.signalingConns[0]
  const publish = (content: object) => {
    if (signalling?.connected) signalling.send({ type: 'publish', topic: roomName, ...content })
  }
  /** Of two peers the one whose name comes first calls; the other asks for the call by announcing itself. */
  const calls = (peer: string): boolean => {
    const self = provider.room?.peerId
    if (!self) return false
    if (self < peer) return true
    if (!provider.room?.webrtcConns.has(peer)) publish({ data: { type: 'announce', from: self } })
    return false
  }
  const hear = (message: unknown) => {
    if (typeof message !== 'object' || message === null) return
    if (!('topic' in message) || message.topic !== roomName || !('road' in message)) return
    const peer = road?.hear(message.road)
    // y-webrtc announces itself once; after a cut nobody would call again
    if (peer) calls(peer)
    tellPaths()
  }
  const reconnected = () => road?.tell()

  // y-webrtc names the peer when it opens the room, one turn later
  const ready = Promise.resolve(provider.key).then(() => {
    const self = provider.room?.peerId
    if (!self || !signalling) return
    guard(signalling, () => undefined)
    overhear(signalling)
    callsByRoom.set(roomName, calls)
    road = createKeeperRoad({
      ...{ doc, awareness, self, isDirect, onStuck: drop },
      send: message => publish({ road: message })
    })
    signalling.on('message', hear)
    signalling.on('connect', reconnected)
    road.tell()
  })

  return {
    paths,
    close: async () => {
      clearInterval(timer)
      await ready
      callsByRoom.delete(roomName)
      signalling?.off('message', hear)
      signalling?.off('connect', reconnected)
      road?.close()
      // destroy alone would leave the signalling connection open for ever
      provider.disconnect()
      provider.destroy()
      await provider.key
    }
  }
}

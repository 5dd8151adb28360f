/**
 * One TLS 1.3 connection to another device, from its first byte to its end: proofs first (handshake.ts),
 * then whole messages both ways. Certificates are not judged: the proofs inside are bound to this very
 * connection by its exporter value.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { TLSSocket } from 'node:tls'
import type { Verifying } from '#shared/record/deps.ts'
import type { LogId } from '#shared/record/entry.ts'
import type { Keyring } from '#shared/record/keyring.ts'
import {
  createFrameReader,
  frameOf,
  maxFrameBytes,
  maxUnprovenFrameBytes
} from '#shared/replication/frames.ts'
import {
  createHandshake,
  type HandshakeStep,
  type LinkRole,
  type ProvenPeer,
  type Refusal
} from '#shared/replication/handshake.ts'
import { encodeMessage, parseMessage } from '#shared/replication/messages.ts'
import { withBlobs } from './endpoint.ts'

export const exporterLabel = 'EXPORTER-chumak-link'
const handshakeMs = 10_000
/** Bytes a peer may leave unread before it is given up: more than twice what is ever on its way. */
const maxUnsentBytes = 32 * 1024 * 1024

/** A peer that sends without a break is heard so far in one turn: reading messages takes its time. */
const bytesAtOnce = 512 * 1024

export type LinkEnd = Refusal | 'closed' | 'handshake-slow' | 'not-reading'

export interface LinkDeps {
  keyring: Keyring
  /** the newest first */
  federationSecrets: readonly Uint8Array[]
  verifying: Verifying
  device: LogId
  /** what this device advertises by */
  nonce: Uint8Array
  isMember(device: LogId, byNewest: boolean): boolean
}

export interface LinkEvents {
  /** both proofs are given; messages flow from now on */
  onOpen(peer: ProvenPeer): void
  onMessage(message: Uint8Array): void
  /** once, whoever ended it; `detail` says what the socket said */
  onEnd(why: LinkEnd, detail: string): void
}

export interface Link {
  readonly role: LinkRole
  readonly host: string
  readonly address: string
  /** both sides know the messages about blobs */
  readonly blobs: boolean
  send(message: Uint8Array): void
  close(): void
}

const hmac = (key: Uint8Array, ...parts: Uint8Array[]): Uint8Array => {
  const mac = createHmac('sha256', key)
  for (const part of parts) mac.update(part)
  return mac.digest()
}
const equal = (a: Uint8Array, b: Uint8Array) => a.length === b.length && timingSafeEqual(a, b)

export const addressOf = (host: string, port: number) =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`

/** `socket` has finished its TLS handshake and is the link's alone from now on. */
export const createLink = (role: LinkRole, socket: TLSSocket, deps: LinkDeps, events: LinkEvents): Link => {
  let open = false
  let ended = false
  // a socket that listens to both families shows IPv4 addresses mapped into IPv6
  const host = socket.remoteAddress?.replace(/^::ffff:/, '') ?? '?'
  const address = addressOf(host, socket.remotePort ?? 0)

  const end = (why: LinkEnd, detail: string) => {
    if (ended) return
    ended = true
    clearTimeout(timer)
    // what it is told goes out first
    if (why === 'same-key') socket.destroySoon()
    else socket.destroy()
    events.onEnd(why, detail)
  }
  const send = (message: Uint8Array) => {
    if (ended) return
    socket.write(frameOf(message))
    if (socket.writableLength > maxUnsentBytes) end('not-reading', `${socket.writableLength} bytes unsent`)
  }
  const timer = setTimeout(() => end('handshake-slow', `${handshakeMs} ms`), handshakeMs)

  const handshake = createHandshake({
    ...deps,
    role,
    exporter: socket.exportKeyingMaterial(32, exporterLabel, Buffer.alloc(0)),
    signing: deps.keyring,
    hmac,
    equal,
    send: message => send(encodeMessage(message))
  })
  const takeStep = (step: HandshakeStep) => {
    if (step.state === 'refused') return end(step.why, '')
    if (step.state === 'going-on') return
    clearTimeout(timer)
    open = true
    reader.allow(maxFrameBytes)
    events.onOpen(step.peer)
  }
  const reader = createFrameReader(maxUnprovenFrameBytes, message => {
    if (ended) return
    if (open) events.onMessage(message)
    else takeStep(handshake.take(parseMessage(message)))
  })

  socket.setNoDelay(true)
  let takenBytes = 0
  socket.on('data', (piece: Buffer) => {
    if (ended) return
    if (!reader.take(piece)) return end('bad-frame', 'frame length')
    takenBytes += piece.length
    if (takenBytes < bytesAtOnce) return
    takenBytes = 0
    socket.pause()
    setImmediate(() => socket.resume())
  })
  socket.on('error', (error: Error) => end('closed', error.message))
  socket.on('close', () => end('closed', ''))
  handshake.begin()

  const blobs = socket.alpnProtocol === withBlobs
  return { role, host, address, blobs, send, close: () => end('closed', 'by this device') }
}

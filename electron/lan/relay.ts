/**
 * y-webrtc's signalling server, inside the app: a WebSocket on loopback for this app's own windows, whose
 * published messages go to the other devices' windows over the LAN links. Nothing is asked of a server.
 *
 * Protocol (y-webrtc 10, JSON text): {type: subscribe|unsubscribe, topics}, {type: publish, topic, …},
 * {type: ping} answered by {type: pong}. What renderer/live/keeper-road.ts publishes has a field `road`
 * and may be larger; it goes as `live-update`.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import * as v from 'valibot'
import { type WebSocket, WebSocketServer } from 'ws'
import { messageLimits } from '#shared/replication/messages.ts'
import type { Signalling } from './lan.ts'

export type DocPart = 'agenda' | 'minutes'

export interface Relay {
  /** `ws://127.0.0.1:port/token`; the token is this relay's alone and as good as its key */
  readonly url: string
  /** the same on every device of the federation, and not to be guessed by others */
  roomOf(doc: string, part: DocPart): string
  close(): Promise<void>
}

export interface RelayDeps {
  signalling: Signalling
  /** the newest: rooms opened from now on are told by it */
  federationSecret(): Uint8Array
  /** the only origin that may speak to it */
  origin?: string
}

const maxTopics = 64
const maxClients = 16
const topic = v.pipe(v.string(), v.minLength(1), v.maxLength(messageLimits.roomChars))
const request = v.variant('type', [
  v.object({ type: v.literal('subscribe'), topics: v.pipe(v.array(topic), v.maxLength(maxTopics)) }),
  v.object({ type: v.literal('unsubscribe'), topics: v.pipe(v.array(topic), v.maxLength(maxTopics)) }),
  v.looseObject({ type: v.literal('publish'), topic }),
  v.object({ type: v.literal('ping') })
])
/** What other devices' keepers pass on for their windows: it reaches ours as JSON, and only as JSON. */
const published = v.looseObject({ type: v.literal('publish'), topic })

const parseJson = <T extends v.GenericSchema>(schema: T, text: string): v.InferOutput<T> | null => {
  try {
    const parsed = v.safeParse(schema, JSON.parse(text))
    return parsed.success ? parsed.output : null
  } catch {
    // not JSON: nothing of this protocol
    return null
  }
}

export const openRelay = async ({
  signalling,
  federationSecret,
  origin = 'app://chumak'
}: RelayDeps): Promise<Relay> => {
  const path = Buffer.from(`/${randomBytes(24).toString('base64url')}`)
  const topicsByClient = new Map<WebSocket, Set<string>>()

  const deliver = (room: string, text: string, except: WebSocket | null) => {
    for (const [client, topics] of topicsByClient)
      if (client !== except && topics.has(room)) client.send(text)
  }

  const take = (client: WebSocket, topics: Set<string>, text: string) => {
    const asked = parseJson(request, text)
    if (!asked) return client.close(1008, 'not of this protocol')
    switch (asked.type) {
      case 'subscribe':
        for (const each of asked.topics) if (topics.size < maxTopics) topics.add(each)
        return
      case 'unsubscribe':
        for (const each of asked.topics) topics.delete(each)
        return
      case 'ping':
        return client.send('{"type":"pong"}')
      case 'publish': {
        if (!topics.has(asked.topic)) return
        // other windows of this very app
        deliver(asked.topic, text, client)
        const name = 'road' in asked ? 'live-update' : 'live-signal'
        const data = Buffer.from(text)
        const limit = name === 'live-update' ? messageLimits.updateBytes : messageLimits.signalBytes
        if (data.length <= limit) signalling.publish(name, asked.topic, new Uint8Array(data))
      }
    }
  }

  const stopListening = signalling.listen((_name, room, data) => {
    const text = new TextDecoder().decode(data)
    if (parseJson(published, text)?.topic === room) deliver(room, text, null)
  })

  const sockets = new WebSocketServer({ noServer: true, maxPayload: messageLimits.updateBytes })
  sockets.on('connection', client => {
    const topics = new Set<string>()
    topicsByClient.set(client, topics)
    client.on('message', (data, isBinary) => {
      if (isBinary) client.close(1003, 'text only')
      else take(client, topics, data.toString())
    })
    // a close follows every error
    client.on('error', () => client.terminate())
    client.on('close', () => topicsByClient.delete(client))
  })

  const server = createServer((_request, response) => response.writeHead(404).end())
  const isOurs = ({ url = '', headers }: IncomingMessage) => {
    const asked = Buffer.from(url)
    return (
      headers.origin === origin &&
      asked.length === path.length &&
      timingSafeEqual(asked, path) &&
      topicsByClient.size < maxClients
    )
  }
  server.on('upgrade', (asked: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (!isOurs(asked)) return socket.destroy()
    sockets.handleUpgrade(asked, socket, head, client => sockets.emit('connection', client, asked))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  // a TCP server's address is never a pipe's name
  const { port } = server.address() as AddressInfo

  return {
    url: `ws://127.0.0.1:${port}${path}`,
    roomOf: (doc, part) =>
      createHmac('sha256', federationSecret()).update(`chumak room 1 ${part}\n${doc}`).digest('base64url'),
    close: () => {
      stopListening()
      for (const client of topicsByClient.keys()) client.terminate()
      sockets.close()
      return new Promise(resolve => server.close(() => resolve()))
    }
  }
}

import { WebSocket } from 'ws'
import { openRelay } from '../../electron/lan/relay.ts'
import { messageLimits } from '../../shared/replication/messages.ts'
import { bounded } from './allocation.ts'
import { pick, type Random } from './draw.ts'
import { mutateBytes, mutateTree } from './mutate.ts'

const published: { name: string; room: string; data: Uint8Array }[] = []
const hearers = new Set<(name: 'live-signal', room: string, data: Uint8Array) => void>()
let opened: ReturnType<typeof openRelay> | null = null
const openOnce = () => {
  opened ??= openRelay({
    federationSecret: () => new Uint8Array(32),
    signalling: {
      publish: (name, room, data) => published.push({ name, room, data }),
      listen: heard => {
        hearers.add(heard)
        return () => hearers.delete(heard)
      }
    }
  })
  return opened
}

interface Client {
  socket: WebSocket
  heard: string[]
  /** done once the relay has dealt with all that was said */
  settled(): Promise<void>
}

const connect = async (url: string): Promise<Client> => {
  const socket = new WebSocket(url, { origin: 'app://chumak' })
  const heard: string[] = []
  let pongs = 0
  socket.on('message', data => {
    if (data.toString() === '{"type":"pong"}') pongs += 1
    else heard.push(data.toString())
  })
  socket.on('error', () => undefined)
  await new Promise((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  return {
    socket,
    heard,
    async settled() {
      const before = pongs
      if (socket.readyState === WebSocket.OPEN) socket.send('{"type":"ping"}')
      while (pongs === before && socket.readyState !== WebSocket.CLOSED)
        await new Promise(resolve => setImmediate(resolve))
    }
  }
}

const requests: readonly object[] = [
  { type: 'subscribe', topics: ['room', 'other'] },
  { type: 'publish', topic: 'room', data: { clients: 3 } },
  { type: 'publish', topic: 'room', road: true, kind: 'holds', from: 'a', digest: 'b' },
  { type: 'publish', topic: 'elsewhere', data: 1 },
  { type: 'unsubscribe', topics: ['other'] },
  { type: 'ping' }
]

/** What a window's page may say to the relay, and what comes for it from other devices: odd things end one socket alone. */
export const relayCase = async (random: Random): Promise<boolean> => {
  const { url } = await openOnce()
  published.length = 0
  const [speaker, listener] = [await connect(url), await connect(url)]
  try {
    listener.socket.send(JSON.stringify({ type: 'subscribe', topics: ['room'] }))
    speaker.socket.send(JSON.stringify(requests[0]))
    await listener.settled()
    await speaker.settled()
    await bounded(async () => {
      for (let times = 1 + random(4); times > 0; times--) {
        const given = pick(random, requests)
        const how = random(5)
        const text = JSON.stringify(how === 1 ? mutateTree(given, random) : given) ?? 'undefined'
        const bytes = how === 2 ? mutateBytes(Buffer.from(text), random) : Buffer.from(text)
        if (random(3) === 1)
          for (const hear of hearers) hear('live-signal', pick(random, ['room', 'other']), bytes)
        else speaker.socket.send(bytes, { binary: how === 3 })
      }
      await speaker.settled()
      await listener.settled()
    })
    if (listener.socket.readyState !== WebSocket.OPEN)
      throw new Error("one window's words end another's socket")
    for (const text of listener.heard) {
      const told = JSON.parse(text)
      if (told.type !== 'publish' || told.topic !== 'room')
        throw new Error(`a window hears what it did not ask for: ${text.slice(0, 80)}`)
    }
    for (const { name, room, data } of published) {
      const most = name === 'live-update' ? messageLimits.updateBytes : messageLimits.signalBytes
      if (room.length < 1 || room.length > messageLimits.roomChars || data.length > most)
        throw new Error(`${data.length} bytes go out to a room of ${room.length} letters`)
    }
    return speaker.socket.readyState === WebSocket.OPEN
  } finally {
    for (const { socket } of [speaker, listener]) socket.terminate()
  }
}

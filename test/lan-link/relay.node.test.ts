import { afterEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { Lan, Signalling } from '../../electron/lan/lan.ts'
import { openRelay, type Relay } from '../../electron/lan/relay.ts'
import { createDevice, createLoopbackLan, createSecret, freePort, until } from './devices.ts'

const relays: Relay[] = []
const sockets: WebSocket[] = []
const lans: Lan[] = []
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate()
  for (const relay of relays.splice(0)) await relay.close()
  for (const lan of lans.splice(0)) await lan.switchOff()
})

const origin = 'app://chumak'
/** A network that keeps what is published, and lets a test play another device. */
const createWire = () => {
  const published: { name: string; room: string; text: string }[] = []
  const hearers = new Set<Parameters<Signalling['listen']>[0]>()
  const signalling: Signalling = {
    publish: (name, room, data) => published.push({ name, room, text: Buffer.from(data).toString() }),
    listen: hear => {
      hearers.add(hear)
      return () => hearers.delete(hear)
    }
  }
  const fromAfar = (room: string, text: string) => {
    for (const hear of hearers) hear('live-signal', room, new Uint8Array(Buffer.from(text)))
  }
  return { published, signalling, fromAfar, hearers }
}
const open = async (signalling: Signalling, federationSecret = createSecret()) => {
  const relay = await openRelay({ signalling, federationSecret: () => federationSecret })
  relays.push(relay)
  return relay
}
interface Client {
  socket: WebSocket
  heard: unknown[]
  say(message: unknown): void
}
const connect = (url: string, from = origin): Promise<Client> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { origin: from })
    sockets.push(socket)
    const heard: unknown[] = []
    socket.on('message', data => heard.push(JSON.parse(data.toString())))
    socket.once('open', () =>
      resolve({ socket, heard, say: message => socket.send(JSON.stringify(message)) })
    )
    socket.once('error', reject)
  })

test('it listens on loopback alone, under a path nobody can guess', async () => {
  const relay = await open(createWire().signalling)
  expect(relay.url).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\/[\w-]{32}$/)
})

test.each([
  ['another path', (url: string) => `${url}x`, origin],
  ['no path', (url: string) => new URL('/', url).href, origin],
  ['a page of the internet', (url: string) => url, 'https://example.org'],
  ['a local file', (url: string) => url, 'null']
])('%s is refused', async (_what, change, from) => {
  const relay = await open(createWire().signalling)
  await expect(connect(change(relay.url), from)).rejects.toThrow()
})

test('a plain request learns nothing', async () => {
  const relay = await open(createWire().signalling)
  const answer = await fetch(relay.url.replace('ws:', 'http:'))
  expect([answer.status, await answer.text()]).toEqual([404, ''])
})

test('what a window publishes goes to its other windows and to the other devices', async () => {
  const wire = createWire()
  const relay = await open(wire.signalling)
  const [a, b, elsewhere] = [await connect(relay.url), await connect(relay.url), await connect(relay.url)]
  a.say({ type: 'subscribe', topics: ['room'] })
  b.say({ type: 'subscribe', topics: ['room'] })
  elsewhere.say({ type: 'subscribe', topics: ['other'] })
  b.say({ type: 'ping' })
  elsewhere.say({ type: 'ping' })
  await until(() => b.heard.length > 0 && elsewhere.heard.length > 0)
  const message = { type: 'publish', topic: 'room', data: { type: 'announce', from: 'x' } }
  a.say(message)
  await until(() => b.heard.length > 1)
  expect(b.heard).toEqual([{ type: 'pong' }, message])
  expect(elsewhere.heard).toEqual([{ type: 'pong' }])
  expect(wire.published).toEqual([{ name: 'live-signal', room: 'room', text: JSON.stringify(message) }])
})

test('what other devices publish reaches the windows in that room, and only as what it claims to be', async () => {
  const wire = createWire()
  const relay = await open(wire.signalling)
  const a = await connect(relay.url)
  a.say({ type: 'subscribe', topics: ['room'] })
  a.say({ type: 'ping' })
  await until(() => a.heard.length > 0)
  wire.fromAfar('room', 'not JSON')
  wire.fromAfar('room', JSON.stringify({ type: 'publish', topic: 'another room' }))
  wire.fromAfar('room', JSON.stringify({ type: 'pong' }))
  wire.fromAfar('other', JSON.stringify({ type: 'publish', topic: 'other' }))
  wire.fromAfar('room', JSON.stringify({ type: 'publish', topic: 'room', data: 1 }))
  await until(() => a.heard.length > 1)
  expect(a.heard).toEqual([{ type: 'pong' }, { type: 'publish', topic: 'room', data: 1 }])
})

test('updates by the keepers go as such, and may be larger than signals', async () => {
  const wire = createWire()
  const relay = await open(wire.signalling)
  const a = await connect(relay.url)
  a.say({ type: 'subscribe', topics: ['room'] })
  a.say({ type: 'publish', topic: 'room', road: { bytes: 'x'.repeat(600_000) } })
  a.say({ type: 'publish', topic: 'room', data: 'x'.repeat(100_000) })
  a.say({ type: 'publish', topic: 'room', data: 'last' })
  await until(() => wire.published.length === 2)
  expect(wire.published.map(({ name }) => name)).toEqual(['live-update', 'live-signal'])
})

test('whoever talks nonsense is shown out, and the others stay', async () => {
  const relay = await open(createWire().signalling)
  const [a, b] = [await connect(relay.url), await connect(relay.url)]
  const gone = new Promise(resolve => a.socket.once('close', resolve))
  a.socket.send('nonsense')
  expect(await gone).toBe(1008)
  b.say({ type: 'ping' })
  await until(() => b.heard.length === 1)
})

test('rooms are the same for a federation, and differ by document, part and federation', async () => {
  const secret = createSecret()
  const [here, there] = [
    await open(createWire().signalling, secret),
    await open(createWire().signalling, secret)
  ]
  const foreign = await open(createWire().signalling)
  const room = here.roomOf('doc', 'agenda')
  expect(there.roomOf('doc', 'agenda')).toBe(room)
  const others = [
    here.roomOf('doc', 'minutes'),
    here.roomOf('doc2', 'agenda'),
    foreign.roomOf('doc', 'agenda')
  ]
  expect(new Set([room, ...others]).size).toBe(4)
  expect(room).toMatch(/^[\w-]{43}$/)
})

test('closed, it hears the network no more and lets its windows go', async () => {
  const wire = createWire()
  const relay = await open(wire.signalling)
  const a = await connect(relay.url)
  const gone = new Promise(resolve => a.socket.once('close', resolve))
  await relay.close()
  await gone
  expect(wire.hearers.size).toBe(0)
  relays.length = 0
})

test('from one window to another by way of two keepers and a proven link', async () => {
  const secret = createSecret()
  const devices = [createDevice(secret), createDevice(secret)] as const
  const members = new Set(devices.map(({ store }) => store.device))
  const port = await freePort()
  const [lanA, lanB] = [
    createLoopbackLan(devices[0], members, { port }),
    createLoopbackLan(devices[1], members)
  ]
  lans.push(lanA, lanB)
  await lanA.switchOn()
  await lanB.switchOn()
  await lanB.connect(`127.0.0.1:${port}`)
  await until(() => lanA.status().peers[0]?.state === 'linked')
  const [relayA, relayB] = [await open(lanA.signalling, secret), await open(lanB.signalling, secret)]
  const room = relayA.roomOf('doc', 'agenda')
  const [a, b] = [await connect(relayA.url), await connect(relayB.url)]
  b.say({ type: 'subscribe', topics: [room] })
  b.say({ type: 'ping' })
  await until(() => b.heard.length === 1)
  a.say({ type: 'subscribe', topics: [room] })
  a.say({ type: 'publish', topic: room, data: { type: 'announce', from: 'a' } })
  await until(() => b.heard.length === 2)
  expect(b.heard[1]).toEqual({ type: 'publish', topic: room, data: { type: 'announce', from: 'a' } })
})

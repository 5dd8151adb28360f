import { connect as connectBare } from 'node:net'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import { afterEach, expect, test } from 'vitest'
import type { LogId } from '#shared/record/entry.ts'
import { frameOf } from '#shared/replication/frames.ts'
import { type Endpoint, openEndpoint } from '../../electron/lan/endpoint.ts'
import { createLink, type Link, type LinkDeps, type LinkEnd } from '../../electron/lan/link.ts'
import { verifying } from '../replication/memory-store.ts'
import { createDevice, createSecret, type Device } from './devices.ts'

const endpoints: Endpoint[] = []
const sockets: TLSSocket[] = []
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  for (const endpoint of endpoints.splice(0)) await endpoint.close()
})

/** The two ends of one TLS connection over loopback. */
const connected = async (): Promise<{ dialler: TLSSocket; listener: TLSSocket }> => {
  let accept: (socket: TLSSocket) => void
  const accepted = new Promise<TLSSocket>(resolve => {
    accept = resolve
  })
  const endpoint = await openEndpoint(0, socket => accept(socket))
  endpoints.push(endpoint)
  const dialled = await endpoint.dial('127.0.0.1', endpoint.port)
  if (!dialled.ok) throw new Error(dialled.error.code)
  const pair = { dialler: dialled.value, listener: await accepted }
  sockets.push(pair.dialler, pair.listener)
  return pair
}

const depsOf = (device: Device, members: LogId[]): LinkDeps => ({
  keyring: device.keyring,
  federationSecrets: device.keyring.federationSecrets,
  verifying,
  device: device.store.device,
  nonce: new Uint8Array(16).fill(1),
  isMember: log => members.includes(log)
})

interface Watched {
  link: Link
  outcome: Promise<{ open: LogId } | { end: LinkEnd }>
  messages: Uint8Array[]
}
const watch = (role: Link['role'], socket: TLSSocket, deps: LinkDeps): Watched => {
  const messages: Uint8Array[] = []
  let settle: (outcome: { open: LogId } | { end: LinkEnd }) => void
  const outcome = new Promise<{ open: LogId } | { end: LinkEnd }>(resolve => {
    settle = resolve
  })
  const link = createLink(role, socket, deps, {
    onOpen: peer => settle({ open: peer.device }),
    onMessage: message => messages.push(message),
    onEnd: why => settle({ end: why })
  })
  return { link, outcome, messages }
}

/** Everything a socket ever wrote, in the clear as the other end decrypts it. */
const bytesHeard = (socket: TLSSocket): { total(): number } => {
  let total = 0
  socket.on('data', (piece: Buffer) => {
    total += piece.length
  })
  return { total: () => total }
}

test('two members of one federation open a link over TLS 1.3 and messages flow', async () => {
  const secret = createSecret()
  const [a, b] = [createDevice(secret), createDevice(secret)]
  const members = [a.store.device, b.store.device]
  const sockets = await connected()
  expect(sockets.dialler.getProtocol()).toBe('TLSv1.3')
  const there = watch('listener', sockets.listener, depsOf(b, members))
  const here = watch('dialler', sockets.dialler, depsOf(a, members))
  expect(await here.outcome).toEqual({ open: b.store.device })
  expect(await there.outcome).toEqual({ open: a.store.device })
  here.link.send(Uint8Array.of(1, 2, 3))
  await expect.poll(() => there.messages).toEqual([Uint8Array.of(1, 2, 3)])
})

test('whoever does not hold the federation secret gets not one byte', async () => {
  const [a, stranger] = [createDevice(createSecret()), createDevice(createSecret())]
  const members = [a.store.device, stranger.store.device]
  const sockets = await connected()
  const heard = bytesHeard(sockets.dialler)
  const there = watch('listener', sockets.listener, depsOf(a, members))
  const here = watch('dialler', sockets.dialler, depsOf(stranger, members))
  expect(await there.outcome).toEqual({ end: 'foreign' })
  expect(await here.outcome).toEqual({ end: 'closed' })
  expect(heard.total()).toBe(0)
})

test('a listener without the secret learns no device key', async () => {
  const [a, stranger] = [createDevice(createSecret()), createDevice(createSecret())]
  const sockets = await connected()
  const pieces: Buffer[] = []
  sockets.listener.on('data', (piece: Buffer) => {
    pieces.push(piece)
    // the stranger answers with a proof by its own secret
    if (pieces.length === 1) watch('dialler', sockets.listener, depsOf(stranger, []))
  })
  const here = watch('dialler', sockets.dialler, depsOf(a, []))
  expect(await here.outcome).toEqual({ end: 'foreign' })
  expect(Buffer.concat(pieces).includes(a.store.device)).toBe(false)
})

test('a device that holds the secret but is no member is refused before it learns who refuses', async () => {
  const secret = createSecret()
  const [a, former] = [createDevice(secret), createDevice(secret)]
  const sockets = await connected()
  const pieces: Buffer[] = []
  sockets.dialler.on('data', (piece: Buffer) => pieces.push(piece))
  const there = watch('listener', sockets.listener, depsOf(a, [a.store.device]))
  watch('dialler', sockets.dialler, depsOf(former, [a.store.device]))
  expect(await there.outcome).toEqual({ end: 'not-member' })
  await new Promise(resolve => sockets.dialler.once('close', resolve))
  expect(Buffer.concat(pieces).includes(a.store.device)).toBe(false)
})

test('a member in the middle who passes every word on cannot stand for another', async () => {
  const secret = createSecret()
  const [a, b] = [createDevice(secret), createDevice(secret)]
  const members = [a.store.device, b.store.device]
  // a dials the one in the middle, who dials b and copies the decrypted bytes both ways
  const left = await connected()
  const right = await connected()
  left.listener.pipe(right.dialler)
  right.dialler.pipe(left.listener)
  const there = watch('listener', right.listener, depsOf(b, members))
  watch('dialler', left.dialler, depsOf(a, members))
  expect(await there.outcome).toEqual({ end: 'foreign' })
})

test('a proof recorded on one connection is worth nothing on another', async () => {
  const secret = createSecret()
  const [a, b] = [createDevice(secret), createDevice(secret)]
  const members = [a.store.device, b.store.device]
  const first = await connected()
  const recorded: Buffer[] = []
  first.listener.on('data', (piece: Buffer) => recorded.push(piece))
  const honest = watch('listener', first.listener, depsOf(b, members))
  const link = watch('dialler', first.dialler, depsOf(a, members))
  expect(await honest.outcome).toEqual({ open: a.store.device })
  await link.outcome

  const second = await connected()
  const there = watch('listener', second.listener, depsOf(b, members))
  second.dialler.write(Buffer.concat(recorded))
  expect(await there.outcome).toEqual({ end: 'foreign' })
})

test('a proof sent back to its maker is worth nothing', async () => {
  const secret = createSecret()
  const a = createDevice(secret)
  const sockets = await connected()
  sockets.listener.pipe(sockets.listener)
  const here = watch('dialler', sockets.dialler, depsOf(a, [a.store.device]))
  expect(await here.outcome).toEqual({ end: 'foreign' })
})

test('another device of ours is known for ourselves', async () => {
  const a = createDevice(createSecret())
  const sockets = await connected()
  const there = watch('listener', sockets.listener, depsOf(a, [a.store.device]))
  watch('dialler', sockets.dialler, depsOf(a, [a.store.device]))
  expect(await there.outcome).toEqual({ end: 'self' })
})

test('another laptop with our key is told so too, whichever dialled, and by an old secret as well', async () => {
  const [newest, older] = [createSecret(), createSecret()]
  const a = createDevice(newest, 10, [older])
  const stale = { ...a, keyring: { ...a.keyring, federationSecrets: [older] } }
  for (const [dialler, listener] of [
    [a, a],
    [a, stale],
    [stale, a]
  ] as const) {
    const sockets = await connected()
    const there = watch('listener', sockets.listener, depsOf(listener, [a.store.device]))
    const nonce = new Uint8Array(16).fill(2)
    const here = watch('dialler', sockets.dialler, { ...depsOf(dialler, [a.store.device]), nonce })
    expect(await there.outcome).toEqual({ end: 'same-key' })
    expect(await here.outcome).toEqual({ end: 'same-key' })
  }
})

test('before the proofs a frame over a kilobyte ends the link', async () => {
  const a = createDevice(createSecret())
  const sockets = await connected()
  const there = watch('listener', sockets.listener, depsOf(a, []))
  sockets.dialler.write(frameOf(new Uint8Array(2000)))
  expect(await there.outcome).toEqual({ end: 'bad-frame' })
})

test('after the proofs a frame over eight megabytes ends the link', async () => {
  const secret = createSecret()
  const [a, b] = [createDevice(secret), createDevice(secret)]
  const members = [a.store.device, b.store.device]
  const sockets = await connected()
  const ends: LinkEnd[] = []
  const open = new Promise<void>(resolve => {
    createLink('listener', sockets.listener, depsOf(b, members), {
      onOpen: () => resolve(),
      onMessage: () => undefined,
      onEnd: why => ends.push(why)
    })
  })
  watch('dialler', sockets.dialler, depsOf(a, members))
  await open
  sockets.dialler.write(Uint8Array.of(0x01, 0x00, 0x00, 0x00))
  await expect.poll(() => ends).toEqual(['bad-frame'])
})

test('a peer that reads nothing is given up before much of our memory is filled', async () => {
  const secret = createSecret()
  const [a, b] = [createDevice(secret), createDevice(secret)]
  const members = [a.store.device, b.store.device]
  const sockets = await connected()
  const ends: LinkEnd[] = []
  const open = new Promise<void>(resolve => {
    const link = createLink('listener', sockets.listener, depsOf(b, members), {
      onOpen: () => {
        resolve()
        sockets.dialler.pause()
        for (let i = 0; i < 1_000; i++) link.send(new Uint8Array(1024 * 1024))
      },
      onMessage: () => undefined,
      onEnd: why => ends.push(why)
    })
  })
  watch('dialler', sockets.dialler, depsOf(a, members))
  await open
  expect(ends).toEqual(['not-reading'])
  // a gigabyte was to be sent: at most two batches were ever held
  expect(sockets.listener.writableLength).toBeLessThan(40 * 1024 * 1024)
})

test('nobody answers at an address: unreachable, and said so', async () => {
  const endpoint = await openEndpoint(0, () => undefined)
  await endpoint.close()
  const dialled = await endpoint.dial('127.0.0.1', endpoint.port)
  expect(dialled).toMatchObject({ ok: false, error: { code: 'peer-unreachable' } })
})

// elsewhere this machine has one loopback address alone
test.runIf(process.platform === 'linux')(
  'whoever opens connections without end from one address keeps nobody else out',
  async () => {
    const endpoint = await openEndpoint(0, () => undefined)
    const { port } = endpoint
    const strangers = Array.from({ length: 200 }, () => connectBare({ port, host: '127.0.0.1' }))
    try {
      for (const socket of strangers) socket.on('error', () => undefined)
      await Promise.all(strangers.map(socket => new Promise(done => socket.once('connect', done))))
      const far = connectBare({ port, host: '127.0.0.1', localAddress: '127.0.0.2' })
      const honest = connectTls({ socket: far, rejectUnauthorized: false })
      await new Promise((resolve, reject) => {
        honest.once('secureConnect', resolve)
        honest.once('error', reject)
        honest.once('close', () => reject(new Error('closed')))
      })
      honest.destroy()
    } finally {
      for (const socket of strangers) socket.destroy()
      await endpoint.close()
    }
  }
)

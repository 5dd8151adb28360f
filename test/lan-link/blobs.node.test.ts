import { connect, createServer, type TLSSocket } from 'node:tls'
import { afterEach, expect, test } from 'vitest'
import type { LogId } from '#shared/record/entry.ts'
import { createCertificate } from '../../electron/lan/certificate.ts'
import { openEndpoint, withBlobs } from '../../electron/lan/endpoint.ts'
import type { Lan } from '../../electron/lan/lan.ts'
import { createDevice, createLoopbackLan, createSecret, freePort, until } from './devices.ts'

const lans: Lan[] = []
afterEach(async () => {
  for (const lan of lans.splice(0)) await lan.switchOff()
})

const photo = (seed: number) => new Uint8Array(300_000).fill(seed)

test('photos go from one device to the next over real links, and through the one between', async () => {
  const secret = createSecret()
  const [one, between, other] = [createDevice(secret), createDevice(secret), createDevice(secret)]
  const [a, b, c] = [one.store, between.store, other.store]
  const members = new Set<LogId>([a.device, b.device, c.device])
  const blobs = [1, 2, 3].map(seed => a.nameBlob(photo(seed)))
  a.blobs.take([1, 2, 3].map(photo))
  for (const store of [b, c]) for (const seed of [1, 2, 3]) store.nameBlob(photo(seed))
  const port = await freePort()
  const [lanA, lanB, lanC] = [
    createLoopbackLan(one, members),
    createLoopbackLan(between, members, { port }),
    createLoopbackLan(other, members)
  ]
  lans.push(lanA, lanB, lanC)
  for (const lan of lans) await lan.switchOn()
  // c meets b first, who does not have them yet
  expect((await lanC.connect(`127.0.0.1:${port}`)).ok).toBe(true)
  expect((await lanA.connect(`127.0.0.1:${port}`)).ok).toBe(true)
  await until(() => blobs.every(blob => c.blobs.has(blob)))
  expect(c.blobs.get(blobs[1]!)).toEqual(photo(2))
  expect(b.blobs.taken).toBe(3)
})

test('a device of before there were blobs links as ever, and nothing is agreed upon that it does not know', async () => {
  const accepted: (string | false | null)[] = []
  const endpoint = await openEndpoint(0, socket => {
    accepted.push(socket.alpnProtocol)
    socket.destroy()
  })
  const old = { minVersion: 'TLSv1.3', rejectUnauthorized: false, ALPNProtocols: ['chumak/1'] } as const
  const dialling = connect({ ...createCertificate(), ...old, host: '127.0.0.1', port: endpoint.port })
  dialling.on('error', () => undefined)
  await until(() => accepted.length === 1)
  expect(accepted).toEqual(['chumak/1'])
  dialling.destroy()

  const server = createServer({ ...createCertificate(), ...old })
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as { port: number }
  const protocolOf = async (dialled: number) => {
    const socket = await endpoint.dial('127.0.0.1', dialled)
    if (!socket.ok) throw new Error(socket.error.code)
    const { alpnProtocol } = socket.value as TLSSocket
    socket.value.destroy()
    return alpnProtocol
  }
  expect(await protocolOf(port)).toBe('chumak/1')
  expect(await protocolOf(endpoint.port)).toBe(withBlobs)
  server.close()
  await endpoint.close()
})

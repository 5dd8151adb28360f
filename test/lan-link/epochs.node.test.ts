/** A current device, one that missed the renewal, and a released one, which knows the old secret as well. */
import { afterEach, expect, test } from 'vitest'
import type { LogId } from '#shared/record/entry.ts'
import { type Endpoint, openEndpoint } from '../../electron/lan/endpoint.ts'
import type { Lan } from '../../electron/lan/lan.ts'
import { createLink, type LinkDeps, type LinkEnd } from '../../electron/lan/link.ts'
import { verifying } from '../replication/memory-store.ts'
import { createDevice, createLoopbackLan, createSecret, type Device, freePort, until } from './devices.ts'

const endpoints: Endpoint[] = []
const lans: Lan[] = []
afterEach(async () => {
  for (const lan of lans.splice(0)) await lan.switchOff()
  for (const endpoint of endpoints.splice(0)) await endpoint.close()
})

const [old, renewed, elsewhere] = [createSecret(), createSecret(), createSecret()]
const create = () => ({
  current: createDevice(renewed, 1000, [old]),
  stale: createDevice(old),
  released: createDevice(old)
})

type Outcome = { open: LogId } | { end: LinkEnd }
/** `dialler` dials `listener`; what each came to, and every byte that each heard in the clear. */
const meet = async (dialler: Device, listener: Device, membersOf: (of: Device) => LogId[]) => {
  const depsOf = (device: Device): LinkDeps => ({
    ...{ keyring: device.keyring, federationSecrets: device.keyring.federationSecrets, verifying },
    ...{ device: device.store.device, nonce: new Uint8Array(16) },
    isMember: log => membersOf(device).includes(log)
  })
  const heard = { dialler: Buffer.alloc(0), listener: Buffer.alloc(0) }
  const outcomeOf = (role: 'dialler' | 'listener', socket: Parameters<typeof createLink>[1], of: Device) => {
    socket.on('data', (piece: Buffer) => {
      heard[role] = Buffer.concat([heard[role], piece])
    })
    return new Promise<Outcome>(resolve => {
      createLink(role, socket, depsOf(of), {
        onOpen: peer => resolve({ open: peer.device }),
        onMessage: () => undefined,
        onEnd: end => resolve({ end })
      })
    })
  }
  let listening: Promise<Outcome> | null = null
  const endpoint = await openEndpoint(0, socket => {
    listening = outcomeOf('listener', socket, listener)
  })
  endpoints.push(endpoint)
  const socket = await endpoint.dial('127.0.0.1', endpoint.port)
  if (!socket.ok) throw new Error(socket.error.code)
  const dialled = await outcomeOf('dialler', socket.value, dialler)
  await until(() => listening !== null)
  const there = await listening
  socket.value.destroy()
  return { dialled, there, heard }
}
const idsIn = (bytes: Buffer, ...devices: Device[]) =>
  devices.filter(({ store }) => bytes.includes(store.device)).length

test.each(['stale dials', 'current dials'])(
  'one that missed the renewal links with a current one: %s',
  async who => {
    const { current, stale } = create()
    const everyone = () => [current.store.device, stale.store.device]
    const { dialled, there } =
      who === 'stale dials' ? await meet(stale, current, everyone) : await meet(current, stale, everyone)
    const expected = who === 'stale dials' ? [current, stale] : [stale, current]
    expect([dialled, there]).toEqual(expected.map(({ store }) => ({ open: store.device })))
  }
)

test('a released device that dials is refused, and hears no device', async () => {
  const { current, stale, released } = create()
  const members = (of: Device) =>
    of === released
      ? [current.store.device, stale.store.device, released.store.device]
      : [current.store.device, stale.store.device]
  const { there, heard } = await meet(released, current, members)
  expect(there).toEqual({ end: 'not-member' })
  expect(idsIn(heard.dialler, current, stale)).toBe(0)
})

test('a released device that is dialled must say first who it is, and hears no device', async () => {
  const { current, stale, released } = create()
  const members = (of: Device) =>
    of === released
      ? [current.store.device, stale.store.device, released.store.device]
      : [current.store.device, stale.store.device]
  const { dialled, heard } = await meet(current, released, members)
  expect(dialled).toEqual({ end: 'not-member' })
  expect(idsIn(heard.dialler, released)).toBe(1)
  expect(idsIn(heard.listener, current, stale)).toBe(0)
})

test('a released device that claims to know a newer secret makes nobody speak first', async () => {
  const { current, released } = create()
  const pretending = { ...released, keyring: { ...released.keyring, federationSecrets: [elsewhere, old] } }
  const everyone = () => [current.store.device, released.store.device]
  const { there, heard } = await meet(pretending, current, everyone)
  expect(there).toEqual({ end: 'foreign' })
  expect(heard.dialler).toHaveLength(0)
})

test('linked by an old secret the stale one catches up, and the released one holds nothing of it', async () => {
  const { current, stale, released } = create()
  for (let i = 0; i < 5; i++) current.store.note(`after the renewal ${i}`)
  const members = new Set([current.store.device, stale.store.device])
  const port = await freePort()
  const lan = createLoopbackLan(current, members, { port })
  lans.push(lan)
  await lan.switchOn()
  for (const device of [stale, released]) {
    const itsMembers = new Set([...members, released.store.device])
    const its = createLoopbackLan(device, itsMembers)
    lans.push(its)
    await its.switchOn()
    const connected = await its.connect(`127.0.0.1:${port}`)
    expect(connected.ok).toBe(device === stale)
  }
  await until(() => stale.store.entryIds().length === 5)
  expect(released.store.entryIds()).toEqual([])
  expect(lan.status().peers.map(({ device }) => device)).toEqual([stale.store.device])
})

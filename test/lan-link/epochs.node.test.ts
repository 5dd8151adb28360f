/** A current device, one that missed the renewal, and a released one, which knows the old secret as well. */
import { afterEach, expect, test } from 'vitest'
import type { LogId } from '#shared/record/entry.ts'
import { join } from '../../electron/invitation/join.ts'
import { makeCardCode } from '../../electron/invitation/make-card.ts'
import { welcomeCode } from '../../electron/invitation/welcome.ts'
import { membersOf } from '../../electron/keeper/lan-of.ts'
import { type Endpoint, openEndpoint } from '../../electron/lan/endpoint.ts'
import type { Lan } from '../../electron/lan/lan.ts'
import { createLink, type LinkDeps, type LinkEnd } from '../../electron/lan/link.ts'
import { releaseDevice } from '../../electron/people/release-device.ts'
import type { Store } from '../../electron/store/open-store.ts'
import { settleSecrets } from '../../electron/store/settle-secrets.ts'
import { acceptedOf, makerOf, now } from '../bundle/federations.ts'
import { admit, beginFederation, exchange, makeDevice, removeDevices } from '../record/federation.ts'
import { verifying } from '../replication/memory-store.ts'
import { createDevice, createLoopbackLan, createSecret, type Device, freePort, until } from './devices.ts'

const endpoints: Endpoint[] = []
const lans: Lan[] = []
afterEach(async () => {
  for (const lan of lans.splice(0)) await lan.switchOff()
  for (const endpoint of endpoints.splice(0)) await endpoint.close()
  removeDevices()
})

const [old, renewed, elsewhere] = [createSecret(), createSecret(), createSecret()]
const create = () => ({
  current: createDevice(renewed, 1000, [old]),
  stale: createDevice(old),
  released: createDevice(old)
})

type Outcome = { open: LogId } | { end: LinkEnd }
type Side = Device | Store
const memberIn =
  (members: LogId[]): LinkDeps['isMember'] =>
  log =>
    members.includes(log)
/** `dialler` dials `listener`; what each came to, and every byte that each heard in the clear. */
const meet = async (dialler: Device, listener: Device, members: (of: Device) => LogId[]) =>
  meetJudged(dialler, listener, side => memberIn(members(side as Device)))
const meetJudged = async (dialler: Side, listener: Side, judge: (of: Side) => LinkDeps['isMember']) => {
  const sideOf = (side: Side) => ('store' in side ? side.store.device : side.device)
  const depsOf = (side: Side): LinkDeps => ({
    ...{ keyring: side.keyring, federationSecrets: side.keyring.federationSecrets, verifying },
    ...{ device: sideOf(side), nonce: new Uint8Array(16) },
    isMember: judge(side)
  })
  const heard = { dialler: Buffer.alloc(0), listener: Buffer.alloc(0) }
  const outcomeOf = (role: 'dialler' | 'listener', socket: Parameters<typeof createLink>[1], of: Side) => {
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
const isRefused = (dialled: Outcome, there: Outcome | null) =>
  [dialled, there].every(outcome => outcome !== null && 'end' in outcome)

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

/** Ana released Bo and renewed the secret; Reed is welcomed by her and holds nothing of the record yet. */
const afterRelease = async () => {
  const [ana, bo, reed] = await Promise.all(['Ana', 'Bo', 'Reed'].map(handle => makeDevice({ handle })))
  if (!ana || !bo || !reed) throw new Error('no devices')
  beginFederation(ana)
  admit(ana, bo)
  exchange(ana, bo)
  bo.addSecrets(ana.keyring.secrets)
  releaseDevice(ana, { device: bo.device, why: 'moved-on' })
  const renew = () => settleSecrets(ana, { renew: 'own' })
  const welcomeReed = async () => {
    const card = acceptedOf(await makeCardCode({ store: reed })).bytes
    const { bytes } = acceptedOf(await welcomeCode({ store: ana, maker: makerOf(ana, now), card }))
    acceptedOf(await join({ store: reed, welcome: bytes }))
  }
  return { ana, bo, reed, renew, welcomeReed }
}
const judging = (side: Side) => membersOf(side as Store)

test.each(['the newcomer dials', 'the newcomer is dialled'])(
  'a newcomer without the record gives a released device nothing, and takes it from a current one: %s',
  async who => {
    const { ana, bo, reed, renew, welcomeReed } = await afterRelease()
    await renew()
    await welcomeReed()
    expect(reed.keyring.federationSecrets).toHaveLength(2)
    expect(reed.keyring.federationSecret).toEqual(ana.keyring.federationSecret)
    const meetOf = (other: Store) =>
      who === 'the newcomer dials' ? meetJudged(reed, other, judging) : meetJudged(other, reed, judging)
    const { dialled, there, heard } = await meetOf(bo)
    expect(isRefused(dialled, there)).toBe(true)
    const heardByBo = who === 'the newcomer dials' ? heard.listener : heard.dialler
    expect(heardByBo.includes(reed.device)).toBe(false)
    const current = await meetOf(ana)
    expect(isRefused(current.dialled, current.there)).toBe(false)
  }
)

test('released and dialling before the secret is renewed, a device is refused and hears no device', async () => {
  const { ana, bo } = await afterRelease()
  expect(bo.keyring.federationSecret).toEqual(ana.keyring.federationSecret)
  const { there, heard } = await meetJudged(bo, ana, judging)
  expect(there).toEqual({ end: 'not-member' })
  expect(heard.dialler.includes(ana.device)).toBe(false)
})

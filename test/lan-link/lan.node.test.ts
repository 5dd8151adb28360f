import { afterEach, expect, test } from 'vitest'
import type { LanStatus } from '#shared/contract.ts'
import type { LogId } from '#shared/record/entry.ts'
import type { Lan, LanDeps } from '../../electron/lan/lan.ts'
import { createDevice, createLoopbackLan, createSecret, type Device, freePort, until } from './devices.ts'

const lans: Lan[] = []
const ports = new Map<Lan, number>()
const loopbackAddress = (lan: Lan) => `127.0.0.1:${ports.get(lan)}`
afterEach(async () => {
  for (const lan of lans.splice(0)) await lan.switchOff()
})

const started = async (device: Device, members: Set<LogId>, more: Partial<LanDeps> = {}): Promise<Lan> => {
  const port = more.port ?? (await freePort())
  const lan = createLoopbackLan(device, members, { ...more, port })
  ports.set(lan, port)
  lans.push(lan)
  const on = await lan.switchOn()
  if (!on.ok || on.value.problem) throw new Error(JSON.stringify(on))
  return lan
}
const noteMany = ({ store }: Device, count: number) => {
  for (let i = 0; i < count; i++) store.note(`note ${i}`)
}
const same = (a: Device, b: Device) => a.store.entryIds().join() === b.store.entryIds().join()

test('switched on, connected by address, both hold the same record and say so', async () => {
  const secret = createSecret()
  const [a, b] = [createDevice(secret), createDevice(secret)]
  const members = new Set([a.store.device, b.store.device])
  noteMany(a, 2500)
  noteMany(b, 40)
  const heard: LanStatus[] = []
  const lanA = await started(a, members)
  const lanB = await started(b, members, { onStatus: (status: LanStatus) => heard.push(status) })
  const connected = await lanB.connect(loopbackAddress(lanA))
  expect(connected).toMatchObject({ ok: true })
  await until(() => same(a, b))
  await until(() => lanB.status().peers[0]?.weLack === 0 && lanA.status().peers[0]?.theyLack === 0)
  expect(lanB.status().peers).toMatchObject([
    { device: a.store.device, state: 'linked', theyLack: 0, weLack: 0 }
  ])
  await until(() => heard.at(-1)?.peers[0]?.state === 'linked')
})

test('off, it holds no socket, says so, and connects nowhere', async () => {
  const secret = createSecret()
  const a = createDevice(secret)
  const lan = createLoopbackLan(a, new Set())
  expect(lan.status()).toEqual({ on: false, problem: null, addresses: [], peers: [], sameKey: null })
  expect(await lan.connect('127.0.0.1:4000')).toMatchObject({ ok: false, error: { code: 'lan-off' } })
})

test('two laptops with one key pass nothing, and both say so', async () => {
  const device = createDevice(createSecret())
  const heard: LanStatus[] = []
  const [one, other] = [
    await started(device, new Set([device.store.device]), { onStatus: status => heard.push(status) }),
    await started(device, new Set([device.store.device]))
  ]
  expect(await other.connect(loopbackAddress(one))).toMatchObject({
    error: { code: 'peer-same-key', detail: { address: loopbackAddress(one) } }
  })
  for (const lan of [one, other])
    await until(() => lan.status().sameKey?.host === '127.0.0.1' && lan.status().peers.length === 0)
  await until(() => heard.at(-1)?.sameKey?.host === '127.0.0.1')
  // oneself, reached by one's own address, is nobody else
  const alone = await started(device, new Set([device.store.device]))
  expect(await alone.connect(loopbackAddress(alone))).toMatchObject({ error: { code: 'peer-refused' } })
  expect(alone.status().sameKey).toBeNull()
})

test('switching off closes the links and the port', async () => {
  const secret = createSecret()
  const [a, b] = [createDevice(secret), createDevice(secret)]
  const members = new Set([a.store.device, b.store.device])
  const [lanA, lanB] = [await started(a, members), await started(b, members)]
  const address = loopbackAddress(lanA)
  await lanB.connect(address)
  await lanA.switchOff()
  await until(() => lanB.status().peers[0]?.state === 'unreachable')
  expect(await lanB.connect(address)).toMatchObject({ ok: false, error: { code: 'peer-unreachable' } })
})

test('whoever is not there yet is dialled on, where that is wanted, and else forgotten', async () => {
  const secret = createSecret()
  const [a, b] = [createDevice(secret), createDevice(secret)]
  const members = new Set([a.store.device, b.store.device])
  const port = await freePort()
  const address = `127.0.0.1:${port}`
  const [keeps, forgets] = [await started(b, members), await started(b, members)]
  expect(await keeps.connect(address, { keep: true })).toMatchObject({ error: { code: 'peer-unreachable' } })
  expect(await forgets.connect(address)).toMatchObject({ error: { code: 'peer-unreachable' } })
  expect(await keeps.connect('nobody', { keep: true })).toMatchObject({ error: { code: 'request-bad' } })
  const lanA = await started(a, members, { port })
  await until(() => keeps.status().peers[0]?.state === 'linked' && lanA.status().peers.length === 1)
  expect(forgets.status().peers).toEqual([])
})

test('without a federation there is nobody to recognise', async () => {
  const a = createDevice(createSecret())
  const lan = createLoopbackLan(
    { ...a, keyring: { ...a.keyring, federationSecret: null, federationSecrets: [] } },
    new Set()
  )
  expect(await lan.switchOn()).toMatchObject({ ok: false, error: { code: 'no-federation' } })
})

test('a port that is taken is told as a problem, and it stays off', async () => {
  const secret = createSecret()
  const [a, b] = [createDevice(secret), createDevice(secret)]
  const lanA = await started(a, new Set())
  const port = Number(loopbackAddress(lanA).split(':')[1])
  const lanB = createLoopbackLan(b, new Set(), { port })
  const on = await lanB.switchOn()
  expect(on).toMatchObject({ ok: true, value: { on: false, problem: expect.stringContaining('EADDRINUSE') } })
})

test('entries written while linked go over at once, also through a device in between', async () => {
  const secret = createSecret()
  const [a, b, c] = [createDevice(secret), createDevice(secret), createDevice(secret)]
  const members = new Set([a.store.device, b.store.device, c.store.device])
  const [lanA, lanB, lanC] = [await started(a, members), await started(b, members), await started(c, members)]
  await lanA.connect(loopbackAddress(lanB))
  await lanC.connect(loopbackAddress(lanB))
  for (let i = 0; i < 20; i++) {
    a.store.note(`from a ${i}`)
    lanA.recordChanged()
    c.store.note(`from c ${i}`)
    lanC.recordChanged()
  }
  await until(() => a.store.entryIds().length === 40 && same(a, b) && same(b, c))
})

test('a foreign federation is refused and learns nothing; the record stays apart', async () => {
  const [a, foreign] = [createDevice(createSecret()), createDevice(createSecret())]
  noteMany(a, 5)
  const everyone = new Set([a.store.device, foreign.store.device])
  const [lanA, lanF] = [await started(a, everyone), await started(foreign, everyone)]
  expect(await lanF.connect(loopbackAddress(lanA))).toMatchObject({
    ok: false,
    error: { code: 'peer-refused' }
  })
  expect(foreign.store.entryIds()).toEqual([])
  expect(lanA.status().peers).toEqual([])
})

test('a device is let in once the record says it is a member, and cut off once it no longer is', async () => {
  const secret = createSecret()
  const [a, b] = [createDevice(secret), createDevice(secret)]
  noteMany(a, 5)
  const members = new Set([a.store.device])
  const lanA = await started(a, members)
  const lanB = await started(b, new Set([a.store.device, b.store.device]))
  const address = loopbackAddress(lanA)
  expect(await lanB.connect(address)).toMatchObject({ error: { code: 'peer-refused' } })
  members.add(b.store.device)
  expect(await lanB.connect(address)).toMatchObject({ ok: true })
  await until(() => same(a, b))
  members.delete(b.store.device)
  a.store.note('not for the released one')
  lanA.recordChanged()
  await until(() => lanB.status().peers[0]?.state === 'unreachable')
  expect(b.store.entryIds()).toHaveLength(5)
  expect(lanA.status().peers).toEqual([])
})

test('both dialling at the same moment end with one link between them', async () => {
  const secret = createSecret()
  const [a, b] = [createDevice(secret), createDevice(secret)]
  const members = new Set([a.store.device, b.store.device])
  noteMany(a, 3)
  noteMany(b, 4)
  const [lanA, lanB] = [await started(a, members), await started(b, members)]
  await Promise.all([lanA.connect(loopbackAddress(lanB)), lanB.connect(loopbackAddress(lanA))])
  await until(() => same(a, b))
  a.store.note('after')
  lanA.recordChanged()
  await until(() => same(a, b))
  expect(lanA.status().peers).toHaveLength(1)
  expect(lanB.status().peers).toMatchObject([{ state: 'linked' }])
})

test('a lost peer given by hand is found again when it comes back', async () => {
  const secret = createSecret()
  const [a, b] = [createDevice(secret), createDevice(secret)]
  const members = new Set([a.store.device, b.store.device])
  const lanA = await started(a, members)
  const port = Number(loopbackAddress(lanA).split(':')[1])
  const lanB = await started(b, members)
  await lanB.connect(`127.0.0.1:${port}`)
  await lanA.switchOff()
  await until(() => lanB.status().peers[0]?.state === 'unreachable')
  noteMany(a, 7)
  await started(a, members, { port })
  await until(() => lanB.status().peers[0]?.state === 'linked' && same(a, b))
})

test('live messages reach every device once, also through one in between', async () => {
  const secret = createSecret()
  const devices = [createDevice(secret), createDevice(secret), createDevice(secret)] as const
  const members = new Set(devices.map(({ store }) => store.device))
  const [lanA, lanB, lanC] = [
    await started(devices[0], members),
    await started(devices[1], members),
    await started(devices[2], members)
  ]
  await lanA.connect(loopbackAddress(lanB))
  await lanB.connect(loopbackAddress(lanC))
  const heard: string[] = []
  lanC.signalling.listen((name, room, data) => heard.push(`${name} ${room} ${Buffer.from(data)}`))
  // a triangle: it could come twice
  await lanC.connect(loopbackAddress(lanA))
  lanA.signalling.publish('live-signal', 'room', Buffer.from('hello'))
  lanA.signalling.publish('live-update', 'room', Buffer.from('there'))
  await until(() => heard.length >= 2)
  await new Promise(resolve => setTimeout(resolve, 100))
  expect(heard).toEqual(['live-signal room hello', 'live-update room there'])
})

test.each(['localhost:80', 'example.org:443', '192.168.1.7', '192.168.1.7:0', '[::1]:70000', ':80'])(
  '%s is no address to connect to',
  async address => {
    const lan = await started(createDevice(createSecret()), new Set())
    expect(await lan.connect(address)).toMatchObject({ ok: false, error: { code: 'request-bad' } })
  }
)

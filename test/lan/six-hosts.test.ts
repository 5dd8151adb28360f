import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import {
  buildHost,
  createIdentity,
  createSecret,
  type HostProcess,
  type HostReport,
  startHost
} from './host-process.ts'
import { createLossyBench, type LossyBench, whyNoSwitch } from './lossy-bench.ts'
import { whyNoNamespaces } from './namespaces.ts'

const missing = whyNoNamespaces() ?? whyNoSwitch()
if (missing) console.warn(`six hosts on a bad network: skipped (${missing})`)

let script: Awaited<ReturnType<typeof buildHost>>
let bench: LossyBench | null = null
const running: HostProcess[] = []

const holdsAll =
  (entries: number, peers: number) =>
  ({ entries: held, status }: HostReport) =>
    held === entries &&
    status.peers.filter(({ state, theyLack }) => state === 'linked' && theyLack === 0).length === peers

describe.skipIf(missing)('six hosts on a bad network, in two federations', () => {
  beforeAll(async () => {
    script = await buildHost()
  })
  afterEach(() => {
    for (const host of running.splice(0)) host.kill()
    bench?.remove()
    bench = null
  })
  afterAll(() => script.remove())

  test('each federation comes to one record through loss, delay, partition and restart, and hears nothing of the other', async () => {
    const made = await createLossyBench(6, { lossPercent: 4, delayMs: 25, jitterMs: 15, seed: 11 })
    bench = made
    const secrets = [createSecret(), createSecret()]
    const identities = made.hosts.map(() => createIdentity())
    // every device would be welcome everywhere by the record: the secret alone keeps them apart
    const members = identities.map(({ device }) => device)
    const start = async (i: number, notes: number) => {
      const identity = identities[i] ?? createIdentity()
      const secret = secrets[i < 3 ? 0 : 1] ?? ''
      const host = await startHost({
        ...{ script: script.path, host: made.hosts[i] ?? null, secret, members, notes, identity }
      })
      running.push(host)
      return host
    }
    const hosts = await Promise.all(made.hosts.map((_, i) => start(i, 40)))
    const startedMs = performance.now()
    await Promise.all(hosts.map(host => host.until(holdsAll(120, 2))))
    console.info(`two times three hosts agree after ${Math.round(performance.now() - startedMs)} ms`)

    // one of each federation is cut off; everyone goes on writing
    for (const cut of [2, 5]) made.hosts[cut]?.plug(false)
    await Promise.all(hosts.map(host => host.ask({ do: 'note', count: 10 })))
    await Promise.all([0, 1, 3, 4].map(i => hosts[i]?.until(({ entries }) => entries === 140)))
    expect((await hosts[2]?.ask({ do: 'status' }))?.entries).toBe(130)
    // a host of each federation dies, and comes back with nothing of what it held
    for (const dying of [1, 4]) hosts[dying]?.kill()
    for (const cut of [2, 5]) made.hosts[cut]?.plug(true)
    for (const again of [1, 4]) hosts[again] = await start(again, 0)
    const healed = await Promise.all(hosts.map(host => host.until(holdsAll(150, 2))))
    console.info(`partition and restart are mended after ${Math.round(performance.now() - startedMs)} ms`)
    const records = healed.map(({ record }) => record)
    expect(new Set(records.slice(0, 3)).size).toBe(1)
    expect(new Set(records.slice(3)).size).toBe(1)
    expect(records[0]).not.toBe(records[3])

    // even told where the other federation is, nobody gets in
    const port = healed[3]?.status.addresses[0]?.split(':').at(-1)
    await hosts[0]?.ask({ do: 'connect', address: `10.83.0.4:${port}` })
    for (const [i, host] of hosts.entries()) {
      const { status } = await host.ask({ do: 'status' })
      const own = members.slice(i < 3 ? 0 : 3, i < 3 ? 3 : 6)
      for (const { device } of status.peers) expect(own).toContain(device)
    }
    // every frame of the network came by every host: in none of them a device is named, or an entry readable
    for (const i of hosts.keys()) {
      const heard = made.heardBy(i)
      expect(heard.length).toBeGreaterThan(50_000)
      for (const device of members) {
        expect(heard.includes(device)).toBe(false)
        expect(heard.includes(Buffer.from(device, 'base64url'))).toBe(false)
      }
      expect(heard.includes('note')).toBe(false)
      // what it does hear are advertisements, so the looking is not in vain
      expect(heard.includes('_chumak')).toBe(true)
    }
  }, 60_000)
})

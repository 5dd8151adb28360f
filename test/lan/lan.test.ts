import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, type TestContext, test } from 'vitest'
import { bundleForNode } from './bundle.ts'
import {
  buildHost,
  createIdentity,
  createSecret,
  type HostProcess,
  type HostReport,
  startHost,
  untilAll
} from './host-process.ts'
import { type Bench, createBench, type Host, takeIpv6, whyNoNamespaces } from './namespaces.ts'

const missing = whyNoNamespaces()
if (missing) console.warn(`hosts in network namespaces: skipped, loopback is used instead (${missing})`)

let script: Awaited<ReturnType<typeof buildHost>>
beforeAll(async () => {
  script = await buildHost()
})
afterAll(() => script.remove())

type Finishing = Pick<TestContext, 'onTestFinished'>
const network = ({ onTestFinished }: Finishing, hostCount: number): Bench => {
  const bench = createBench(hostCount)
  onTestFinished(() => bench.remove())
  return bench
}
const startOne: (test: Finishing, what: Parameters<typeof startHost>[0]) => Promise<HostProcess> = async (
  { onTestFinished },
  what
) => {
  const host = await startHost(what)
  onTestFinished(() => host.kill())
  return host
}

/** Electron's Node has another TLS library (BoringSSL): it must speak with ours. */
const electron = resolve(import.meta.dirname, '../../.cache/electron-runtime/electron')

interface Wanted {
  node?: { path: string; env: Record<string, string> }
  host: Host | null
  notes: number
  secret: string
}
/** All of them members of one federation as far as each of them knows. */
const start = (test: Finishing, wanted: Wanted[]): Promise<HostProcess[]> => {
  const identities = wanted.map(() => createIdentity())
  const members = identities.map(({ device }) => device)
  return Promise.all(
    wanted.map((each, i) =>
      startOne(test, { ...each, script: script.path, members, identity: identities[i] ?? createIdentity() })
    )
  )
}
const holdsAll =
  (entries: number, peers: number) =>
  ({ entries: held, status }: HostReport) =>
    held === entries &&
    status.peers.length === peers &&
    status.peers.every(({ state, theyLack, weLack }) => state === 'linked' && theyLack === 0 && weLack === 0)

const connectOnLoopback = async ([a, b]: HostProcess[]) => {
  const port = (await a?.ask({ do: 'status' }))?.status.addresses[0]?.split(':').at(-1)
  await b?.ask({ do: 'connect', address: `127.0.0.1:${port}` })
}

describe.skipIf(missing)('hosts in network namespaces', { concurrent: true }, () => {
  test('two find each other by mDNS and replicate', async context => {
    const bench = network(context, 2)
    const secret = createSecret()
    const startedMs = performance.now()
    const hosts = await start(context, [
      { host: bench.hosts[0] ?? null, notes: 500, secret },
      { host: bench.hosts[1] ?? null, notes: 300, secret }
    ])
    const reports = await untilAll(hosts, holdsAll(800, 1))
    console.info(`found and replicated 800 entries in ${Math.round(performance.now() - startedMs)} ms`)
    expect(reports[0]?.record).toBe(reports[1]?.record)
    expect(reports[0]?.status.addresses[0]).toMatch(/^10\.83\.0\.1:\d+$/)
  })

  test('three hold the same record; the one cut off goes on, and all agree after the cut heals', async context => {
    const bench = network(context, 3)
    const secret = createSecret()
    const hosts = await start(
      context,
      bench.hosts.map(host => ({ host, notes: 50, secret }))
    )
    await untilAll(hosts, holdsAll(150, 2))

    bench.hosts[2]?.plug(false)
    await Promise.all(hosts.map(host => host.ask({ do: 'note', count: 20 })))
    await hosts[0]?.until(({ entries }) => entries === 190)
    const cutOff = await hosts[2]?.until(({ status }) =>
      status.peers.every(peer => peer.state === 'unreachable')
    )
    expect(cutOff?.entries).toBe(170)

    bench.hosts[2]?.plug(true)
    const healed = await untilAll(hosts, holdsAll(210, 2))
    expect(new Set(healed.map(({ record }) => record)).size).toBe(1)
  })

  test('a host that is restarted is found again', async context => {
    const bench = network(context, 2)
    const secret = createSecret()
    const identities = [createIdentity(), createIdentity()] as const
    const members = identities.map(({ device }) => device)
    const common = { script: script.path, secret, members, notes: 10 }
    const a = await startOne(context, { ...common, host: bench.hosts[0] ?? null, identity: identities[0] })
    const first = await startOne(context, {
      ...common,
      host: bench.hosts[1] ?? null,
      identity: identities[1]
    })
    await a.until(holdsAll(20, 1))
    first.kill()
    await a.until(({ status }) => status.peers[0]?.state === 'unreachable')
    // its record was in memory: it begins with the same log, empty, and is given all of it back
    const again = await startOne(context, {
      ...common,
      ...{ notes: 0, host: bench.hosts[1] ?? null, identity: identities[1] }
    })
    await untilAll([a, again], holdsAll(20, 1))
  })

  test.for([
    ['IPv4 alone', false, /^10\.84\.0\./],
    // a link-local address stays as it is wherever its owner goes, and serves there as well
    ['IPv4 and IPv6', true, /^(10\.84\.0\.|\[fe80:)/]
  ] as const)(
    'a new network with other addresses for everyone, %s, and they find each other again',
    async ([, keepsIpv6, addressedAnew], context) => {
      const bench = network(context, 2)
      if (!keepsIpv6) bench.hosts.forEach(takeIpv6)
      const secret = createSecret()
      const hosts = await start(
        context,
        bench.hosts.map(host => ({ host, notes: 5, secret }))
      )
      await untilAll(hosts, holdsAll(10, 1))
      for (const [i, host] of bench.hosts.entries()) host.readdress(`10.84.0.${i + 1}`)
      await hosts[0]?.ask({ do: 'note', count: 1 })
      const reports = await untilAll(
        hosts,
        report =>
          holdsAll(11, 1)(report) &&
          report.status.peers.every(({ address }) => addressedAnew.test(address)) &&
          report.status.addresses.every(address => addressedAnew.test(address)) &&
          report.status.problem === null
      )
      expect(reports[0]?.record).toBe(reports[1]?.record)
      expect(reports[0]?.status.addresses[0]).toMatch(/^10\.84\.0\.1:/)
    }
  )

  test('thousands of damaged advertisements leave everyone standing and able to find each other', async context => {
    const bench = network(context, 3)
    const [vandalHost, ...honest] = bench.hosts
    if (!vandalHost) throw new Error('three hosts were asked for')
    await bundleForNode('test/lan/mdns-vandal.ts', script.folder, 'vandal.cjs')
    const [command, args] = vandalHost.within(process.execPath, [join(script.folder, 'vandal.cjs')])
    const vandal = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    try {
      const secret = createSecret()
      const first = await start(
        context,
        honest.map(host => ({ host, notes: 5, secret }))
      )
      await untilAll(first, holdsAll(10, 1))
      await new Promise(damaged => vandal.stdout.once('data', damaged))
      await first[0]?.ask({ do: 'note', count: 5 })
      await untilAll(first, holdsAll(15, 1))
    } finally {
      vandal.kill('SIGKILL')
    }
  })

  test('live messages cross from host to host', async context => {
    const bench = network(context, 3)
    const secret = createSecret()
    const hosts = await start(
      context,
      bench.hosts.map(host => ({ host, notes: 0, secret }))
    )
    await untilAll(hosts, holdsAll(0, 2))
    await hosts[0]?.ask({ do: 'publish', text: 'offer' })
    for (const host of hosts.slice(1)) {
      const { live } = await host.until(report => report.live.length > 0)
      expect(live).toEqual(['offer'])
    }
  })
})

describe.skipIf(!existsSync(electron))("in Electron's own Node", () => {
  test('it links with plain Node and replicates both ways', async context => {
    const secret = createSecret()
    const node = { path: electron, env: { ELECTRON_RUN_AS_NODE: '1' } }
    const hosts = await start(context, [
      { host: null, notes: 400, secret },
      { host: null, notes: 300, secret, node }
    ])
    await connectOnLoopback(hosts)
    const reports = await untilAll(hosts, holdsAll(700, 1))
    expect(reports[0]?.record).toBe(reports[1]?.record)
  })
})

describe.runIf(missing)('hosts on loopback', () => {
  test('two processes given each other by address replicate', async context => {
    const secret = createSecret()
    const hosts = await start(context, [
      { host: null, notes: 500, secret },
      { host: null, notes: 300, secret }
    ])
    await connectOnLoopback(hosts)
    const reports = await untilAll(hosts, holdsAll(800, 1))
    expect(reports[0]?.record).toBe(reports[1]?.record)
  })
})

/** Networks without a router, without DHCP, and networks that change while a device is on them. */
import { spawn } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, type TestContext, test } from 'vitest'
import {
  buildHost,
  createIdentity,
  createSecret,
  type HostProcess,
  startHost,
  untilAll
} from './host-process.ts'
import { createBench, type Host, takeIpv6, whyNoNamespaces } from './namespaces.ts'

const missing = whyNoNamespaces()
if (missing) console.warn(`interfaces that come and go: skipped (${missing})`)

let script: Awaited<ReturnType<typeof buildHost>>

describe.skipIf(missing)('interfaces that come and go', { concurrent: true }, () => {
  beforeAll(async () => {
    script = await buildHost()
  })
  afterAll(() => script.remove())

  const begin = ({ onTestFinished }: TestContext, prepare: (host: Host, index: number) => void) => {
    const bench = createBench(2)
    onTestFinished(() => bench.remove())
    for (const [i, host] of bench.hosts.entries()) prepare(host, i)
    return bench.hosts
  }
  const start = async ({ onTestFinished }: TestContext, hosts: Host[], discover = true) => {
    const identities = hosts.map(() => createIdentity())
    const common = { script: script.path, secret: createSecret(), notes: 5, discover }
    const members = identities.map(({ device }) => device)
    const started = await Promise.all(
      hosts.map((host, i) =>
        startHost({ ...common, members, host, identity: identities[i] ?? createIdentity() })
      )
    )
    onTestFinished(() => {
      for (const host of started) host.kill()
    })
    return started
  }
  const linkedOver = (hosts: HostProcess[], prefix: string, entries = 10) =>
    untilAll(
      hosts,
      ({ entries: held, status }) =>
        held === entries &&
        status.peers.some(({ state, address }) => state === 'linked' && address.startsWith(prefix))
    )

  test('no router and no DHCP: link-local IPv4 alone, beside a VPN that is up', async context => {
    const hosts = begin(context, (host, i) => {
      host.ip('route', 'del', 'default')
      takeIpv6(host)
      host.ip('addr', 'flush', 'dev', 'eth0')
      host.ip('addr', 'add', `169.254.7.${i + 1}/16`, 'dev', 'eth0')
      host.ip('tuntap', 'add', 'tun0', 'mode', 'tun')
      host.ip('addr', 'add', `10.99.${i}.1/24`, 'dev', 'tun0')
      host.ip('link', 'set', 'tun0', 'up')
      host.ip('route', 'add', 'default', 'dev', 'tun0')
    })
    const [report] = await linkedOver(await start(context, hosts), '169.254.7.')
    expect(report?.status.problem).toBeNull()
  })

  test('no IPv4 at all: found and linked over link-local IPv6', async context => {
    const hosts = begin(context, host => {
      host.ip('route', 'del', 'default')
      host.ip('-4', 'addr', 'flush', 'dev', 'eth0')
    })
    const [report] = await linkedOver(await start(context, hosts), '[fe80::')
    expect(report?.status.addresses.every(address => address.startsWith('[fe80::'))).toBe(true)
  })

  test('an address that is added and another that is taken away while it runs are followed', async context => {
    const hosts = begin(context, takeIpv6)
    const started = await start(context, hosts)
    await linkedOver(started, '10.83.0.')
    for (const [i, host] of hosts.entries()) host.ip('addr', 'add', `10.91.0.${i + 1}/24`, 'dev', 'eth0')
    await untilAll(started, ({ status }) => status.addresses.some(each => each.startsWith('10.91.')))
    for (const [i, host] of hosts.entries()) host.ip('addr', 'del', `10.83.0.${i + 1}/24`, 'dev', 'eth0')
    await started[0]?.ask({ do: 'note', count: 1 })
    const reports = await linkedOver(started, '10.91.0.', 11)
    for (const { status } of reports)
      expect(status.addresses.some(each => each.startsWith('10.83.'))).toBe(false)
  })

  test('a cable that is plugged in later is used at once', async context => {
    const hosts = begin(context, (host, i) => {
      if (i === 0) host.ip('link', 'set', 'eth0', 'down')
    })
    const started = await start(context, hosts)
    expect(started.map(host => host.device)).toHaveLength(2)
    hosts[0]?.ip('link', 'set', 'eth0', 'up')
    await linkedOver(started, '')
  })

  test('a program that keeps the port of mDNS to itself is told of, by the address of now, and no longer once it is gone', async context => {
    const hosts = begin(context, takeIpv6)
    const [first] = hosts
    if (!first) throw new Error('two hosts were asked for')
    const script = "require('dgram').createSocket('udp4').bind(5353, () => process.stdout.write('bound'))"
    const [command, args] = first.within(process.execPath, ['-e', script])
    const greedy = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    context.onTestFinished(() => void greedy.kill('SIGKILL'))
    await new Promise(bound => greedy.stdout.once('data', bound))

    const started = await start(context, hosts)
    const tells = (start: string) =>
      started[0]?.until(({ status }) => status.problem?.startsWith(start) === true)
    await tells('10.83.0.1: ')
    for (const [i, host] of hosts.entries()) host.readdress(`10.84.0.${i + 1}`)
    await tells('10.84.0.1: ')
    greedy.kill('SIGKILL')
    await linkedOver(started, '10.84.0.')
    await untilAll(started, ({ status }) => status.problem === null)
  })

  test('by hand: a code with a link-local address finds its link by itself', async context => {
    const hosts = begin(context, host => host.ip('-4', 'addr', 'flush', 'dev', 'eth0'))
    const started = await start(context, hosts, false)
    const [a, b] = started
    const { status } = (await a?.until(report => report.status.addresses.length > 0)) ?? {}
    const address = `chumak-lan:127.0.0.2:9,${status?.addresses[0]}`
    // for its first second or two an address of this sort is not used: the system looks whether another has it
    const { expect } = context
    const connected = async () => (await b?.ask({ do: 'connect', address }))?.status.peers.length
    await expect.poll(connected, { timeout: 20_000, interval: 500 }).toBe(1)
    await linkedOver(started, '[fe80::')
  })
})

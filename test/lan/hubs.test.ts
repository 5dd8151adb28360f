import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import * as v from 'valibot'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { bundleForNode } from './bundle.ts'
import { type Bench, createBench, type Host, whyNoNamespaces } from './namespaces.ts'

const root = resolve(import.meta.dirname, '../..')
const missing = whyNoNamespaces()
if (missing) console.warn(`hubs in network namespaces: skipped (${missing})`)

const env = {
  ...process.env,
  CHUMAK_PASSPHRASE: 'salt carts go south in spring',
  // the bundled command line lies in a temporary folder, away from its one native package
  NODE_PATH: join(root, 'node_modules')
}
const stats = v.object({ entries: v.number(), logs: v.number(), communes: v.number(), state: v.string() })

let folder: string
let script: string
let bench: Bench | null = null
const hubs: ChildProcess[] = []

const chumak = async (home: string, ...args: string[]): Promise<unknown> => {
  const words = [script, ...args, '--home', join(folder, home), '--json']
  const { stdout } = await promisify(execFile)(process.execPath, words, { env })
  return stdout.trim() === '' ? null : JSON.parse(stdout)
}
const offer = (good: string) =>
  JSON.stringify({
    good,
    category: 'grain',
    quantity: 300,
    unit: 'kg',
    massKg: 300,
    volumeM3: 0.4,
    keep: 'dry'
  })

/** The real command line's hub, inside a host. */
const startHub = (host: Host, home: string) => {
  const [command, args] = host.within(process.execPath, [
    script,
    'hub',
    '--home',
    join(folder, home),
    '--json'
  ])
  const hub = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  hub.stdout.on('data', (piece: Buffer) => {
    said += piece
  })
  hubs.push(hub)
  const stopped = new Promise<number | null>(done => hub.once('exit', code => done(code)))
  return {
    said: () => said,
    stop: () => {
      hub.kill('SIGTERM')
      return stopped
    }
  }
}

afterEach(() => {
  for (const hub of hubs.splice(0)) hub.kill('SIGKILL')
  bench?.remove()
  bench = null
})

describe.skipIf(missing)('hubs in network namespaces', () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'chumak-hubs-'))
    script = join(folder, 'chumak.cjs')
    await bundleForNode('electron/cli/chumak.ts', folder, 'chumak.cjs')
  })

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('two communes that met by card and welcome hold the same record after an evening on one network', async () => {
    const begin = ['--federation', 'Steppe', '--commune', 'Huliaipole', '--place', '47.66,36.26']
    await chumak('a', 'init', ...begin, '--handle', 'Nestor')
    const card = join(folder, 'olha.card')
    const welcome = join(folder, 'olha.welcome')
    const commune = ['--commune', 'Orikhiv', '--place', '47.57,35.78']
    await chumak('b', 'card', '--handle', 'Olha', ...commune, '--out', card)
    await chumak('a', 'welcome', card, '--out', welcome)
    await chumak('b', 'join', welcome)
    for (const good of ['flour', 'millet', 'salt']) await chumak('a', 'put', 'offer', offer(good))
    for (const good of ['honey', 'seed']) await chumak('b', 'put', 'offer', offer(good))

    bench = createBench(2)
    const [hostA, hostB] = bench.hosts
    if (!hostA || !hostB) throw new Error('two hosts were asked for')
    const [a, b] = [startHub(hostA, 'a'), startHub(hostB, 'b')]
    const level = '"state":"linked","address"'
    await expect
      .poll(() => a.said().includes(level) && b.said().includes(level), { timeout: 20_000 })
      .toBe(true)
    await expect
      .poll(() => a.said().split('"theyLack":0,"weLack":0').length > 1, { timeout: 20_000 })
      .toBe(true)
    expect([await a.stop(), await b.stop()]).toEqual([0, 0])
    for (const line of `${a.said()}${b.said()}`.trimEnd().split('\n'))
      expect(JSON.parse(line)).toBeInstanceOf(Object)

    const [ofA, ofB] = [
      v.parse(stats, await chumak('a', 'stats')),
      v.parse(stats, await chumak('b', 'stats'))
    ]
    expect(ofA).toEqual(ofB)
    expect(ofA.communes).toBe(2)
    const offers = v.parse(v.object({ total: v.number() }), await chumak('b', 'list', 'offer'))
    expect(offers.total).toBe(5)
    expect(await chumak('b', 'verify')).toMatchObject({ problems: [] })
  }, 90_000)
})

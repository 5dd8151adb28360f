import * as v from 'valibot'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { buildCommandLine, type CommandLine, offer, twoCommunes } from './command-line.ts'
import { type Bench, createBench, whyNoNamespaces } from './namespaces.ts'

const missing = whyNoNamespaces()
if (missing) console.warn(`hubs in network namespaces: skipped (${missing})`)

const stats = v.object({ entries: v.number(), logs: v.number(), communes: v.number(), state: v.string() })

let line: CommandLine
let bench: Bench | null = null

afterEach(() => {
  line?.killHubs()
  bench?.remove()
  bench = null
})

describe.skipIf(missing)('hubs in network namespaces', () => {
  beforeAll(async () => {
    line = await buildCommandLine()
  })
  afterAll(() => line.remove())

  test('two communes that met by card and welcome hold the same record after an evening on one network', async () => {
    const { chumak, startHub } = line
    await twoCommunes(line)
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

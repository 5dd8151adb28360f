import { join } from 'node:path'
import * as v from 'valibot'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { removeDevices } from '../record/federation.ts'
import { buildCommandLine, type CommandLine, type Hub } from './command-line.ts'
import { makeFederation, putOffer, readHome } from './homes.ts'
import { createLossyBench, whyNoSwitch } from './lossy-bench.ts'
import { whyNoNamespaces } from './namespaces.ts'

const missing = whyNoNamespaces() ?? whyNoSwitch()
if (missing) console.warn(`six hubs on a bad network: skipped (${missing})`)

const port = 4711
const lanLine = v.object({
  lan: v.object({
    peers: v.array(
      v.object({
        ...{ device: v.string(), state: v.string() },
        ...{ theyLack: v.nullable(v.number()), weLack: v.nullable(v.number()) }
      })
    )
  })
})
const linesOf = (hub: Hub): unknown[] =>
  hub
    .said()
    .split('\n')
    .slice(0, -1)
    .map(line => JSON.parse(line))
/** With how many others the hub is linked and level, as it said last. */
const levelWith = (hub: Hub): number => {
  const last = linesOf(hub).findLast(line => v.is(lanLine, line))
  if (last === undefined) return 0
  const { peers } = v.parse(lanLine, last).lan
  return peers.filter(peer => peer.state === 'linked' && peer.theyLack === 0 && peer.weLack === 0).length
}
const changesSeenBy = (hub: Hub): number =>
  linesOf(hub).filter(line => v.is(v.object({ changed: v.any() }), line)).length
const within = { timeout: 60_000, interval: 100 }

describe.skipIf(missing)('six hubs on a bad network, in two federations', () => {
  let line: CommandLine
  beforeAll(async () => {
    line = await buildCommandLine()
  })
  afterAll(() => {
    removeDevices()
    line.remove()
  })

  test('each federation comes to one record through loss, delay, partition and restart, and hears nothing of the other', async ({
    onTestFinished
  }) => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f']
    const homes = names.map(name => join(line.folder, name))
    const begun = (name: string, byte: number) => ({
      name,
      secret: new Uint8Array(32).fill(byte),
      offers: 20
    })
    const devices = [
      await makeFederation(homes.slice(0, 3), begun('north', 7)),
      await makeFederation(homes.slice(3), begun('south', 9))
    ]
    const bench = await createLossyBench(6, { lossPercent: 4, delayMs: 25, jitterMs: 15, seed: 11 })
    onTestFinished(() => bench.remove())
    onTestFinished(() => line.killHubs())
    const begin = (i: number, ...more: string[]): Hub => {
      const [host, name] = [bench.hosts[i], names[i]]
      if (!host || !name) throw new Error(`no host ${i}`)
      return line.startHub(host, name, '--port', String(port), ...more)
    }
    const hubs = names.map((_, i) => begin(i))
    const hub = (i: number) => hubs[i] as Hub
    const allLevel = () => expect.poll(() => hubs.map(levelWith), within).toEqual([2, 2, 2, 2, 2, 2])
    const startedMs = performance.now()
    await allLevel()
    console.info(`two times three hubs agree after ${Math.round(performance.now() - startedMs)} ms`)

    // one of each federation is cut off; another dies, and comes back with news
    for (const cut of [2, 5]) bench.hosts[cut]?.plug(false)
    const before = [2, 5].map(cut => changesSeenBy(hub(cut)))
    for (const dying of [1, 4]) {
      await hub(dying).kill()
      await putOffer(homes[dying] as string, 'buckwheat, late')
    }
    // even told where the other federation is, nobody gets in
    expect(await begin(4, '--connect', `${bench.hosts[0]?.address}:${port}`).ended).toBe(1)
    for (const again of [1, 4]) hubs[again] = begin(again)
    await expect.poll(() => [1, 4].map(i => levelWith(hub(i))), within).toEqual([1, 1])
    expect([2, 5].map(cut => changesSeenBy(hub(cut)))).toEqual(before)
    for (const cut of [2, 5]) bench.hosts[cut]?.plug(true)
    await allLevel()
    console.info(`partition and restart are mended after ${Math.round(performance.now() - startedMs)} ms`)
    for (const each of hubs) expect(await each.stop()).toBe(0)

    const records = []
    for (const home of homes) {
      const { problems, offers, state } = await readHome(home)
      expect([problems, offers]).toEqual([[], 61])
      records.push(state)
    }
    expect(new Set(records.slice(0, 3)).size).toBe(1)
    expect(new Set(records.slice(3)).size).toBe(1)
    expect(records[0]).not.toBe(records[3])
    for (const [i, each] of hubs.entries())
      for (const foreign of devices[i < 3 ? 1 : 0] ?? []) expect(each.said()).not.toContain(foreign)

    // every frame of the network came by every host: in none of them a device is named, or an entry readable
    for (const i of hubs.keys()) {
      const heard = bench.heardBy(i)
      expect(heard.length).toBeGreaterThan(50_000)
      for (const device of devices.flat()) {
        expect(heard.includes(device)).toBe(false)
        expect(heard.includes(Buffer.from(device, 'base64url'))).toBe(false)
      }
      for (const word of ['buckwheat', 'handle of', 'commune of']) expect(heard.includes(word)).toBe(false)
      // what it does hear are advertisements, so the looking is not in vain
      expect(heard.includes('_chumak')).toBe(true)
    }
  })
})

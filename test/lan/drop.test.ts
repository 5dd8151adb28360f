import type { ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { removeDevices } from '../record/federation.ts'
import { buildCommandLine, type CommandLine } from './command-line.ts'
import { makeFederation, putOffer, readHome } from './homes.ts'
import { type Bench, createBench, whyNoNamespaces } from './namespaces.ts'
import { generateSyncthing, startSyncthing, syncthingLog, whyNoSyncthing } from './syncthing.ts'

const missing = whyNoNamespaces() ?? whyNoSyncthing()
if (missing) console.warn(`a drop folder between two Syncthings: skipped (${missing})`)

let line: CommandLine
let bench: Bench | null = null
const syncthings: ChildProcess[] = []

describe.skipIf(missing)('a drop folder between two Syncthings', () => {
  beforeAll(async () => {
    line = await buildCommandLine()
  })
  afterEach(() => {
    line.killHubs()
    for (const each of syncthings.splice(0)) each.kill('SIGKILL')
    bench?.remove()
    bench = null
  })
  afterAll(() => {
    removeDevices()
    line.remove()
  })

  const segments = (folder: string): string[] =>
    existsSync(folder)
      ? readdirSync(folder, { recursive: true })
          .map(String)
          .filter(name => name.endsWith('.caravan'))
          .sort()
      : []

  test('two hubs that never link hold the same record by what is replicated for them, both ways', async () => {
    const homes = ['a', 'b'].map(name => join(line.folder, name))
    await makeFederation(homes, { name: 'north', secret: new Uint8Array(32).fill(7), offers: 1 })
    bench = createBench(4)
    const [wireA, wireB, hostA, hostB] = bench.hosts
    if (!wireA || !wireB || !hostA || !hostB) throw new Error('four hosts were asked for')
    // the hubs are on no network at all: the folder is their only road
    hostA.plug(false)
    hostB.plug(false)
    const [folderA, folderB] = [join(line.folder, 'drop-a'), join(line.folder, 'drop-b')]
    for (const folder of [folderA, folderB]) mkdirSync(folder)
    const [ofA, ofB] = [
      generateSyncthing(join(line.folder, 'st-a')),
      generateSyncthing(join(line.folder, 'st-b'))
    ]
    syncthings.push(startSyncthing(wireA, ofA, ofB, wireB.address, folderA))
    syncthings.push(startSyncthing(wireB, ofB, ofA, wireA.address, folderB))

    const startedMs = performance.now()
    let [a, b] = [line.startHub(hostA, 'a', '--drop', folderA), line.startHub(hostB, 'b', '--drop', folderB)]
    const bothOffered = (said: string) => said.split('"changed":').length > 1
    await expect
      .poll(() => bothOffered(a.said()) && bothOffered(b.said()), { timeout: 60_000, interval: 100 })
      .toBe(true)
      .catch(error => {
        throw new Error(`${error}\n${syncthingLog(ofA)}\n${syncthingLog(ofB)}`)
      })
    console.info(`through two Syncthings, from their start: ${Math.round(performance.now() - startedMs)} ms`)
    await expect
      .poll(() => segments(folderA).join() === segments(folderB).join(), { timeout: 60_000 })
      .toBe(true)
    for (const hub of [a, b]) expect(hub.said()).not.toContain('"state":"linked"')
    expect([await a.stop(), await b.stop()]).toEqual([0, 0])
    const level = async (offers: number) => {
      const [here, there] = [await readHome(homes[0] ?? ''), await readHome(homes[1] ?? '')]
      expect(here).toEqual(there)
      expect(here).toMatchObject({ problems: [], offers })
    }
    await level(2)

    // once more, from the other side, after a restart of both
    await putOffer(homes[1] ?? '', 'salt')
    const putMs = performance.now()
    ;[a, b] = [line.startHub(hostA, 'a'), line.startHub(hostB, 'b')]
    await expect.poll(() => bothOffered(a.said()), { timeout: 60_000, interval: 100 }).toBe(true)
    console.info(`an offer more, both hubs started anew: ${Math.round(performance.now() - putMs)} ms`)
    expect([await a.stop(), await b.stop()]).toEqual([0, 0])
    await level(3)
  })
})

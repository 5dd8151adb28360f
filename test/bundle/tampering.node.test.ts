import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { RangeCollector } from '#shared/bundle/collect-ranges.ts'
import { unpackRun } from '#shared/bundle/examine-bundle.ts'
import { federationRecipient } from '#shared/bundle/federation-identity.ts'
import type { Manifest } from '#shared/bundle/manifest.ts'
import type { PackedRun } from '#shared/bundle/run-chunk.ts'
import { bundleDeps } from '../../electron/carry/bundle-deps.ts'
import { manifestOf, writeBundleFile } from '../../electron/carry/write-bundle-file.ts'
import type { Store } from '../../electron/store/open-store.ts'
import { beginFederation, makeDevice, removeDevices, temporaryHome } from '../record/federation.ts'
import { errorOf, importInto, imprint, makerOf, now, removeSticks, temporaryStick } from './federations.ts'
import { flipBit, WrittenLog } from './logs.ts'

const ageChunkBytes = 64 * 1024 + 16
/** `bundle-foreign`: a changed stanza of the age header is told as one for other readers */
const refusals = ['bundle-damaged', 'bundle-not-one', 'bundle-foreign']

describe('a bundle that was tampered with', () => {
  let home: string
  let store: Store
  let path: string
  let before: ReturnType<typeof imprint>

  /** The device holds something of its own, so that there is a record to keep unchanged. */
  beforeEach(async () => {
    home = temporaryHome()
    store = await makeDevice({ handle: 'Stepan', home })
    beginFederation(store)
    path = join(temporaryStick(), 'news.caravan')
  })
  afterEach(() => {
    removeDevices()
    removeSticks()
  })

  const write = async (runs: PackedRun[], changes: Partial<Manifest> = {}): Promise<Buffer> => {
    const collector = new RangeCollector(bundleDeps.hashing)
    for (const run of runs) collector.take(unpackRun(run))
    const maker = makerOf(store, now)
    await writeBundleFile({
      path,
      readers: [await federationRecipient(store.keyring.federationSecret ?? new Uint8Array())],
      manifest: { ...manifestOf(store.federation(), maker, collector.promised), ...changes },
      runs: (async function* () {
        yield* runs
      })(),
      maker,
      device: store.device
    })
    before = imprint(store, home)
    return readFileSync(path)
  }

  const expectRefused = async (bytes: Uint8Array): Promise<number> => {
    writeFileSync(path, bytes)
    const { code, detail } = errorOf(await importInto(store, path))
    expect(refusals).toContain(code)
    if (code !== 'bundle-damaged') return 0
    expect(detail.reason).toMatch(/\w/)
    return Number(detail.byte)
  }
  const expectUnchanged = () => expect(imprint(store, home)).toEqual(before)

  it('is refused with any one byte changed, and nothing is written', async () => {
    const whole = await write([new WrittenLog().writeNotes(2).packed()])
    const payloadAt = whole.indexOf('\n', whole.indexOf('---')) + 1 + 16
    for (let at = 0; at < whole.length; at++) {
      const bytes = Buffer.from(whole)
      bytes[at] = (bytes[at] as number) ^ (1 << (at % 8))
      // the first chunk stands for the nonce before it too
      expect(await expectRefused(bytes)).toBe(at < payloadAt - 16 ? 0 : payloadAt)
    }
    expectUnchanged()
  })

  it('is refused with any bit changed where a line of its header ends', async () => {
    // the last letter of a base64 line has bits to spare, which a careless reader passes over
    const whole = await write([new WrittenLog().writeNotes(1).packed()])
    const headerEnd = whole.indexOf('\n', whole.indexOf('---')) + 1
    for (let at = 0; at < headerEnd; at++) {
      if (whole[at] !== 10 && whole[at + 1] !== 10) continue
      for (let bit = 0; bit < 8; bit++) {
        const bytes = Buffer.from(whole)
        bytes[at] = (bytes[at] as number) ^ (1 << bit)
        await expectRefused(bytes)
      }
    }
    expectUnchanged()
  })

  it('names the part of a large file that broke', async () => {
    const runs = Array.from({ length: 4 }, () => new WrittenLog().writeNotes(900, 200).packed())
    const whole = await write(runs)
    const headerEnd = whole.indexOf('\n', whole.indexOf('---')) + 1 + 16
    expect(whole.length).toBeGreaterThan(6 * ageChunkBytes)
    // a prime step visits beginnings, middles and ends of chunks
    for (let at = headerEnd; at < whole.length; at += 30_011) {
      const bytes = Buffer.from(whole)
      bytes[at] = (bytes[at] as number) ^ 0x10
      const byte = await expectRefused(bytes)
      expect(byte).toBe(headerEnd + ageChunkBytes * Math.floor((at - headerEnd) / ageChunkBytes))
    }
    expectUnchanged()
  })

  it('is refused when cut at any chunk boundary, one byte beside it, or anywhere near its ends', async () => {
    const runs = Array.from({ length: 4 }, () => new WrittenLog().writeNotes(900, 200).packed())
    const whole = await write(runs)
    const headerEnd = whole.indexOf('\n', whole.indexOf('---')) + 1 + 16
    const cuts = new Set([0, 1, headerEnd - 17, headerEnd - 16, headerEnd - 1, whole.length - 1])
    for (let at = headerEnd; at < whole.length; at += ageChunkBytes)
      for (const cut of [at - 1, at, at + 1, at + 16]) cuts.add(cut)
    for (const cut of cuts) await expectRefused(whole.subarray(0, cut))
    await expectRefused(Buffer.concat([whole, Buffer.alloc(1)]))
    await expectRefused(Buffer.concat([whole, whole]))
    // two chunks changed places
    const swapped = Buffer.from(whole)
    whole.copy(swapped, headerEnd, headerEnd + ageChunkBytes, headerEnd + 2 * ageChunkBytes)
    whole.copy(swapped, headerEnd + ageChunkBytes, headerEnd, headerEnd + ageChunkBytes)
    await expectRefused(swapped)
    expectUnchanged()
  })

  // from here on the maker is a member who holds the secret and signs what it likes

  it.each(['header', 'signature', 'body'] as const)(
    'is refused where a member changed a bit of a %s, before the good runs in front of it are taken',
    async part => {
      const good = new WrittenLog().writeNotes(5)
      const bad = new WrittenLog().writeNotes(5)
      const { log, entries } = bad.packed()
      const runs = [good.packed(), { log, entries: entries.map((e, i) => (i === 2 ? flipBit(e, part) : e)) }]
      const promised = new RangeCollector(bundleDeps.hashing)
      for (const run of [good, bad]) promised.take(run.run())
      const collected = promised.promised
      await write([], {})
      const maker = makerOf(store, now)
      await writeBundleFile({
        path,
        readers: [await federationRecipient(store.keyring.federationSecret ?? new Uint8Array())],
        manifest: manifestOf(store.federation(), maker, collected),
        runs: (async function* () {
          yield* runs
        })(),
        maker,
        device: store.device
      })
      const { code, detail } = errorOf(await importInto(store, path))
      expect(code).toBe('bundle-damaged')
      expect(detail.reason).toContain('does not verify')
      expectUnchanged()
    }
  )

  it.each([
    ['brings less than it promises', (log: WrittenLog) => [log.packed(1, 3)]],
    [
      'brings more than it promises',
      (log: WrittenLog) => [log.packed(), new WrittenLog().writeNotes(1).packed()]
    ],
    ['brings another log than it promises', () => [new WrittenLog().writeNotes(5).packed()]],
    ['leaves out an entry', (log: WrittenLog) => [log.packed(1, 2), log.packed(4, 5)]]
  ])('is refused where it %s', async (_, bring) => {
    const log = new WrittenLog().writeNotes(5)
    const promised = new RangeCollector(bundleDeps.hashing)
    promised.take(log.run())
    await write(bring(log), promised.promised)
    expect(errorOf(await importInto(store, path)).code).toBe('bundle-damaged')
    expectUnchanged()
  })

  it('is refused where its manifest counts beyond all bounds', async () => {
    const log = new Uint8Array(32).fill(3)
    const range = { log, from: 1, to: 2 ** 53 - 1, before: new Uint8Array(32), head: log }
    await write([], { entries: 2 ** 53 - 1, ranges: [range] })
    expect(errorOf(await importInto(store, path)).code).toBe('bundle-damaged')
    expectUnchanged()
  })
})

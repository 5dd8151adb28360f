import type { Browser } from '@playwright/test'
import { afterAll, beforeAll, describe, type TestContext, test } from 'vitest'
import type { Signalling } from '../../electron/lan/lan.ts'
import { openRelay } from '../../electron/lan/relay.ts'
import {
  browserPath,
  launchBrowser,
  type OpenPage,
  openLivePage,
  type Served,
  serveLivePage
} from './browser.ts'

if (!browserPath) console.warn('live documents in a real browser: skipped, no Chromium is installed')

type Hearer = Parameters<Signalling['listen']>[0]
/** The keepers' links between two devices, which a test can cut. */
const createKeepers = () => {
  const sides = [new Set<Hearer>(), new Set<Hearer>()] as const
  const keepers = {
    linked: true,
    lost: 0,
    carried: { 'live-signal': 0, 'live-update': 0 },
    sides: [] as Signalling[]
  }
  keepers.sides = sides.map((own, i) => ({
    publish: (name, room, data) => {
      if (!keepers.linked) {
        keepers.lost += 1
        return
      }
      keepers.carried[name] += 1
      setTimeout(() => {
        for (const hear of sides[1 - i] ?? []) hear(name, room, data)
      }, 1)
    },
    listen: hear => {
      own.add(hear)
      return () => own.delete(hear)
    }
  }))
  return keepers
}

let served: Served
let browser: Browser

const federationSecret = () => new Uint8Array(32).fill(5)
const room = 'a room of forty-three characters, as told by'
/** Two windows, each with the relay of its own keeper. */
const openTwo = async (
  { onTestFinished }: TestContext,
  keepers: ReturnType<typeof createKeepers>,
  options: { direct?: boolean } = {}
) => {
  const opened = await Promise.all(
    keepers.sides.map(async (signalling, i) => {
      const relay = await openRelay({ signalling, federationSecret, origin: served.origin })
      onTestFinished(() => relay.close())
      const page = await openLivePage(browser, served.origin, options)
      onTestFinished(() => close(page))
      await page.page.evaluate(
        ([url, name, device]) => window.live.open(url ?? '', name ?? '', device ?? ''),
        [relay.url, room, `device ${i}`]
      )
      return { ...page, relay }
    })
  )
  const [a, b] = opened
  if (!a || !b) throw new Error('two windows were asked for')
  return [a, b] as const
}
const write = ({ page }: OpenPage, text: string) => page.evaluate(piece => window.live.write(piece), text)
const read = ({ page }: OpenPage) => page.evaluate(() => window.live.read())
const length = ({ page }: OpenPage) => page.evaluate(() => window.live.length())
const paths = ({ page }: OpenPage) => page.evaluate(() => window.live.paths())
const within = { timeout: 40_000, interval: 50 }

const close = ({ page }: OpenPage) => page.context().close()

describe.skipIf(!browserPath)('live documents in a real browser', { concurrent: true }, () => {
  beforeAll(async () => {
    served = await serveLivePage()
    browser = await launchBrowser(browserPath ?? '')
  })
  afterAll(async () => {
    await browser.close()
    await served.close()
  })

  test('two windows join by data channel, keystrokes cross, and each sees that the other holds them', async context => {
    const { expect } = context
    const [a, b] = await openTwo(context, createKeepers())
    await expect.poll(() => paths(a), within).toEqual({ direct: 1, viaKeeper: 0 })
    await write(a, 'bread ')
    await write(b, 'salt ')
    await expect.poll(() => length(a), within).toBe(11)
    await expect.poll(() => read(b), within).toBe(await read(a))
    for (const [each, other] of [
      [a, 'device 1 same'],
      [b, 'device 0 same']
    ] as const)
      await expect.poll(() => each.page.evaluate(() => window.live.present()), within).toEqual([other])
    expect([...a.faults, ...b.faults]).toEqual([])
  })

  test('an edit of one megabyte, which a data channel loses in silence, arrives', async context => {
    const { expect } = context
    const [a, b] = await openTwo(context, createKeepers())
    await expect.poll(() => paths(a), within).toMatchObject({ direct: 1 })
    await a.page.evaluate(() => window.live.write('x'.repeat(1_000_000)))
    await expect.poll(() => length(b), within).toBe(1_000_000)
  })

  test('a document that was large before they met arrives whole', async context => {
    const { expect } = context
    const keepers = createKeepers()
    keepers.linked = false
    const [a, b] = await openTwo(context, keepers)
    await a.page.evaluate(() => window.live.write('y'.repeat(700_000)))
    keepers.linked = true
    await expect.poll(() => length(b), within).toBe(700_000)
  })

  test('a room closed and opened again at once goes on without an error', async context => {
    const { expect } = context
    const [a, b] = await openTwo(context, createKeepers())
    await expect.poll(() => paths(a), within).toMatchObject({ direct: 1 })
    for (let i = 0; i < 3; i++)
      await b.page.evaluate(([url, name]) => window.live.reopen(url ?? '', name ?? ''), [b.relay.url, room])
    await write(a, 'after ')
    await expect.poll(() => read(b), within).toBe('after ')
    await expect.poll(() => paths(b), within).toMatchObject({ direct: 1 })
    expect([...a.faults, ...b.faults]).toEqual([])
  })

  test('met before their keepers were linked, they join once those are', async context => {
    const { expect } = context
    const keepers = createKeepers()
    keepers.linked = false
    const [a, b] = await openTwo(context, keepers)
    const before = keepers.lost
    await write(a, 'apart ')
    await expect.poll(() => keepers.lost, within).toBeGreaterThan(before)
    expect(await read(b)).toBe('')
    keepers.linked = true
    await expect.poll(() => read(b), within).toBe('apart ')
    await expect.poll(() => paths(b), within).toMatchObject({ direct: 1 })
  })

  test('a direct path that dies while they write: the keepers go on, and nobody need notice', async context => {
    const { expect } = context
    const keepers = createKeepers()
    const [a, b] = await openTwo(context, keepers)
    await expect.poll(() => paths(a), within).toMatchObject({ direct: 1 })
    await write(a, 'before ')
    await expect.poll(() => read(b), within).toBe('before ')
    // it looks open at both ends, and nothing comes through any more
    for (const { page } of [a, b])
      await page.evaluate(() => Object.assign(Reflect.get(window, 'wires'), { lost: true }))
    await write(a, 'after ')
    await write(b, 'too ')
    await expect.poll(() => length(a), within).toBe(17)
    await expect.poll(() => read(b), within).toBe(await read(a))
    expect(keepers.carried['live-update']).toBeGreaterThan(0)
    expect([...a.faults, ...b.faults]).toEqual([])
  })

  test('garbage on the data channel throws nothing, and edits go on', async context => {
    const { expect } = context
    const [a, b] = await openTwo(context, createKeepers())
    await expect.poll(() => paths(a), within).toMatchObject({ direct: 1 })
    await write(a, 'one ')
    await expect.poll(() => read(b), within).toBe('one ')
    await a.page.evaluate(() => {
      const { channels } = Reflect.get(window, 'wires') as { channels: Set<RTCDataChannel> }
      const frames = [
        'no frame',
        '',
        Uint8Array.of(0),
        Uint8Array.of(0, 0, 255),
        new Uint8Array(5_000).fill(255)
      ]
      for (const channel of channels)
        if (channel.readyState === 'open') for (const frame of frames) channel.send(frame as never)
    })
    await write(a, 'two ')
    await write(b, 'three ')
    await expect.poll(() => length(a), within).toBe(14)
    await expect.poll(() => read(b), within).toBe(await read(a))
    // y-webrtc says so where a frame is of no kind it knows, and goes on
    const thrown = [...a.faults, ...b.faults].filter(fault => fault !== 'Unable to compute message')
    expect(thrown).toEqual([])
  })

  test('both announce themselves at the same moment, again and again: only one calls', async context => {
    const { expect } = context
    for (let i = 0; i < 3; i++) {
      const [a, b] = await openTwo(context, createKeepers())
      await expect.poll(() => paths(a), within).toMatchObject({ direct: 1 })
      await expect.poll(() => paths(b), within).toMatchObject({ direct: 1 })
      const calls = await Promise.all(
        [a, b].map(({ page }) =>
          page.evaluate(() => (Reflect.get(window, 'wires') as { calls: number }).calls)
        )
      )
      expect(calls.reduce((sum, n) => sum + n)).toBe(1)
      expect([...a.faults, ...b.faults]).toEqual([])
      for (const each of [a, b]) await close(each)
    }
  })

  test('a window that is gone is no longer counted', async context => {
    const { expect } = context
    const [a, b] = await openTwo(context, createKeepers())
    await expect.poll(() => paths(a), within).toMatchObject({ direct: 1 })
    await close(b)
    await expect.poll(() => paths(a), within).toEqual({ direct: 0, viaKeeper: 0 })
  })

  test('where the network keeps its clients apart the keepers carry the edits, and both agree', async context => {
    const { expect } = context
    const keepers = createKeepers()
    const [a, b] = await openTwo(context, keepers, { direct: false })
    await expect.poll(() => paths(a), within).toEqual({ direct: 0, viaKeeper: 1 })
    await write(a, 'by ')
    await write(b, 'keeper ')
    await expect.poll(() => length(a), within).toBe(10)
    await expect.poll(() => read(b), within).toBe(await read(a))
    expect(keepers.carried['live-update']).toBeGreaterThan(0)
  })
})

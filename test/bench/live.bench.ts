import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from '@playwright/test'
import { WebSocketServer } from 'ws'
import type { Signalling } from '../../electron/lan/lan.ts'
import { openRelay } from '../../electron/lan/relay.ts'
import { browserPath, launchBrowser } from '../lan/browser.ts'
import { bundleForPage } from '../lan/bundle.ts'
import { atMost, type Goal, quantile, sayGoals } from './goals.ts'

/**
 * From a keystroke on one device to the frame that shows it on another: this app's live documents against
 * y-webrtc alone, each on an otherwise empty page of one Chromium, in turns, so that a busy moment of the machine
 * hits both. Each device presses in its turn; what counts is every other device's frame.
 */
const rounds = Number(process.env.CHUMAK_BENCH_ROUNDS ?? 3)
const strokesEach = 60
const pauseMs = 40
const sleep = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))

const servePage = async (): Promise<{ origin: string; close(): void }> => {
  const script = await bundleForPage('test/bench/live-page.ts')
  const server = createServer(({ url }, response) => {
    if (url === '/live.js') response.setHeader('content-type', 'text/javascript').end(script)
    else
      response.setHeader('content-type', 'text/html').end('<!doctype html><script src="/live.js"></script>')
  })
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  // a TCP server's address is never a pipe's name
  const { port } = server.address() as AddressInfo
  return { origin: `http://127.0.0.1:${port}`, close: () => server.close() }
}

/** y-webrtc's own signalling: who subscribed to a topic hears what is published there. */
const serveSignalling = async (): Promise<{ url: string; close(): void }> => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  server.on('connection', client => {
    client.on('message', data => {
      const message = JSON.parse(String(data)) as { type: string }
      if (message.type === 'ping') client.send('{"type":"pong"}')
      if (message.type === 'publish') for (const other of server.clients) other.send(String(data))
    })
  })
  await new Promise(listening => server.once('listening', listening))
  const { port } = server.address() as AddressInfo
  return { url: `ws://127.0.0.1:${port}`, close: () => server.close() }
}

/** Keepers of as many devices, all linked with each other. */
const keepers = (count: number): Signalling[] => {
  type Hearer = Parameters<Signalling['listen']>[0]
  const sides = Array.from({ length: count }, () => new Set<Hearer>())
  return sides.map((own, i) => ({
    publish: (name, room, data) => {
      setTimeout(() => {
        for (const [j, other] of sides.entries())
          if (j !== i) for (const hear of other) hear(name, room, data)
      }, 1)
    },
    listen: hear => {
      own.add(hear)
      return () => own.delete(hear)
    }
  }))
}

/** y-webrtc alone may never make some of its connections: then strokes go round by others, or are missing. */
const everyoneJoined = async (pages: Page[]): Promise<void> => {
  const until = Date.now() + 20_000
  for (;;) {
    const direct = await Promise.all(pages.map(page => page.evaluate(() => window.bench.direct())))
    const missing = direct.reduce((sum, n) => sum + pages.length - 1 - n, 0)
    if (missing === 0) return
    if (Date.now() > until)
      return console.log(`  ${missing} of ${pages.length * (pages.length - 1)} connections were not made`)
    await sleep(100)
  }
}

type Join = (page: Page, at: number) => Promise<void>

/** How long each stroke took to each other screen, ms. */
const measure = async (browser: Browser, origin: string, count: number, join: Join): Promise<number[]> => {
  const pages = await Promise.all(
    Array.from({ length: count }, async () => {
      // a context of its own: pages of one context would hear each other by BroadcastChannel
      const page = await (await browser.newContext()).newPage()
      await page.goto(origin)
      return page
    })
  )
  await Promise.all(pages.map(join))
  await everyoneJoined(pages)
  const pressed = new Map<number, { at: number; by: Page }>()
  for (let stroke = 0; stroke < strokesEach; stroke++) {
    const by = pages[stroke % count]!
    pressed.set(stroke, { at: await by.evaluate(n => window.bench.press(n), stroke), by })
    await sleep(pauseMs)
  }
  await sleep(1000)
  const took: number[] = []
  let missing = 0
  for (const page of pages) {
    const shown = new Map(await page.evaluate(() => window.bench.shown()))
    for (const [stroke, { at, by }] of pressed) {
      if (by === page) continue
      const frame = shown.get(stroke)
      if (frame === undefined) missing++
      else took.push(frame - at)
    }
  }
  if (missing > 0) console.log(`  ${missing} strokes were not on a screen a second after the last one`)
  for (const page of pages) await page.context().close()
  return took
}

if (!browserPath) console.log('live editing: not measured, no Chromium is installed')
else {
  const browser = await launchBrowser(browserPath)
  const served = await servePage()
  const signalling = await serveSignalling()
  const goals: Goal[] = []
  for (const count of [2, 12]) {
    const own: number[] = []
    const bare: number[] = []
    for (let round = 0; round < rounds; round++) {
      const room = `${count} devices, round ${round}`.padEnd(43, '.')
      bare.push(
        ...(await measure(browser, served.origin, count, page =>
          page.evaluate(([url, name]) => window.bench.bare(url ?? '', name ?? ''), [signalling.url, room])
        ))
      )
      const secret = new Uint8Array(32).fill(5)
      const relays = await Promise.all(
        keepers(count).map(side =>
          openRelay({ signalling: side, federationSecret: () => secret, origin: served.origin })
        )
      )
      own.push(
        ...(await measure(browser, served.origin, count, (page, at) =>
          page.evaluate(([url, name]) => window.bench.own(url ?? '', name ?? ''), [relays[at]!.url, room])
        ))
      )
      for (const relay of relays) await relay.close()
    }
    const line = (q: number) => {
      const [ours, theirs] = [quantile(own, q), quantile(bare, q)]
      const name = `live editing, ${count} devices, p${q * 100}`
      goals.push(atMost(name, 1.3, ours / theirs, 'times y-webrtc alone'))
      return `p${q * 100} ${ours.toFixed(1)} ms, y-webrtc alone ${theirs.toFixed(1)} ms, ratio ${(ours / theirs).toFixed(2)}`
    }
    console.log(
      `keystroke to remote screen, ${count} devices  ${line(0.5)} · ${line(0.95)} (${own.length} frames)`
    )
  }
  sayGoals(goals)
  served.close()
  signalling.close()
  await browser.close()
}

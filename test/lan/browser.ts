/** A real browser with the live side of a window on a page, served from loopback. */
import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Browser, chromium, type Page } from '@playwright/test'
import { bundleForPage } from './bundle.ts'

const candidates = [process.env.CHUMAK_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser']

/** Null where there is none to be had. */
export const browserPath = candidates.find(path => path && existsSync(path)) ?? null

export interface Served {
  origin: string
  close(): Promise<void>
}

export const serveLivePage = async (): Promise<Served> => {
  const script = await bundleForPage('test/lan/live-page.ts')
  const server = createServer(({ url }, response) => {
    if (url === '/live.js') response.setHeader('content-type', 'text/javascript').end(script)
    else
      response.setHeader('content-type', 'text/html').end('<!doctype html><script src="/live.js"></script>')
  })
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  // a TCP server's address is never a pipe's name
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () => new Promise(closed => server.close(() => closed()))
  }
}

export const launchBrowser = (executablePath: string): Promise<Browser> =>
  chromium.launch({
    executablePath,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-features=WebRtcHideLocalIpsWithMdns'
    ]
  })

export interface OpenPage {
  page: Page
  /** errors of the page, and requests that left loopback */
  faults: string[]
}

/**
 * `direct: false` takes every direct path away, as a network does that keeps its clients apart: the
 * addresses that the other end offers are never tried.
 */
export const openLivePage = async (
  browser: Browser,
  origin: string,
  { direct = true } = {}
): Promise<OpenPage> => {
  // a context of its own: pages of one context would hear each other by BroadcastChannel
  const page = await (await browser.newContext()).newPage()
  if (!direct)
    await page.addInitScript(() => {
      RTCPeerConnection.prototype.addIceCandidate = () => Promise.resolve()
    })
  // the data channels it sends by, for tests that cut or dirty them, and how often it called somebody
  await page.addInitScript(() => {
    const wires = { channels: new Set<RTCDataChannel>(), lost: false, calls: 0 }
    Object.assign(window, { wires })
    const { createOffer } = RTCPeerConnection.prototype
    Object.assign(RTCPeerConnection.prototype, {
      createOffer(this: RTCPeerConnection, ...options: unknown[]) {
        wires.calls += 1
        return Reflect.apply(createOffer, this, options)
      }
    })
    const { send } = RTCDataChannel.prototype
    RTCDataChannel.prototype.send = function (this: RTCDataChannel, data: never) {
      wires.channels.add(this)
      if (!wires.lost) send.call(this, data)
    }
  })
  const faults: string[] = []
  page.on('pageerror', error => faults.push(error.message))
  page.on('console', message => {
    if (message.type() === 'error') faults.push(message.text())
  })
  page.on('request', request => {
    if (new URL(request.url()).hostname !== '127.0.0.1') faults.push(request.url())
  })
  await page.goto(origin)
  // the icon no page asks for by itself is no fault of ours
  faults.length = 0
  return { page, faults }
}

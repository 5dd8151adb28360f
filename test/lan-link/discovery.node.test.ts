import { expect, test } from 'vitest'
import type { LogId } from '#shared/record/entry.ts'
import { advertisementTxt, drawNonce, recogniseAdvertisement } from '../../electron/lan/advertisement.ts'
import { parseDialAddress, parseDialAddresses } from '../../electron/lan/dial-address.ts'
import { createDialBook } from '../../electron/lan/dial-book.ts'
import { createFlood } from '../../electron/lan/flood.ts'
import { isOnLink, type OwnAddress, withZones } from '../../electron/lan/interfaces.ts'
import { lanText } from '../../shared/invitation/code-text.ts'
import { createSecret } from './devices.ts'

test('a member recognises an advertisement, and nobody else does', () => {
  const secret = createSecret()
  const nonce = drawNonce()
  const txt = advertisementTxt(secret, { nonce, port: 4711 })
  expect(recogniseAdvertisement([secret], txt, 4711)).toEqual({ nonce, port: 4711 })
  expect(recogniseAdvertisement([createSecret()], txt, 4711)).toBeNull()
  // told again with another port it would lead members somewhere else
  expect(recogniseAdvertisement([secret], txt, 4712)).toBeNull()
  expect(recogniseAdvertisement([secret], { ...txt, n: txt.m }, 4711)).toBeNull()
})

test('after a renewal an advertisement by an older secret is still recognised by whoever knows it', () => {
  const [old, renewed] = [createSecret(), createSecret()]
  const nonce = drawNonce()
  const byOld = advertisementTxt(old, { nonce, port: 4711 })
  expect(recogniseAdvertisement([renewed, old], byOld, 4711)).toEqual({ nonce, port: 4711 })
  // whoever was released knows the old one alone
  const byNew = advertisementTxt(renewed, { nonce, port: 4711 })
  expect(recogniseAdvertisement([old], byNew, 4711)).toBeNull()
})

test('what an advertisement shows is different each time, and holds no more than nonce and proof', () => {
  const secret = createSecret()
  const shown = [0, 1].map(() => advertisementTxt(secret, { nonce: drawNonce(), port: 4711 }))
  expect(shown[0]?.n).not.toBe(shown[1]?.n)
  expect(shown[0]?.m).not.toBe(shown[1]?.m)
  expect(Object.keys(shown[0] ?? {})).toEqual(['n', 'm'])
})

test.each([
  [undefined, 4711],
  [{}, 4711],
  [{ n: 'x', m: 'y' }, 4711],
  [{ n: 5, m: null }, 4711],
  [{ n: 'A'.repeat(10_000), m: 'A'.repeat(10_000) }, 4711],
  [advertisementTxt(new Uint8Array(32), { nonce: new Uint8Array(16), port: 1 }), 'port'],
  [advertisementTxt(new Uint8Array(32), { nonce: new Uint8Array(16), port: 1 }), 99_999]
])('a malformed advertisement is nobody: %j', (txt, port) => {
  expect(recogniseAdvertisement([new Uint8Array(32)], txt, port)).toBeNull()
})

const own: OwnAddress[] = [
  { address: '192.168.7.20', family: 'ipv4', prefixBits: 24 },
  { address: '169.254.3.9', family: 'ipv4', prefixBits: 16 },
  { address: 'fd00:1::20', family: 'ipv6', prefixBits: 64 }
]
test.each([
  ['192.168.7.99', true],
  ['169.254.200.1', true],
  ['fd00:1::99', true],
  ['192.168.8.1', false],
  ['1.1.1.1', false],
  ['2606:4700::1111', false],
  ['127.0.0.1', false],
  ['example.org', false],
  ['', false]
])('whether %s may be dialled because it was advertised: %s', (address, expected) => {
  expect(isOnLink(address, own)).toBe(expected)
})

test('addresses given by hand are parsed, with and without IPv6', () => {
  expect(parseDialAddress(' 10.0.0.7:4711 ')).toEqual({ host: '10.0.0.7', port: 4711 })
  expect(parseDialAddress('[fd00::7]:4711')).toEqual({ host: 'fd00::7', port: 4711 })
  expect(parseDialAddress('999.0.0.7:4711')).toBeNull()
})

test('a link-local address is dialled only on a link of our own', () => {
  const links = [{ address: 'fe80::1', zone: 'eth0' }]
  expect(isOnLink('fe80::9%eth0', own, links)).toBe(true)
  expect(isOnLink('fe80::9%eth1', own, links)).toBe(false)
  expect(isOnLink('fe80::9', own, links)).toBe(false)
  expect(isOnLink('fe80::zz%eth0', own, links)).toBe(false)
  expect(withZones('fe80::9', [...links, { address: 'fe80::2', zone: 'wlan0' }])).toEqual([
    'fe80::9%eth0',
    'fe80::9%wlan0'
  ])
  expect(withZones('fe80::9%eth7', links)).toEqual(['fe80::9%eth7'])
  expect(parseDialAddress('[fe80::1%eth0]:4711')).toEqual({ host: 'fe80::1%eth0', port: 4711 })
})

test('a code brings all addresses; a broken one none', () => {
  const code = lanText(['10.0.0.7:4711', '[fe80::7]:4711'])
  expect(code).toBe('chumak-lan:10.0.0.7:4711,[fe80::7]:4711')
  expect(parseDialAddresses(` ${code} `)).toEqual([
    { host: '10.0.0.7', port: 4711 },
    { host: 'fe80::7', port: 4711 }
  ])
  for (const bad of ['chumak-lan:', `${code},example.org:1`, `chumak-lan:${'10.0.0.7:1,'.repeat(40)}`])
    expect(parseDialAddresses(bad)).toBeNull()
})

const device = 'device' as LogId
const nobody = () => false
const anywhere = () => true

test('the side whose turn it is dials at once, the other only after a while', () => {
  let now = 0
  const book = createDialBook(() => now, anywhere)
  book.sighted('ours', ['10.0.0.2'], 1, true)
  book.sighted('theirs', ['10.0.0.3'], 1, false)
  expect(book.due(nobody).map(({ key }) => key)).toEqual(['ours'])
  now = 4_000
  expect(book.due(nobody).map(({ key }) => key)).toEqual(['ours', 'theirs'])
})

test('who cannot be reached is tried at growing intervals, at least every half minute, for ever', () => {
  let now = 0
  const book = createDialBook(() => now, anywhere)
  book.sighted('gone', ['10.0.0.2'], 1, true)
  const tried: number[] = []
  for (; now < 200_000; now += 500)
    for (const target of book.due(nobody)) {
      tried.push(now)
      book.failed(target)
    }
  expect(tried.slice(0, 6)).toEqual([0, 1_000, 3_000, 7_000, 15_000, 31_000])
  expect(tried.at(-1)).toBeGreaterThan(170_000)
  book.retryNow()
  now += 1_000
  expect(book.due(nobody)).toHaveLength(1)
})

test('who is linked is not dialled, by whatever way the link came about', () => {
  const book = createDialBook(() => 60_000, anywhere)
  book.sighted('seen', ['10.0.0.2'], 1, true)
  book.foundByKey('seen', device)
  expect(book.due(log => log === device)).toEqual([])
  expect(book.due(nobody)).toHaveLength(1)
})

test('what was advertised in one network is not dialled from another, what a person gave is', () => {
  let network = '10.83.'
  const book = createDialBook(
    () => 60_000,
    address => address.startsWith(network)
  )
  book.sighted('moves along', ['10.83.0.2'], 1, true)
  book.sighted('stays behind', ['10.83.0.3'], 1, true)
  const given = book.given('given', ['10.83.0.4'], 1)
  given.dueAtMs = 0
  const dialled = () =>
    book
      .due(nobody)
      .map(target => [target.key, ...target.addresses.filter(address => book.mayDial(target, address))])
  const all = [
    ['moves along', '10.83.0.2'],
    ['stays behind', '10.83.0.3'],
    ['given', '10.83.0.4']
  ]
  expect(dialled()).toEqual(all)

  network = '10.84.'
  expect(dialled()).toEqual([['given', '10.83.0.4']])
  book.sighted('moves along', ['10.84.0.2'], 1, true)
  expect(dialled()).toEqual([
    ['moves along', '10.84.0.2'],
    ['given', '10.83.0.4']
  ])
  // back home
  network = '10.83.'
  expect(dialled()).toEqual(all)
})

test('sightings without end are not remembered without end', () => {
  const book = createDialBook(() => 60_000, anywhere)
  for (let i = 0; i < 5_000; i++) book.sighted(`n:${i}`, ['10.0.0.2'], 1, true)
  expect(book.due(nobody).length).toBeLessThanOrEqual(256)
})

test('a live message is heard once and passed on until its hops are used up', () => {
  const [a, b, c] = [createFlood(), createFlood(), createFlood()]
  const message = a.begin('live-signal', 'room', Uint8Array.of(1))
  const atB = b.hear(message)
  expect(atB).toMatchObject({ fresh: true, onward: { hops: message.hops - 1 } })
  expect(b.hear(message)).toEqual({ fresh: false, onward: null })
  // its own message coming back
  expect(a.hear(atB.onward ?? message)).toEqual({ fresh: false, onward: null })
  expect(c.hear({ ...message, hops: 0 })).toEqual({ fresh: true, onward: null })
})

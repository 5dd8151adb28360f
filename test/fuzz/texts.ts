/** Texts that are typed, scanned, or asked for by an address. */
import { isIP } from 'node:net'
import { resolve, sep } from 'node:path'
import { candidates } from '../../electron/app-files.ts'
import { parseRange } from '../../electron/byte-range.ts'
import { advertisementTxt, recogniseAdvertisement } from '../../electron/lan/advertisement.ts'
import { parseDialAddresses } from '../../electron/lan/dial-address.ts'
import { codeLimitBytes, codeTexts, createCodeCollector, lanText } from '../../shared/invitation/code-text.ts'
import { seedOfWords, typedWords, wordsOfSeed } from '../../shared/invitation/paper-words.ts'
import { bytesEqual } from '../../shared/record/ids.ts'
import { bounded } from './allocation.ts'
import { pick, type Random } from './draw.ts'
import { mutateTree } from './mutate.ts'
import { sha256 } from './signed.ts'

/** The text with a few letters of it others, or cut, doubled, or run together. */
const otherText = (text: string, random: Random): string => {
  let changed = text
  for (let times = random(4); times > 0; times--) {
    const at = random(changed.length + 1)
    const odd = [
      '',
      '0',
      '/',
      ':',
      ',',
      'ї',
      '\0',
      ' ',
      '\ud800',
      '%',
      'A',
      'Q',
      'A'.repeat(5000),
      changed,
      '-',
      '..'
    ]
    changed = changed.slice(0, at) + pick(random, odd) + changed.slice(at + random(3))
    if (changed.length > 200_000) changed = changed.slice(0, 200_000)
  }
  return changed
}

const bytesOf = (random: Random, most: number): Uint8Array =>
  Uint8Array.from({ length: random(most) + 1 }, (_, at) => (at * 31 + random(3)) & 255)

/** Codes of one or two cards, seen in any order, misread now and then. */
export const codeCase = async (random: Random): Promise<boolean> => {
  const shown = [bytesOf(random, 1500), bytesOf(random, 1500)]
  const hashes = shown.map(bytes => sha256(bytes))
  const collector = createCodeCollector()
  const whole = new Set<string>()
  for (let times = 30; times > 0; times--) {
    // mostly one of them for a while, in any order and again and again
    const texts = codeTexts(shown[times > 15 !== (random(12) === 1) ? 0 : 1]!)
    const text = pick(random, texts)
    const seen = random(6) === 1 ? otherText(text, random) : text
    const told = await bounded(() => collector.take(seen))
    if (told.state === 'parts' && !(told.have < told.of && told.of <= 40))
      throw new Error(`${told.have} of ${told.of} parts`)
    if (told.state !== 'whole') continue
    if (told.bytes.length > codeLimitBytes) throw new Error('more comes of codes than they may hold')
    // a single code has no hash: whatever it holds is judged by its own signature
    const named = /^CHUMAK1\/\d+\/\d+\/([0-9A-F]{8}):/.exec(seen)?.[1]
    if (named && sha256(told.bytes).slice(0, 8).toUpperCase() !== named)
      throw new Error('parts come to bytes that their hash does not name')
    whole.add(sha256(told.bytes))
  }
  return hashes.every(hash => whole.has(hash))
}

export const paperCase = async (random: Random): Promise<boolean> => {
  const seed = bytesOf(random, 1)
  const whole = new Uint8Array(32).fill(seed[0]!)
  const words = wordsOfSeed(whole)
  const how = random(6)
  if (how === 1) words.splice(random(24), 1)
  if (how === 2) words[random(24)] = pick(random, ['abandon', 'zoo', 'сіль', '', 'Абв', 'x'.repeat(90_000)])
  if (how === 3) words.reverse()
  const text = words.join(pick(random, [' ', '\n', ', ', ' 1. ', '\u00a0']))
  const typed = how === 4 ? otherText(text, random) : how === 5 ? text.toUpperCase() : text
  const read = await bounded(() => seedOfWords(typedWords(typed)))
  if (!(read instanceof Uint8Array)) {
    if (read.fault === 'unknown' && read.word.length > 40) throw new Error('a whole text is told as one word')
    return false
  }
  if (wordsOfSeed(read).join(' ') !== typedWords(typed).join(' '))
    throw new Error('words stand for other words')
  return true
}

/** Addresses to dial: never a name, which somebody beyond the local network would be asked for. */
export const addressCase = async (random: Random): Promise<boolean> => {
  const given = ['192.168.1.7:4711', '[fd00::7]:4711', '[fe80::1%eth0]:9', 'salt.example:1', '1.2.3:4']
  const one = pick(random, given)
  const text = random(2) === 0 ? one : lanText([one, pick(random, given)])
  const asked = random(3) === 0 ? text : otherText(text, random)
  const read = await bounded(() => parseDialAddresses(asked))
  if (read === null) return false
  if (read.length < 1 || read.length > 16) throw new Error(`${read.length} addresses are dialled`)
  for (const { host, port } of read)
    if (isIP(host) === 0 || !(port >= 1 && port <= 65_535)) throw new Error(`${host} is dialled at ${port}`)
  return true
}

const federationSecret = new Uint8Array(32).fill(7)
/** What anybody on the network may say of itself. */
export const advertisementCase = async (random: Random): Promise<boolean> => {
  const nonce = new Uint8Array(16).fill(random(3))
  const port = 4711
  const by = random(4) === 1 ? new Uint8Array(32).fill(6) : federationSecret
  const lawful = advertisementTxt(by, { nonce, port })
  const how = random(4)
  const txt = how === 1 ? mutateTree(lawful, random) : lawful
  const at = how === 2 ? mutateTree(port, random) : how === 3 ? 4712 : port
  const read = await bounded(() => recogniseAdvertisement([new Uint8Array(32), federationSecret], txt, at))
  if (read === null) return false
  const isSame = by === federationSecret && read.port === port && bytesEqual(read.nonce, nonce)
  if (!isSame) throw new Error('an advertisement is recognised that no member made')
  return true
}

const folders = { renderer: resolve('/srv/app/renderer'), maps: [resolve('/srv/maps'), resolve('/srv/more')] }
/** Electron hands over none that is no address. */
const isAddress = (url: string): boolean => {
  try {
    return new URL(url).protocol === 'app:'
  } catch {
    // what it throws for is no address: that was the question
    return false
  }
}

/** Addresses of the app's own protocol, and the parts of files that are asked for. */
export const appFileCase = async (random: Random): Promise<boolean> => {
  const parts = [
    'index.html',
    '..',
    '%2e%2e',
    '%2f',
    '%5c',
    '\\',
    '%00',
    'base.pmtiles',
    '.',
    '~',
    '%ff',
    'ї',
    ''
  ]
  const path = Array.from({ length: 1 + random(6) }, () => pick(random, parts)).join(
    pick(random, ['/', '/', '%2f', '//'])
  )
  const host = pick(random, ['chumak', 'maps', 'maps', 'other', ''])
  const url = `app://${host}/${path}${pick(random, ['', '?a=../b', '#../b'])}`
  if (!isAddress(url)) return false
  const found = await bounded(() => candidates(url, folders))
  const inside = [folders.renderer, ...folders.maps]
  // the folder itself is no file, and is answered as one that is not there
  for (const file of found)
    if (!inside.some(folder => `${resolve(file)}${sep}`.startsWith(folder + sep)) || /[\0\\]/.test(file))
      throw new Error(`${url} answers ${file}`)
  const sizeBytes = pick(random, [0, 1, 1000, 2 ** 40])
  const bound = () => pick(random, ['', '0', '1', '999', '1000', '-1', '9'.repeat(30), 'x', '1e3'])
  const range = parseRange(`bytes=${bound()}-${bound()}${pick(random, ['', '', ',0-1'])}`, sizeBytes)
  if (typeof range === 'object') {
    const { first, last } = range
    const isWithin = Number.isSafeInteger(first) && first >= 0 && first <= last && last < sizeBytes
    if (!isWithin) throw new Error(`bytes ${first} to ${last} of ${sizeBytes} are read`)
  }
  return found.length > 0
}

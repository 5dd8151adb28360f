import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { seedOfWords, typedWords, wordsOfSeed } from '#shared/invitation/paper-words.ts'
import { enterByPaper } from '../../electron/paper/enter-by-paper.ts'
import { makePaper } from '../../electron/paper/make-paper.ts'
import { releaseDevice } from '../../electron/people/release-device.ts'
import type { Store } from '../../electron/store/open-store.ts'
import {
  acceptedOf,
  beginWithOffers,
  errorOf,
  exportTo,
  importInto,
  now,
  removeSticks,
  temporaryStick
} from '../bundle/federations.ts'
import {
  admit,
  exchange,
  foundCommune,
  makeDevice,
  offerOf,
  removeDevices,
  reopenDevice,
  takenInUnsigned,
  temporaryHome,
  testPassphrase,
  testScryptCost,
  vouchFor
} from '../record/federation.ts'

afterEach(() => {
  removeDevices()
  removeSticks()
})

/** Stepan's commune with a sheet of paper in the drawer, and a stick of the time after. */
const withPaper = async () => {
  const stepan = await beginWithOffers(5)
  const paper = acceptedOf(await makePaper({ store: stepan, handle: 'Paper of Huliaipole', now }))
  const stick = join(temporaryStick(), 'huliaipole.caravan')
  await exportTo(stepan, stick)
  return { stepan, paper, stick, words: paper.words.join(' ') }
}

const enter = (words: string, path: string, home: string, handle = 'Marusia', more: object = {}) =>
  enterByPaper({ words, path, home, handle, passphrase: testPassphrase, scryptCost: testScryptCost, ...more })

const entered = async (words: string, path: string, handle?: string): Promise<Store> => {
  const home = temporaryHome()
  acceptedOf(await enter(words, path, home, handle))
  return reopenDevice(home)
}
const filesIn = (home: string) => readdirSync(home).filter(name => name !== 'home.lock')
const isIn = (store: Store, device: Store['device']) =>
  (store.authority().communesOf.get(device)?.size ?? 0) > 0

describe('the words of a sheet', () => {
  it('are those of BIP 39', () => {
    // its published vector for 32 bytes of zeros
    expect(wordsOfSeed(new Uint8Array(32)).join(' ')).toBe(`${'abandon '.repeat(23)}art`)
    expect(seedOfWords(typedWords(`${'ABANDON '.repeat(23)} art`))).toEqual(new Uint8Array(32))
  })

  it('may be typed with numbers and line ends', () => {
    const words = wordsOfSeed(Uint8Array.from({ length: 32 }, (_, i) => i))
    expect(typedWords(words.map((word, i) => `${i + 1}. ${word}`).join('\n'))).toEqual(words)
  })

  it('that are off are told apart', () => {
    const words = wordsOfSeed(new Uint8Array(32))
    expect(seedOfWords([...words.slice(0, 6), 'oxcart', ...words.slice(7)])).toEqual({
      fault: 'unknown',
      number: 7,
      word: 'oxcart'
    })
    expect(seedOfWords(words.slice(1))).toEqual({ fault: 'count', count: 23 })
    expect(seedOfWords([...words.slice(0, 23), 'abandon'])).toEqual({ fault: 'checksum' })
  })
})

describe('a recovery sheet', () => {
  it('and any stick make a new device a member', async () => {
    const { stepan, paper, stick, words } = await withPaper()
    expect(isIn(stepan, paper.device)).toBe(true)
    const marusia = await entered(words, stick)
    expect(marusia.standing()).toMatchObject({ state: 'in', handle: 'Marusia' })
    expect(marusia.standing().commune?.id).toBe(stepan.standing().commune?.id)
    expect(marusia.device).not.toBe(paper.device)
    // it is used up, by itself
    expect(isIn(marusia, paper.device)).toBe(false)
    marusia.put({ kind: 'offer', fields: offerOf('salt') })

    exchange(marusia, stepan)
    expect(stepan.stats().state).toBe(marusia.stats().state)
    expect(isIn(stepan, marusia.device)).toBe(true)
    expect(takenInUnsigned(stepan)).toEqual([])
    expect(stepan.verifyAll().problems).toEqual([])
  })

  it('opens sticks that are made with the secret it brought about, and the renewal reaches the others', async () => {
    const { stepan, stick, words } = await withPaper()
    const marusia = await entered(words, stick)
    const back = join(temporaryStick(), 'marusia.caravan')
    await exportTo(marusia, back)
    acceptedOf(await importInto(stepan, back))
    expect(isIn(stepan, marusia.device)).toBe(true)
    // sealed anew, to those who are left: the words open nothing that comes after
    const newest = marusia.keys().get('federation')?.[0]
    expect(newest?.to).toEqual([stepan.device, marusia.device].sort())
    expect(newest?.author).toBe(marusia.device)
  })

  it('opens no stick of somebody who has not heard of it, whenever that is written', async () => {
    const stepan = await beginWithOffers(2)
    const olha = await makeDevice({ handle: 'Olha' })
    foundCommune(olha, 'Orikhiv')
    vouchFor(stepan, olha)
    const paper = acceptedOf(await makePaper({ store: stepan, handle: 'Paper of Huliaipole', now }))
    const words = paper.words.join(' ')
    const stick = join(temporaryStick(), 'olha.caravan')
    await exportTo(olha, stick)
    expect(errorOf(await enter(words, stick, temporaryHome()))).toEqual({
      code: 'paper-other',
      detail: { reason: 'stick' }
    })
    exchange(stepan, olha)
    await exportTo(olha, stick)
    expect((await entered(words, stick)).standing().state).toBe('in')
  })

  it('opens nothing once it was used', async () => {
    const { words, stick } = await withPaper()
    const marusia = await entered(words, stick)
    const later = join(temporaryStick(), 'later.caravan')
    await exportTo(marusia, later)
    const home = temporaryHome()
    // the stick that was made after is not sealed to the paper any more
    expect(errorOf(await enter(words, later, home))).toEqual({
      code: 'paper-other',
      detail: { reason: 'stick' }
    })
    expect(filesIn(home)).toEqual([])
  })

  it('that was released is refused in so many words', async () => {
    const { stepan, paper, words } = await withPaper()
    const stick = join(temporaryStick(), 'released.caravan')
    // by its own commune, where two are left; the secret is not renewed yet, so the stick still opens
    stepan.put({ kind: 'release', fields: { device: paper.device, lastSeq: 0, why: 'other' } })
    const { exportBundle } = await import('../../electron/carry/export-bundle.ts')
    const { makerOf } = await import('../../electron/carry/maker.ts')
    const maker = {
      ...makerOf(stepan, now),
      members: [stepan.authority().devices.get(paper.device)!.sealKey]
    }
    acceptedOf(await exportBundle({ store: stepan, path: stick, maker }))
    const home = temporaryHome()
    expect(errorOf(await enter(words, stick, home))).toEqual({
      code: 'paper-other',
      detail: { reason: 'used' }
    })
    expect(filesIn(home)).toEqual([])
  })

  it('used in two places forks its log, and neither device counts', async () => {
    const { stepan, paper, words, stick } = await withPaper()
    const marusia = await entered(words, stick, 'Marusia')
    const stranger = await entered(words, stick, 'Stranger')
    expect(isIn(marusia, marusia.device)).toBe(true)
    exchange(marusia, stepan)
    exchange(stranger, stepan)
    exchange(marusia, stepan)
    for (const store of [stepan, marusia]) {
      expect(store.forks().has(paper.device)).toBe(true)
      expect(isIn(store, marusia.device)).toBe(false)
      expect(isIn(store, stranger.device)).toBe(false)
      expect(isIn(store, stepan.device)).toBe(true)
    }
  })

  it('is nobody’s voice: one of two people releases the other, and anybody the sheet', async () => {
    const { stepan, paper } = await withPaper()
    const bo = await makeDevice({ handle: 'Bo' })
    admit(stepan, bo)
    const second = acceptedOf(await makePaper({ store: stepan, handle: 'A second sheet', now }))
    for (let i = 0; i < 2; i++) exchange(stepan, bo)
    // were the sheets counted, four would stand there and two would have to ask
    expect(releaseDevice(stepan, { device: paper.device, why: 'device-lost' })).toMatchObject({
      released: true
    })
    const third = await makeDevice({ handle: 'Third' })
    admit(stepan, third)
    for (const one of [bo, third]) for (let i = 0; i < 2; i++) exchange(stepan, one)
    expect(releaseDevice(bo, { device: second.device, why: 'device-lost' })).toMatchObject({
      released: true
    })
    // of three people two must ask
    expect(releaseDevice(bo, { device: third.device, why: 'harm' })).toEqual({ released: false, more: 1 })
    exchange(bo, stepan)
    expect(releaseDevice(stepan, { device: third.device, why: 'harm' })).toMatchObject({ released: true })
    acceptedOf(await makePaper({ store: stepan, handle: 'A last sheet', now }))
    exchange(stepan, bo)
    expect(releaseDevice(bo, { device: stepan.device, why: 'device-lost' })).toMatchObject({ released: true })
  })

  it('of another federation, or words that are off, leave no home', async () => {
    const { words, stick } = await withPaper()
    const other = await withPaper()
    const home = temporaryHome()
    expect(errorOf(await enter(other.words, stick, home)).code).toBe('paper-other')
    const [first = '', ...rest] = words.split(' ')
    expect(errorOf(await enter([...rest, first].join(' '), stick, home)).code).toBe('paper-words-off')
    expect(errorOf(await enter(['salt-cart', ...rest].join(' '), stick, home))).toEqual({
      code: 'paper-word-unknown',
      detail: { number: 1, word: 'salt-cart' }
    })
    expect(errorOf(await enter(words, stick, home, 'Marusia', { passphrase: 'salt' })).code).toBe(
      'passphrase-weak'
    )
    expect(filesIn(home)).toEqual([])
  })

  it('brings a commune back that has nobody else', async () => {
    const { stepan, stick, words } = await withPaper()
    stepan.close()
    const marusia = await entered(words, stick)
    expect(marusia.standing().state).toBe('in')
    expect(marusia.list({ kind: 'offer', offset: 0, limit: 10 }).total).toBe(5)
    expect(marusia.keyring.federationSecret).not.toBeNull()
  })
})

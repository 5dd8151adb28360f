import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { encode } from 'cborg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { RangeCollector } from '#shared/bundle/collect-ranges.ts'
import { encodeCard } from '#shared/invitation/card.ts'
import { encodeWelcomeHead } from '#shared/invitation/welcome-head.ts'
import { canonical } from '#shared/record/body-codec.ts'
import { idToBytes } from '#shared/record/ids.ts'
import { bundleDeps } from '../../electron/carry/bundle-deps.ts'
import { importBundle } from '../../electron/carry/import-bundle.ts'
import { manifestOf, writeBundleFile } from '../../electron/carry/write-bundle-file.ts'
import { join as joinFederation } from '../../electron/invitation/join.ts'
import { makeCard } from '../../electron/invitation/make-card.ts'
import { readCard } from '../../electron/invitation/read-card.ts'
import { welcome } from '../../electron/invitation/welcome.ts'
import type { Store } from '../../electron/store/open-store.ts'
import { renewSecrets, settleSecrets } from '../../electron/store/settle-secrets.ts'
import {
  acceptedOf,
  errorOf,
  exportTo,
  makerOf,
  now,
  removeSticks,
  temporaryStick
} from '../bundle/federations.ts'
import { newSigning, WrittenLog } from '../bundle/logs.ts'
import {
  admit,
  beginFederation,
  exchange,
  makeDevice,
  offerOf,
  removeDevices,
  takenInUnsigned
} from '../record/federation.ts'

const place = { lat: 47.57, lon: 35.79, precision: 'coarse' as const }
const orikhiv = { name: 'Orikhiv', place }

describe('coming in by card and welcome', () => {
  let stepan: Store
  let olha: Store
  let cardPath: string
  let welcomePath: string

  beforeEach(async () => {
    stepan = await makeDevice({ handle: 'Stepan' })
    beginFederation(stepan)
    stepan.put({ kind: 'offer', fields: offerOf('salt') })
    olha = await makeDevice({ handle: 'Olha' })
    const stick = temporaryStick()
    cardPath = join(stick, 'olha.card')
    welcomePath = join(stick, 'olha.welcome')
  })
  afterEach(() => {
    removeDevices()
    removeSticks()
  })

  const answer = (by = stepan, path = welcomePath) =>
    welcome({ store: by, maker: makerOf(by, now), card: cardPath, path })
  const take = (by = olha, path = welcomePath) => joinFederation({ store: by, welcome: path })

  it('makes a member of the commune that sees the whole record at once', async () => {
    const made = acceptedOf(await makeCard({ store: olha, path: cardPath }))
    expect(olha.standing().state).toBe('waiting')
    expect(made.fingerprint).toMatch(/^\d{5} \d{5} \d{5} \d{5}$/)
    expect(acceptedOf(await readCard(cardPath))).toEqual(made)
    expect(acceptedOf(await answer())).toEqual(made)
    const standing = acceptedOf(await take())
    expect(standing).toMatchObject({
      state: 'in',
      federation: { name: 'Salt Road' },
      commune: stepan.standing().commune,
      handle: 'Olha'
    })
    expect(takenInUnsigned(stepan)).toEqual([])
    expect(olha.stats().state).toBe(stepan.stats().state)
    expect(olha.keyring.federationSecret).toEqual(stepan.keyring.federationSecret)
    // and what she writes counts for the others
    olha.put({ kind: 'offer', fields: offerOf('honey') })
    const path = join(temporaryStick(), 'back.caravan')
    await exportTo(olha, path)
    acceptedOf(await importBundle({ path, store: stepan, keyring: stepan.keyring }))
    expect(stepan.list({ kind: 'offer' }).total).toBe(2)
    expect(stepan.stats().state).toBe(olha.stats().state)
  })

  it('vouches for a commune-to-be, whose entries travel on the card', async () => {
    const made = acceptedOf(await makeCard({ store: olha, path: cardPath, commune: orikhiv }))
    expect(made.commune).toMatchObject({ name: 'Orikhiv', id: olha.standing().commune?.id })
    acceptedOf(await answer())
    expect(acceptedOf(await take())).toMatchObject({ state: 'in', commune: { name: 'Orikhiv' } })
    expect(stepan.list({ kind: 'commune' }).total).toBe(2)
    expect(olha.stats().state).toBe(stepan.stats().state)
  })

  it('founds, admits and vouches once, however often a step is repeated', async () => {
    const first = acceptedOf(await makeCard({ store: olha, path: cardPath, commune: orikhiv }))
    expect(acceptedOf(await makeCard({ store: olha, path: cardPath, commune: orikhiv }))).toEqual(first)
    acceptedOf(await answer())
    const after = stepan.stats()
    acceptedOf(await answer())
    expect(stepan.stats()).toEqual(after)
    acceptedOf(await take())
    acceptedOf(await take())
    expect(olha.stats()).toEqual(after)

    const petro = await makeDevice({ handle: 'Petro' })
    acceptedOf(await makeCard({ store: petro, path: cardPath }))
    acceptedOf(await answer())
    const admitted = stepan.stats()
    acceptedOf(await answer())
    expect(stepan.stats()).toEqual(admitted)
    expect(stepan.list({ kind: 'admit' }).total).toBe(1)
  })

  it('is given new secrets whatever key another member tells for it', async () => {
    acceptedOf(await makeCard({ store: olha, path: cardPath }))
    acceptedOf(await answer())
    acceptedOf(await take())
    const petro = await makeDevice({ handle: 'Petro' })
    admit(stepan, petro)
    exchange(stepan, olha)
    const told = { device: olha.device, handle: 'Olha', sealKey: petro.keyring.sealRecipient }
    petro.put({ kind: 'admit', fields: told })
    exchange(petro, stepan)
    await renewSecrets(stepan)
    for (const store of [olha, petro]) {
      exchange(stepan, store)
      await settleSecrets(store, { renew: 'own' })
      expect(store.keyring.federationSecret).toEqual(stepan.keyring.federationSecret)
    }
    expect(stepan.keyring.federationSecrets).toHaveLength(2)
  })

  it('goes on where a join was called off', async () => {
    for (let i = 0; i < 3; i++)
      stepan.appendRun(new WrittenLog().writeNotes(500, 1500).run(), { road: 'lan', from: null })
    acceptedOf(await makeCard({ store: olha, path: cardPath }))
    acceptedOf(await answer())
    const signal = { aborted: false }
    const stopping = (done: number, total: number) => {
      signal.aborted = done > total / 2
    }
    const stopped = await joinFederation({ store: olha, welcome: welcomePath, signal, onProgress: stopping })
    expect(errorOf(stopped).code).toBe('cancelled')
    expect(olha.verifyAll().problems).toEqual([])
    expect(acceptedOf(await take()).state).toBe('in')
    expect(olha.stats().state).toBe(stepan.stats().state)
  })

  it('shows another fingerprint where anything on the card is another', async () => {
    const seal = olha.keyring.sealRecipient
    const other = (await makeDevice({ handle: 'Mallory' })).keyring
    const prints = new Set<string>()
    const cards: [Parameters<typeof encodeCard>[0], Parameters<typeof encodeCard>[1]][] = [
      [{ handle: 'Olha', sealRecipient: seal, commune: null }, olha.keyring],
      [{ handle: 'Olga', sealRecipient: seal, commune: null }, olha.keyring],
      [{ handle: 'Olha', sealRecipient: other.sealRecipient, commune: null }, olha.keyring],
      [{ handle: 'Olha', sealRecipient: seal, commune: null }, newSigning()]
    ]
    for (const [card, signing] of cards) {
      writeFileSync(cardPath, encodeCard(card, signing))
      prints.add(acceptedOf(await readCard(cardPath)).fingerprint)
    }
    expect(prints.size).toBe(4)
  })

  it('refuses a card with any one byte changed, cut or added, and writes nothing', async () => {
    acceptedOf(await makeCard({ store: olha, path: cardPath, commune: orikhiv }))
    const whole = readFileSync(cardPath)
    const before = stepan.stats()
    for (let at = 0; at < whole.length; at++) {
      const bytes = Buffer.from(whole)
      bytes[at] = (bytes[at] as number) ^ (1 << (at % 8))
      writeFileSync(cardPath, bytes)
      expect(errorOf(await answer()).code).toBe('card-bad')
      writeFileSync(cardPath, whole.subarray(0, at))
      expect(errorOf(await readCard(cardPath)).code).toBe('card-bad')
    }
    writeFileSync(cardPath, Buffer.concat([whole, Buffer.alloc(1)]))
    expect(errorOf(await answer()).code).toBe('card-bad')
    writeFileSync(cardPath, Buffer.alloc(2 * 1024 * 1024))
    expect(errorOf(await answer()).code).toBe('card-bad')
    expect(stepan.stats()).toEqual(before)
  })

  it("refuses a card that claims another device's commune, or none of its own", async () => {
    acceptedOf(await makeCard({ store: olha, path: cardPath, commune: orikhiv }))
    const id = olha.standing().commune?.id
    if (id === undefined) throw new Error('no commune was founded')
    const [run] = olha.runsLackedBy([])
    const entries = run?.entries ?? []
    const mallory = newSigning()
    const sealRecipient = olha.keyring.sealRecipient
    writeFileSync(cardPath, encodeCard({ handle: 'Olha', sealRecipient, commune: { id, entries } }, mallory))
    expect(errorOf(await readCard(cardPath)).detail.reason).toContain('do not verify')
    const note = new WrittenLog(mallory).writeNotes(1)
    const commune = { id: note.entries[0]?.id ?? id, entries: note.run().entries }
    writeFileSync(cardPath, encodeCard({ handle: 'Olha', sealRecipient, commune }, mallory))
    expect(errorOf(await readCard(cardPath)).detail.reason).toContain('commune')
    const stranger = await makeDevice({ handle: 'Mallory' })
    const swappedSeal = {
      handle: 'Olha',
      sealRecipient: stranger.keyring.sealRecipient,
      commune: { id, entries }
    }
    writeFileSync(cardPath, encodeCard(swappedSeal, olha.keyring))
    expect(errorOf(await readCard(cardPath)).detail.reason).toContain('key')
  })

  it('refuses a card that is spelt in another way, as nobody could make again what was signed', async () => {
    const { publicKey } = olha.keyring
    const seal = olha.keyring.sealRecipient
    const cardOf = (payload: Uint8Array) => {
      const message = Buffer.concat([Buffer.from('chumak card v1\0'), payload])
      const head = Buffer.alloc(14)
      head.write('chumcard')
      head.writeUInt16BE(1, 8)
      head.writeUInt32BE(payload.length, 10)
      return Buffer.concat([head, payload, olha.keyring.sign(message)])
    }
    const said = { handle: 'Olha', seal, device: publicKey, commune: null }
    writeFileSync(cardPath, cardOf(canonical(said)))
    acceptedOf(await readCard(cardPath))
    const others = [encode(said, { mapSorter: () => 0 }), canonical({ ...said, handle: ' Olha ' })]
    for (const payload of others) {
      writeFileSync(cardPath, cardOf(payload))
      expect(errorOf(await readCard(cardPath)).detail.reason).toContain('its form')
    }
  })

  it('opens for the card it answers alone', async () => {
    acceptedOf(await makeCard({ store: olha, path: cardPath }))
    acceptedOf(await answer())
    const petro = await makeDevice({ handle: 'Petro' })
    expect(errorOf(await take(petro)).code).toBe('welcome-not-yours')
    expect(petro.standing().federation).toBeNull()
    expect(petro.stats().entries).toBe(0)
    // the same seal on another device's card: the welcome opens, and says for whom it is
    const swapped = { handle: 'Petro', sealRecipient: olha.keyring.sealRecipient, commune: null }
    writeFileSync(cardPath, encodeCard(swapped, petro.keyring))
    acceptedOf(await answer())
    expect(errorOf(await take(olha)).code).toBe('welcome-not-yours')
    expect(olha.standing().federation).toBeNull()
  })

  it('refuses a welcome with any one byte changed or cut, and keeps no secret of it', async () => {
    acceptedOf(await makeCard({ store: olha, path: cardPath }))
    acceptedOf(await answer())
    const whole = readFileSync(welcomePath)
    for (let at = 0; at < whole.length; at += 3) {
      const bytes = Buffer.from(whole)
      bytes[at] = (bytes[at] as number) ^ (1 << (at % 8))
      writeFileSync(welcomePath, bytes)
      expect(['welcome-bad', 'welcome-not-yours']).toContain(errorOf(await take()).code)
    }
    for (const cut of [0, 100, whole.length - 200, whole.length - 1]) {
      writeFileSync(welcomePath, whole.subarray(0, cut))
      expect(errorOf(await take()).code).toBe('welcome-bad')
    }
    expect(olha.standing()).toMatchObject({ state: 'waiting', federation: null })
    expect(olha.stats().entries).toBe(0)
    writeFileSync(welcomePath, whole)
    expect(acceptedOf(await take()).state).toBe('in')
  })

  it('refuses a welcome whose record hangs in the air, and stands where it stood', async () => {
    acceptedOf(await makeCard({ store: olha, path: cardPath }))
    const log = new WrittenLog().writeNotes(5)
    const promised = new RangeCollector(bundleDeps.hashing)
    promised.take(log.run(3, 5))
    const federation = stepan.federation()
    await writeBundleFile({
      path: welcomePath,
      readers: [olha.keyring.sealRecipient],
      manifest: manifestOf(federation, makerOf(stepan, now), promised.promised),
      runs: (async function* () {
        yield log.packed(3, 5)
      })(),
      head: {
        form: 'welcome',
        payload: encodeWelcomeHead({
          device: olha.keyring.publicKey,
          federation: idToBytes(federation?.id ?? '') ?? failed(),
          federationName: 'Salt Road',
          secrets: [{ scope: 'federation', key: null, secret: new Uint8Array(32) }]
        })
      },
      maker: makerOf(stepan, now),
      device: stepan.device
    })
    expect(errorOf(await take()).code).toBe('welcome-bad')
    expect(olha.standing()).toMatchObject({ state: 'waiting', federation: null })
    expect(olha.keyring.secrets).toEqual([])
    acceptedOf(await answer())
    expect(acceptedOf(await take()).state).toBe('in')
  })

  it('does not take a bundle for a welcome or a card, nor a welcome for a bundle', async () => {
    acceptedOf(await makeCard({ store: olha, path: cardPath }))
    acceptedOf(await answer())
    const bundle = join(temporaryStick(), 'news.caravan')
    await exportTo(stepan, bundle)
    expect(errorOf(await take(olha, bundle)).code).toBe('welcome-not-yours')
    expect(errorOf(await take(olha, cardPath)).code).toBe('welcome-bad')
    expect(errorOf(await readCard(bundle)).code).toBe('card-bad')
    copyFileSync(welcomePath, bundle)
    expect(errorOf(await importBundle({ path: bundle, store: stepan, keyring: stepan.keyring })).code).toBe(
      'bundle-foreign'
    )
  })

  it('keeps to one federation, and to members who can welcome', async () => {
    acceptedOf(await makeCard({ store: olha, path: cardPath }))
    acceptedOf(await answer())
    const hanna = await makeDevice({ handle: 'Hanna' })
    beginFederation(hanna, { name: 'River Road' })
    const other = join(temporaryStick(), 'other.welcome')
    acceptedOf(await answer(hanna, other))
    acceptedOf(await take())
    expect(errorOf(await take(olha, other)).code).toBe('federation-already')
    expect(errorOf(await makeCard({ store: olha, path: cardPath })).code).toBe('federation-already')
    const petro = await makeDevice({ handle: 'Petro' })
    expect(errorOf(await answer(petro)).code).toBe('no-federation')
    acceptedOf(await makeCard({ store: petro, path: cardPath }))
    petro.setFederation(stepan.federation()?.id ?? failed(), stepan.keyring.federationSecret ?? failed())
    expect(errorOf(await answer(petro))).toMatchObject({ code: 'not-allowed' })
  })

  it('refuses to welcome itself', async () => {
    const { handle, sealRecipient } = stepan.keyring
    writeFileSync(cardPath, encodeCard({ handle, sealRecipient, commune: null }, stepan.keyring))
    expect(errorOf(await answer()).code).toBe('card-bad')
  })
})

const failed = (): never => {
  throw new Error('the test federation is not there')
}

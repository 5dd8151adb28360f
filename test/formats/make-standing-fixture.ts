/** Writes a bundle in which a threshold was raised and a key told with a card, into the folder given; by make-fixtures.mjs. */
import './seeded-random.ts'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exportBundle } from '../../electron/carry/export-bundle.ts'
import { makerOf } from '../../electron/carry/maker.ts'
import { beginFederation } from '../../electron/keeper/begin-federation.ts'
import { setVouchThreshold, vouchForCommune } from '../../electron/people/communes.ts'
import { signingFromSeed } from '../../electron/store/node-crypto.ts'
import { openStore } from '../../electron/store/open-store.ts'
import { unwrap } from '../../shared/errors.ts'
import type { LogId } from '../../shared/record/entry.ts'
import { bytesToId } from '../../shared/record/ids.ts'
import { signOwnWord } from '../../shared/record/own-word.ts'
import { admitBody, communeBody, makeScribe, type Scribe, vouchBody } from '../record/make.ts'
import { type ExpectedStanding, fixturePassphrase as passphrase, standingFixtureNames } from './fixtures.ts'

const madeAt = Date.UTC(2027, 4, 2, 9)
const seed = (n: number) => new Uint8Array(32).fill(n)

const main = async (folder: string): Promise<void> => {
  const work = mkdtempSync(join(tmpdir(), 'chumak-fixtures-'))
  const create = { handle: 'Walnut' }
  const store = await openStore({ home: work, passphrase, create, clock: () => madeAt, scryptCost: 2 ** 10 })
  beginFederation(store, {
    ...{ federation: 'Salt Road', commune: 'Orikhiv' },
    place: { lat: 47.57, lon: 35.79, precision: 'coarse' }
  })
  const own = store.standing().commune!.id
  const others = [1, 2, 3].map(n => makeScribe(seed(n)))
  const communes = others.map((scribe, i) => scribe.write(communeBody(`Commune ${i}`)))
  const take = (...scribes: Scribe[]) => {
    for (const scribe of scribes) store.appendRun(scribe.run(), { road: 'lan', from: null })
  }
  take(...others)
  vouchForCommune(store, communes[0]!)
  setVouchThreshold(store, 2)
  const over = [...store.authority().heads]
  for (const other of communes.slice(1)) others[0]!.write({ ...vouchBody(communes[0]!, other), over })
  take(others[0]!)
  vouchForCommune(store, communes[1]!)

  const newcomer = signingFromSeed(seed(9))
  const device = bytesToId<LogId>(newcomer.publicKey)
  const word = { handle: 'Sorrel', sealKey: `age1${'w'.repeat(58)}` }
  store.put({ kind: 'admit', fields: { device, ...word, card: signOwnWord(newcomer, word) } })
  const liar = makeScribe(seed(8))
  store.put({ kind: 'admit', fields: admitBody(own, liar.log).fields })
  liar.write({ ...admitBody(own, device), over: [...store.authority().heads] })
  take(liar)

  const at = (name: keyof typeof standingFixtureNames) => join(folder, standingFixtureNames[name])
  unwrap(await exportBundle({ store, path: at('bundle'), maker: makerOf(store, madeAt) }))
  const { communesIn, vouchThreshold, devices } = store.authority()
  const expected: ExpectedStanding = {
    federation: store.federation()!.id,
    state: store.stats().state,
    ...{ vouchThreshold, communesIn: [...communesIn].sort() },
    sealKeys: Object.fromEntries([...devices].map(([log, told]) => [log, told.sealKey]))
  }
  writeFileSync(at('secret'), `${Buffer.from(store.keyring.federationSecret!).toString('hex')}\n`)
  writeFileSync(at('expected'), `${JSON.stringify(expected, null, 2)}\n`)
  store.close()
  rmSync(work, { recursive: true })
}

main(process.argv[2] ?? '').catch(error => {
  process.stderr.write(`${error?.stack}\n`)
  process.exitCode = 1
})

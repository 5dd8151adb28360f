/** Writes the fixtures of this version into the folder it is given; run by make-fixtures.mjs. */
import './seeded-random.ts'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exportBundle } from '../../electron/carry/export-bundle.ts'
import { importBundle } from '../../electron/carry/import-bundle.ts'
import { makerOf } from '../../electron/carry/maker.ts'
import { join as joinFederation } from '../../electron/invitation/join.ts'
import { makeCard } from '../../electron/invitation/make-card.ts'
import { welcome } from '../../electron/invitation/welcome.ts'
import { beginFederation } from '../../electron/keeper/begin-federation.ts'
import { hashing, signingFromSeed } from '../../electron/store/node-crypto.ts'
import { openStore, type Store } from '../../electron/store/open-store.ts'
import { beginCommuneScope, settleSecrets } from '../../electron/store/settle-secrets.ts'
import type { Result } from '../../shared/errors.ts'
import type { EntryId } from '../../shared/record/entry.ts'
import { bytesToId } from '../../shared/record/ids.ts'
import { WrittenLog } from '../bundle/logs.ts'
import { exchange, foundCommune } from '../record/federation.ts'
import { type Expected, fixtureNames, fixturePassphrase as passphrase } from './fixtures.ts'
import { writeOneOfEach } from './one-of-each-kind.ts'

const madeAt = Date.UTC(2027, 3, 30, 9)
const work = mkdtempSync(join(tmpdir(), 'chumak-fixtures-'))

const accepted = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(`${result.error.code} ${JSON.stringify(result.error.detail)}`)
  return result.value
}

let ticks = 0
const clock = () => madeAt + 1000 * ticks++
const device = (handle: string, scryptCost = 2 ** 10): Promise<Store> =>
  openStore({ home: join(work, handle), passphrase, create: { handle }, clock, scryptCost })
const again = (home: string): Promise<Store> => openStore({ home: join(work, home), passphrase, clock })

/** Logs that no member's device wrote well: what they say is carried and set aside. */
const writeOddLogs = (store: Store): void => {
  const strange = new WrittenLog(signingFromSeed(new Uint8Array(32).fill(41)))
  strange.write({ kind: 'song', version: 1, fields: { words: 'Ой, чумаче' } })
  strange.write({ kind: 'offer', version: 9, fields: {} })
  strange.write({ kind: 'offer', version: 1, fields: { good: '' } })
  strange.write({ kind: 'offer', version: 1, fields: { good: 'Salt', quantity: 1, massKg: 1 } })
  strange.writeNotes(3)
  const { log, entries } = strange.run()
  const [first, second, ...rest] = entries
  if (!first || !second) throw new Error('the odd log is too short')
  store.appendRun({ log, entries: [first, { ...second, body: null }, ...rest] }, { road: 'lan', from: null })
}

const reasonsOf = (store: Store): Expected['aside'] => {
  const ids: EntryId[] = []
  for (const run of store.runsLackedBy([]))
    for (const { header, signature } of run.entries) ids.push(bytesToId(hashing.sha256(header, signature)))
  const reasons = ids.flatMap(id => {
    const reason = store.whyAside(id)
    return reason === null ? [] : [[id, reason] as const]
  })
  return Object.fromEntries(reasons.sort())
}

const main = async (folder: string): Promise<void> => {
  const at = (name: keyof typeof fixtureNames) => join(folder, fixtureNames[name])
  const walnut = await device('Walnut')
  beginFederation(walnut, {
    ...{ federation: 'Salt Road', covenant: 'What is spare goes where it is needed.', commune: 'Orikhiv' },
    place: { lat: 47.57, lon: 35.79, precision: 'coarse' }
  })
  const orikhiv = walnut.standing().commune!.id

  // as a device is that has made its card and waits; the dear scrypt of real use
  const reed = await device('Reed', 2 ** 17)
  const polohy = { name: 'Polohy', place: { lat: 47.48, lon: 36.25, precision: 'coarse' as const } }
  const cardOfCommune = accepted(await makeCard({ store: reed, path: at('cardOfCommune'), commune: polohy }))
  const sealIdentity = reed.keyring.sealIdentity
  reed.close()
  mkdirSync(at('home'), { recursive: true })
  for (const name of ['record.sqlite', 'record.salt'])
    cpSync(join(work, 'Reed', name), join(at('home'), name))

  const sorrel = await device('Sorrel')
  const cardOfDevice = accepted(await makeCard({ store: sorrel, path: at('cardOfDevice') }))
  const welcomeTo = async (card: string, path: string) =>
    accepted(await welcome({ store: walnut, maker: makerOf(walnut, clock()), card, path }))
  const forSorrel = join(work, 'sorrel.welcome')
  await welcomeTo(at('cardOfDevice'), forSorrel)
  accepted(await joinFederation({ store: sorrel, welcome: forSorrel }))

  const tokmak = foundCommune(walnut, 'Tokmak')
  const { offer } = writeOneOfEach(walnut, orikhiv, tokmak)
  walnut.put({ kind: 'vouch', commune: orikhiv, fields: { for: tokmak } })
  walnut.put({ kind: 'leave', commune: tokmak, fields: { last: [{ device: walnut.device, seq: 5 }] } })
  await beginCommuneScope(walnut, orikhiv)
  const well = { lat: 47.5712, lon: 35.7934, precision: 'exact' }
  walnut.put({ kind: 'site', commune: orikhiv, fields: { name: 'The well', place: well } })
  exchange(walnut, sorrel)
  walnut.put({ kind: 'offer', thing: offer!, fields: { quantity: 280, massKg: 280 } })
  sorrel.put({ kind: 'offer', thing: offer!, fields: { quantity: 250, note: null } })
  sorrel.close()
  cpSync(join(work, 'Sorrel'), join(work, 'Sorrel copied'), { recursive: true })
  for (const home of ['Sorrel', 'Sorrel copied']) {
    const copy = await again(home)
    copy.put({ kind: 'need', fields: { good: `Salt of ${home}`, quantity: 40, massKg: 40 } })
    exchange(copy, walnut)
    copy.close()
  }
  writeOddLogs(walnut)
  walnut.put({ kind: 'release', fields: { device: sorrel.device, lastSeq: 1, why: 'forked' } })
  await settleSecrets(walnut, { renew: 'own' })
  await welcomeTo(at('cardOfCommune'), at('welcome'))
  accepted(await exportBundle({ store: walnut, path: at('bundle'), maker: makerOf(walnut, clock()) }))

  const secret = walnut.keyring.federationSecret
  // who reads it holds the federation's secret and no commune's
  const reader = await device('Reader')
  reader.setFederation(walnut.federation()!.id, secret!)
  accepted(await importBundle({ path: at('bundle'), store: reader, keyring: reader.keyring }))
  const expected: Expected = {
    federation: reader.federation()!,
    device: walnut.device,
    stats: reader.stats(),
    heads: Object.fromEntries(
      reader.have().map(({ log, heads }) => [log, heads.map(head => head.id).sort()])
    ),
    aside: reasonsOf(reader),
    cardOfDevice,
    cardOfCommune
  }
  writeFileSync(at('secret'), `${Buffer.from(secret!).toString('hex')}\n`)
  writeFileSync(at('identity'), `${sealIdentity}\n`)
  writeFileSync(at('expected'), `${JSON.stringify(expected, null, 2)}\n`)
  reader.close()
  walnut.close()
  rmSync(work, { recursive: true })
}

main(process.argv[2] ?? '').catch(error => {
  process.stderr.write(`${error?.stack}\n`)
  process.exitCode = 1
})

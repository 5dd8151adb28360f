/** Writes the bundle with photos into the folder it is given; run by make-fixtures.mjs. */
import './seeded-random.ts'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exportBundle } from '../../electron/carry/export-bundle.ts'
import { makerOf } from '../../electron/carry/maker.ts'
import { beginFederation } from '../../electron/keeper/begin-federation.ts'
import { openStore } from '../../electron/store/open-store.ts'
import { unwrap } from '../../shared/errors.ts'
import { photo, refOf, reportRoad } from '../record/photos.ts'
import { type ExpectedPhotos, fixturePassphrase as passphrase, photoFixtureNames } from './fixtures.ts'

const madeAt = Date.UTC(2027, 3, 30, 9)

const main = async (folder: string): Promise<void> => {
  const work = mkdtempSync(join(tmpdir(), 'chumak-fixtures-'))
  const create = { handle: 'Walnut' }
  const store = await openStore({ home: work, passphrase, create, clock: () => madeAt, scryptCost: 2 ** 10 })
  beginFederation(store, {
    ...{ federation: 'Salt Road', commune: 'Orikhiv' },
    place: { lat: 47.57, lon: 35.79, precision: 'coarse' }
  })
  const photos = [photo(1), photo(2), photo(3, 40_000)]
  reportRoad(store, ...photos.slice(0, 2))
  reportRoad(store, ...photos.slice(1))
  const at = (name: keyof typeof photoFixtureNames) => join(folder, photoFixtureNames[name])
  unwrap(await exportBundle({ store, path: at('bundle'), maker: makerOf(store, madeAt) }))
  const expected: ExpectedPhotos = { federation: store.federation()!.id, photos: photos.map(refOf) }
  writeFileSync(at('secret'), `${Buffer.from(store.keyring.federationSecret!).toString('hex')}\n`)
  writeFileSync(at('expected'), `${JSON.stringify(expected, null, 2)}\n`)
  store.close()
  rmSync(work, { recursive: true })
}

main(process.argv[2] ?? '').catch(error => {
  process.stderr.write(`${error?.stack}\n`)
  process.exitCode = 1
})

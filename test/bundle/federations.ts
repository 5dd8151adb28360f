/** Small federations whose records go into bundles. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Failure, Result } from '#shared/errors.ts'
import { exportBundle } from '../../electron/carry/export-bundle.ts'
import { importBundle } from '../../electron/carry/import-bundle.ts'
import { makerOf } from '../../electron/carry/maker.ts'
import { recordPath, type Store } from '../../electron/store/open-store.ts'
import { beginFederation, makeDevice, offerOf } from '../record/federation.ts'

export { makerOf }

const folders: string[] = []

/** A folder that stands for a stick. */
export const temporaryStick = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'chumak-stick-'))
  folders.push(folder)
  return folder
}
export const removeSticks = (): void => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
}

export const now = Date.UTC(2026, 4, 3, 12)

/** A device that began a federation and offers some goods. */
export const beginWithOffers = async (offers = 3, handle = 'Stepan'): Promise<Store> => {
  const device = await makeDevice({ handle })
  beginFederation(device)
  for (let i = 0; i < offers; i++) device.put({ kind: 'offer', fields: offerOf(`flour ${i}`) })
  return device
}

/** A device that knows the federation's secret and holds nothing yet, as after a welcome without record. */
export const makeReader = async (of: Store, handle = 'Olha'): Promise<Store> => {
  const reader = await makeDevice({ handle })
  const federation = of.federation()
  const secret = of.keyring.federationSecret
  if (!federation || !secret) throw new Error('no federation to read')
  reader.setFederation(federation.id, secret)
  return reader
}

export const exportTo = async (store: Store, path: string): Promise<void> => {
  acceptedOf(await exportBundle({ store, path, maker: makerOf(store, now) }))
}

export const importInto = (store: Store, path: string) =>
  importBundle({ path, store, keyring: store.keyring })

export const acceptedOf = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(`${result.error.code} ${JSON.stringify(result.error.detail)}`)
  return result.value
}

export const errorOf = <T>(result: Result<T>): Failure => {
  if (result.ok) throw new Error('it was accepted')
  return result.error
}

/** All of the record that an append could change: what is held, its folded state, and the bytes on disk. */
export const imprint = (store: Store, home: string) => ({
  have: store.have(),
  stats: store.stats(),
  sqlite: readFileSync(recordPath(home)).toString('base64')
})

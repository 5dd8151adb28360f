import { encodeBackupHead } from '#shared/bundle/backup-head.ts'
import type { ExportReport } from '#shared/contract.ts'
import { FailureError, type Result } from '#shared/errors.ts'
import { idToBytes } from '#shared/record/ids.ts'
import { isStrongEnough } from '#shared/record/passphrase.ts'
import type { Store } from '../store/open-store.ts'
import type { Passphrase } from './age-file.ts'
import type { Cancelling } from './cancelling.ts'
import { type OnProgress, toldBlobs, writeRecord } from './export-bundle.ts'
import type { Maker } from './maker.ts'
import type { FileOps } from './replace-file.ts'
import { settle } from './settle.ts'
import { manifestOf, writeBundleFile } from './write-bundle-file.ts'

export interface Backup {
  store: Store
  maker: Maker
  path: string
  passphrase: Passphrase
  signal?: Cancelling
  /** in entries, which are read twice */
  onProgress?: OnProgress
  ops?: FileOps
}

/**
 * Writes the whole record and this device's secrets for whoever knows the passphrase. The keys that sign
 * are not among them: two devices with one key would fork its log. Failures: passphrase-weak, and those of
 * an export; whatever stood at `path` stays then.
 */
export const backup = (what: Backup): Promise<Result<ExportReport>> =>
  settle(async () => {
    const { store, maker, path, passphrase, signal, onProgress, ops } = what
    if (!isStrongEnough(passphrase.passphrase)) throw new FailureError('passphrase-weak')
    const federation = store.federation()
    if (federation === null || maker.keyring.federationSecret === null)
      throw new FailureError('no-federation')
    const payload = encodeBackupHead({
      device: maker.keyring.publicKey,
      handle: maker.keyring.handle,
      federation: bytesOf(federation.id),
      federationName: federation.name,
      secrets: maker.keyring.secrets.map(({ scope, key, secret }) => ({
        scope,
        key: key === null ? null : bytesOf(key),
        secret
      }))
    })
    return writeRecord({
      store,
      theirs: [],
      // the record as it is
      bodies: 'as-held',
      signal,
      onProgress,
      write: async (promised, runs, blobs) => {
        const sizeBytes = await writeBundleFile({
          path,
          readers: passphrase,
          manifest: manifestOf(federation, maker, promised),
          runs,
          blobs: blobs.read(),
          head: { form: 'backup', payload },
          maker,
          device: store.device,
          ops
        })
        return { path, entries: promised.entries, sizeBytes, blobs: toldBlobs(promised, blobs) }
      }
    })
  })

const bytesOf = (id: string): Uint8Array => {
  const bytes = idToBytes(id)
  if (bytes === null) throw new RangeError(`not an id: ${id}`)
  return bytes
}

import { type BackupHead, decodeBackupHead } from '#shared/bundle/backup-head.ts'
import type { Manifest } from '#shared/bundle/manifest.ts'
import type { Standing } from '#shared/contract.ts'
import { FailureError, type Result } from '#shared/errors.ts'
import type { EntryId, ThingId } from '#shared/record/entry.ts'
import { bytesEqual, bytesToId } from '#shared/record/ids.ts'
import { isStrongEnough } from '#shared/record/passphrase.ts'
import { type BuildHome, buildHome } from '../store/build-home.ts'
import { homeHasRecord } from '../store/open-store.ts'
import { welcomeAwaited } from '../store/standing-of.ts'
import { bundleDeps } from './bundle-deps.ts'
import { BundleFile, type FaultCodes } from './bundle-file.ts'
import type { Cancelling } from './cancelling.ts'
import { examineFile } from './examine-file.ts'
import type { OnProgress } from './export-bundle.ts'
import { appendFile } from './import-bundle.ts'
import { openReading } from './reading/open-reading.ts'
import { settle } from './settle.ts'

const backupCodes: FaultCodes = {
  form: 'backup',
  notOne: 'backup-bad',
  damaged: 'backup-bad',
  foreign: 'passphrase-wrong',
  newer: 'bundle-newer'
}

export interface Restore extends Pick<BuildHome, 'home' | 'clock' | 'scryptCost'> {
  path: string
  /** the backup's */
  passphrase: string
  /** of the new home */
  newPassphrase: string
  /** of the new device; the old one's where it is not given */
  handle?: string
  signal?: Cancelling
  /** in bytes of the file, each of which is counted when it is checked and when it is taken */
  onProgress?: OnProgress
}

/**
 * Makes a home of a backup: new keys, hence a new log, with the old device's secrets and the whole record.
 * The person then waits to be admitted anew, for the record knows the old device alone. Failures:
 * passphrase-wrong, passphrase-weak, backup-bad, bundle-newer, home-taken, file-missing, file-unreadable,
 * disk-full, cancelled; the home is as empty as it was then.
 */
export const restore = (what: Restore): Promise<Result<Standing>> =>
  settle(async () => {
    const { path, passphrase, newPassphrase, home, clock, scryptCost, signal, onProgress } = what
    if (homeHasRecord(home)) throw new FailureError('home-taken')
    if (!isStrongEnough(newPassphrase)) throw new FailureError('passphrase-weak')
    const reading = openReading(await BundleFile.open(path, { passphrase }, backupCodes, bundleDeps))
    try {
      const heads: BackupHead[] = []
      const examined = await examineFile({
        reading,
        signal,
        onManifest: (manifest, head) => heads.push(readHead(head, manifest)),
        onProgress: done => onProgress?.(done, 2 * reading.sizeBytes)
      })
      const [head] = heads
      if (!head) throw new FailureError('internal', { reason: 'a backup without head was read' })
      const handle = what.handle ?? head.handle
      return await buildHome({ home, clock, scryptCost, handle, passphrase: newPassphrase }, async store => {
        store.enterFederation(
          bytesToId<ThingId>(head.federation),
          head.secrets.map(({ scope, key, secret }) => ({
            ...{ scope, secret },
            key: key === null ? null : bytesToId<EntryId>(key)
          }))
        )
        store.local.set(welcomeAwaited, true)
        await appendFile({ reading, store, examined, signal, onProgress })
        return store.standing()
      })
    } finally {
      await reading.close()
    }
  })

const readHead = (frame: Uint8Array | null, manifest: Manifest): BackupHead => {
  const head = frame === null ? 'it has no head' : decodeBackupHead(frame)
  if (typeof head === 'string') throw new FailureError('backup-bad', { reason: head })
  if (!bytesEqual(head.federation, manifest.federation))
    throw new FailureError('backup-bad', { reason: 'its record is of another federation' })
  return head
}

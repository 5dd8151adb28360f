import type { Manifest } from '#shared/bundle/manifest.ts'
import type { Standing } from '#shared/contract.ts'
import { FailureError, type Result } from '#shared/errors.ts'
import { decodeWelcomeHead, type WelcomeHead } from '#shared/invitation/welcome-head.ts'
import type { EntryId, ThingId } from '#shared/record/entry.ts'
import { bytesEqual, bytesToId } from '#shared/record/ids.ts'
import { bundleDeps } from '../carry/bundle-deps.ts'
import { BundleFile, type FaultCodes } from '../carry/bundle-file.ts'
import type { Cancelling } from '../carry/cancelling.ts'
import { examineFile } from '../carry/examine-file.ts'
import type { OnProgress } from '../carry/export-bundle.ts'
import { appendFile } from '../carry/import-bundle.ts'
import { openReading } from '../carry/reading/open-reading.ts'
import { settle } from '../carry/settle.ts'
import type { Store } from '../store/open-store.ts'
import { welcomeAwaited } from '../store/standing-of.ts'
import type { HandedOver } from './read-card.ts'

const welcomeCodes: FaultCodes = {
  form: 'welcome',
  notOne: 'welcome-bad',
  damaged: 'welcome-bad',
  foreign: 'welcome-not-yours',
  newer: 'welcome-bad'
}

export interface Join {
  store: Store
  welcome: HandedOver
  signal?: Cancelling
  /** in bytes of the file, each of which is counted when it is checked and when it is taken */
  onProgress?: OnProgress
}

/**
 * Takes a welcome: examines it (examine-file.ts), then keeps the federation's secret and takes in the record.
 * Interrupted, it goes on when it is taken again. Of a small welcome the record comes by another road. Failures: file-missing, file-unreadable, welcome-bad,
 * welcome-not-yours, federation-already (another one), cancelled.
 */
export const join = ({ store, welcome, signal, onProgress }: Join): Promise<Result<Standing>> =>
  settle(async () => {
    const reading = openReading(await openWelcome(welcome, [store.keyring.sealIdentity]))
    try {
      let head: WelcomeHead | null = null
      const examined = await examineFile({
        reading,
        signal,
        onManifest: (manifest, frame) => {
          head = readHead(frame, manifest, store)
        },
        onProgress: done => onProgress?.(done, 2 * reading.sizeBytes)
      })
      // before anything is kept: whoever is refused stands where they stood
      if (examined.wanting.some(({ before }) => store.entry(before) === null))
        throw new FailureError('welcome-bad', { reason: 'its record follows entries that it does not bring' })
      enter(store, head)
      await appendFile({ reading, store, examined, signal, onProgress })
      return store.standing()
    } finally {
      await reading.close()
    }
  })

const openWelcome = async (welcome: HandedOver, identities: readonly string[]): Promise<BundleFile> =>
  typeof welcome === 'string'
    ? BundleFile.open(welcome, identities, welcomeCodes, bundleDeps)
    : BundleFile.of(welcome, identities, welcomeCodes, bundleDeps)

const readHead = (frame: Uint8Array | null, manifest: Manifest, store: Store): WelcomeHead => {
  const head = frame === null ? 'it has no head' : decodeWelcomeHead(frame)
  if (typeof head === 'string') throw new FailureError('welcome-bad', { reason: head })
  if (bytesToId(head.device) !== store.device) throw new FailureError('welcome-not-yours')
  if (!bytesEqual(head.federation, manifest.federation))
    throw new FailureError('welcome-bad', { reason: 'its record is of another federation' })
  const federation = store.federation()
  if (federation !== null && federation.id !== bytesToId(head.federation))
    throw new FailureError('federation-already')
  return head
}

/** The secret is kept before the record comes in, so that each run is folded with the standing it gives. */
const enter = (store: Store, head: WelcomeHead | null): void => {
  if (head === null) throw new FailureError('internal', { reason: 'a welcome without head was read' })
  const secrets = head.secrets.map(({ scope, key, secret }) => ({
    scope,
    key: key === null ? null : bytesToId<EntryId>(key),
    secret
  }))
  store.local.set(welcomeAwaited, null)
  if (store.federation() === null) store.enterFederation(bytesToId<ThingId>(head.federation), secrets)
  else store.addSecrets(secrets)
}

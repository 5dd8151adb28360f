import { RangeCollector } from '#shared/bundle/collect-ranges.ts'
import { federationRecipient } from '#shared/bundle/federation-identity.ts'
import type { Run } from '#shared/record/run.ts'
import { bundleDeps } from '../../electron/carry/bundle-deps.ts'
import { manifestOf, writeBundleFile } from '../../electron/carry/write-bundle-file.ts'
import type { Store } from '../../electron/store/open-store.ts'
import { makerOf, now } from '../bundle/federations.ts'

/** A bundle of this one run, whatever it holds, promised and signed as if nothing were wrong with it. */
export const forgeBundle = async (path: string, by: Store, run: Run): Promise<void> => {
  const collector = new RangeCollector(bundleDeps.hashing)
  collector.take(run)
  const maker = makerOf(by, now)
  const secret = by.keyring.federationSecret
  if (!secret) throw new Error('no federation to forge for')
  await writeBundleFile({
    path,
    readers: [await federationRecipient(secret)],
    manifest: manifestOf(by.federation(), maker, collector.promised),
    runs: (async function* () {
      yield { log: Buffer.from(run.log, 'base64url'), entries: run.entries }
    })(),
    maker,
    device: by.device
  })
}

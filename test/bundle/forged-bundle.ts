import { type Promised, RangeCollector } from '#shared/bundle/collect-ranges.ts'
import { unpackRun } from '#shared/bundle/examine-bundle.ts'
import type { PackedRun } from '#shared/bundle/run-chunk.ts'
import { bundleDeps } from '../../electron/carry/bundle-deps.ts'
import { bundleRecipients } from '../../electron/carry/bundle-recipients.ts'
import { manifestOf, writeBundleFile } from '../../electron/carry/write-bundle-file.ts'
import type { Store } from '../../electron/store/open-store.ts'
import { makerOf, now } from './federations.ts'

const promisedBy = (runs: readonly PackedRun[]): Promised => {
  const collector = new RangeCollector(bundleDeps.hashing)
  for (const run of runs) collector.take(unpackRun(run))
  return collector.promised
}

/** A bundle of these runs, whatever they hold, promised and signed as if nothing were wrong with them. */
export const forgeBundle = async (
  path: string,
  by: Store,
  runs: readonly PackedRun[],
  promised: Promised = promisedBy(runs)
): Promise<void> => {
  const maker = makerOf(by, now)
  await writeBundleFile({
    path,
    readers: await bundleRecipients(maker),
    manifest: manifestOf(by.federation(), maker, promised),
    runs: (async function* () {
      yield* runs
    })(),
    maker,
    device: by.device
  })
}

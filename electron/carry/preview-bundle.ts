import { streamForms } from '#shared/bundle/frames.ts'
import { type Manifest, type Range, tipsOf } from '#shared/bundle/manifest.ts'
import type { BundleManifest, BundlePreview } from '#shared/contract.ts'
import { FailureError, type Result } from '#shared/errors.ts'
import type { EntryId, LogId, ThingId } from '#shared/record/entry.ts'
import { bytesToId } from '#shared/record/ids.ts'
import type { Keyring } from '#shared/record/keyring.ts'
import type { RecordStore } from '#shared/record/record-store.ts'
import type { HaveVector } from '#shared/record/run.ts'
import { manifestPart, openBundle } from './open-bundle.ts'
import { settle } from './settle.ts'

/** The manifest as the contract tells it. */
export const tellManifest = (manifest: Manifest, sizeBytes: number): BundleManifest => ({
  version: streamForms.bundle.version,
  federation: bytesToId<ThingId>(manifest.federation),
  federationName: manifest.federationName,
  makerHandle: manifest.makerHandle,
  makerCommune: manifest.makerCommune,
  madeAt: manifest.madeAt,
  entries: manifest.entries,
  logs: new Set(manifest.ranges.map(r => bytesToId(r.log))).size,
  sizeBytes,
  blobs: manifest.blobs ?? { count: 0, bytes: 0 }
})

/** The bundle brings blobs, and the record waits for some; which they are is not told by the manifest. */
export const mayBringBlobs = ({ blobs }: Manifest, store: RecordStore): boolean =>
  blobs !== undefined && blobs.count > 0 && store.blobs.lacked(1).length > 0

/** The have-vector that a manifest tells; nothing where its maker does not hold all of that. */
export const haveOfManifest = (manifest: Manifest): HaveVector => {
  if (manifest.hollow) return []
  const heads = new Map<LogId, { seq: number; id: EntryId }[]>()
  for (const tip of tipsOf(manifest.ranges)) {
    const log = bytesToId<LogId>(tip.log)
    const known = heads.get(log) ?? []
    known.push({ seq: tip.to, id: bytesToId<EntryId>(tip.head) })
    heads.set(log, known)
  }
  return [...heads].map(([log, tips]) => ({ log, heads: tips }))
}

/** How many entries of the ranges a record lacks; of a branch that it does not know, all of them. */
const countNew = (ranges: readonly Range[], store: RecordStore): number => {
  const reached = new Map(store.have().map(({ log, heads }) => [log, Math.max(...heads.map(h => h.seq))]))
  let lacking = 0
  for (const range of ranges) {
    if (store.entry(bytesToId<EntryId>(range.head)) !== null) continue
    const seq = reached.get(bytesToId<LogId>(range.log)) ?? 0
    lacking += seq >= range.to ? range.to - range.from + 1 : range.to - Math.max(seq, range.from - 1)
  }
  return lacking
}

/** Whether entries of a range may bring bodies that are missing here, where they start at these places. */
export const mayFill = ({ log, to }: Range, missing: ReadonlyMap<LogId, number>): boolean =>
  missing.size > 0 && to >= (missing.get(bytesToId<LogId>(log)) ?? Number.POSITIVE_INFINITY)

const bringsOf = (manifest: Manifest, missing: ReadonlyMap<LogId, number>): boolean =>
  manifest.ranges.some(range => mayFill(range, missing))

export interface PreviewBundle {
  path: string
  keyring: Keyring
  /** without it all entries count as new */
  store?: RecordStore
  /** hears the manifest of a bundle of this federation */
  onManifest?: (manifest: Manifest) => void
}

/**
 * Tells what a bundle brings from its manifest alone, which stands at its front: a gigabyte takes no
 * longer than a page. That the rest is whole is only known by importing or verifying. Failures:
 * file-missing, file-unreadable, bundle-not-one, bundle-damaged, bundle-foreign, bundle-newer.
 */
export const previewBundle = ({
  path,
  keyring,
  store,
  onManifest
}: PreviewBundle): Promise<Result<BundlePreview>> =>
  settle(async () => {
    const file = await openBundle(path, keyring)
    try {
      const { manifest } = await manifestPart(file.passage().parts())
      const told = tellManifest(manifest, file.sizeBytes)
      const federation = store?.federation() ?? null
      if (federation !== null && federation.id !== told.federation) throw new FailureError('bundle-foreign')
      onManifest?.(manifest)
      return {
        path,
        manifest: told,
        newEntries: store === undefined ? manifest.entries : countNew(manifest.ranges, store),
        mayFill: store !== undefined && bringsOf(manifest, store.missingBodies()),
        mayBringBlobs: store !== undefined && mayBringBlobs(manifest, store),
        fresh: store === undefined || store.have().length === 0
      }
    } finally {
      await file.close()
    }
  })

/** What the maker of a bundle holds at least. Failures as for a preview. */
export const haveOfBundle = (path: string, keyring: Keyring): Promise<Result<HaveVector>> =>
  settle(async () => {
    const file = await openBundle(path, keyring)
    try {
      return haveOfManifest((await manifestPart(file.passage().parts())).manifest)
    } finally {
      await file.close()
    }
  })

import { followingOthers, type Manifest } from '#shared/bundle/manifest.ts'
import { FailureError } from '#shared/errors.ts'
import type { EntryId, LogId } from '#shared/record/entry.ts'
import { bytesToId } from '#shared/record/ids.ts'
import { type Cancelling, refuseCancelled } from './cancelling.ts'
import type { OnProgress } from './export-bundle.ts'
import type { ExaminedPart, Reading, Wanting } from './reading/reading.ts'

/** So many bytes are examined, and kept, before the first is written: a bundle up to this is taken whole or not at all. */
const firstBytes = 1024 * 1024

export interface Examined {
  manifest: Manifest
  /** of a welcome or a backup */
  head: Uint8Array | null
  /** as far as it was examined, and of the rest what the manifest tells */
  wanting: Wanting[]
  /** the parts that were examined */
  first: ExaminedPart[]
  /** nothing follows them */
  all: boolean
}

export interface ExamineFile {
  reading: Reading
  /** called once, before any run is looked at; may refuse by throwing */
  onManifest?: (manifest: Manifest, head: Uint8Array | null) => void
  signal?: Cancelling
  /** in bytes of the file */
  onProgress?: OnProgress
}

/**
 * Examines a bundle or welcome before anything of it is written. A small one wholly. Of a large one the front
 * part, and of all the rest that it is what its maker sealed and signed: encryption tags, hashes of parts,
 * seal and signature. Its runs are examined as they are taken, for that takes long; so a maker who signs runs
 * that are not sound is found out only where they stand, and what came before them is sound and stays.
 * Throws the `FailureError` that tells what is wrong and where.
 */
export const examineFile = async ({
  reading,
  onManifest,
  signal,
  onProgress
}: ExamineFile): Promise<Examined> => {
  let manifest: Manifest | null = null
  let head: Uint8Array | null = null
  const first: ExaminedPart[] = []
  const wanting: Wanting[] = []
  let bytes = 0
  let all = false
  const check = () =>
    reading.checkWhole(read => {
      refuseCancelled(signal)
      onProgress?.(Math.max(read, reading.readBytes), reading.sizeBytes)
    })
  // both at once, in whose threads they may be: a large file is not examined wholly here
  const checked = reading.sizeBytes > firstBytes ? check() : null
  // its failure is told below, and not at all where something else failed before
  checked?.catch(() => undefined)
  while (!all && bytes < firstBytes) {
    refuseCancelled(signal)
    const part = await reading.next()
    onProgress?.(reading.readBytes, reading.sizeBytes)
    if (part === null) all = true
    else if (part.sort === 'head') head = part.payload
    else if (part.sort === 'manifest') {
      manifest = part.manifest
      onManifest?.(manifest, head)
    } else {
      first.push(part)
      bytes += part.bytes.length
      if (part.sort === 'runs') wanting.push(...part.wanting)
    }
  }
  if (manifest === null) throw new FailureError('internal', { reason: 'a bundle without manifest was read' })
  if (!all || checked) await (checked ?? check())
  if (all) return { manifest, head, wanting, first, all }
  return { manifest, head, wanting: [...wanting, ...wantedBy(manifest)], first, all }
}

/** What stretches follow that the bundle cannot bring, by what its manifest tells at its front. */
const wantedBy = ({ ranges }: Manifest): Wanting[] =>
  followingOthers(ranges).map(({ log, from, before }) => ({
    before: bytesToId<EntryId>(before),
    log: bytesToId<LogId>(log),
    ...{ seq: from, byte: 0 }
  }))

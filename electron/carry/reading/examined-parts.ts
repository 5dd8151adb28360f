import { BundleExaminer } from '#shared/bundle/examine-bundle.ts'
import type { BundlePart } from '#shared/bundle/read-bundle.ts'
import type { PackedRun } from '#shared/bundle/run-chunk.ts'
import { FailureError } from '#shared/errors.ts'
import type { Entry } from '#shared/record/entry.ts'
import { bundleDeps } from '../bundle-deps.ts'
import type { Passage } from '../bundle-file.ts'
import { breathe } from '../cancelling.ts'
import { oneAhead } from './one-ahead.ts'
import type { ExaminedPart } from './reading.ts'

type Unpacked = { part: BundlePart; bytes: Uint8Array; runs: PackedRun[] }

/**
 * The parts of a bundle, each examined before it is given: of every run chain, body hashes, last signature
 * and place in the manifest; at the end the seal and the maker's signature. `keep` says what is kept of a sound
 * run. Others have their turn after each run. Throws the `FailureError` that tells what is wrong and where.
 */
export async function* examinedParts<Run>(
  passage: Passage,
  keep: (entries: Entry[]) => Run
): AsyncGenerator<ExaminedPart<Run>, void, void> {
  let examiner: BundleExaminer | null = null
  let last = 0
  for await (const { part, bytes, runs } of oneAhead(unpacked(passage))) {
    if (part.sort === 'head') yield { sort: 'head', payload: part.payload }
    else if (part.sort === 'manifest') {
      examiner = new BundleExaminer(part.manifest, bundleDeps)
      yield { sort: 'manifest', manifest: part.manifest }
    } else if (part.sort === 'blob') yield { sort: 'blob', bytes: part.bytes }
    else if (part.sort === 'runs') {
      last = part.at
      const known = examiner?.missing.length ?? 0
      const examined: Run[] = []
      for (const run of runs) {
        await breathe()
        const entries = entriesOf(examiner, run, part.at)
        if (typeof entries === 'string') throw passage.damaged(part.at, entries)
        examined.push(keep(entries))
      }
      const missing = examiner?.missing.slice(known) ?? []
      const wanting = missing.map(({ at, ...run }) => ({ ...run, byte: passage.byteOf(at) }))
      yield { sort: 'runs', bytes, runs: examined, wanting }
    }
  }
  if (!examiner?.complete) throw passage.damaged(last, 'not all that the manifest promises is there')
}

const nothing = new Uint8Array(0)

async function* unpacked(passage: Passage): AsyncGenerator<Unpacked, void, void> {
  for await (const part of passage.parts())
    yield part.sort === 'runs'
      ? { part, ...(await passage.unpack(part)) }
      : { part, bytes: nothing, runs: [] }
}

/** The run's entries, or what is wrong with it, in words. */
const entriesOf = (examiner: BundleExaminer | null, run: PackedRun, at: number): Entry[] | string => {
  if (examiner === null) return 'it stands before the manifest'
  try {
    return examiner.take(run, at)
  } catch (error) {
    if (!(error instanceof FailureError) || error.failure.code !== 'run-bad') throw error
    const { log, seq, reason } = error.failure.detail
    return `a run of log ${log} does not verify at ${seq}: ${reason}`
  }
}

import type { Hashing } from '../record/deps.ts'
import { decodeHeader } from '../record/header-codec.ts'
import { bytesEqual, idToBytes } from '../record/ids.ts'
import type { Run } from '../record/run.ts'
import type { Manifest, Range } from './manifest.ts'
import { entryBytes } from './run-chunk.ts'

/** What a manifest promises of its runs. */
export type Promised = Pick<Manifest, 'entries' | 'entryBytes' | 'ranges' | 'blobs' | 'hollow'>

export const logBytes = (run: Run): Uint8Array => {
  const bytes = idToBytes(run.log)
  if (bytes === null) throw new RangeError(`not a log: ${run.log}`)
  return bytes
}

/** Notes down runs of one's own record as they pass, so that a manifest can promise them. */
export class RangeCollector {
  readonly #hashing: Hashing
  readonly #ranges: Range[] = []
  #entries = 0
  #entryBytes = 0

  constructor(hashing: Hashing) {
    this.#hashing = hashing
  }

  take(run: Run): void {
    const first = run.entries[0]
    const last = run.entries[run.entries.length - 1]
    if (first === undefined || last === undefined) return
    const { seq, prev } = decodeHeader(first.header)
    const to = seq + run.entries.length - 1
    const head = this.#hashing.sha256(last.header, last.signature)
    const log = logBytes(run)
    for (const entry of run.entries) this.#entryBytes += entryBytes(entry)
    this.#entries += run.entries.length
    const before = this.#ranges[this.#ranges.length - 1]
    if (before !== undefined && bytesEqual(before.log, log) && bytesEqual(before.head, prev)) {
      before.to = to
      before.head = head
    } else {
      // a copy: a view would keep all the bytes that the header was read from
      this.#ranges.push({ log, from: seq, to, before: Uint8Array.from(prev), head })
    }
  }

  get promised(): Promised {
    return { entries: this.#entries, entryBytes: this.#entryBytes, ranges: this.#ranges }
  }
}

/** The record changed so between two readings that the second does not hold what the first promised. */
export class PromiseBroken extends Error {
  override name = 'PromiseBroken'
}

/**
 * From a later reading of the same record, the runs that were promised: what was appended since is left
 * out. Throws `PromiseBroken` where something promised does not come.
 */
export async function* keepPromise(
  ranges: readonly Range[],
  runs: Iterable<Run> | AsyncIterable<Run>,
  hashing: Hashing
): AsyncGenerator<Run, void, void> {
  let index = 0
  let reached: { seq: number; id: Uint8Array } | null = null
  for await (const run of runs) {
    const range = ranges[index]
    if (range === undefined) return
    const first = run.entries[0]
    if (first === undefined || !bytesEqual(logBytes(run), range.log)) continue
    const { seq, prev } = decodeHeader(first.header)
    const expected: { seq: number; id: Uint8Array } = reached ?? { seq: range.from - 1, id: range.before }
    if (seq !== expected.seq + 1 || !bytesEqual(prev, expected.id)) continue
    const entries = run.entries.slice(0, range.to - seq + 1)
    const last = entries[entries.length - 1] ?? first
    reached = { seq: seq + entries.length - 1, id: hashing.sha256(last.header, last.signature) }
    yield { log: run.log, entries }
    if (reached.seq < range.to) continue
    if (!bytesEqual(reached.id, range.head)) break
    index++
    reached = null
  }
  if (index < ranges.length) throw new PromiseBroken('the record changed while it was read')
}

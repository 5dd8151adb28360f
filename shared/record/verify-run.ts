import { FailureError } from '../errors.ts'
import type { Hashing, Verifying } from './deps.ts'
import type { Entry } from './entry.ts'
import { bytesToId } from './ids.ts'
import { readEntry } from './read-entry.ts'
import type { Run } from './transport.ts'

/** The `prev` of a log's first entry. */
export const noEntry: Uint8Array = new Uint8Array(32)

/**
 * Checks a run by itself: every header canonical and by the run's log, `seq` without a gap, each `prev`
 * the hash of the entry before it, every body its header's, and the last signature. That one signature
 * vouches for all before it, because each header holds the hash of the previous header and signature.
 * Whether the run joins what is held is the store's to say.
 *
 * Throws FailureError `run-bad` with log, seq and reason.
 */
export const verifyRun = (run: Run, deps: { hashing: Hashing; verifying: Verifying }): Entry[] => {
  const entries: Entry[] = []
  let before: Entry | null = null
  for (const raw of run.entries) {
    const seq: number = before ? before.header.seq + 1 : 0
    const entry = readWithin(run, raw, seq, deps.hashing)
    const refuse = (reason: string): never => {
      throw new FailureError('run-bad', { log: run.log, seq: entry.header.seq, reason })
    }
    if (entry.log !== run.log) refuse('log')
    if (before) {
      if (entry.header.seq !== seq) refuse('seq')
      if (bytesToId(entry.header.prev) !== before.id) refuse('prev')
    } else if ((entry.header.seq === 1) !== (bytesToId(entry.header.prev) === bytesToId(noEntry)))
      refuse('prev')
    entries.push(entry)
    before = entry
  }
  if (!before) throw new FailureError('run-bad', { log: run.log, seq: 0, reason: 'empty' })
  if (!deps.verifying.verify(before.header.log, before.raw.header, before.raw.signature))
    throw new FailureError('run-bad', { log: run.log, seq: before.header.seq, reason: 'signature' })
  return entries
}

const readWithin = (run: Run, raw: Run['entries'][number], seq: number, hashing: Hashing): Entry => {
  try {
    return readEntry(raw, hashing)
  } catch (error) {
    if (!(error instanceof FailureError)) throw error
    const { reason } = error.failure.detail
    throw new FailureError('run-bad', { log: run.log, seq, reason: reason ?? 'entry' })
  }
}

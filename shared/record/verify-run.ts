import { FailureError } from '../errors.ts'
import type { Hashing, Verifying } from './deps.ts'
import type { Entry, EntryId, Header, RawEntry, Said } from './entry.ts'
import { decodeHeader } from './header-codec.ts'
import { bytesEqual, bytesToId, idToBytes, spells } from './ids.ts'
import { readHeader } from './read-entry.ts'
import type { Run } from './run.ts'

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
  const log = idToBytes(run.log)
  const entries: Entry[] = []
  let seq = 0
  let before: EntryId | null = null
  for (const raw of run.entries) {
    const header = readWithin(run, raw, seq + 1, deps.hashing)
    const refuse = (reason: string): never => {
      throw new FailureError('run-bad', { log: run.log, seq: header.seq, reason })
    }
    if (log === null || !bytesEqual(header.log, log)) refuse('log')
    if (before === null) {
      if ((header.seq === 1) !== bytesEqual(header.prev, noEntry)) refuse('prev')
    } else {
      if (header.seq !== seq + 1) refuse('seq')
      if (!spells(before, header.prev)) refuse('prev')
    }
    before = deps.hashing.sha256Id(raw.header, raw.signature) as EntryId
    seq = header.seq
    entries.push({ id: before, log: run.log, header, raw })
  }
  const last = entries[entries.length - 1]
  if (!last) throw new FailureError('run-bad', { log: run.log, seq: 0, reason: 'empty' })
  if (!deps.verifying.verify(last.header.log, last.raw.header, last.raw.signature))
    throw new FailureError('run-bad', { log: run.log, seq, reason: 'signature' })
  return entries
}

/**
 * The entries of a run that verifyRun let through before, from the very same bytes: nothing is checked
 * again, and all ids but the last are taken from the entries that follow. `said` is what their bodies say, as
 * far as that is known.
 */
export const readVerifiedRun = (run: Run, hashing: Hashing, said: readonly (Said | null)[] = []): Entry[] => {
  const headers = run.entries.map(raw => decodeHeader(raw.header))
  return run.entries.map((raw, i) => {
    const next = headers[i + 1]
    const id = next ? bytesToId<EntryId>(next.prev) : (hashing.sha256Id(raw.header, raw.signature) as EntryId)
    return { id, log: run.log, header: headers[i]!, raw, said: said[i] ?? null }
  })
}

const readWithin = (run: Run, raw: RawEntry, seq: number, hashing: Hashing): Header => {
  try {
    return readHeader(raw, hashing)
  } catch (error) {
    if (!(error instanceof FailureError)) throw error
    const { reason } = error.failure.detail
    throw new FailureError('run-bad', {
      log: run.log,
      seq: run.entries[0] === raw ? 0 : seq,
      reason: reason ?? 'entry'
    })
  }
}

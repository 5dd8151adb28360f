import { FailureError } from '../errors.ts'
import type { Hashing } from '../record/deps.ts'
import type { EntryId, RawEntry } from '../record/entry.ts'
import { bytesToId } from '../record/ids.ts'
import { readEntry } from '../record/read-entry.ts'
import type { Run } from '../record/run.ts'
import type { RunEnds } from './peer-have.ts'

/** Bodies are left to whoever verifies the run: an end is known by its header and signature alone. */
const bare = (entry: RawEntry): RawEntry => ({ ...entry, body: null })

/** Where a run begins and ends; nothing is verified. Throws FailureError `entry-bad`. */
export const runEnds = (run: Run, hashing: Hashing): RunEnds => {
  const first = run.entries[0]
  const last = run.entries.at(-1)
  if (!first || !last) throw new FailureError('entry-bad', { reason: 'run-empty' })
  const { header } = readEntry(bare(first), hashing)
  const end = readEntry(bare(last), hashing)
  return {
    before: header.seq === 1 ? null : bytesToId<EntryId>(header.prev),
    last: { seq: end.header.seq, id: end.id }
  }
}

import type { Hashing, Signing } from '#shared/record/deps.ts'
import type { Body, Entry } from '#shared/record/entry.ts'
import { idToBytes } from '#shared/record/ids.ts'
import { makeEntry } from '#shared/record/make-entry.ts'
import type { Run } from '#shared/record/run.ts'

/** The log of a device that exists only while the demo is written; its key is then forgotten. */
export interface CommuneLog {
  write(body: Body): Entry
  /** what was written since the last call */
  takeRun(): Run
}

export const createCommuneLog = (
  deps: { hashing: Hashing; signing: Signing },
  claimedAt: number
): CommuneLog => {
  let last: Entry | null = null
  let fresh: Entry[] = []
  return {
    write(body) {
      const prev = (last && idToBytes(last.id)) ?? new Uint8Array(32)
      last = makeEntry(deps, { seq: (last?.header.seq ?? 0) + 1, prev, scope: 'federation', claimedAt }, body)
      fresh.push(last)
      return last
    },
    takeRun() {
      const taken = fresh
      fresh = []
      const first = taken[0]
      if (!first) throw new Error('nothing was written')
      return { log: first.log, entries: taken.map(entry => entry.raw) }
    }
  }
}

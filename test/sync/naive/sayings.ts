import { hashing } from '../../../electron/store/node-crypto.ts'
import type { Store } from '../../../electron/store/open-store.ts'
import { decodeBody } from '../../../shared/record/body-codec.ts'
import type { Body } from '../../../shared/record/entry.ts'
import { readEntry } from '../../../shared/record/read-entry.ts'

/** A held entry with what it says; `body` is null where its words are gone. */
export interface Saying {
  id: string
  log: string
  seq: number
  claimedAt: number
  body: Body | null
}

/** A saying of which the words are there. */
export type Spoken = Saying & { body: Body }

/** Words that were ever read, by id: what a device was told to forget is still known here. */
export type Archive = Map<string, Body>

export const sayingsOf = (store: Store, archive: Archive): Saying[] =>
  [...store.runsLackedBy([], 'as-held')].flatMap(run =>
    run.entries.map(raw => {
      const { id, log, header } = readEntry(raw, hashing)
      const known = archive.get(id)
      const body = raw.body === null ? null : (known ?? decodeBody(raw.body))
      if (raw.body !== null && body === null) throw new Error(`${id} has no body that can be read`)
      if (body && !known) archive.set(id, body)
      return { id, log, seq: header.seq, claimedAt: header.claimedAt, body }
    })
  )

export const isSpoken = (saying: Saying): saying is Spoken => saying.body !== null

/** What it belongs to: its own id where it begins something, and where nobody can read what it changed. */
export const thingOf = ({ id, body }: Saying): string => body?.thing ?? id

/** One commune and one log as a key. */
export const pair = (commune: string, log: string): string => `${commune} ${log}`

/** For each log that holds two entries at one place, the first such place. */
export const forksIn = (held: readonly Saying[]): Map<string, number> => {
  const forks = new Map<string, number>()
  const taken = new Map<string, string>()
  for (const { id, log, seq } of held) {
    const other = taken.get(`${log} ${seq}`)
    if (other !== undefined && other !== id) forks.set(log, Math.min(seq, forks.get(log) ?? seq))
    taken.set(`${log} ${seq}`, id)
  }
  return forks
}

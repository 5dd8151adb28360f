import { createSeed, hashing, signingFromSeed } from '../../electron/store/node-crypto.ts'
import { kinds } from '../../shared/kinds/index.ts'
import type { Body, Entry, EntryId, LogId, RawEntry, Scope, ThingId } from '../../shared/record/entry.ts'
import { bytesToId, idToBytes } from '../../shared/record/ids.ts'
import { makeEntry } from '../../shared/record/make-entry.ts'
import type { Run } from '../../shared/record/run.ts'
import { noEntry } from '../../shared/record/verify-run.ts'

/** A device without a store: keys and a log in memory, for tests that make up whole records. */
export interface Scribe {
  log: LogId
  entries: Entry[]
  write(body: Omit<Body, 'version'> & { version?: number }, options?: WriteOptions): EntryId
  /** the same log from here on twice: a cloned disk */
  clone(): Scribe
  run(from?: number, until?: number): Run
}
interface WriteOptions {
  claimedAt?: number
  scope?: Scope
}

export const makeScribe = (seed: Uint8Array = createSeed(), entries: Entry[] = []): Scribe => {
  const signing = signingFromSeed(seed)
  const log = bytesToId<LogId>(signing.publicKey)
  return {
    log,
    entries,
    write(body, { claimedAt = 1_777_777_777_000, scope = 'federation' } = {}) {
      const last = entries.at(-1)
      const place = {
        seq: (last?.header.seq ?? 0) + 1,
        prev: last ? idToBytes(last.id)! : noEntry,
        scope,
        claimedAt
      }
      const version = body.kind in kinds ? kinds[body.kind as keyof typeof kinds].version : 1
      const entry = makeEntry({ hashing, signing }, place, { version, ...body })
      entries.push(entry)
      return entry.id
    },
    clone: () => makeScribe(seed, [...entries]),
    run: (from = 0, until = entries.length) => runOf(entries.slice(from, until))
  }
}

export const runOf = (entries: Entry[]): Run => ({
  log: entries[0]!.log,
  entries: entries.map(entry => entry.raw)
})

export const copyOf = ({ header, signature, body }: RawEntry): RawEntry => ({
  header: new Uint8Array(header),
  signature: new Uint8Array(signature),
  body: body && new Uint8Array(body)
})

const sealKey = `age1${'q'.repeat(58)}`

export const communeBody = (name: string) => ({
  kind: 'commune',
  fields: {
    name,
    place: { lat: 47.65, lon: 36.25, precision: 'coarse' },
    firstMember: { handle: name, sealKey }
  }
})
export const admitBody = (commune: ThingId, device: LogId, own = false) => ({
  kind: 'admit',
  commune,
  fields: { device, handle: 'newcomer', sealKey, ...(own && { own }) }
})
export const federationBody = (commune: ThingId, vouchThreshold = 1) => ({
  kind: 'federation',
  commune,
  fields: { name: 'Salt Road', vouchThreshold, decisionRule: 'consent' }
})
export const vouchBody = (commune: ThingId, other: ThingId) => ({
  kind: 'vouch',
  commune,
  fields: { for: other }
})
export const offerBody = (commune: ThingId, good: string) => ({
  kind: 'offer',
  commune,
  fields: { good, category: 'grain', quantity: 3, unit: 'sacks', massKg: 75, keep: 'dry' }
})

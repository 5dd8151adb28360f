/** A record in memory, true to the RecordStore contract as far as the roads use it; nothing is folded. */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto'
import { FailureError } from '#shared/errors.ts'
import type { BlobId, BlobRef } from '#shared/record/blob.ts'
import type { Hashing, Signing, Verifying } from '#shared/record/deps.ts'
import type { Body, Entry, EntryId, LogId } from '#shared/record/entry.ts'
import { bytesToId } from '#shared/record/ids.ts'
import { makeEntry } from '#shared/record/make-entry.ts'
import type { RecordStore } from '#shared/record/record-store.ts'
import type { HaveVector, Run } from '#shared/record/run.ts'
import { verifyRun } from '#shared/record/verify-run.ts'

const digest = (parts: Uint8Array[]): Buffer => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}
export const hashing: Hashing = {
  sha256: (...parts) => new Uint8Array(digest(parts)),
  sha256Id: (...parts) => bytesToId(digest(parts))
}
const okpKey = (x: Uint8Array) => ({
  key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(x).toString('base64url') },
  format: 'jwk' as const
})
export const verifying: Verifying = {
  verify: (key, message, signature) => {
    try {
      return verify(null, message, createPublicKey(okpKey(key)), signature)
    } catch {
      // the contract: false for anything malformed
      return false
    }
  }
}
export const createSigning = (): Signing => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const { x } = publicKey.export({ format: 'jwk' })
  const key = createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' }))
  return {
    publicKey: new Uint8Array(Buffer.from(x ?? '', 'base64url')),
    sign: message => new Uint8Array(sign(null, message, key))
  }
}

const noReport = { byKind: {}, contested: 0, setAside: 0 }

export interface MemoryStore extends RecordStore {
  /** of its own log */
  entryAt(seq: number): Entry
  note(text: string): Entry
  entryIds(): string[]
  /** its entries are taken to name these bytes; `size` is what one of them says of that */
  nameBlob(bytes: Uint8Array, size?: number): BlobId
  /** runs taken, for counting what went over */
  appended: Run[]
}

/** `runEntries`: how long its runs are at most, so that small tests have many of them. */
export const createMemoryStore = (signing: Signing = createSigning(), runEntries = 1000): MemoryStore => {
  const device = bytesToId<LogId>(signing.publicKey)
  const logs = new Map<LogId, Entry[]>()
  const appended: Run[] = []

  const have = (): HaveVector =>
    [...logs].map(([log, entries]) => {
      const last = entries.at(-1)
      return { log, heads: last ? [{ seq: last.header.seq, id: last.id }] : [] }
    })
  const lackedFrom = (theirs: HaveVector, log: LogId) =>
    theirs.find(held => held.log === log)?.heads.reduce((most, { seq }) => Math.max(most, seq), 0) ?? 0

  const shelf = new Map<BlobId, Uint8Array>()
  const named = new Map<BlobId, BlobRef>()
  const sizes = new Map<BlobId, Set<number>>()

  const store: MemoryStore = {
    device,
    nameBlob: (bytes, size = bytes.length) => {
      const blob = bytesToId<BlobId>(hashing.sha256(bytes))
      named.set(blob, { blob, bytes: size })
      sizes.set(blob, (sizes.get(blob) ?? new Set()).add(size))
      return blob
    },
    blobs: {
      get: blob => shelf.get(blob) ?? null,
      has: blob => shelf.has(blob),
      nameOf: bytes => bytesToId<BlobId>(hashing.sha256(bytes)),
      lacked: most => [...named.values()].filter(({ blob }) => !shelf.has(blob)).slice(0, most),
      take: blobs => {
        const before = shelf.size
        for (const bytes of blobs) {
          const blob = bytesToId<BlobId>(hashing.sha256(bytes))
          if (sizes.get(blob)?.has(bytes.length)) shelf.set(blob, bytes)
        }
        return shelf.size - before
      },
      heldOf: () => [],
      namedBy: () => null,
      get taken() {
        return shelf.size
      }
    },
    appended,
    federation: () => null,
    missingBodies: () => new Map(),
    have,
    haveWhole: have,
    wholeHeadsOf: log => have().find(held => held.log === log)?.heads ?? [],
    countLackedBy: theirs =>
      [...logs].reduce(
        (sum, [log, entries]) => sum + Math.max(0, entries.length - lackedFrom(theirs, log)),
        0
      ),
    *rangesLackedBy(theirs) {
      for (const [log, entries] of logs) {
        const lacked = entries.slice(lackedFrom(theirs, log))
        const [first, last] = [lacked[0], lacked.at(-1)]
        if (!first || !last) continue
        const bytes = lacked.reduce(
          (sum, { raw }) => sum + raw.header.length + raw.signature.length + (raw.body?.length ?? 0),
          0
        )
        const [from, to] = [first.header.seq, last.header.seq]
        yield { log, from, to, before: first.header.prev, head: last.id, bytes }
      }
    },
    *runsLackedBy(theirs) {
      for (const [log, entries] of logs) {
        const lacked = entries.slice(lackedFrom(theirs, log))
        for (let at = 0; at < lacked.length; at += runEntries)
          yield { log, entries: lacked.slice(at, at + runEntries).map(({ raw }) => raw) }
      }
    },
    intake: arrival => ({
      gathers: false,
      takeRun: run => ({ added: store.appendRun(run, arrival).added, filled: 0 }),
      sync: () => undefined,
      gather: () => false,
      take: runs => ({
        filled: 0,
        added: runs.reduce((sum, entries) => {
          const run = { log: entries[0]!.log, entries: entries.map(({ raw }) => raw) }
          return sum + store.appendRun(run, arrival).added
        }, 0)
      }),
      finish: async () => noReport
    }),
    appendRun: run => {
      const entries = verifyRun(run, { hashing, verifying })
      const held = logs.get(run.log) ?? []
      const first = entries[0]
      if (!first || first.header.seq > held.length + 1)
        throw new FailureError('run-bad', { log: run.log, seq: first?.header.seq ?? 0, reason: 'gap' })
      const fresh = entries.filter(({ header }) => header.seq > held.length)
      const joins = fresh[0]
      const before = held.at(-1)
      if (joins && before && bytesToId(joins.header.prev) !== before.id)
        throw new FailureError('run-bad', { log: run.log, seq: joins.header.seq, reason: 'prev' })
      logs.set(run.log, [...held, ...fresh])
      appended.push(run)
      return { log: run.log, added: fresh.length, filled: 0, forked: false, ...noReport }
    },
    write: (body: Body, scope = 'federation') => {
      const held = logs.get(device) ?? []
      const before = held.at(-1)
      const prev = before ? hashing.sha256(before.raw.header, before.raw.signature) : new Uint8Array(32)
      const place = { seq: held.length + 1, prev, scope, claimedAt: 0 }
      const entry = makeEntry({ hashing, signing }, place, body)
      logs.set(device, [...held, entry])
      return entry
    },
    entry: (id: EntryId) => [...logs.values()].flat().find(entry => entry.id === id) ?? null,
    entryAt: seq => logs.get(device)![seq - 1]!,
    note: text => store.write({ kind: 'note', version: 1, fields: { text } }),
    entryIds: () =>
      [...logs.values()]
        .flat()
        .map(({ id }) => id as string)
        .sort()
  }
  return store
}

/** Devices that write logs without a store, for tests that need runs of every shape. */
import { generateKeyPairSync, sign } from 'node:crypto'
import type { PackedRun } from '#shared/bundle/run-chunk.ts'
import type { Signing } from '#shared/record/deps.ts'
import type { Body, Entry, EntryId, LogId, RawEntry } from '#shared/record/entry.ts'
import { encodeHeader } from '#shared/record/header-codec.ts'
import { bytesToId } from '#shared/record/ids.ts'
import { makeEntry } from '#shared/record/make-entry.ts'
import type { Run } from '#shared/record/run.ts'
import { bundleDeps } from '../../electron/carry/bundle-deps.ts'

const { hashing } = bundleDeps

export const newSigning = (): Signing => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  return {
    publicKey: new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)),
    sign: message => new Uint8Array(sign(null, message, privateKey))
  }
}

export const note = (text: string): Body => ({ kind: 'note', version: 1, fields: { text } })

/** One device's log, growing in memory. */
export class WrittenLog {
  readonly signing: Signing
  readonly entries: Entry[]

  constructor(signing: Signing = newSigning(), entries: Entry[] = []) {
    this.signing = signing
    this.entries = entries
  }

  get log(): LogId {
    return bytesToId<LogId>(this.signing.publicKey)
  }

  write(body: Body): Entry {
    const last = this.entries.at(-1)
    const prev = last ? hashing.sha256(last.raw.header, last.raw.signature) : new Uint8Array(32)
    const place = { seq: this.entries.length + 1, prev, scope: 'federation', claimedAt: 1_700_000_000_000 }
    const entry = makeEntry({ hashing, signing: this.signing }, place, body)
    this.entries.push(entry)
    return entry
  }

  /** Signs a body larger than any writer of ours would. */
  writeHuge(bodyBytes: number): Entry {
    const { header } = this.write(note(''))
    const body = new Uint8Array(bodyBytes)
    const forged = { ...header, bodyHash: hashing.sha256(body), bodySize: bodyBytes }
    const headerBytes = encodeHeader(forged)
    const raw = { header: headerBytes, signature: this.signing.sign(headerBytes), body }
    const id = bytesToId<EntryId>(hashing.sha256(raw.header, raw.signature))
    const entry = { id, log: this.log, header: forged, raw }
    this.entries[this.entries.length - 1] = entry
    return entry
  }

  writeNotes(count: number, textBytes = 40): this {
    for (let i = 0; i < count; i++) this.write(note(`${this.entries.length} `.padEnd(textBytes, 'x')))
    return this
  }

  /** The same key going on after `seq` on its own, as a cloned disk would. */
  branch(seq: number): WrittenLog {
    return new WrittenLog(this.signing, this.entries.slice(0, seq))
  }

  /** Entries `from` to `to`, counted as `seq` is. */
  run(from = 1, to = this.entries.length): Run {
    return { log: this.log, entries: this.entries.slice(from - 1, to).map(entry => entry.raw) }
  }

  packed(from = 1, to = this.entries.length): PackedRun {
    return { log: this.signing.publicKey, entries: this.run(from, to).entries }
  }
}

/** The entry with one bit of its header, signature or body changed. */
export const flipBit = (entry: RawEntry, part: 'header' | 'signature' | 'body'): RawEntry => {
  const bytes = Uint8Array.from(entry[part] ?? [])
  const middle = bytes.length >> 1
  bytes[middle] = (bytes[middle] ?? 0) ^ 1
  return { ...entry, [part]: bytes }
}

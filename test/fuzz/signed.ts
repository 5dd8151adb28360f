import { createHash } from 'node:crypto'
import { decode, encode } from 'cborg'
import { signingFromSeed } from '../../electron/store/node-crypto.ts'
import type { PackedRun } from '../../shared/bundle/run-chunk.ts'
import type { Signing } from '../../shared/record/deps.ts'
import type { LogId, RawEntry } from '../../shared/record/entry.ts'
import { decodeHeader, encodeHeader } from '../../shared/record/header-codec.ts'
import { idToBytes } from '../../shared/record/ids.ts'
import type { Run } from '../../shared/record/run.ts'
import { WrittenLog } from '../bundle/logs.ts'
import { pick, type Random } from './draw.ts'
import { mutateBytes, mutateTree } from './mutate.ts'

/** A few authors, all that they ever signed, and somebody else who signs what they like. */
export interface World {
  maker: Signing
  stranger: Signing
  authors: readonly WrittenLog[]
  /** forgets what the authors signed in the case before */
  begin(): void
  /** as chunks hold it, which have no room for a signature of another length */
  pack(run: Run): PackedRun
  /** a run of one author with something done to it, or with nothing */
  run(random: Random): Run
  /** from here on this is known as signed by its author */
  know(entry: RawEntry): void
  /** throws where an entry is none that its author signed or vouched for by a later one, or its body is another */
  expectSigned(entries: Iterable<RawEntry>): void
}

/** By Node alone, without the code that is tried. */
export const sha256 = (...parts: Uint8Array[]): string => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('hex')
}

const ofLength = (bytes: Uint8Array, length: number): Uint8Array => {
  const fitted = new Uint8Array(length)
  fitted.set(bytes.subarray(0, length))
  return fitted
}

export const makeWorld = (): World => {
  const keys = [1, 2, 3, 4].map(n => signingFromSeed(new Uint8Array(32).fill(n)))
  const [maker, stranger, ...owners] = keys as [Signing, Signing, ...Signing[]]
  const authors = owners.map(key => new WrittenLog(key).writeNotes(12, 60))
  const idOf = ({ header, signature }: RawEntry) => sha256(header, signature)
  const signed = new Set(authors.flatMap(({ entries }) => entries.map(({ raw }) => idOf(raw))))
  let also = new Set<string>()

  /** The header with one of its eight parts another, in CBOR that may be lawful; signed by whoever. */
  const otherHeader = (entry: RawEntry, author: Signing, random: Random): RawEntry => {
    const h = decodeHeader(entry.header)
    const parts = [h.v, h.log, h.seq, h.prev, h.scope, h.bodyHash, h.bodySize, h.claimedAt]
    const header = encode(mutateTree(parts, random))
    const own = random(4) === 0
    const changed = { ...entry, header, signature: (own ? author : stranger).sign(header) }
    // what an author signs is theirs, however odd
    if (own) also.add(idOf(changed))
    return changed
  }
  const otherEntry = (entry: RawEntry, author: Signing, random: Random): RawEntry => {
    switch (random(8)) {
      case 0:
        return { ...entry, header: mutateBytes(entry.header, random) }
      case 1:
        return { ...entry, signature: mutateBytes(entry.signature, random) }
      case 2:
        return { ...entry, body: entry.body && mutateBytes(entry.body, random) }
      case 3:
        return { ...entry, body: null }
      case 4:
        return { ...entry, signature: stranger.sign(entry.header) }
      case 5: {
        // as long as what was signed, and not the same
        const body = Uint8Array.from(entry.body ?? [])
        if (body.length > 0) body[random(body.length)]! ^= 1 + random(255)
        return { ...entry, body }
      }
      case 6: {
        // its author says that the body is longer than it is
        const told = decodeHeader(entry.header)
        const header = encodeHeader({ ...told, bodySize: told.bodySize + 1 + random(9) })
        const changed = { ...entry, header, signature: author.sign(header) }
        also.add(idOf(changed))
        return changed
      }
      default:
        return otherHeader(entry, author, random)
    }
  }
  return {
    maker,
    stranger,
    authors,
    begin() {
      also = new Set()
    },
    pack: ({ log, entries }) => ({
      log: idToBytes(log) ?? new Uint8Array(32),
      entries: entries.map(entry => ({ ...entry, signature: ofLength(entry.signature, 64) }))
    }),
    run(random) {
      const author = pick(random, authors)
      const from = random(2) === 0 ? 0 : random(8)
      const entries = author.run(1 + from, 1 + from + random(5)).entries.slice()
      const at = random(entries.length)
      const how = random(8)
      if (how === 1) entries.splice(at, 1)
      else if (how === 2) entries.splice(at, 0, entries[at]!)
      else if (how === 3) entries.reverse()
      else if (how > 5) entries[at] = otherEntry(entries[at]!, author.signing, random)
      const log = random(20) === 1 ? pick(random, authors).log : author.log
      return { log: log as LogId, entries }
    },
    know(entry) {
      also.add(idOf(entry))
    },
    expectSigned(entries) {
      for (const entry of entries) {
        const id = idOf(entry)
        if (!signed.has(id) && !also.has(id)) throw new Error(`taken though nobody signed it: ${id}`)
        if (entry.body === null) continue
        const parts = decode(entry.header) as unknown[]
        const [bodyHash, bodySize] = [parts[5] as Uint8Array, parts[6] as number]
        if (entry.body.length !== bodySize) throw new Error(`taken with a body of another size: ${id}`)
        if (sha256(entry.body) !== Buffer.from(bodyHash).toString('hex'))
          throw new Error(`taken with a body that nobody signed: ${id}`)
      }
    }
  }
}

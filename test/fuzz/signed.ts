import { encode } from 'cborg'
import { bundleDeps } from '../../electron/carry/bundle-deps.ts'
import { signingFromSeed } from '../../electron/store/node-crypto.ts'
import type { Signing } from '../../shared/record/deps.ts'
import type { LogId, RawEntry } from '../../shared/record/entry.ts'
import { decodeHeader } from '../../shared/record/header-codec.ts'
import { bytesToId, idToBytes } from '../../shared/record/ids.ts'
import type { Run } from '../../shared/record/transport.ts'
import { WrittenLog } from '../bundle/logs.ts'
import { mutateBytes, mutateTree, pick, type Random } from './mutate.ts'

/** A few authors, all that they ever signed, and somebody else who signs what they like. */
export interface World {
  maker: Signing
  stranger: Signing
  authors: readonly WrittenLog[]
  logBytes(log: string): Uint8Array
  /** a run of one author with something done to it, or with nothing */
  run(random: Random): Run
  /** throws where an id is not of an entry that its author signed, or vouched for by a later one */
  expectSigned(ids: readonly string[]): void
}

export const makeWorld = (): World => {
  const keys = [1, 2, 3, 4].map(n => signingFromSeed(new Uint8Array(32).fill(n)))
  const [maker, stranger, ...owners] = keys as [Signing, Signing, ...Signing[]]
  const authors = owners.map(key => new WrittenLog(key).writeNotes(12, 60))
  const signed = new Set<string>(authors.flatMap(({ entries }) => entries.map(({ id }) => id)))
  const idOf = ({ header, signature }: RawEntry) => bytesToId(bundleDeps.hashing.sha256(header, signature))

  /** The header with one of its eight parts another, in CBOR that may be lawful; signed by whoever. */
  const otherHeader = (entry: RawEntry, author: Signing, random: Random): RawEntry => {
    const h = decodeHeader(entry.header)
    const parts = [h.v, h.log, h.seq, h.prev, h.scope, h.bodyHash, h.bodySize, h.claimedAt]
    const header = encode(mutateTree(parts, random))
    const own = random(4) === 0
    const changed = { ...entry, header, signature: (own ? author : stranger).sign(header) }
    // what an author signs is theirs, however odd
    if (own) signed.add(idOf(changed))
    return changed
  }
  const otherEntry = (entry: RawEntry, author: Signing, random: Random): RawEntry => {
    switch (random(6)) {
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
      default:
        return otherHeader(entry, author, random)
    }
  }
  return {
    maker,
    stranger,
    authors,
    logBytes: log => idToBytes(log) ?? new Uint8Array(32),
    run(random) {
      const author = pick(random, authors)
      const from = random(8)
      const entries = author.run(1 + from, 1 + from + random(5)).entries.slice()
      const at = random(entries.length)
      const how = random(8)
      if (how === 0) entries.splice(at, 1)
      else if (how === 1) entries.splice(at, 0, entries[at]!)
      else if (how === 2) entries.reverse()
      else if (how < 6) entries[at] = otherEntry(entries[at]!, author.signing, random)
      const log = random(20) === 0 ? pick(random, authors).log : author.log
      return { log: log as LogId, entries }
    },
    expectSigned(ids) {
      for (const id of ids) if (!signed.has(id)) throw new Error(`taken though nobody signed it: ${id}`)
    }
  }
}

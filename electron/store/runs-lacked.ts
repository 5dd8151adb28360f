import type { Verifying } from '#shared/record/deps.ts'
import { type EntryId, type LogId, limits, type RawEntry } from '#shared/record/entry.ts'
import { decodeHeader } from '#shared/record/header-codec.ts'
import { bytesToId, idToBytes } from '#shared/record/ids.ts'
import type { HaveVector, LackedRange, LogHead, Run } from '#shared/record/run.ts'
import type { EntryLog, HeldLog, NumberedEntry, Tip } from './entry-log.ts'
import { wholeEnd } from './whole-part.ts'

/** Whoever takes a run writes it in one transaction, and everything else there waits for that. */
export const mostEntriesOfRun = 250
export const mostBytesOfRun = 4 * 1024 * 1024

/** A run stays below both: bytes are counted before a body of the greatest size is added. */
const bytesWhenFull = mostBytesOfRun - limits.bodyBytes - limits.headerBytes - 64

export interface Given {
  store: EntryLog
  verifying: Verifying
  /** also entries whose bodies are missing here; otherwise what is given of a log ends before them */
  bodiless: boolean
}

/** From which `seq` on a log that never forked is lacking there; beyond its end where nothing is. */
const lackedFrom = (store: EntryLog, log: HeldLog, tip: Tip, theirs: LogHead | undefined): number => {
  const heads = theirs?.heads ?? []
  // most often, and then nothing need be looked up
  if (heads.some(({ id }) => id === tip.id)) return tip.seq + 1
  const shared = heads.filter(({ id }) => store.place(id)?.log === log.n).map(({ seq }) => seq)
  if (shared.length > 0) return Math.max(...shared) + 1
  // a head that is not ours: further on than we are, or a branch that began somewhere below our end
  if (heads.some(({ seq }) => seq > tip.seq)) return tip.seq + 1
  return 1
}

interface Branch {
  log: HeldLog
  from: number
  to: number
  /** the entry at `to` */
  head: EntryId
  raws: () => Iterable<RawEntry>
  bytes: () => number
}

/** What `theirs` lacks of one log. Each branch of a forked log comes by itself. */
const lackedOf = (given: Given, log: HeldLog, theirs: LogHead | undefined): Branch[] => {
  const { store, verifying, bodiless } = given
  if (log.forkSeq !== null) return branchesOf(given, log, new Set(theirs?.heads.map(({ id }) => id)))
  const tip = log.tips[0]
  if (!tip) return []
  const from = lackedFrom(store, log, tip, theirs)
  if (from > tip.seq) return []
  const end = bodiless ? tip : wholeEnd(store, log, verifying)
  if (end === null || from > end.seq) return []
  const raws = () => pagesOf(store, log, from, end)
  return [{ log, from, to: end.seq, head: end.id, raws, bytes: () => store.bytesOf(log, from, end.seq) }]
}

const entriesOfPage = 250

/** A branch that comes in while they are read does no harm: its numbers are greater than the tip's. */
function* pagesOf(store: EntryLog, log: HeldLog, from: number, tip: Tip): Generator<RawEntry> {
  const last = store.place(tip.id)?.n ?? 0
  for (let seq = from; seq <= tip.seq; ) {
    const page = store.readRaw(log, seq, last, entriesOfPage)
    if (page.length === 0) throw new Error(`no entry ${seq} of log ${log.n}`)
    yield* page
    seq += page.length
  }
}

/** Forks are rare and end a log's life, so a forked log is read whole. */
const branchesOf = (given: Given, log: HeldLog, heads: ReadonlySet<EntryId>): Branch[] => {
  if (log.tips.every(({ id }) => heads.has(id))) return []
  const { store, verifying, bodiless } = given
  const all = store.numbersOf(log, 1).map(({ n }) => store.read(n))
  const byId = new Map(all.map(numbered => [numbered.entry.id, numbered]))
  const hollow = bodiless ? new Set<EntryId>() : hollowOf(all, store.missing.entriesOf(log.n))
  const done = new Set<EntryId>()
  const lineTo = (id: EntryId): NumberedEntry[] => {
    const line: NumberedEntry[] = []
    for (let at = byId.get(id); at && !done.has(at.entry.id); at = byId.get(prevOf(at))) {
      done.add(at.entry.id)
      line.push(at)
    }
    return line.reverse()
  }
  for (const head of heads) lineTo(head)
  return log.tips
    .map(tip => lineTo(tip.id))
    .map(line => {
      const end = line.findIndex(({ entry }) => hollow.has(entry.id))
      return end === -1 ? line : signedPart(line.slice(0, end), log.id, verifying)
    })
    .filter(line => line.length > 0)
    .map(line => {
      const raws = line.map(({ entry }) => entry.raw)
      const last = line[line.length - 1]!.entry
      return {
        log,
        from: line[0]!.entry.header.seq,
        to: last.header.seq,
        head: last.id,
        raws: () => raws,
        bytes: () => raws.reduce((sum, raw) => sum + bytesOf(raw), 0)
      }
    })
}

/** Those whose bodies are missing and all that follow them, of a whole log in order. */
const hollowOf = (all: readonly NumberedEntry[], missing: ReadonlySet<number>): Set<EntryId> => {
  const hollow = new Set<EntryId>()
  if (missing.size === 0) return hollow
  for (const numbered of all)
    if (missing.has(numbered.n) || hollow.has(prevOf(numbered))) hollow.add(numbered.entry.id)
  return hollow
}

/** A line that ends before a missing body, up to the last entry whose own signature holds. */
const signedPart = (line: NumberedEntry[], log: LogId, verifying: Verifying): NumberedEntry[] => {
  const raws = line.map(({ entry }) => entry.raw)
  return line.slice(0, lastSigned(raws, 0, log, verifying))
}

const prevOf = ({ entry }: NumberedEntry): EntryId => bytesToId<EntryId>(entry.header.prev)

const headsByLog = (vector: HaveVector) => new Map(vector.map(head => [head.log, head]))

export const countLacked = (given: Given, theirs: HaveVector): number => {
  const heads = headsByLog(theirs)
  let count = 0
  for (const log of given.store.logs())
    for (const branch of lackedOf(given, log, heads.get(log.id))) count += branch.to - branch.from + 1
  return count
}

/** The same without reading all of them: for each branch where it begins and ends. */
export function* rangesLacked(
  given: Given,
  logs: readonly HeldLog[],
  theirs: HaveVector
): Generator<LackedRange> {
  const heads = headsByLog(theirs)
  for (const log of logs)
    for (const { from, to, head, raws, bytes } of lackedOf(given, log, heads.get(log.id))) {
      const [first] = raws()
      yield { log: log.id, from, to, before: decodeHeader(first!.header).prev, head, bytes: bytes() }
    }
}

/**
 * A run ends only at an entry whose own signature holds: an inner one may have come in vouched for by a
 * later signature alone, and whoever receives it as the last would refuse it. The last entry of every run
 * that was taken was checked, so every branch comes to an end. A full run is cut back to such an entry;
 * only a stretch longer than a run without any, which no honest device writes, goes beyond the bounds.
 */
export function* runsLacked(given: Given, logs: readonly HeldLog[], theirs: HaveVector): Generator<Run> {
  const heads = headsByLog(theirs)
  for (const log of logs)
    for (const branch of lackedOf(given, log, heads.get(log.id))) {
      let entries: RawEntry[] = []
      let bytes = 0
      // this many at the front are known to be void: none is checked twice, however many an author left unsigned
      let barren = 0
      for (const raw of branch.raws()) {
        entries.push(raw)
        bytes += bytesOf(raw)
        if (entries.length < mostEntriesOfRun && bytes <= bytesWhenFull) continue
        const end = lastSigned(entries, barren, log.id, given.verifying)
        if (end === 0) {
          barren = entries.length
          continue
        }
        yield { log: log.id, entries: entries.slice(0, end) }
        entries = entries.slice(end)
        barren = entries.length
        bytes = entries.reduce((sum, raw) => sum + bytesOf(raw), 0)
      }
      if (entries.length > 0) yield { log: log.id, entries }
    }
}

const bytesOf = ({ header, signature, body }: RawEntry): number =>
  header.length + signature.length + (body?.length ?? 0)

/** How many of the entries come up to the last whose own signature holds; 0 where none after `barren` does. */
const lastSigned = (
  entries: readonly RawEntry[],
  barren: number,
  log: LogId,
  verifying: Verifying
): number => {
  const key = idToBytes(log)
  if (key === null) throw new RangeError(`not an id: ${log}`)
  for (let end = entries.length; end > barren; end--) {
    const { header, signature } = entries[end - 1] as RawEntry
    if (verifying.verify(key, header, signature)) return end
  }
  return 0
}

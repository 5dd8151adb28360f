import type { Verifying } from '#shared/record/deps.ts'
import { type EntryId, limits } from '#shared/record/entry.ts'
import { bytesToId } from '#shared/record/ids.ts'
import type { HaveVector, LogHead, Run } from '#shared/record/transport.ts'
import type { EntryLog, HeldLog, NumberedEntry, Tip } from './entry-log.ts'

export const mostEntriesOfRun = 1000
export const mostBytesOfRun = 4 * 1024 * 1024

/** A run stays below both: bytes are counted before a body of the greatest size is added. */
const bytesWhenFull = mostBytesOfRun - limits.bodyBytes - limits.headerBytes - 64

/** From which `seq` on a log that never forked is lacking there; beyond its end where nothing is. */
const lackedFrom = (store: EntryLog, log: HeldLog, tip: Tip, theirs: LogHead | undefined): number => {
  const heads = theirs?.heads ?? []
  const shared = heads.filter(({ id }) => store.place(id)?.log === log.n).map(({ seq }) => seq)
  if (shared.length > 0) return Math.max(...shared) + 1
  // a head that is not ours: further on than we are, or a branch that began somewhere below our end
  if (heads.some(({ seq }) => seq > tip.seq)) return tip.seq + 1
  return 1
}

interface Branch {
  log: HeldLog
  count: number
  /** local numbers, in order */
  numbers: () => number[]
}

/** What `theirs` lacks of one log. Each branch of a forked log comes by itself. */
const lackedOf = (store: EntryLog, log: HeldLog, theirs: LogHead | undefined): Branch[] => {
  if (log.forkSeq !== null) return branchesOf(store, log, new Set(theirs?.heads.map(({ id }) => id)))
  const tip = log.tips[0]
  if (!tip) return []
  const from = lackedFrom(store, log, tip, theirs)
  const count = tip.seq - from + 1
  // numbers are taken at once, so a branch that comes in while they are read does no harm
  const numbers = () => store.numbersOf(log, from).map(({ n }) => n)
  return count > 0 ? [{ log, count, numbers }] : []
}

/** Forks are rare and end a log's life, so a forked log is read whole. */
const branchesOf = (store: EntryLog, log: HeldLog, heads: ReadonlySet<EntryId>): Branch[] => {
  const all = store.numbersOf(log, 1).map(({ n }) => store.read(n))
  const byId = new Map(all.map(numbered => [numbered.entry.id, numbered]))
  const done = new Set<EntryId>()
  const lineTo = (id: EntryId): number[] => {
    const line: number[] = []
    for (let at = byId.get(id); at && !done.has(at.entry.id); at = byId.get(prevOf(at))) {
      done.add(at.entry.id)
      line.push(at.n)
    }
    return line.reverse()
  }
  for (const head of heads) lineTo(head)
  return log.tips
    .map(tip => lineTo(tip.id))
    .filter(line => line.length > 0)
    .map(line => ({ log, count: line.length, numbers: () => line }))
}

const prevOf = ({ entry }: NumberedEntry): EntryId => bytesToId<EntryId>(entry.header.prev)

const headsByLog = (vector: HaveVector) => new Map(vector.map(head => [head.log, head]))

export const countLacked = (store: EntryLog, theirs: HaveVector): number => {
  const heads = headsByLog(theirs)
  let count = 0
  for (const log of store.logs())
    for (const branch of lackedOf(store, log, heads.get(log.id))) count += branch.count
  return count
}

/**
 * A run ends only at an entry whose own signature holds: an inner one may have come in vouched for by a
 * later signature alone, and whoever receives it as the last would refuse it. The last entry of every run
 * that was taken was checked, so every branch comes to an end.
 */
export function* runsLacked(store: EntryLog, verifying: Verifying, theirs: HaveVector): Generator<Run> {
  const heads = headsByLog(theirs)
  for (const log of [...store.logs()])
    for (const branch of lackedOf(store, log, heads.get(log.id))) {
      let run: Run = { log: log.id, entries: [] }
      let bytes = 0
      for (const n of branch.numbers()) {
        const { entry } = store.read(n)
        const { header, signature, body } = entry.raw
        run.entries.push(entry.raw)
        bytes += header.length + signature.length + (body?.length ?? 0)
        const full = run.entries.length >= mostEntriesOfRun || bytes > bytesWhenFull
        if (!full || !verifying.verify(entry.header.log, header, signature)) continue
        yield run
        run = { log: log.id, entries: [] }
        bytes = 0
      }
      if (run.entries.length > 0) yield run
    }
}

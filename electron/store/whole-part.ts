import type { Verifying } from '#shared/record/deps.ts'
import { idToBytes } from '#shared/record/ids.ts'
import type { EntryLog, HeldLog, Tip } from './entry-log.ts'

/**
 * The tips of what is held of a log with every body that was not forgotten. Where it has forked, no branch is
 * told any further than the first missing body of all of them: what is given twice by that does no harm.
 */
export const wholeTips = (store: EntryLog, log: HeldLog): Tip[] => {
  const first = store.missing.firstOf(log.n)
  if (first === null) return log.tips
  return [...log.tips.filter(({ seq }) => seq < first - 1), ...store.tipsAt(log, first - 1)]
}

/** Only a hostile author leaves so many in a row unsigned; nothing of such a log is given. */
const mostUnsigned = 250

/** Known already, for the first missing body it was looked up for. */
const ends = new WeakMap<HeldLog, { first: number; end: Tip | null }>()

/** Where what can be given of an unforked log ends: with an entry whose own signature holds. Null for nothing. */
export const wholeEnd = (store: EntryLog, log: HeldLog, verifying: Verifying): Tip | null => {
  const first = store.missing.firstOf(log.n)
  if (first === null) return log.tips[0] ?? null
  const known = ends.get(log)
  if (known?.first === first) return known.end
  const end = signedBefore(store, log, first, verifying)
  ends.set(log, { first, end })
  return end
}

const signedBefore = (store: EntryLog, log: HeldLog, first: number, verifying: Verifying): Tip | null => {
  const key = idToBytes(log.id)
  if (key === null) throw new RangeError(`not an id: ${log.id}`)
  for (let seq = first - 1; seq > Math.max(0, first - 1 - mostUnsigned); seq--) {
    const [raw] = store.readRaw(log, seq, store.lastNumber, 1)
    if (raw && verifying.verify(key, raw.header, raw.signature)) return store.tipsAt(log, seq)[0] ?? null
  }
  return null
}

import type { Stretch } from '#shared/bundle/coverage.ts'
import { addTo } from '#shared/record/add-to.ts'
import type { Entry, EntryId, LogId } from '#shared/record/entry.ts'
import { bytesToId } from '#shared/record/ids.ts'
import type { Store } from '../../store/open-store.ts'

/** Beyond so many without a body a segment counts for nothing: no honest device writes one. */
const most = 20_000

interface Bodiless {
  id: EntryId
  log: LogId
  seq: number
  before: EntryId | null
}

/** The first of a rising list at this place or behind it, by halving: a manifest may tell of many thousand stretches. */
const firstFrom = (rising: readonly Bodiless[], seq: number): Bodiless | undefined => {
  let low = 0
  for (let high = rising.length; low < high; ) {
    const middle = (low + high) >> 1
    if (rising[middle]!.seq < seq) low = middle + 1
    else high = middle
  }
  return rising[low]
}

/** Of a segment, what its manifest tells, and the entries that came in it without their bodies. */
export class Carried {
  private readonly bodiless: Bodiless[] = []
  stretches: Stretch[] = []

  take({ id, log, header }: Entry): void {
    if (this.bodiless.length > most) return
    const before = header.seq === 1 ? null : bytesToId<EntryId>(header.prev)
    this.bodiless.push({ id, log, seq: header.seq, before })
  }

  /** Whether all of it came with its bodies, so that `whole` says the same at any time. */
  get isWhole(): boolean {
    return this.bodiless.length === 0
  }

  /**
   * The stretches, each up to the first entry without a body that is not forgotten here: what follows it the
   * folder is still to be given by whoever holds it. Of a forked log such a stretch counts for nothing.
   */
  whole(store: Pick<Store, 'whyAside' | 'forks'>): Stretch[] {
    if (this.isWhole) return this.stretches
    if (this.bodiless.length > most) return []
    const missing = new Map<LogId, Bodiless[]>()
    for (const one of this.bodiless.sort((a, b) => a.seq - b.seq))
      if (store.whyAside(one.id) !== 'forgotten') addTo(missing, one.log, one)
    const forks = store.forks()
    return this.stretches.flatMap(stretch => {
      const { log, from, to } = stretch
      const first = firstFrom(missing.get(log) ?? [], from)
      if (!first || first.seq > to) return [stretch]
      if (first.before === null || first.seq === from || forks.has(log)) return []
      return [{ ...stretch, to: first.seq - 1, head: first.before }]
    })
  }
}

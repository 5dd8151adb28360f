import * as v from 'valibot'
import { id } from '#shared/kinds/fields.ts'
import type { EntryId, LogId } from '#shared/record/entry.ts'
import type { HaveVector, LogHead } from '#shared/record/run.ts'
import type { LocalValues } from '../store/local-values.ts'

/** What is known of what others hold: the makers of sticks that were seen here, and devices met on the network. */
export interface Holder {
  of: 'stick' | 'peer'
  /** the device: who made the stick's file, or who was met */
  id: LogId
  handle: string | null
  commune: string | null
  /** the folder where the stick's file lay; null for a device met on the network */
  folder: string | null
  /** ms, this machine's clock */
  at: number
}

/** The oldest give way: a guess at what long unseen people hold helps nobody. */
const mostHolders = 32
/** A vector of more heads is not kept: the whole record is then the right thing to give. */
const mostHeads = 20_000
const headsOf = (have: HaveVector) => have.reduce((sum, { heads }) => sum + Math.max(1, heads.length), 0)

const text = v.nullable(v.pipe(v.string(), v.maxLength(4096)))
const logId = v.pipe(
  id,
  v.transform(value => value as LogId)
)
const holders = v.array(
  v.object({
    of: v.picklist(['stick', 'peer']),
    id: logId,
    handle: text,
    commune: text,
    folder: text,
    at: v.number()
  })
)
const vector = v.array(
  v.object({
    log: logId,
    heads: v.array(
      v.object({
        seq: v.number(),
        id: v.pipe(
          id,
          v.transform(value => value as EntryId)
        )
      })
    )
  })
)

const listName = 'holders'
const vectorName = (of: Holder['of'], who: LogId) => `holding ${of} ${who}`

/** Kept beside the record, for this device alone. What is written here is never more than a guess that errs to too little. */
export class KnownHoldings {
  constructor(private readonly local: LocalValues) {}

  /** The last seen first. */
  list(): Holder[] {
    return this.local.get(listName, holders) ?? []
  }

  holding(of: Holder['of'], who: LogId): HaveVector | null {
    return this.local.get(vectorName(of, who), vector)
  }

  /**
   * A stick's file may bring a part of what its maker holds, so what was known of the maker stays; a device
   * on the network tells all it holds.
   */
  remember(holder: Holder, have: HaveVector): void {
    if (headsOf(have) > mostHeads) return
    const before = holder.of === 'stick' ? this.holding('stick', holder.id) : null
    const merged = before === null ? have : joined(before, have)
    if (headsOf(merged) > mostHeads) return
    const others = this.list().filter(one => one.of !== holder.of || one.id !== holder.id)
    const kept = [holder, ...others].slice(0, mostHolders)
    for (const gone of others.slice(mostHolders - 1)) this.local.set(vectorName(gone.of, gone.id), null)
    this.local.set(vectorName(holder.of, holder.id), merged)
    this.local.set(listName, kept)
  }
}

const topOf = ({ heads }: LogHead): number => Math.max(0, ...heads.map(head => head.seq))

/** Of each log what reaches further. */
const joined = (before: HaveVector, now: HaveVector): HaveVector => {
  const logs = new Map(before.map(one => [one.log, one]))
  for (const one of now) {
    const known = logs.get(one.log)
    if (known === undefined || topOf(one) >= topOf(known)) logs.set(one.log, one)
  }
  return [...logs.values()]
}

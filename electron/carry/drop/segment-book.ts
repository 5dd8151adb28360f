import * as v from 'valibot'
import { coveredBy, type PrevOf, type Stretch } from '#shared/bundle/coverage.ts'
import type { Range } from '#shared/bundle/manifest.ts'
import { id } from '#shared/kinds/fields.ts'
import type { EntryId, LogId } from '#shared/record/entry.ts'
import { bytesToId } from '#shared/record/ids.ts'
import type { HaveVector } from '#shared/record/run.ts'
import type { LocalValues } from '../../store/local-values.ts'

export interface Kept {
  stretches: Stretch[]
  sizeBytes: number
  /** written by this device */
  own: boolean
}

const seq = v.pipe(v.number(), v.safeInteger(), v.minValue(1))
const keptSchema = v.object({
  own: v.boolean(),
  sizeBytes: v.number(),
  goneMs: v.optional(v.number()),
  stretches: v.array(v.strictTuple([id, seq, seq, v.nullable(id), id]))
})

export const stretchOf = (range: Range): Stretch => ({
  log: bytesToId<LogId>(range.log),
  from: range.from,
  to: range.to,
  before: range.from === 1 ? null : bytesToId<EntryId>(range.before),
  head: bytesToId<EntryId>(range.head)
})

const prefix = 'drop/'

/**
 * The segments of a drop folder whose entries this record holds, by name: each is taken in once, also over
 * a restart, and together they say what the folder holds.
 */
export class SegmentBook {
  readonly #local: LocalValues
  readonly #kept = new Map<string, Kept>()
  /** of those that do not lie there any more: for how long somebody was here to see it */
  readonly #gone = new Map<string, number>()
  #lookedAtMs: number | null = null

  constructor(local: LocalValues) {
    this.#local = local
    for (const key of local.names(prefix)) {
      const held = local.get(key, keptSchema)
      if (held === null) continue
      const stretches = held.stretches.map(([log, from, to, before, head]) => ({
        ...{ log: log as LogId, from, to },
        ...{ before: before as EntryId | null, head: head as EntryId }
      }))
      const name = key.slice(prefix.length)
      this.#kept.set(name, { own: held.own, sizeBytes: held.sizeBytes, stretches })
      if (held.goneMs !== undefined) this.#gone.set(name, held.goneMs)
    }
  }

  get(name: string): Kept | null {
    return this.#kept.get(name) ?? null
  }

  keep(name: string, kept: Kept): void {
    this.#kept.set(name, kept)
    this.#gone.delete(name)
    this.#write(name, kept)
  }

  #write(name: string, { own, sizeBytes, stretches }: Kept): void {
    const goneMs = this.#gone.get(name)
    this.#local.set(prefix + name, {
      ...{ own, sizeBytes, stretches: stretches.map(s => [s.log, s.from, s.to, s.before, s.head]) },
      ...(goneMs !== undefined && { goneMs })
    })
  }

  forget(name: string): void {
    this.#kept.delete(name)
    this.#gone.delete(name)
    this.#local.set(prefix + name, null)
  }

  forgetAll(): void {
    for (const name of [...this.#kept.keys()]) this.forget(name)
  }

  /**
   * What lies in the folder now. A segment that is not there goes on counting for a while: replicators
   * bring a removal before the larger segment that takes its place. Only the time counts in which somebody looks,
   * and over restarts too. True where one was forgotten. `nowMs` of a clock that never goes back.
   */
  seen(present: ReadonlySet<string>, nowMs: number, graceMs: number): boolean {
    const passedMs = nowMs - (this.#lookedAtMs ?? nowMs)
    this.#lookedAtMs = nowMs
    // a write waits for the disk: some of the time may be lost by it
    const stepOf = (ms: number) => Math.floor((20 * ms) / graceMs)
    let forgot = false
    for (const [name, kept] of [...this.#kept]) {
      const before = this.#gone.get(name)
      if (present.has(name)) {
        if (!this.#gone.delete(name)) continue
        this.#write(name, kept)
        continue
      }
      const goneMs = before === undefined ? 0 : before + passedMs
      this.#gone.set(name, goneMs)
      if (goneMs >= graceMs) {
        this.forget(name)
        forgot = true
      } else if (before === undefined || stepOf(goneMs) > stepOf(before)) this.#write(name, kept)
    }
    return forgot
  }

  /** Some that count do not lie there. */
  get anyGone(): boolean {
    return this.#gone.size > 0
  }

  /** `there`: by those alone that lie there now. */
  have(forked: (log: LogId) => PrevOf | null, there = false): HaveVector {
    return coveredBy(
      [...this.#kept].flatMap(([name, { stretches }]) => (there && this.#gone.has(name) ? [] : stretches)),
      forked
    )
  }

  /** Own segments below this size that lie in the folder. */
  ownBelow(sizeBytes: number): [string, Kept][] {
    return [...this.#kept].filter(
      ([name, kept]) => kept.own && kept.sizeBytes < sizeBytes && !this.#gone.has(name)
    )
  }
}

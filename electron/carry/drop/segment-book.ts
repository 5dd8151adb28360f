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
  readonly #goneAt = new Map<string, number>()

  constructor(local: LocalValues) {
    this.#local = local
    for (const key of local.names(prefix)) {
      const held = local.get(key, keptSchema)
      if (held === null) continue
      const stretches = held.stretches.map(([log, from, to, before, head]) => ({
        ...{ log: log as LogId, from, to },
        ...{ before: before as EntryId | null, head: head as EntryId }
      }))
      this.#kept.set(key.slice(prefix.length), { ...held, stretches })
    }
  }

  get(name: string): Kept | null {
    return this.#kept.get(name) ?? null
  }

  keep(name: string, kept: Kept): void {
    this.#kept.set(name, kept)
    this.#goneAt.delete(name)
    const stretches = kept.stretches.map(s => [s.log, s.from, s.to, s.before, s.head])
    this.#local.set(prefix + name, { own: kept.own, sizeBytes: kept.sizeBytes, stretches })
  }

  forget(name: string): void {
    this.#kept.delete(name)
    this.#goneAt.delete(name)
    this.#local.set(prefix + name, null)
  }

  forgetAll(): void {
    for (const name of [...this.#kept.keys()]) this.forget(name)
  }

  /**
   * What lies in the folder now. A segment that is not there goes on counting for a while: replicators
   * bring a removal before the larger segment that takes its place. True where one was forgotten.
   */
  seen(present: ReadonlySet<string>, nowMs: number, graceMs: number): boolean {
    let forgot = false
    for (const name of [...this.#kept.keys()]) {
      if (present.has(name)) {
        this.#goneAt.delete(name)
        continue
      }
      const since = this.#goneAt.get(name) ?? nowMs
      this.#goneAt.set(name, since)
      if (nowMs - since < graceMs) continue
      this.forget(name)
      forgot = true
    }
    return forgot
  }

  have(forked: (log: LogId) => PrevOf | null): HaveVector {
    return coveredBy(
      [...this.#kept.values()].flatMap(({ stretches }) => stretches),
      forked
    )
  }

  /** Own segments below this size that lie in the folder. */
  ownBelow(sizeBytes: number): [string, Kept][] {
    return [...this.#kept].filter(
      ([name, kept]) => kept.own && kept.sizeBytes < sizeBytes && !this.#goneAt.has(name)
    )
  }
}

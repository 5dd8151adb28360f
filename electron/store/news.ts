import type { LastNews } from '#shared/contract.ts'
import type { ThingId } from '#shared/record/entry.ts'
import type { Arrival } from '#shared/record/record-store.ts'
import type { Database } from './database.ts'

/** Entries that speak for no commune: a commune's own beginning, or what cannot be read. */
const nobody = ''

/**
 * By which road each commune's entries last came. Runs that come with the same `Arrival` object are one
 * arrival: a road makes one object for each import or link.
 */
export class News {
  private current: Arrival | null = null

  constructor(
    private readonly database: Database,
    private readonly clock: () => number
  ) {}

  /** `counts`: new entries by the commune they speak for. */
  note(counts: ReadonlyMap<string, number>, arrival: Arrival): void {
    const fresh = this.current !== arrival
    if (fresh) this.database.exec('UPDATE news SET latest = 0 WHERE latest = 1')
    this.current = arrival
    const upsert = this.database.prepare(
      `INSERT INTO news (commune, road, at, entries, latest) VALUES (?, ?, ?, ?, 1)
       ON CONFLICT (commune) DO UPDATE SET road = excluded.road, at = excluded.at, latest = 1,
         entries = excluded.entries + CASE latest WHEN 1 THEN entries ELSE 0 END`
    )
    for (const [commune, entries] of counts) upsert.run(commune, arrival.road, this.clock(), entries)
  }

  /** Latest first. `nameOf` gives a commune's name as the record has it. */
  list(nameOf: (commune: ThingId) => string | null): LastNews[] {
    const rows = this.database.prepare<{
      commune: string
      road: LastNews['road']
      at: number
      entries: number
    }>('SELECT commune, road, at, entries FROM news ORDER BY at DESC, commune')
    return rows.all().map(({ commune, road, at, entries }) => {
      const id = commune === nobody ? null : (commune as ThingId)
      return { commune: id, communeName: id && nameOf(id), road, at, entries }
    })
  }

  /** After a transaction that was rolled back: the next run begins a new arrival. */
  reset(): void {
    this.current = null
  }
}

import type { LastNews } from '#shared/contract.ts'
import type { ThingId } from '#shared/record/entry.ts'
import type { Arrival } from '#shared/record/record-store.ts'
import type { Database } from './database.ts'

/** Entries that speak for no commune: a commune's own beginning, or what cannot be read. */
const nobody = ''

/** Runs by the same road from the same device, no further apart than this, are told as one arrival. */
const sameArrivalMs = 60_000

/** By which road each commune's entries last came: for the status line, no part of the record. */
export class News {
  constructor(
    private readonly database: Database,
    private readonly clock: () => number
  ) {}

  /** `counts`: new entries by the commune they speak for. */
  note(counts: ReadonlyMap<string, number>, { road, from }: Arrival): void {
    const at = this.clock()
    const upsert = this.database.prepare(
      `INSERT INTO news (commune, road, device, at, entries) VALUES (?1, ?2, ?3, ?4, ?5)
       ON CONFLICT (commune) DO UPDATE SET road = ?2, device = ?3, at = ?4, entries = ?5 + CASE
         WHEN road = ?2 AND device IS ?3 AND abs(at - ?4) <= ${sameArrivalMs} THEN entries ELSE 0 END`
    )
    for (const [commune, entries] of counts) upsert.run(commune, road, from, at, entries)
  }

  /** Latest first. `nameOf` gives a commune's name as the record has it. */
  list(nameOf: (commune: ThingId) => string | null): LastNews[] {
    const rows = this.database.prepare<{
      commune: string
      road: LastNews['road']
      at: number
      entries: number
    }>('SELECT commune, road, at, entries FROM news ORDER BY at DESC, commune DESC')
    return rows.all().map(({ commune, road, at, entries }) => {
      const id = commune === nobody ? null : (commune as ThingId)
      return { commune: id, communeName: id && nameOf(id), road, at, entries }
    })
  }
}

import type { EntryId } from '#shared/record/entry.ts'
import { bytesToId, idToBytes, letterValues } from '#shared/record/ids.ts'
import type { Database } from './database.ts'

/** So many wait in memory while many entries come in, before they are written in one piece. */
const mostWaiting = 8192

const markName = 'ids'

/**
 * The first 53 bits of an id: a number costs a quarter of the room that the id would take. Read from its first
 * nine letters, without the bytes that they spell.
 */
export const keyOf = (id: EntryId): number => {
  const bits = (from: number, letters: number): number => {
    let value = 0
    for (let at = from; at < from + letters; at++) value = (value << 6) | letterValues[id.charCodeAt(at)]!
    return value
  }
  return bits(0, 5) * 2 ** 23 + (bits(5, 4) >> 1)
}

/**
 * Finds entries by their ids. Ids are as good as random, so each one written would touch a page of its own;
 * while many come in they gather in memory and are written sorted, many at once. A mark beside the index
 * says up to which local number it is complete: what lies beyond is read from the entries when the record
 * is opened. Writes only inside a transaction.
 */
export class EntryIds {
  private readonly waiting = new Map<EntryId, number>()

  constructor(private readonly database: Database) {}

  /** Reads anew which ids are not in the index yet. */
  load(): void {
    this.waiting.clear()
    const mark = this.database.prepare<{ n: number }>('SELECT n FROM marks WHERE name = ?').get(markName)
    const beyond = this.database.prepare<{ n: number; id: Uint8Array }>(
      'SELECT n, id FROM entries WHERE n > ?'
    )
    for (const { n, id } of beyond.all(mark?.n ?? 0)) this.waiting.set(bytesToId<EntryId>(id), n)
  }

  numberOf(id: EntryId): number | undefined {
    const waiting = this.waiting.get(id)
    if (waiting !== undefined) return waiting
    const bytes = idToBytes(id)
    if (!bytes) return undefined
    return this.database
      .prepare<{ n: number }>(
        'SELECT entries.n FROM ids JOIN entries ON entries.n = ids.n WHERE ids.key = ? AND entries.id = ?'
      )
      .get(keyOf(id), bytes)?.n
  }

  /** Numbers must come in rising order. */
  add(id: EntryId, n: number): void {
    this.waiting.set(id, n)
  }

  get full(): boolean {
    return this.waiting.size >= mostWaiting
  }

  /** Writes what waits. */
  write(): void {
    if (this.waiting.size === 0) return
    let last = 0
    const pairs: [number, number][] = []
    for (const [id, n] of this.waiting) {
      pairs.push([keyOf(id), n])
      last = n
    }
    this.database
      .prepare('INSERT INTO ids (key, n) SELECT value->>0, value->>1 FROM json_each(?) ORDER BY 1')
      .run(JSON.stringify(pairs))
    this.database.prepare('INSERT OR REPLACE INTO marks (name, n) VALUES (?, ?)').run(markName, last)
    this.waiting.clear()
  }
}

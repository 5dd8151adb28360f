import type { Entry } from '#shared/record/entry.ts'
import { idToBytes } from '#shared/record/ids.ts'
import type { Database } from './database.ts'

/** One statement takes no more than this; where an entry begins in it must fit 22 bits. */
const mostBytes = 3 * 1024 * 1024

/**
 * Binding each column of each row costs more than writing it, so a whole run goes over as one blob: of each
 * entry id ‖ signature ‖ header ‖ body. One number tells where an entry lies in it, of 22 bits for its
 * beginning, 10 for the header's size and 21 for the body's; a body is never empty, so 0 stands for none.
 */
const insertRun = `
  INSERT INTO entries (n, id, log, seq, header, signature, body)
  SELECT ?3 + key, substr(?1, (value >> 31) + 1, 32), ?4, ?5 + key,
    substr(?1, (value >> 31) + 97, (value >> 21) & 1023), substr(?1, (value >> 31) + 33, 64),
    CASE WHEN value & 2097151 THEN substr(?1, (value >> 31) + 97 + ((value >> 21) & 1023), value & 2097151) END
  FROM json_each(?2)`

/** Writes consecutive entries of one log under consecutive numbers from `n` on. */
export const insertEntries = (
  database: Database,
  n: number,
  log: number,
  entries: readonly Entry[]
): void => {
  const insert = database.prepare(insertRun)
  let parts: Uint8Array[] = []
  let places: number[] = []
  let at = 0
  let from = 0
  for (const [i, entry] of entries.entries()) {
    const { header, signature, body } = entry.raw
    const bodySize = body?.length ?? 0
    parts.push(idToBytes(entry.id)!, signature, header)
    if (body) parts.push(body)
    places.push(at * 2 ** 31 + header.length * 2 ** 21 + bodySize)
    at += 96 + header.length + bodySize
    if (at < mostBytes && i + 1 < entries.length) continue
    insert.run(Buffer.concat(parts), JSON.stringify(places), n + from, log, entries[from]!.header.seq)
    parts = []
    places = []
    at = 0
    from = i + 1
  }
}

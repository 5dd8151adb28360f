import type { Entry, RawEntry } from '#shared/record/entry.ts'
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
    // the next one names it in bytes, where there is one
    parts.push(entries[i + 1]?.header.prev ?? idToBytes(entry.id)!, signature, header)
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

/** An entry as its table has it. */
export interface EntryRow {
  n: number
  id: Uint8Array
  /** the local number of its log */
  log: number
  raw: RawEntry
}

/** One reading takes no more than this; an entry is far smaller. */
const readBytes = 4 * 1024 * 1024

const signatureBytes = 64
const idBytes = 32

/** The greatest number up to which no more than so many entries after another, and bytes, lie. */
const lastWithin = `
  SELECT max(n) AS last FROM (
    SELECT n, sum(length(header) + ifnull(length(body), 0)) OVER (ORDER BY n) AS bytes
    FROM (SELECT n, header, body FROM entries WHERE n > ?1 ORDER BY n LIMIT ?2)
  ) WHERE bytes <= ?3`

/**
 * The way back from `insertRun`, for the same reason: every column of every row that is given out by itself
 * costs more than reading it. SQLite joins bytes as text without looking at them, so they come back as they were.
 */
const readJoined = `
  SELECT CAST(group_concat(bytes, '') AS BLOB) AS bytes,
    json_group_array(json_array(n, log, header_size, body_size)) AS places
  FROM (
    SELECT n, log, length(header) AS header_size, ifnull(length(body), -1) AS body_size,
      CAST(id || signature || header || ifnull(body, x'') AS TEXT) AS bytes
    FROM entries WHERE n > ?1 AND n <= ?2 ORDER BY n
  )`

/** Up to `most` entries after number `n`, in order of arrival; none where none follow. */
export const readEntriesAfter = (database: Database, n: number, most: number): EntryRow[] => {
  const within = database.prepare<{ last: number | null }>(lastWithin).get(n, most, readBytes)
  if (within === undefined || within.last === null) return []
  const joined = database.prepare<{ bytes: Uint8Array; places: string }>(readJoined).get(n, within.last)
  return joined ? cut(joined.bytes, JSON.parse(joined.places)) : []
}

type Place = [n: number, log: number, headerSize: number, bodySize: number]

/** The rows, as views of the joined bytes. */
const cut = (joined: Uint8Array, places: readonly Place[]): EntryRow[] => {
  const bytes = new Uint8Array(joined.buffer, joined.byteOffset, joined.byteLength)
  let at = 0
  const next = (size: number): Uint8Array => {
    at += size
    return bytes.subarray(at - size, at)
  }
  return places.map(([n, log, headerSize, bodySize]) => {
    const id = next(idBytes)
    const signature = next(signatureBytes)
    const header = next(headerSize)
    return { n, id, log, raw: { header, signature, body: bodySize < 0 ? null : next(bodySize) } }
  })
}

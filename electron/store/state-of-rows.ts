import { createHash } from 'node:crypto'
import { kinds } from '#shared/kinds/index.ts'
import { thingDigest } from '#shared/record/state-hash.ts'
import type { Database } from './database.ts'
import { hashing } from './node-crypto.ts'
import { joinEntries, type ReadModel, type RowRecord, rowColumns } from './read-model.ts'
import { tableOf } from './read-model-tables.ts'

/** Rows that are hashed in one piece, and digests that are read in one. */
const rowsAtOnce = 250
/** So many pieces are committed together. */
const committedAtOnce = 8
const digestsAtOnce = 5000
/** Of this stretch of numbers, rows that were hashed already are passed over in one piece. */
const numbersAtOnce = 20_000

/**
 * The hash of the folded state (shared/record/state-hash.ts), in pieces of a few hundredths of a second.
 * Digests of rows are kept from one asking to the next, so that only rows that changed since are hashed; the
 * folder drops those of rows it changes. Between the pieces the record may change: then it begins again.
 */
export function* stateOfRows(database: Database, model: ReadModel): Generator<undefined, string, void> {
  const changes = database.prepare<{ total: number }>('SELECT total_changes() AS total')
  for (;;) {
    const began = changes.get()?.total
    const isSame = () => changes.get()?.total === began
    for (const kind of Object.keys(kinds)) yield* digestRows(database, model, kind)
    // a round that found all rows hashed already, and nothing written since its beginning
    const state = isSame() ? yield* hashOfDigests(database, isSame) : null
    if (state !== null) return state
  }
}

function* digestRows(database: Database, model: ReadModel, kind: string): Generator<undefined, void, void> {
  // n is the order of arrival, so each page goes on where the one before ended
  const undigested = database.prepare<RowRecord>(
    `SELECT ${rowColumns} FROM ${tableOf(kind)} AS rows ${joinEntries}
     WHERE rows.n > ? AND rows.n <= ? AND rows.sealed IS NULL
       AND NOT EXISTS (SELECT 1 FROM digests WHERE digests.n = rows.n)
     ORDER BY rows.n LIMIT ${rowsAtOnce}`
  )
  const first = database.prepare<{ n: number | null }>(`SELECT min(n) AS n FROM ${tableOf(kind)} WHERE n > ?`)
  const insert = database.prepare('INSERT INTO digests (n, id, digest) VALUES (?, ?, ?)')
  for (let from = 0, piece = 1; ; piece++) {
    const next = first.get(from)?.n
    if (next === undefined || next === null) break
    const upTo = next + numbersAtOnce
    const page = undigested.all(next - 1, upTo)
    if (page.length > 0)
      database.gathered(() => {
        for (const record of page)
          insert.run(record.n, record.id, thingDigest(model.toRow(kind, record), hashing))
      })
    if (piece % committedAtOnce === 0) database.commit()
    from = page.length < rowsAtOnce ? upTo : page[page.length - 1]!.n
    yield undefined
  }
  database.commit()
}

const digestBytes = 64

/** Null where anything was written meanwhile. */
function* hashOfDigests(
  database: Database,
  isSame: () => boolean
): Generator<undefined, string | null, void> {
  const page = database.prepare<{ n: number; id: Uint8Array; digest: Uint8Array }>(
    `SELECT n, id, digest FROM digests WHERE n > ? ORDER BY n LIMIT ${digestsAtOnce}`
  )
  // ids are hashes, so by their first byte they fall into parts of much the same size
  const parts: Buffer[][] = Array.from({ length: 256 }, () => [])
  for (let from = 0; ; ) {
    const rows = page.all(from)
    for (const { id, digest } of rows) parts[id[0]!]!.push(Buffer.concat([id, digest], digestBytes))
    if (rows.length < digestsAtOnce) break
    from = rows[rows.length - 1]!.n
    yield undefined
    if (!isSame()) return null
  }
  const hash = createHash('sha256')
  for (const [at, part] of parts.entries()) {
    hash.update(Buffer.concat(part.sort(Buffer.compare)))
    if (at % 16 === 15) yield undefined
  }
  return isSame() ? hash.digest('hex') : null
}

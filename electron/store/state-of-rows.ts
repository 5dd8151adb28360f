import { kinds } from '#shared/kinds/index.ts'
import { idToBytes } from '#shared/record/ids.ts'
import { stateHash, thingDigest } from '#shared/record/state-hash.ts'
import type { Database } from './database.ts'
import { hashing } from './node-crypto.ts'
import { type RowRecord, rowColumns, tableOf, toRow } from './read-model.ts'

/**
 * The hash of the folded state (shared/record/state-hash.ts). Digests of rows are kept from one asking to
 * the next, so that only rows that changed since are hashed; the folder drops those of rows it changes.
 */
export const stateOfRows = (database: Database): string => {
  database.transaction(() => {
    for (const kind of Object.keys(kinds)) digestRows(database, kind)
  })
  const digests = database.prepare<{ id: Uint8Array; digest: Uint8Array }>(
    'SELECT id, digest FROM digests ORDER BY id'
  )
  return stateHash(digests.all(), hashing)
}

const rowsAtOnce = 500

const digestRows = (database: Database, kind: string): void => {
  // n is the order of arrival, so each page goes on where the one before ended
  const undigested = database.prepare<RowRecord>(
    `SELECT ${rowColumns} FROM ${tableOf(kind)} AS rows
     WHERE n > ? AND NOT EXISTS (SELECT 1 FROM digests WHERE digests.n = rows.n) ORDER BY n LIMIT ${rowsAtOnce}`
  )
  const insert = database.prepare('INSERT INTO digests (n, id, digest) VALUES (?, ?, ?)')
  for (let page = undigested.all(0); page.length > 0; page = undigested.all(page.at(-1)!.n))
    for (const record of page)
      insert.run(record.n, idToBytes(record.id)!, thingDigest(toRow(kind, record), hashing))
}

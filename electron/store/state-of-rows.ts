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

const digestRows = (database: Database, kind: string): void => {
  const undigested = database.prepare<{ n: number }>(
    `SELECT n FROM ${tableOf(kind)} WHERE n NOT IN (SELECT n FROM digests)`
  )
  const select = database.prepare<RowRecord>(`SELECT ${rowColumns} FROM ${tableOf(kind)} WHERE n = ?`)
  const insert = database.prepare('INSERT INTO digests (id, n, digest) VALUES (?, ?, ?)')
  for (const { n } of undigested.all()) {
    const record = select.get(n)
    if (!record) throw new Error(`no row ${n}`)
    insert.run(idToBytes(record.id)!, n, thingDigest(toRow(kind, record), hashing))
  }
}

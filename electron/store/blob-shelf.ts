import type { Act } from '#shared/record/act.ts'
import { type BlobId, type BlobRef, type Blobs, type BlobsOf, blobLimits } from '#shared/record/blob.ts'
import { blobsNamed } from '#shared/record/blobs-named.ts'
import type { EntryId, LogId, RawEntry } from '#shared/record/entry.ts'
import { bytesEqual, bytesToId, idToBytes } from '#shared/record/ids.ts'
import type { Database } from './database.ts'
import type { EntryLog } from './entry-log.ts'
import { hashing } from './node-crypto.ts'

interface NameRow {
  hash: Uint8Array
  bytes: number
}

const toRef = ({ hash, bytes }: NameRow): BlobRef => ({ blob: bytesToId<BlobId>(hash), bytes })

const hashOf = (blob: BlobId): Uint8Array => {
  const hash = idToBytes(blob)
  if (hash === null) throw new RangeError(`not a blob's name: ${blob}`)
  return hash
}

/** Blobs in the record's own file, encrypted as all of it is, and which entries name them. */
export class BlobShelf implements Blobs {
  taken = 0

  constructor(
    private readonly database: Database,
    private readonly log: EntryLog,
    /** blobs came, which entries of these kinds name */
    private readonly onTaken: (kinds: string[]) => void,
    private readonly kindOf: (n: number) => string | null
  ) {}

  /** Notes down what an entry names; within the transaction that folds it. */
  name(n: number, act: Act): void {
    for (const { blob, bytes } of blobsNamed(act))
      this.database
        .prepare('INSERT OR IGNORE INTO blob_names (hash, n, bytes) VALUES (?, ?, ?)')
        .run(hashOf(blob), n, bytes)
  }

  /** An entry's body is gone: what it alone named goes with it. Within the transaction that forgets it. */
  unname(n: number): void {
    const named = this.database
      .prepare<{ hash: Uint8Array }>('SELECT hash FROM blob_names WHERE n = ?')
      .all(n)
    if (named.length === 0) return
    this.database.prepare('DELETE FROM blob_names WHERE n = ?').run(n)
    for (const { hash } of named)
      this.database
        .prepare(
          'DELETE FROM blobs WHERE hash = ?1 AND NOT EXISTS (SELECT 1 FROM blob_names WHERE hash = ?1)'
        )
        .run(hash)
  }

  get(blob: BlobId): Uint8Array | null {
    const row = this.database
      .prepare<{ body: Uint8Array }>('SELECT body FROM blobs WHERE hash = ?')
      .get(hashOf(blob))
    return row?.body ?? null
  }

  has(blob: BlobId): boolean {
    return this.database.prepare('SELECT 1 FROM blobs WHERE hash = ?').get(hashOf(blob)) !== undefined
  }

  nameOf(bytes: Uint8Array): BlobId {
    return bytesToId<BlobId>(hashing.sha256(bytes))
  }

  held(): { count: number; bytes: number } {
    const sums = this.database.prepare<{ count: number; bytes: number | null }>(
      'SELECT count(*) AS count, sum(length(body)) AS bytes FROM blobs'
    )
    const { count = 0, bytes } = sums.get() ?? {}
    return { count, bytes: bytes ?? 0 }
  }

  lacked(most: number): BlobRef[] {
    return this.database
      .prepare<NameRow>(
        `SELECT hash, max(bytes) AS bytes FROM blob_names WHERE hash NOT IN (SELECT hash FROM blobs)
         GROUP BY hash ORDER BY max(n) DESC LIMIT ?`
      )
      .all(most)
      .map(toRef)
  }

  namedBy(blob: BlobId): EntryId | null {
    const row = this.database
      .prepare<{ n: number }>('SELECT n FROM blob_names WHERE hash = ? ORDER BY n LIMIT 1')
      .get(hashOf(blob))
    return row ? this.log.read(row.n).entry.id : null
  }

  heldOf(entries: Iterable<BlobsOf>, counts: (entry: RawEntry) => boolean = () => true): BlobRef[] {
    const select = this.database.prepare<NameRow & { n: number }>(
      `SELECT blob_names.hash, length(blobs.body) AS bytes, entries.n
       FROM blob_names JOIN entries ON entries.n = blob_names.n JOIN blobs ON blobs.hash = blob_names.hash
       WHERE entries.log = ? AND entries.seq BETWEEN ? AND ?`
    )
    const newest = new Map<BlobId, NameRow & { n: number }>()
    for (const { log, from, to } of entries) {
      const held = this.log.logOf(log as LogId)
      for (const row of held ? select.all(held.n, from, to) : []) {
        if (!counts(this.log.read(row.n).entry.raw)) continue
        const id = bytesToId<BlobId>(row.hash)
        if ((newest.get(id)?.n ?? 0) < row.n) newest.set(id, row)
      }
    }
    return [...newest.values()].sort((a, b) => b.n - a.n).map(toRef)
  }

  take(blobs: readonly Uint8Array[]): number {
    const kinds = new Set<string>()
    const written = this.database.transaction(() => this.write(blobs, kinds))
    this.told(written, kinds)
    return written
  }

  /** The same within a transaction that is going on; `kinds` gathers those of the entries that name them. */
  write(blobs: readonly Uint8Array[], kinds: Set<string>): number {
    let written = 0
    for (const body of blobs) {
      if (body.length === 0 || body.length > blobLimits.bytes) continue
      const hash = hashing.sha256(body)
      const naming = this.database
        .prepare<{ n: number }>('SELECT n FROM blob_names WHERE hash = ? AND bytes = ?')
        .all(hash, body.length)
      if (naming.length === 0) continue
      written += this.database
        .prepare('INSERT OR IGNORE INTO blobs (hash, body) VALUES (?, ?)')
        .run(hash, body).changes
      for (const { n } of naming) {
        const kind = this.kindOf(n)
        if (kind !== null) kinds.add(kind)
      }
    }
    return written
  }

  /** What `write` wrote is durable. */
  told(written: number, kinds: ReadonlySet<string>): void {
    if (written === 0) return
    this.taken += written
    this.onTaken([...kinds])
  }

  /** Hashes every blob anew, one by one; `n` is an entry that names it. */
  *checked(): Generator<{ n: number; whole: boolean }, void, void> {
    const names = this.database
      .prepare<{ hash: Uint8Array; n: number }>(
        'SELECT hash, min(n) AS n FROM blob_names WHERE hash IN (SELECT hash FROM blobs) GROUP BY hash'
      )
      .all()
    for (const { hash, n } of names) {
      const body = this.get(bytesToId<BlobId>(hash))
      yield { n, whole: body !== null && bytesEqual(hashing.sha256(body), hash) }
    }
  }
}

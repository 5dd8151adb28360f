import { FailureError } from '#shared/errors.ts'
import type { Entry, EntryId, LogId, RawEntry } from '#shared/record/entry.ts'
import { decodeHeader } from '#shared/record/header-codec.ts'
import { bytesToId, idToBytes } from '#shared/record/ids.ts'
import type { Database } from './database.ts'
import { EntryIds } from './entry-ids.ts'
import { type EntryRow, insertEntries, readEntriesAfter } from './entry-rows.ts'
import { MissingBodies } from './missing-bodies.ts'

export interface Tip {
  seq: number
  id: EntryId
}

/** What is known of a log without reading its entries. */
export interface HeldLog {
  n: number
  id: LogId
  entries: number
  bytes: number
  /** the first seq at which two entries stand */
  forkSeq: number | null
  /** one, or more where it has forked */
  tips: Tip[]
}

/** An entry and its local number. */
export interface NumberedEntry {
  n: number
  entry: Entry
}

export interface Appended {
  added: NumberedEntry[]
  /** held before without their bodies */
  filled: NumberedEntry[]
  /** it branches off what is held */
  forked: boolean
  /** the log's first forked seq is another than before */
  forkMoved: boolean
}

/** The logs and entries on disk; knows nothing of what they say. Writes only inside a transaction. */
export class EntryLog {
  readonly missing: MissingBodies
  private readonly byId = new Map<LogId, HeldLog>()
  private readonly byNumber = new Map<number, HeldLog>()
  private nextEntry = 1
  private nextLog = 1
  private anyBodiless = false
  private readonly ids: EntryIds

  constructor(private readonly database: Database) {
    this.ids = new EntryIds(database)
    this.missing = new MissingBodies(database)
    this.load()
  }

  /** Reads anew what is kept in memory: at the start, and after a transaction that was rolled back. */
  load(): void {
    this.byId.clear()
    this.byNumber.clear()
    const logs = this.database.prepare<{
      n: number
      key: Uint8Array
      entries: number
      bytes: number
      fork_seq: number | null
    }>('SELECT n, key, entries, bytes, fork_seq FROM logs')
    for (const { n, key, entries, bytes, fork_seq } of logs.all())
      this.remember({ n, id: bytesToId<LogId>(key), entries, bytes, forkSeq: fork_seq, tips: [] })
    const tips = this.database.prepare<{ log: number; seq: number; id: Uint8Array }>(
      'SELECT log, seq, id FROM tips ORDER BY log, id'
    )
    for (const { log, seq, id } of tips.all())
      this.logNumbered(log).tips.push({ seq, id: bytesToId<EntryId>(id) })
    this.ids.load()
    this.missing.load()
    const top = (table: string) =>
      this.database.prepare<{ top: number | null }>(`SELECT max(n) AS top FROM ${table}`).get()?.top ?? 0
    this.nextEntry = top('entries') + 1
    this.nextLog = top('logs') + 1
    this.anyBodiless =
      this.database.prepare('SELECT n FROM entries WHERE body IS NULL LIMIT 1').get() !== undefined
  }

  /** The number of the newest entry; 0 where there is none. */
  get lastNumber(): number {
    return this.nextEntry - 1
  }

  /** how many entries are held */
  get size(): number {
    return [...this.byId.values()].reduce((sum, log) => sum + log.entries, 0)
  }

  logs(): IterableIterator<HeldLog> {
    return this.byId.values()
  }

  logNumbered(n: number): HeldLog {
    const log = this.byNumber.get(n)
    if (!log) throw new Error(`no log ${n}`)
    return log
  }

  logOf(id: LogId): HeldLog | undefined {
    return this.byId.get(id)
  }

  forks(): Map<LogId, number> {
    const forks = new Map<LogId, number>()
    for (const log of this.byId.values()) if (log.forkSeq !== null) forks.set(log.id, log.forkSeq)
    return forks
  }

  /** Where an entry stands, or undefined where it is not held. */
  place(id: EntryId): { n: number; log: number; seq: number } | undefined {
    const n = this.ids.numberOf(id)
    if (n === undefined) return undefined
    return this.database
      .prepare<{ n: number; log: number; seq: number }>('SELECT n, log, seq FROM entries WHERE n = ?')
      .get(n)
  }

  /** The same, by the log's name. */
  placeOf(id: EntryId): { log: LogId; seq: number } | null {
    const place = this.place(id)
    return place ? { log: this.logNumbered(place.log).id, seq: place.seq } : null
  }

  /** The entry at a place of a log, one of them where it has forked there. */
  idAt(id: LogId, seq: number): EntryId | null {
    const log = this.byId.get(id)
    const select = this.database.prepare<{ id: Uint8Array }>(
      'SELECT id FROM entries WHERE log = ? AND seq = ? LIMIT 1'
    )
    const row = log && select.get(log.n, seq)
    return row ? bytesToId<EntryId>(row.id) : null
  }

  /** All that stand at a place of a log. */
  tipsAt(log: HeldLog, seq: number): Tip[] {
    const select = this.database.prepare<{ id: Uint8Array }>(
      'SELECT id FROM entries WHERE log = ? AND seq = ? ORDER BY id'
    )
    return select.all(log.n, seq).map(({ id }) => ({ seq, id: bytesToId<EntryId>(id) }))
  }

  find(id: EntryId): NumberedEntry | null {
    const n = this.ids.numberOf(id)
    return n === undefined ? null : this.read(n)
  }

  read(n: number): NumberedEntry {
    const row = this.database
      .prepare<Omit<EntryRow, 'raw'> & RawEntry>(
        'SELECT n, id, log, header, signature, body FROM entries WHERE n = ?'
      )
      .get(n)
    if (!row) throw new Error(`no entry ${n}`)
    const { header, signature, body } = row
    return this.numbered({ ...row, raw: { header, signature, body } })
  }

  hasBody(n: number): boolean {
    const select = this.database.prepare<{ n: number }>(
      'SELECT n FROM entries WHERE n = ? AND body IS NOT NULL'
    )
    return select.get(n) !== undefined
  }

  /** In order of arrival, after local number `n`; no more than `most`. */
  readAfter(n: number, most: number): NumberedEntry[] {
    return readEntriesAfter(this.database, n, most).map(row => this.numbered(row))
  }

  /** A page of an unforked log from `seq` on, of what was held when `last` was the greatest number. */
  readRaw(log: HeldLog, seq: number, last: number, count: number): RawEntry[] {
    return this.database
      .prepare<RawEntry>(
        `SELECT header, signature, body FROM entries WHERE log = ? AND seq >= ? AND n <= ?
         ORDER BY seq LIMIT ?`
      )
      .all(log.n, seq, last, count)
  }

  /** Of an unforked log's entries of these places: bytes of headers, signatures and bodies. */
  bytesOf(log: HeldLog, from: number, to: number): number {
    if (from === 1 && to === log.entries) return log.bytes
    const sum = this.database.prepare<{ bytes: number | null }>(
      `SELECT sum(length(header) + length(signature) + ifnull(length(body), 0)) AS bytes
       FROM entries WHERE log = ? AND seq BETWEEN ? AND ?`
    )
    return sum.get(log.n, from, to)?.bytes ?? 0
  }

  /** Local numbers of a log's entries from `seq` on, in order; both branches where it has forked. */
  numbersOf(log: HeldLog, seq: number): { n: number; seq: number }[] {
    return this.database
      .prepare<{ n: number; seq: number }>(
        'SELECT n, seq FROM entries WHERE log = ? AND seq >= ? ORDER BY seq, n'
      )
      .all(log.n, seq)
  }

  /**
   * Joins entries that verifyRun let through to what is held. Throws FailureError `run-bad` where their
   * beginning hangs in the air. `more` says that many others follow: their ids may wait in memory.
   */
  append(entries: Entry[], more = false): Appended {
    const held = this.heldOf(entries)
    const filled = this.anyBodiless ? this.fill(entries.slice(0, held)) : []
    const first = entries[held]
    if (!first) return { added: [], filled, forked: false, forkMoved: false }
    const known = this.byId.get(first.log)
    const prev = bytesToId<EntryId>(first.header.prev)
    const after = known?.tips.find(tip => tip.id === prev)
    // before anything is changed: a run that does not join must leave no trace, in memory either
    if (!after && first.header.seq > 1) this.checkJoins(first, known, prev)
    const log = known ?? this.begin(first)
    const forked = !after && log.entries > 0
    const { forkSeq } = log
    if (forked) log.forkSeq = Math.min(forkSeq ?? first.header.seq, first.header.seq)
    const added = this.insert(log, entries.slice(held))
    const last = entries[entries.length - 1]!
    this.moveTip(log, after ?? null, { seq: last.header.seq, id: last.id })
    this.keep(log)
    if (!more) this.ids.write()
    return { added, filled, forked, forkMoved: log.forkSeq !== forkSeq }
  }

  /** So many ids wait in memory that they should be written. */
  get idsWait(): boolean {
    return this.ids.full
  }

  writeIds(): void {
    this.ids.write()
  }

  /** Deletes what an entry says; its header stays, so the chain still verifies. */
  forgetBody(n: number): void {
    const { entry } = this.read(n)
    if (entry.raw.body === null) return
    this.database.prepare('UPDATE entries SET body = NULL WHERE n = ?').run(n)
    const log = this.byId.get(entry.log)!
    log.bytes -= entry.raw.body.length
    this.anyBodiless = true
    this.keep(log)
  }

  /** How many of a run's first entries are held: with an entry all before it are. */
  private heldOf(entries: Entry[]): number {
    const log = entries[0] && this.byId.get(entries[0].log)
    if (!log) return 0
    const top = log.tips.reduce((most, { seq }) => Math.max(most, seq), 0)
    let low = 0
    let high = entries.length
    while (low < high) {
      const middle = (low + high) >> 1
      const entry = entries[middle]!
      if (entry.header.seq <= top && this.place(entry.id)) low = middle + 1
      else high = middle
    }
    return low
  }

  private checkJoins(first: Entry, log: HeldLog | undefined, prev: EntryId): void {
    const place = log && this.place(prev)
    if (!place || place.log !== log.n || place.seq !== first.header.seq - 1)
      throw new FailureError('run-bad', { log: first.log, seq: first.header.seq, reason: 'gap' })
  }

  private fill(entries: Entry[]): NumberedEntry[] {
    const select = this.database.prepare<{ n: number }>('SELECT n FROM entries WHERE n = ? AND body IS NULL')
    const update = this.database.prepare('UPDATE entries SET body = ? WHERE n = ?')
    const filled: NumberedEntry[] = []
    for (const entry of entries) {
      if (entry.raw.body === null) continue
      const row = select.get(this.ids.numberOf(entry.id)!)
      if (!row) continue
      update.run(entry.raw.body, row.n)
      const log = this.byId.get(entry.log)!
      log.bytes += entry.raw.body.length
      this.keep(log)
      filled.push({ n: row.n, entry })
    }
    return filled
  }

  private begin(first: Entry): HeldLog {
    const log = { n: this.nextLog++, id: first.log, entries: 0, bytes: 0, forkSeq: null, tips: [] }
    this.database
      .prepare('INSERT INTO logs (n, key, entries, bytes, fork_seq) VALUES (?, ?, 0, 0, NULL)')
      .run(log.n, first.header.log)
    this.remember(log)
    return log
  }

  private insert(log: HeldLog, entries: Entry[]): NumberedEntry[] {
    const from = this.nextEntry
    insertEntries(this.database, from, log.n, entries)
    this.nextEntry += entries.length
    return entries.map((entry, i) => {
      const { header, signature, body } = entry.raw
      this.ids.add(entry.id, from + i)
      if (body === null) this.anyBodiless = true
      log.entries += 1
      log.bytes += header.length + signature.length + (body?.length ?? 0)
      return { n: from + i, entry }
    })
  }

  private keep(log: HeldLog): void {
    this.database
      .prepare('UPDATE logs SET entries = ?, bytes = ?, fork_seq = ? WHERE n = ?')
      .run(log.entries, log.bytes, log.forkSeq, log.n)
  }

  private moveTip(log: HeldLog, overtaken: Tip | null, tip: Tip): void {
    log.tips = [...log.tips.filter(other => other !== overtaken), tip]
    if (overtaken)
      this.database.prepare('DELETE FROM tips WHERE log = ? AND id = ?').run(log.n, idToBytes(overtaken.id)!)
    this.database
      .prepare('INSERT INTO tips (log, seq, id) VALUES (?, ?, ?)')
      .run(log.n, tip.seq, idToBytes(tip.id)!)
  }

  private remember(log: HeldLog): void {
    this.byId.set(log.id, log)
    this.byNumber.set(log.n, log)
  }

  private numbered({ n, id, log, raw }: EntryRow): NumberedEntry {
    const entry = { id: bytesToId<EntryId>(id), log: this.logNumbered(log).id }
    return { n, entry: { ...entry, header: decodeHeader(raw.header), raw } }
  }
}

import * as v from 'valibot'
import type { LastNews, ListArgs, Page, Stats } from '#shared/contract.ts'
import { FailureError } from '#shared/errors.ts'
import { id } from '#shared/kinds/fields.ts'
import { type Act, readAct } from '#shared/record/act.ts'
import type { Authority } from '#shared/record/authority.ts'
import { ownCommune } from '#shared/record/authority-change.ts'
import type { Body, Entry, EntryId, LogId, Scope, ThingId } from '#shared/record/entry.ts'
import { bytesToId, idToBytes } from '#shared/record/ids.ts'
import { makeEntry } from '#shared/record/make-entry.ts'
import type { Arrival, FoldReport, RecordStore } from '#shared/record/record-store.ts'
import type { AsideReason } from '#shared/record/set-aside.ts'
import type { HaveVector, Run, RunOutcome } from '#shared/record/transport.ts'
import { noEntry, verifyRun } from '#shared/record/verify-run.ts'
import { type Database, saysDamaged, saysFull, sqliteCode } from './database.ts'
import { EntryLog } from './entry-log.ts'
import { Folder, type FoldOutcome } from './folder.ts'
import type { HeldKeyring } from './keyring-at-rest.ts'
import { listRows } from './list-rows.ts'
import type { LocalValues } from './local-values.ts'
import { News } from './news.ts'
import { createVerifying, hashing } from './node-crypto.ts'
import { type PutArgs, putBody } from './put-body.ts'
import { createReadModel, dropReadModel, ReadModel, type StoredRow, toRow } from './read-model.ts'
import { countLacked, runsLacked } from './runs-lacked.ts'
import { stateOfRows } from './state-of-rows.ts'
import { type VerifyReport, verifyAll } from './verify-all.ts'

/** What the read model says differently after an append. */
export interface Change {
  kinds: string[]
  /** updates to documents that came from elsewhere and count now */
  docs: DocUpdate[]
}
export interface DocUpdate {
  doc: ThingId
  part: 'agenda' | 'minutes'
  update: Uint8Array
}

export interface RecordDeps {
  database: Database
  local: LocalValues
  keyring: HeldKeyring
  /** ms since 1970 as this machine believes */
  clock: () => number
  /** where the file lies, for failures */
  path: string
  /** the federation this device stands in */
  federation: ThingId | null
}

const ownCommuneName = 'own-commune'
const communeId = v.pipe(
  id,
  v.transform(text => text as ThingId)
)
const own: Arrival = { road: 'own', from: null }

/** The record and its read model in one SQLite file: every change to both is one durable transaction. */
export class RecordOnDisk implements RecordStore {
  readonly device: LogId
  private readonly log: EntryLog
  private readonly rows: ReadModel
  private readonly folder: Folder
  private readonly arrivals: News
  private readonly verifying = createVerifying()
  private readonly listeners = new Set<(change: Change) => void>()
  private federationId: ThingId | null
  private state: string | null = null

  constructor(private readonly deps: RecordDeps) {
    const { database, keyring } = deps
    this.device = bytesToId<LogId>(keyring.publicKey)
    this.federationId = deps.federation
    this.log = new EntryLog(database)
    this.rows = new ReadModel(database)
    this.folder = new Folder(database, this.log, this.rows, new Set(['doc.update']))
    this.arrivals = new News(database, deps.clock)
  }

  /** Reads what is kept in memory; once, after the read model is known to be there. */
  load(): void {
    this.log.load()
    this.folder.load(this.federationId)
    this.state = null
  }

  /** Makes the read model anew from the entries; `progress` hears how many of them are done. */
  rebuild(progress: (done: number, total: number) => void = () => undefined): void {
    const total = this.entries()
    this.whole(() => {
      dropReadModel(this.deps.database)
      createReadModel(this.deps.database)
      this.folder.rebuild(this.federationId, done => progress(done, total))
    })
  }

  federation(): { id: ThingId; name: string } | null {
    const id = this.federationId
    return id && { id, name: this.nameOf('federation', id) ?? '' }
  }

  /** The federation this device began or was welcomed into: what was set aside for want of it is folded. */
  setFederation(id: ThingId, secret: Uint8Array): void {
    const outcome = this.durably(() => {
      this.deps.local.set('federation', id)
      this.deps.keyring.setFederationSecret(secret)
      return this.folder.setFederation(id)
    })
    this.federationId = id
    this.tell(outcome, own)
  }

  have(): HaveVector {
    return [...this.log.logs()]
      .filter(log => log.tips.length > 0)
      .map(({ id, tips }) => ({ log: id, heads: tips.map(tip => ({ seq: tip.seq, id: tip.id })) }))
  }

  countLackedBy(theirs: HaveVector): number {
    return countLacked(this.log, theirs)
  }

  runsLackedBy(theirs: HaveVector): Iterable<Run> {
    return runsLacked(this.log, this.verifying, theirs)
  }

  appendRun(run: Run, arrival: Arrival): RunOutcome & FoldReport {
    const entries = verifyRun(run, { hashing, verifying: this.verifying })
    return this.append(entries, arrival)
  }

  write(body: Body, scope: Scope = 'federation'): Entry {
    const tips = this.log.logOf(this.device)?.tips ?? []
    if (tips.length > 1) throw new FailureError('not-allowed', { reason: 'forked' })
    const tip = tips[0]
    const place = {
      seq: this.nextSeq(),
      prev: tip ? idToBytes(tip.id)! : noEntry,
      scope,
      claimedAt: this.deps.clock()
    }
    const entry = makeEntry({ hashing, signing: this.deps.keyring }, place, body)
    this.append([entry], own)
    return entry
  }

  /** Checks, writes and folds what this device says; answers the row as it stands then. */
  put(args: PutArgs): StoredRow {
    const { authority } = this.folder
    const find = (thing: ThingId) => {
      const row = this.get(thing)
      const first = row && this.log.find(thing)
      return first ? { first: readAct(first.entry), heads: row.heads } : null
    }
    const body = putBody(this.withFirstMember(args), {
      authority,
      device: this.device,
      ownCommune: this.ownCommune(),
      seq: this.nextSeq(),
      find
    })
    const entry = this.write(body)
    const row = this.get(body.thing ?? entry.id)
    if (!row) throw new Error(`${args.kind} ${entry.id} was written and does not count`)
    return row
  }

  entry(id: EntryId): Entry | null {
    return this.log.find(id)?.entry ?? null
  }

  list(args: ListArgs): Page {
    return listRows(this.deps.database, args)
  }

  /** Null where no such thing or fact counts. */
  get(id: string): StoredRow | null {
    const first = this.log.find(id as ThingId)
    const kind = first && readAct(first.entry).kind?.name
    const record = kind && this.rows.get(kind, first.n)
    return record ? toRow(kind, record) : null
  }

  /** All updates to a document that count, in order of arrival. */
  docUpdates(doc: string, part: 'agenda' | 'minutes'): Uint8Array[] {
    const rows = this.deps.database.prepare<{ n: number }>(
      `SELECT n FROM "row doc.update" WHERE "f doc" = ? AND json_extract(fields, '$.part') = ? ORDER BY n`
    )
    return rows
      .all(doc, part)
      .flatMap(({ n }) => docUpdateOf(readAct(this.log.read(n).entry)).map(({ update }) => update))
  }

  stats(): Stats {
    const { database } = this.deps
    const count = (table: string) =>
      database.prepare<{ total: number }>(`SELECT count(*) AS total FROM ${table}`).get()?.total ?? 0
    this.state ??= stateOfRows(database)
    return {
      entries: this.entries(),
      logs: [...this.log.logs()].length,
      communes: count('"row commune"'),
      bytes: [...this.log.logs()].reduce((sum, log) => sum + log.bytes, 0),
      state: this.state,
      setAside: count('aside')
    }
  }

  lastNews(): LastNews[] {
    return this.arrivals.list(commune => this.nameOf('commune', commune))
  }

  authority(): Authority {
    return this.folder.authority
  }

  /**
   * The commune this device speaks for unless another is named: the first it was a member of, for as long
   * as it is. Communes that it puts on the map for others do not change that.
   */
  ownCommune(): ThingId | null {
    const { authority } = this.folder
    const first = this.deps.local.get(ownCommuneName, communeId)
    const isMember = first !== null && authority.communesOf.get(this.device)?.has(first)
    return isMember ? first : ownCommune(authority, this.device)
  }

  /** Why an entry is kept and not folded; null for one that counts or is not held. */
  whyAside(id: EntryId): AsideReason | null {
    const place = this.log.place(id)
    const select = this.deps.database.prepare<{ reason: AsideReason }>('SELECT reason FROM aside WHERE n = ?')
    return (place && select.get(place.n)?.reason) ?? null
  }

  /** Where logs have forked, and from which `seq` on. */
  forks(): ReadonlyMap<LogId, number> {
    return this.log.forks()
  }

  /**
   * Checks anew every header, chain, body hash and signature of what is held, and that the file's own
   * structure is sound. Throws FailureError `home-damaged` where it cannot even be read.
   */
  verifyAll(progress?: (done: number, total: number) => void): VerifyReport {
    const total = this.entries()
    return this.readable(() => {
      const check = this.deps.database.prepare<{ quick_check: string }>('PRAGMA quick_check(1)').get()
      if (check?.quick_check !== 'ok')
        throw new FailureError('home-damaged', { reason: check?.quick_check ?? 'quick_check' })
      return verifyAll(this.log, { hashing, verifying: this.verifying }, done => progress?.(done, total))
    })
  }

  /** Answers a function that stops listening. */
  onChanged(listener: (change: Change) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** The name a thing of this kind goes by, as the record has it. */
  nameOf(kind: 'commune' | 'federation', id: ThingId): string | null {
    const place = this.log.place(id)
    const row = place && this.rows.get(kind, place.n)
    if (!row) return null
    const { fields } = toRow(kind, row)
    return 'name' in fields ? (fields.name ?? null) : null
  }

  private keepOwnCommune(): void {
    if (this.deps.local.get(ownCommuneName, communeId) !== null) return
    const first = ownCommune(this.folder.authority, this.device)
    if (first !== null) this.deps.local.set(ownCommuneName, first)
  }

  /** Whoever begins a commune is its first member; no screen need say so. */
  private withFirstMember(args: PutArgs): PutArgs {
    if (args.kind !== 'commune' || args.thing !== undefined || 'firstMember' in args.fields) return args
    const { handle, sealRecipient } = this.deps.keyring
    return { ...args, fields: { ...args.fields, firstMember: { handle, sealKey: sealRecipient } } }
  }

  private entries(): number {
    return [...this.log.logs()].reduce((sum, log) => sum + log.entries, 0)
  }

  private nextSeq(): number {
    return (this.log.logOf(this.device)?.tips[0]?.seq ?? 0) + 1
  }

  private append(entries: Entry[], arrival: Arrival): RunOutcome & FoldReport {
    const { appended, outcome } = this.durably(() => {
      const appended = this.log.append(entries)
      const outcome = this.folder.fold(appended)
      this.keepOwnCommune()
      if (appended.added.length > 0) this.arrivals.note(outcome.byCommune, arrival)
      return { appended, outcome }
    })
    this.tell(outcome, arrival)
    return {
      log: entries[0]!.log,
      added: appended.added.length,
      forked: appended.forked,
      byKind: outcome.byKind,
      contested: outcome.contested,
      setAside: outcome.setAside
    }
  }

  /** All of it or nothing, in memory too. */
  private durably<T>(work: () => T): T {
    try {
      return this.whole(work)
    } catch (error) {
      // a run that does not join is refused before anything changes; whatever else fails may have come far
      if (!(error instanceof FailureError && error.failure.code === 'run-bad')) this.load()
      throw error
    }
  }

  /** All of it or nothing on disk; what is kept in memory is the caller's to mend. */
  private whole<T>(work: () => T): T {
    try {
      return this.readable(() => this.deps.database.transaction(work))
    } catch (error) {
      if (saysFull(error)) throw new FailureError('disk-full', { path: this.deps.path })
      throw error
    }
  }

  private readable<T>(work: () => T): T {
    try {
      return work()
    } catch (error) {
      if (saysDamaged(error)) throw new FailureError('home-damaged', { reason: String(sqliteCode(error)) })
      throw error
    }
  }

  private tell(outcome: FoldOutcome, { road }: Arrival): void {
    const kinds = Object.keys(outcome.byKind)
    if (kinds.length === 0) return
    this.state = null
    const docs = road === 'own' ? [] : outcome.counting.flatMap(docUpdateOf)
    for (const listener of this.listeners) listener({ kinds, docs })
  }
}

/** The update is a copy: a view would carry the whole of what it lies in across a message port. */
const docUpdateOf = ({ fields }: Act): DocUpdate[] =>
  fields.update instanceof Uint8Array
    ? [
        {
          doc: fields.doc as ThingId,
          part: fields.part as DocUpdate['part'],
          update: Uint8Array.from(fields.update)
        }
      ]
    : []

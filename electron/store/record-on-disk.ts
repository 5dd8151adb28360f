import * as v from 'valibot'
import type {
  Arrived,
  AsideEntry,
  Explanation,
  LastNews,
  ListArgs,
  Page,
  Stats,
  Stretch
} from '#shared/contract.ts'
import { FailureError } from '#shared/errors.ts'
import { id } from '#shared/kinds/fields.ts'
import { kinds } from '#shared/kinds/index.ts'
import { type Act, readAct } from '#shared/record/act.ts'
import type { Authority } from '#shared/record/authority.ts'
import { ownCommune } from '#shared/record/authority-change.ts'
import type { Body, Entry, EntryId, LogId, Scope, ThingId } from '#shared/record/entry.ts'
import { bytesToId } from '#shared/record/ids.ts'
import type { ScopeSecret } from '#shared/record/keyring.ts'
import type { Arrival, FoldReport, GivenBodies, Intake, RecordStore } from '#shared/record/record-store.ts'
import type { HaveVector, LackedRange, LogHead, Run, RunOutcome } from '#shared/record/run.ts'
import { type ScopeKey, scopeKeys } from '#shared/record/scope-keys.ts'
import { openBody } from '#shared/record/sealed-body.ts'
import type { AsideReason } from '#shared/record/set-aside.ts'
import { verifyRun } from '#shared/record/verify-run.ts'
import { type ArrivalsDeps, arrivedIn, asideIn, explain } from './arrivals.ts'
import { BlobShelf } from './blob-shelf.ts'
import type { Database } from './database.ts'
import { type Appended, EntryLog, type HeldLog } from './entry-log.ts'
import { Folder, type FoldOutcome } from './folder.ts'
import { Housekeeping } from './housekeeping.ts'
import { intakeOf } from './intake.ts'
import type { HeldKeyring } from './keyring-at-rest.ts'
import { listRows, Totals } from './list-rows.ts'
import type { LocalValues } from './local-values.ts'
import { Making } from './making.ts'
import { News } from './news.ts'
import { aead, createVerifying, hashing } from './node-crypto.ts'
import { OwnWriting } from './own-writing.ts'
import type { PutArgs } from './put-body.ts'
import { ReadModel, type StoredRow } from './read-model.ts'
import { RecordMemory } from './record-memory.ts'
import { RecordStats } from './record-stats.ts'
import { countLacked, type Given, rangesLacked, runsLacked } from './runs-lacked.ts'
import { type VerifyReport, verifyAll } from './verify-all.ts'
import { wholeTips } from './whole-part.ts'

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
  /** the federation this device stands in */
  federation: ThingId | null
}

/** How far entries were taken, and what came of them. */
export interface Taken extends FoldOutcome {
  added: number
  /** bodies that were missing and are there now */
  filled: number
  forked: boolean
}

/** Local value: the commune this device speaks for. */
export const ownCommuneName = 'own-commune'
const communeId = v.pipe(
  id,
  v.transform(text => text as ThingId)
)
const own: Arrival = { road: 'own', from: null }

/** The record and its read model in one SQLite file: every change to both is one durable transaction. */
export class RecordOnDisk implements RecordStore {
  readonly device: LogId
  readonly blobs: BlobShelf
  private readonly memory: RecordMemory
  private readonly arrivals: News
  private readonly making: Making
  private readonly housekeeping: Housekeeping
  private readonly own: OwnWriting
  private readonly totals: Totals
  private readonly numbers: RecordStats
  private readonly verifying = createVerifying()
  private readonly listeners = new Set<(change: Change) => void>()
  private federationId: ThingId | null
  private ordered: { authority: Authority | null; keys: Map<Scope, ScopeKey[]> } = {
    authority: null,
    keys: new Map()
  }

  constructor(private readonly deps: RecordDeps) {
    const { database, keyring } = deps
    this.device = bytesToId<LogId>(keyring.publicKey)
    this.federationId = deps.federation
    const log = new EntryLog(database)
    const readEntry = (entry: Entry) => this.readAct(entry)
    const rows = new ReadModel(database, log, readEntry)
    this.blobs = new BlobShelf(
      database,
      log,
      kinds => this.announce(kinds, []),
      n => this.readAct(log.read(n).entry).kind?.name ?? null
    )
    const folder = new Folder(database, log, rows, this.blobs, readEntry, new Set(['doc.update']))
    this.memory = new RecordMemory({ log, rows, folder, load: () => this.load(log, rows, folder) })
    database.onLost(() => this.takeBack())
    keyring.orderBy(scope => (this.keys().get(scope) ?? []).map(key => key.entry))
    this.totals = new Totals(database)
    this.numbers = new RecordStats(database, this.memory, () => this.making.whole())
    this.arrivals = new News(database, deps.clock)
    this.making = new Making({ ...deps, memory: this.memory })
    this.housekeeping = new Housekeeping(database, this.making)
    this.own = new OwnWriting({
      ...{ device: this.device, keyring, clock: deps.clock },
      ...{ memory: this.memory, blobs: this.blobs },
      federation: () => this.federationId,
      ownCommune: () => this.ownCommune(),
      get: id => this.get(id),
      readAct: entry => this.readAct(entry),
      append: (entry, also) => void this.append([[entry]], own, false, also)
    })
  }

  /** Opens what is there, and makes the read model anew where it is not of this version or was left unfinished. */
  open(progress?: (done: number, total: number) => void): void {
    if (this.making.isWhole()) this.memory.load()
    else this.rebuild(progress)
    this.housekeeping.soon()
  }

  /** Takes out of the file what was forgotten and lies there still: before it is closed. */
  eraseNow(): void {
    this.housekeeping.eraseNow()
  }

  /** Reads anew what is kept in memory. */
  private load(log: EntryLog, rows: ReadModel, folder: Folder): void {
    this.deps.keyring.reload()
    log.load()
    rows.load()
    folder.load(this.federationId)
    this.making.spoil()
    this.numbers.changed()
  }

  /** What was gathered, and told of, is gone with the transaction. */
  private takeBack(): void {
    this.totals.forget()
    this.memory.doubt()
    this.announce(Object.keys(kinds), [])
  }

  /** Makes the read model anew from the entries; `progress` hears how many of them are done. */
  rebuild(progress: (done: number, total: number) => void = () => undefined): void {
    const total = this.memory.log.size
    for (const done of this.making.anew(this.federationId)) progress(done, total)
    this.numbers.changed()
  }

  federation(): { id: ThingId; name: string } | null {
    const id = this.federationId
    return id && { id, name: this.nameOf('federation', id) ?? '' }
  }

  /** The federation this device began or was welcomed into: what was set aside for want of it is folded. */
  setFederation(id: ThingId, secret: Uint8Array): void {
    this.enterFederation(id, [{ scope: 'federation', key: null, secret }])
  }

  /** The same with every secret that a welcome brought. */
  enterFederation(id: ThingId, secrets: readonly ScopeSecret[]): void {
    const outcome = this.durably(() => {
      this.deps.local.set('federation', id)
      this.deps.keyring.addSecrets(secrets)
      return this.memory.folder.setFederation(id)
    })
    this.federationId = id
    this.tell(outcome, own)
  }

  /** Secrets that a welcome or a `key` entry brought; what they open is folded. */
  addSecrets(secrets: readonly ScopeSecret[]): void {
    if (secrets.length === 0) return
    const outcome = this.durably(() => {
      this.deps.keyring.addSecrets(secrets)
      return this.memory.folder.unseal(new Set(secrets.map(({ scope }) => scope)))
    })
    this.tell(outcome, own)
  }

  /** The `key` entries that count, by scope, the newest first. */
  keys(): ReadonlyMap<Scope, ScopeKey[]> {
    const { authority } = this.memory.folder
    if (this.ordered.authority !== authority)
      this.ordered = { authority, keys: scopeKeys(this.memory.folder.acts(), authority) }
    return this.ordered.keys
  }

  /** Every held act that tells who stands where. */
  authorityActs(): Act[] {
    return this.memory.folder.acts()
  }

  have(): HaveVector {
    return [...this.memory.log.logs()]
      .filter(log => log.tips.length > 0)
      .map(({ id, tips }) => ({ log: id, heads: tips.map(tip => ({ seq: tip.seq, id: tip.id })) }))
  }

  haveWhole(): HaveVector {
    return [...this.memory.log.logs()]
      .map(log => ({
        log: log.id,
        heads: wholeTips(this.memory.log, log).map(({ seq, id }) => ({ seq, id }))
      }))
      .filter(({ heads }) => heads.length > 0)
  }

  wholeHeadsOf(log: LogId): LogHead['heads'] {
    const held = this.memory.log.logOf(log)
    return held ? wholeTips(this.memory.log, held).map(({ seq, id }) => ({ seq, id })) : []
  }

  countLackedBy(theirs: HaveVector): number {
    return countLacked(this.given('whole'), theirs)
  }

  runsLackedBy(theirs: HaveVector, bodies: GivenBodies = 'whole'): Iterable<Run> {
    return runsLacked(this.given(bodies), this.logsInOrder(), theirs)
  }

  rangesLackedBy(theirs: HaveVector, bodies: GivenBodies = 'whole'): Iterable<LackedRange> {
    return rangesLacked(this.given(bodies), this.logsInOrder(), theirs)
  }

  private given(bodies: GivenBodies): Given {
    return { store: this.memory.log, verifying: this.verifying, bodiless: bodies === 'as-held' }
  }

  /** Where not all can be carried, what nobody admitted stays behind, and before it what members forked. */
  private logsInOrder(): HeldLog[] {
    const { everMembers } = this.memory.folder.authority
    const members = new Set([...everMembers.values()].flatMap(logs => [...logs]))
    const rankOf = ({ id, forkSeq }: HeldLog) => (members.has(id) ? (forkSeq === null ? 0 : 1) : 2)
    const ranked: HeldLog[][] = [[], [], []]
    for (const log of this.memory.log.logs()) ranked[rankOf(log)]!.push(log)
    return ranked.flat()
  }

  appendRun(run: Run, arrival: Arrival): RunOutcome & FoldReport {
    return { log: run.log, ...this.append([this.verified(run)], arrival) }
  }

  private verified(run: Run): Entry[] {
    return verifyRun(run, { hashing, verifying: this.verifying })
  }

  intake(arrival: Arrival, expected: number): Intake {
    const after = this.lastArrival()
    const aside = this.deps.database.prepare<{ total: number }>(
      'SELECT count(*) AS total FROM aside WHERE n > ?'
    )
    return intakeOf({
      setAside: () => aside.get(after)?.total ?? 0,
      making: this.making,
      expected,
      held: () => this.memory.log.size,
      verify: run => this.verified(run),
      append: (runs, more) => this.append(runs, arrival, more),
      tell: outcome => this.tell(outcome, arrival),
      durably: work => this.durably(work),
      gathered: work => this.gathered(work)
    })
  }

  /** With the blobs that the entry names and that are not here yet: both are written, or neither. */
  write(body: Body, scope?: Scope, blobs?: readonly Uint8Array[]): Entry {
    return this.own.write(body, scope, blobs)
  }

  /** Checks, writes and folds what this device says; answers the row as it stands then. */
  put(args: PutArgs): StoredRow {
    return this.own.put(args)
  }

  /** The entries that make up a thing or fact, as far as they are held: its first one and what was put over it. */
  entriesOf(thing: ThingId): EntryId[] {
    const puts = this.deps.database.prepare<{ n: number }>('SELECT n FROM puts WHERE thing = ? ORDER BY n')
    const first = this.memory.log.find(thing)
    return [
      ...(first ? [first.entry.id] : []),
      ...puts.all(thing).map(({ n }) => this.memory.log.read(n).entry.id)
    ]
  }

  /** What a held entry says, as far as this device can read it. */
  act(id: EntryId): Act | null {
    const found = this.memory.log.find(id)
    return found && this.readAct(found.entry)
  }

  entry(id: EntryId): Entry | null {
    return this.memory.log.find(id)?.entry ?? null
  }

  list(args: ListArgs): Page {
    const { database } = this.deps
    return listRows({ database, rows: this.memory.rows, log: this.memory.log, totals: this.totals }, args)
  }

  /** Null where no such thing or fact counts. */
  get(id: string): StoredRow | null {
    const first = this.memory.log.find(id as ThingId)
    const kind = first && this.readAct(first.entry).kind?.name
    const record = kind && this.memory.rows.get(kind, first.n)
    return record ? this.memory.rows.toRow(kind, record) : null
  }

  /** All updates to a document that count, in order of arrival. */
  docUpdates(doc: string, part: 'agenda' | 'minutes'): Uint8Array[] {
    const rows = this.deps.database.prepare<{ n: number }>(
      'SELECT n FROM "row doc.update" WHERE "f doc" = ? ORDER BY n'
    )
    return rows
      .all(doc)
      .flatMap(({ n }) => docUpdateOf(this.readAct(this.memory.log.read(n).entry)))
      .filter(update => update.part === part)
      .map(({ update }) => update)
  }

  /** All at once; where others wait for their turn, `statsInPieces`. */
  stats(): Stats {
    return this.numbers.atOnce()
  }

  /** The same, in pieces; see `RecordStats`. */
  statsInPieces(): Promise<Stats> {
    return this.numbers.inPieces()
  }

  lastNews(): LastNews[] {
    return this.arrivals.list(commune => this.nameOf('commune', commune))
  }

  authority(): Authority {
    return this.memory.folder.authority
  }

  /**
   * The commune this device speaks for unless another is named: the first it was a member of, for as long
   * as it is. Communes that it puts on the map for others do not change that.
   */
  ownCommune(): ThingId | null {
    const { authority } = this.memory.folder
    const first = this.deps.local.get(ownCommuneName, communeId)
    const isMember = first !== null && authority.communesOf.get(this.device)?.has(first)
    return isMember ? first : ownCommune(authority, this.device)
  }

  /** Why an entry is kept and not folded; null for one that counts or is not held. */
  whyAside(id: EntryId): AsideReason | null {
    const place = this.memory.log.place(id)
    const select = this.deps.database.prepare<{ reason: AsideReason }>('SELECT reason FROM aside WHERE n = ?')
    return (place && select.get(place.n)?.reason) ?? null
  }

  missingBodies(): ReadonlyMap<LogId, number> {
    const { log } = this.memory
    return new Map(log.missing.logs().map(n => [log.logNumbered(n).id, log.missing.firstOf(n)!]))
  }

  /** The number of the entry that came last; 0 where there is none. */
  lastArrival(): number {
    return this.memory.log.lastNumber
  }

  /** What a stretch of arrivals brought. */
  arrived(stretch: Stretch): Arrived {
    return arrivedIn(this.arrivalsDeps(), stretch)
  }

  /** What of a stretch does not count, and why. */
  aside(stretch: Stretch): { entries: AsideEntry[]; total: number } {
    return asideIn(this.arrivalsDeps(), stretch)
  }

  /** Why an entry counts or not; null where it is not held. */
  explain(id: EntryId): Explanation | null {
    const place = this.memory.log.place(id)
    return place ? explain(this.arrivalsDeps(), place.n, id) : null
  }

  private arrivalsDeps(): ArrivalsDeps {
    return {
      database: this.deps.database,
      rows: this.memory.rows,
      read: n => this.memory.log.read(n),
      readAct: entry => this.readAct(entry),
      nameOf: commune => this.nameOf('commune', commune),
      authority: () => this.authority(),
      numberOf: id => this.memory.log.place(id)?.n ?? null
    }
  }

  /** Where logs have forked, and from which `seq` on. */
  forks(): ReadonlyMap<LogId, number> {
    return this.memory.log.forks()
  }

  /**
   * Checks anew every header, chain, body hash and signature of what is held, and that the file's own
   * structure is sound. Throws FailureError `home-damaged` where it cannot even be read.
   */
  verifyAll(progress?: (done: number, total: number) => void): VerifyReport {
    const total = this.memory.log.size
    const check = this.deps.database.prepare<{ quick_check: string }>('PRAGMA quick_check(1)').get()
    if (check?.quick_check !== 'ok')
      throw new FailureError('home-damaged', { reason: check?.quick_check ?? 'quick_check' })
    return verifyAll(this.memory.log, this.blobs, { hashing, verifying: this.verifying }, done =>
      progress?.(done, total)
    )
  }

  /** Answers a function that stops listening. */
  onChanged(listener: (change: Change) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** The name a thing of this kind goes by, as the record has it. */
  nameOf(kind: 'commune' | 'federation', id: ThingId): string | null {
    const place = this.memory.log.place(id)
    const row = place && this.memory.rows.get(kind, place.n)
    if (!row) return null
    const { fields } = this.memory.rows.toRow(kind, row)
    return 'name' in fields ? (fields.name ?? null) : null
  }

  /** What an entry says, as far as this device can read it. */
  readAct(entry: Entry): Act {
    return readAct(entry, sealed => {
      const { header, raw } = sealed
      return raw.body && openBody(aead, this.deps.keyring.secretsOf(header.scope), header, raw.body)
    })
  }

  private keepOwnCommune(): void {
    if (this.deps.local.get(ownCommuneName, communeId) !== null) return
    const first = ownCommune(this.memory.folder.authority, this.device)
    if (first !== null) this.deps.local.set(ownCommuneName, first)
  }

  /** `more` says that many others follow: listeners are told by whoever has them come in. */
  private append(runs: Entry[][], arrival: Arrival, more = false, also: () => void = () => undefined): Taken {
    let changed = false
    const work = () => {
      const appended: Appended = { added: [], filled: [], forked: false, forkMoved: false }
      for (const entries of runs) {
        const { added, filled, forked, forkMoved } = this.memory.log.append(entries, more)
        changed = true
        appended.added.push(...added)
        appended.filled.push(...filled)
        appended.forked ||= forked
        appended.forkMoved ||= forkMoved
      }
      const outcome = this.memory.folder.fold(appended, more)
      this.keepOwnCommune()
      also()
      if (appended.added.length > 0) this.arrivals.note(outcome.byCommune, arrival)
      // what is to be forgotten was deleted again by the folding
      const filled = appended.filled.filter(({ n }) => this.memory.log.hasBody(n)).length
      return { ...outcome, added: appended.added.length, filled, forked: appended.forked }
    }
    const taken = more ? this.gathered(work, () => changed) : this.durably(work, () => changed)
    if (!more) this.tell(taken, arrival)
    return taken
  }

  /**
   * All of it or nothing, in memory too: reading anew what is kept there takes long, and a peer could ask for
   * it over and over by a run that does not join, so it is left out where nothing `changed` before that.
   */
  private durably<T>(work: () => T, changed = () => true): T {
    return this.wholly(() => this.deps.database.transaction(work), changed)
  }

  /** The same in the transaction that gathers. */
  private gathered<T>(work: () => T, changed = () => true): T {
    return this.wholly(() => this.deps.database.gathered(work), changed)
  }

  private wholly<T>(work: () => T, changed: () => boolean): T {
    try {
      return work()
    } catch (error) {
      const refused = error instanceof FailureError && error.failure.code === 'run-bad'
      if (!refused || changed()) this.memory.doubt()
      throw error
    }
  }

  private tell(outcome: Pick<FoldOutcome, 'byKind' | 'counting'>, { road }: Arrival): void {
    this.housekeeping.soon()
    const kinds = Object.keys(outcome.byKind)
    if (kinds.length === 0) return
    this.numbers.changed()
    this.announce(kinds, road === 'own' ? [] : outcome.counting.flatMap(docUpdateOf))
  }

  private announce(kinds: string[], docs: DocUpdate[]): void {
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

import type { Act } from '#shared/record/act.ts'
import { type Authority, evaluateAuthority, isAuthorityKind, noAuthority } from '#shared/record/authority.ts'
import { authorityChange } from '#shared/record/authority-change.ts'
import type { Entry, EntryId, Scope, ThingId } from '#shared/record/entry.ts'
import { foldThing } from '#shared/record/fold-thing.ts'
import { forgottenBy, type IsForgotten, nothingForgotten } from '#shared/record/forgetting.ts'
import { createIsOwnWord } from '#shared/record/own-word.ts'
import type { FoldReport } from '#shared/record/record-store.ts'
import type { AsideReason } from '#shared/record/set-aside.ts'
import type { BlobShelf } from './blob-shelf.ts'
import type { Database, SqlValue } from './database.ts'
import type { Appended, EntryLog, NumberedEntry } from './entry-log.ts'
import { noteForgotten } from './erase-forgotten.ts'
import { createVerifying } from './node-crypto.ts'
import type { ReadModel } from './read-model.ts'

/** An act and its entry's local number. */
interface NumberedAct {
  n: number
  act: Act
  /** it was folded before, as far as it could be */
  held: boolean
}

export interface FoldOutcome extends FoldReport {
  /** acts that count now and did not before, of the kinds asked for */
  counting: Act[]
  /** how many of the new entries speak for each commune; '' for none */
  byCommune: Map<string, number>
}

const namedBy = (act: Act): EntryId[] =>
  act.body?.kind === 'forget' && act.content === null ? (act.fields.entries as EntryId[]) : []

/** Kept in memory, because other acts are judged by it. */
const isRemembered = (act: Act): boolean =>
  act.body !== null && (isAuthorityKind(act.body.kind) || act.body.kind === 'forget')

const isOwnWord = createIsOwnWord(createVerifying())

/**
 * Folds entries into the read model as they come. A thing is the unit: whenever an act of it comes, or the
 * standing of one of its authors changes, the whole thing is folded anew by the pure functions of
 * shared/record/, so the outcome depends on the entries held and not on their order.
 */
export class Folder {
  authority: Authority = noAuthority
  private readonly authorityActs = new Map<EntryId, Act>()
  /** by the entry they name */
  private readonly forgets = new Map<EntryId, Act[]>()
  private isForgotten: IsForgotten = nothingForgotten
  /** named by releases as proof of what their authors had seen, and not held yet */
  private readonly awaited = new Set<EntryId>()
  /** while many entries come in: authority has grown since it was evaluated last */
  private unjudged = false
  /** how many acts the last evaluation had before it, and how many entries were folded since */
  private judgedActs = 0
  private foldedSince = 0
  /** things of which later puts are held, but not the first entry */
  private readonly orphans = new Set<ThingId>()
  /** while many entries come in: numbers of those that authority came to see otherwise, to be folded again */
  private later: Set<number> | null = null
  private asideWaiting: SqlValue[][] = []
  /** kinds of which something was just forgotten */
  private readonly forgot = new Set<string>()
  /** while all is folded anew, in order of arrival: what lies beyond has still to come */
  private upTo = Number.POSITIVE_INFINITY

  constructor(
    private readonly database: Database,
    private readonly log: EntryLog,
    private readonly rows: ReadModel,
    private readonly blobs: BlobShelf,
    private readonly readAct: (entry: Entry) => Act,
    /** kinds whose acts `FoldOutcome.counting` gives */
    private readonly reported: ReadonlySet<string>
  ) {}

  /** Reads anew what is kept in memory. */
  load(federation: ThingId | null): void {
    this.authorityActs.clear()
    this.forgets.clear()
    this.awaited.clear()
    this.orphans.clear()
    this.asideWaiting = []
    this.forgot.clear()
    const held = this.database.prepare<{ n: number }>('SELECT n FROM authority_entries ORDER BY n')
    for (const { n } of held.all()) this.remember(this.readAct(this.log.read(n).entry))
    const orphans = this.database.prepare<{ thing: ThingId }>('SELECT thing FROM orphans')
    for (const { thing } of orphans.all()) this.orphans.add(thing)
    this.judgeBy(this.evaluate(federation))
  }

  /**
   * From here on, while many entries come in, what new authority lets stand otherwise is left for `foldLater`,
   * so that a thing is not folded over and over, and no single piece of work grows without bound.
   */
  leaveForLater(): void {
    this.later ??= new Set()
  }

  /** Folds again some of what was left for later; null once nothing is. */
  foldLater(count: number): FoldOutcome | null {
    if (this.unjudged)
      for (const n of this.moveTo(this.evaluate(this.authority.federation))) this.later?.add(n)
    const numbers: number[] = []
    for (const n of this.later ?? []) {
      numbers.push(n)
      if (numbers.length === count) break
    }
    if (numbers.length === 0) {
      this.later = null
      return null
    }
    for (const n of numbers) this.later?.delete(n)
    return this.refold(this.thingsOf(numbers), [])
  }

  /** Folds entries just written, bodies that came later among them; `more` says that others follow. */
  fold({ added, filled, forkMoved }: Appended, more = false): FoldOutcome {
    const fresh = [
      ...added.map(({ n, entry }) => ({ n, act: this.readAct(entry), held: false })),
      ...filled.map(({ n, entry }) => ({ n, act: this.readAct(entry), held: true }))
    ]
    this.foldedSince += fresh.length
    let judgeAnew = forkMoved || added.some(({ entry }) => this.awaited.delete(entry.id))
    const touched = new Set(fresh.map(({ act }) => act.thing))
    for (const { n, act } of fresh) {
      this.blobs.name(n, act)
      if (isRemembered(act)) {
        this.remember(act)
        this.database.prepare('INSERT OR IGNORE INTO authority_entries (n) VALUES (?)').run(n)
        if (isAuthorityKind(act.body!.kind)) judgeAnew = true
        for (const thing of this.thingsOf(this.numbersNamedBy(act))) touched.add(thing)
      }
      if (act.thing !== act.id)
        this.database.prepare('INSERT OR IGNORE INTO puts (thing, n) VALUES (?, ?)').run(act.thing, n)
    }
    if (judgeAnew && more && this.mayWait()) this.unjudged = true
    else if (judgeAnew) {
      const numbers = this.moveTo(this.evaluate(this.authority.federation))
      if (this.later) for (const n of numbers) this.later.add(n)
      else for (const thing of this.thingsOf(numbers)) touched.add(thing)
    }
    const outcome = this.refold(touched, fresh)
    for (const { act, held } of fresh) {
      // a commune's own beginning speaks for the commune that it begins
      const commune = act.body?.commune ?? (act.body?.kind === 'commune' ? act.thing : '')
      if (!held) outcome.byCommune.set(commune, (outcome.byCommune.get(commune) ?? 0) + 1)
    }
    return outcome
  }

  /** The federation by which standing is judged changed. */
  setFederation(federation: ThingId): FoldOutcome {
    const touched = this.thingsOf(this.moveTo(this.evaluate(federation)))
    // who gains nothing by it is still set aside for another reason than before
    const aside = this.database.prepare<{ n: number }>('SELECT n FROM aside')
    for (const thing of this.thingsOf(aside.all().map(({ n }) => n))) touched.add(thing)
    return this.refold(touched, [])
  }

  /** Secrets came: what lay sealed in their scopes is read. */
  unseal(scopes: ReadonlySet<Scope>): FoldOutcome {
    const sealed = this.database.prepare<{ n: number }>(`SELECT n FROM aside WHERE reason = 'sealed'`)
    const fresh = sealed
      .all()
      .map(({ n }) => this.log.read(n))
      .filter(({ entry }) => scopes.has(entry.header.scope))
      .map(({ n, entry }) => ({ n, act: this.readAct(entry), held: true }))
    const insert = this.database.prepare('INSERT OR IGNORE INTO puts (thing, n) VALUES (?, ?)')
    for (const { n, act } of fresh) if (act.thing !== act.id) insert.run(act.thing, n)
    return this.refold(new Set(fresh.map(({ act }) => act.thing)), fresh)
  }

  /** Every held act of an authority kind. */
  acts(): Act[] {
    return [...this.authorityActs.values()]
  }

  /** Forgets everything folded: the tables are empty again, and what is held is about to be folded anew. */
  begin(federation: ThingId | null): void {
    this.authorityActs.clear()
    this.forgets.clear()
    this.awaited.clear()
    this.orphans.clear()
    this.judgeBy(this.evaluate(federation))
    this.upTo = 0
  }

  /** Folds what is held, in order of arrival, after `begin`. */
  foldHeld(batch: NumberedEntry[]): void {
    this.upTo = batch[batch.length - 1]!.n
    this.fold({ added: batch, filled: [], forked: false, forkMoved: false }, true)
  }

  /** All that is held was folded. */
  end(): void {
    this.upTo = Number.POSITIVE_INFINITY
  }

  /**
   * While many entries come in, all of authority is evaluated anew each time it has grown by an eighth, or has
   * but few acts beside the entries that came since: whatever is folded before its author's admission was
   * evaluated is folded twice.
   */
  private mayWait(): boolean {
    const acts = this.authorityActs.size
    return this.later !== null && acts < this.judgedActs * 1.125 && this.foldedSince < 4 * acts
  }

  private evaluate(federation: ThingId | null): Authority {
    this.unjudged = false
    this.judgedActs = this.authorityActs.size
    this.foldedSince = 0
    return this.evaluateWith(this.authorityActs.values(), federation)
  }

  /** What authority would be of these acts. */
  evaluateWith(acts: Iterable<Act>, federation: ThingId | null): Authority {
    const placeOf = (id: EntryId) => this.log.placeOf(id)
    return evaluateAuthority({ acts, federation, forks: this.log.forks(), placeOf, isOwnWord })
  }

  /** Takes the new authority and answers the numbers of entries that may now stand otherwise. */
  private moveTo(next: Authority): number[] {
    const { gained, lost } = authorityChange(this.authority, next)
    this.judgeBy(next)
    const aside = this.database.prepare<{ n: number }>('SELECT n FROM aside WHERE log = ?')
    const held = this.database.prepare<{ n: number }>('SELECT n FROM entries WHERE log = ?')
    const numbers = [
      ...[...gained].map(id => ({ id, select: aside })),
      ...[...lost].map(id => ({ id, select: held }))
    ].flatMap(({ id, select }) => {
      const log = this.log.logOf(id)
      return log ? select.all(log.n).map(({ n }) => n) : []
    })
    if (gained.size + lost.size > 0)
      for (const acts of this.forgets.values())
        for (const act of acts)
          if (gained.has(act.log) || lost.has(act.log)) numbers.push(...this.numbersNamedBy(act))
    return numbers
  }

  private judgeBy(authority: Authority): void {
    this.authority = authority
    this.isForgotten = forgottenBy(entry => this.forgets.get(entry), authority)
  }

  private remember(act: Act): void {
    if (act.body && isAuthorityKind(act.body.kind)) this.authorityActs.set(act.id, act)
    const proof = act.body?.kind === 'release' ? (act.fields.last as EntryId | undefined) : undefined
    if (proof !== undefined && !this.log.place(proof)) this.awaited.add(proof)
    for (const id of namedBy(act)) {
      const known = this.forgets.get(id) ?? []
      if (!known.some(other => other.id === act.id)) this.forgets.set(id, [...known, act])
    }
  }

  /** Of the entries that a `forget` names, as far as they are held. */
  private numbersNamedBy(act: Act): number[] {
    return namedBy(act).flatMap(id => this.log.place(id)?.n ?? [])
  }

  private thingsOf(numbers: Iterable<number>): Set<ThingId> {
    const things = new Set<ThingId>()
    for (const n of numbers) things.add(this.readAct(this.log.read(n).entry).thing)
    return things
  }

  private refold(touched: Set<ThingId>, fresh: NumberedAct[]): FoldOutcome {
    const freshById = new Map(fresh.map(numbered => [numbered.act.id, numbered]))
    const freshPuts = new Set(fresh.filter(({ act }) => act.thing !== act.id).map(({ act }) => act.thing))
    const outcome: FoldOutcome = { byKind: {}, contested: 0, setAside: 0, counting: [], byCommune: new Map() }
    for (const thing of touched) {
      const first = freshById.get(thing as EntryId)
      // a first entry that has just come has no other acts, unless they came before it or with it
      const alone = first !== undefined && !first.held && !freshPuts.has(thing) && !this.orphans.has(thing)
      const acts = alone ? [first] : this.actsOf(thing, first)
      this.foldOne(thing, acts, freshById, alone, outcome)
    }
    this.rows.write(this.later !== null)
    this.writeAside()
    for (const kind of this.forgot) noteForgotten(this.database, kind)
    this.forgot.clear()
    return outcome
  }

  private actsOf(thing: ThingId, fresh: NumberedAct | undefined): NumberedAct[] {
    const numbered = ({ n, entry }: NumberedEntry) => ({ n, act: this.readAct(entry), held: true })
    const found = fresh ? null : this.log.find(thing)
    const named = fresh ?? (found && found.n <= this.upTo ? numbered(found) : null)
    // a put may name an entry that begins nothing: then there is no such thing
    const first = named?.act.thing === thing ? named : null
    this.setOrphan(thing, first === null)
    const puts = this.database.prepare<{ n: number }>('SELECT n FROM puts WHERE thing = ? ORDER BY n')
    const later = puts.all(thing).map(({ n }) => numbered(this.log.read(n)))
    return first ? [first, ...later] : later
  }

  private foldOne(
    thing: ThingId,
    acts: NumberedAct[],
    fresh: ReadonlyMap<EntryId, NumberedAct>,
    alone: boolean,
    outcome: FoldOutcome
  ): void {
    const { folded, aside } = foldThing(
      acts.map(({ act }) => act),
      this.authority,
      this.isForgotten
    )
    for (const { n, act } of acts) {
      const reason = aside.get(act.id) ?? null
      this.setAside(n, act, reason, alone)
      this.log.missing.judged(this.log.logOf(act.log)!.n, act.seq, reason === 'body-missing')
      if (reason !== null && fresh.has(act.id)) outcome.setAside += 1
      if (reason !== 'forgotten' || act.content === 'body-missing') continue
      this.log.forgetBody(n)
      this.blobs.unname(n)
      if (act.kind) this.forgot.add(act.kind.name)
    }
    const first = acts.find(({ act }) => act.id === thing)
    const kind = first?.act.kind?.name
    if (!first || !kind) return
    const before = alone ? undefined : this.rows.get(kind, first.n)
    if (!folded && !before) return
    if (folded && !this.rows.put(first.n, folded, before)) return
    const tally = outcome.byKind[kind] ?? { added: 0, changed: 0 }
    outcome.byKind[kind] = tally
    if (folded) {
      if (before) tally.changed += 1
      else {
        tally.added += 1
        if (this.reported.has(kind)) outcome.counting.push(first.act)
      }
      if (Object.keys(folded.contested).length > 0) outcome.contested += 1
    } else {
      this.rows.remove(kind, first.n)
      tally.changed += 1
    }
    if (before) this.database.prepare('DELETE FROM digests WHERE n = ?').run(first.n)
  }

  private setOrphan(thing: ThingId, isOrphan: boolean): void {
    if (isOrphan === this.orphans.has(thing)) return
    if (isOrphan) this.orphans.add(thing)
    else this.orphans.delete(thing)
    const change = isOrphan ? 'INSERT INTO orphans (thing) VALUES (?)' : 'DELETE FROM orphans WHERE thing = ?'
    this.database.prepare(change).run(thing)
  }

  private setAside(n: number, act: Act, reason: AsideReason | null, alone: boolean): void {
    if (reason !== null) this.asideWaiting.push([n, this.log.logOf(act.log)!.n, reason])
    else if (!alone) this.database.prepare('DELETE FROM aside WHERE n = ?').run(n)
  }

  private writeAside(): void {
    if (this.asideWaiting.length === 0) return
    this.database
      .prepare(
        'INSERT OR REPLACE INTO aside (n, log, reason) SELECT value->>0, value->>1, value->>2 FROM json_each(?)'
      )
      .run(JSON.stringify(this.asideWaiting))
    this.asideWaiting = []
  }
}

import { type Act, readAct } from '#shared/record/act.ts'
import { type Authority, evaluateAuthority, isAuthorityKind, noAuthority } from '#shared/record/authority.ts'
import { authorityChange } from '#shared/record/authority-change.ts'
import type { EntryId, LogId, ThingId } from '#shared/record/entry.ts'
import { foldThing } from '#shared/record/fold-thing.ts'
import type { FoldReport } from '#shared/record/record-store.ts'
import type { AsideReason } from '#shared/record/set-aside.ts'
import type { Database } from './database.ts'
import type { Appended, EntryLog, NumberedEntry } from './entry-log.ts'
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

/**
 * Folds entries into the read model as they come. A thing is the unit: whenever an act of it comes, or the
 * standing of one of its authors changes, the whole thing is folded anew by the pure functions of
 * shared/record/, so the outcome depends on the entries held and not on their order.
 */
export class Folder {
  authority: Authority = noAuthority
  private readonly authorityActs = new Map<EntryId, Act>()
  /** things of which later puts are held, but not the first entry */
  private readonly orphans = new Set<ThingId>()

  constructor(
    private readonly database: Database,
    private readonly log: EntryLog,
    private readonly rows: ReadModel,
    /** kinds whose acts `FoldOutcome.counting` gives */
    private readonly reported: ReadonlySet<string>
  ) {}

  /** Reads anew what is kept in memory. */
  load(federation: ThingId | null): void {
    this.authorityActs.clear()
    this.orphans.clear()
    const held = this.database.prepare<{ n: number }>('SELECT n FROM authority_entries ORDER BY n')
    for (const { n } of held.all()) {
      const act = readAct(this.log.read(n).entry)
      this.authorityActs.set(act.id, act)
    }
    const orphans = this.database.prepare<{ thing: string }>('SELECT DISTINCT thing FROM puts')
    for (const { thing } of orphans.all())
      if (!this.log.place(thing as ThingId)) this.orphans.add(thing as ThingId)
    this.authority = this.evaluate(federation)
  }

  /** Folds entries just written, bodies that came later among them. */
  fold({ added, filled, forked }: Appended): FoldOutcome {
    const fresh = [
      ...added.map(({ n, entry }) => ({ n, act: readAct(entry), held: false })),
      ...filled.map(({ n, entry }) => ({ n, act: readAct(entry), held: true }))
    ]
    let judgeAnew = forked
    for (const { n, act } of fresh) {
      if (act.body && isAuthorityKind(act.body.kind)) {
        this.authorityActs.set(act.id, act)
        this.database.prepare('INSERT OR IGNORE INTO authority_entries (n) VALUES (?)').run(n)
        judgeAnew = true
      }
      if (act.thing !== act.id)
        this.database.prepare('INSERT OR IGNORE INTO puts (thing, n) VALUES (?, ?)').run(act.thing, n)
    }
    const touched = new Set(fresh.map(({ act }) => act.thing))
    if (judgeAnew)
      for (const thing of this.moveTo(this.evaluate(this.authority.federation))) touched.add(thing)
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
    const touched = this.moveTo(this.evaluate(federation))
    // who gains nothing by it is still set aside for another reason than before
    const aside = this.database.prepare<{ n: number }>('SELECT n FROM aside')
    for (const { n } of aside.all()) touched.add(readAct(this.log.read(n).entry).thing)
    return this.refold(touched, [])
  }

  /**
   * Folds everything into empty tables. Authority is gathered first, so that each thing is folded once
   * with all that is known; `progress` hears how many entries are done.
   */
  rebuild(federation: ThingId | null, progress: (done: number) => void): void {
    this.authorityActs.clear()
    this.orphans.clear()
    this.gather()
    this.authority = this.evaluate(federation)
    let done = 0
    for (let batch = this.log.readAfter(0, 1000); batch.length > 0; ) {
      const fresh = batch.map(({ n, entry }) => ({ n, act: readAct(entry), held: false }))
      this.refold(new Set(fresh.map(({ act }) => act.thing)), fresh)
      done += batch.length
      progress(done)
      batch = this.log.readAfter(batch[batch.length - 1]!.n, 1000)
    }
  }

  private gather(): void {
    for (let batch = this.log.readAfter(0, 1000); batch.length > 0; ) {
      for (const { n, entry } of batch) {
        const act = readAct(entry)
        if (act.body && isAuthorityKind(act.body.kind)) {
          this.authorityActs.set(act.id, act)
          this.database.prepare('INSERT INTO authority_entries (n) VALUES (?)').run(n)
        }
        if (act.thing !== act.id)
          this.database.prepare('INSERT INTO puts (thing, n) VALUES (?, ?)').run(act.thing, n)
      }
      batch = this.log.readAfter(batch[batch.length - 1]!.n, 1000)
    }
    const things = this.database.prepare<{ thing: string }>('SELECT DISTINCT thing FROM puts')
    for (const { thing } of things.all()) this.orphans.add(thing as ThingId)
  }

  private evaluate(federation: ThingId | null): Authority {
    return evaluateAuthority({ acts: this.authorityActs.values(), federation, forks: this.log.forks() })
  }

  /** Takes the new authority and answers the things of which an act may now stand otherwise. */
  private moveTo(next: Authority): Set<ThingId> {
    const { gained, lost } = authorityChange(this.authority, next)
    this.authority = next
    const things = new Set<ThingId>()
    const aside = this.database.prepare<{ n: number }>('SELECT n FROM aside WHERE log = ?')
    for (const log of gained)
      for (const { n } of aside.all(log)) things.add(readAct(this.log.read(n).entry).thing)
    for (const log of lost) for (const thing of this.thingsOf(log)) things.add(thing)
    return things
  }

  private thingsOf(id: LogId): Set<ThingId> {
    const things = new Set<ThingId>()
    const log = this.log.logOf(id)
    if (!log) return things
    const numbers = this.database.prepare<{ n: number }>('SELECT n FROM entries WHERE log = ?')
    for (const { n } of numbers.all(log.n)) things.add(readAct(this.log.read(n).entry).thing)
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
    return outcome
  }

  private actsOf(thing: ThingId, fresh: NumberedAct | undefined): NumberedAct[] {
    const numbered = ({ n, entry }: NumberedEntry) => ({ n, act: readAct(entry), held: true })
    const found = fresh ? null : this.log.find(thing)
    const named = fresh ?? (found && numbered(found))
    // a put may name an entry that begins nothing: then there is no such thing
    const first = named?.act.thing === thing ? named : null
    if (first) this.orphans.delete(thing)
    else this.orphans.add(thing)
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
      this.authority
    )
    for (const { n, act } of acts) {
      const reason = aside.get(act.id) ?? null
      this.setAside(n, act, reason, alone)
      if (reason !== null && fresh.has(act.id)) outcome.setAside += 1
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

  private setAside(n: number, act: Act, reason: AsideReason | null, alone: boolean): void {
    if (reason !== null)
      this.database
        .prepare('INSERT OR REPLACE INTO aside (n, log, reason) VALUES (?, ?, ?)')
        .run(n, act.log, reason)
    else if (!alone) this.database.prepare('DELETE FROM aside WHERE n = ?').run(n)
  }
}

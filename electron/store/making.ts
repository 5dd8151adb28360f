import * as v from 'valibot'
import type { ThingId } from '#shared/record/entry.ts'
import type { Database } from './database.ts'
import type { FoldOutcome } from './folder.ts'
import type { LocalValues } from './local-values.ts'
import {
  createReadModel,
  dropReadModel,
  dropRowIndexes,
  letSearchGather,
  mergeSearch,
  readModelShape,
  rowIndexes
} from './read-model-tables.ts'
import type { RecordMemory } from './record-memory.ts'

/** Local value that names the shape of a whole read model; absent while it is being made. */
const markName = 'read-model'
/** Local value: words came in by the many, and their segments of the search index were not merged yet. */
const gatheredName = 'words-gathered'

const entriesAtOnce = 1000
const refoldsAtOnce = 300
/** So many entries or rows are committed together: a commit waits for the disk several times. */
const committedAtOnce = 4000

export interface MakingDeps {
  database: Database
  local: LocalValues
  memory: RecordMemory
}

/** Does the work in a transaction: durable when it returns, or with what else is gathered. */
type Write = (work: () => void) => void

/**
 * The read model while much of it is made: rows come first, and their indexes, the words that are searched
 * and whatever authority came to see otherwise follow at the end, which is several times as fast. All of it
 * is done in pieces of a few hundredths of a second, each a durable transaction. A mark says that the read
 * model is whole; whoever opens a record without it makes the read model anew. Words are found as soon as it
 * is there; the merging of their many segments is put off until nobody waits (housekeeping.ts).
 */
export class Making {
  private busy = false
  private waiting: (() => void)[] = []
  private spoilt = false
  /** how often words began to gather */
  private gatherings = 0
  /** entries or rows since the last commit */
  private uncommitted = 0

  constructor(private readonly deps: MakingDeps) {}

  /** Waits for the end of what is being made. */
  async whole(): Promise<void> {
    if (this.busy) await new Promise<void>(done => this.waiting.push(done))
  }

  isWhole(): boolean {
    return this.deps.local.get(markName, v.string()) === readModelShape()
  }

  /** Begins; false where it is going on already. `much` says that rows come by the many beside few others. */
  begin(much: boolean, durably: Write): boolean {
    if (this.busy) return false
    const { database, local } = this.deps
    durably(() => {
      local.set(markName, null)
      if (much) dropRowIndexes(database)
      this.letWordsGather()
    })
    this.start()
    return true
  }

  private start(): void {
    this.deps.memory.folder.leaveForLater()
    this.busy = true
    this.spoilt = false
    this.uncommitted = 0
  }

  /** Makes durable all that was gathered. */
  commit(): void {
    this.deps.database.commit()
    this.uncommitted = 0
  }

  /** So many entries or rows were gathered. */
  wrote(count: number): void {
    this.uncommitted += count
  }

  /** What waited in memory is lost, as after a transaction that failed: only making anew mends that. */
  spoil(): void {
    this.spoilt = true
  }

  /** Writes a part of what has gathered in memory, or commits, where it is time for it; false where it is not. */
  gather(gathered: Write): boolean {
    const { log, rows } = this.deps.memory
    if (log.idsWait) gathered(() => log.writeIds())
    else if (rows.wordsWait) gathered(() => rows.writeWords())
    else if (this.uncommitted >= committedAtOnce) this.commit()
    else return false
    return true
  }

  private letWordsGather(): void {
    letSearchGather(this.deps.database)
    this.deps.local.set(gatheredName, true)
    this.gatherings += 1
  }

  /** Words came in by the many and are to be merged. */
  get wordsGathered(): boolean {
    return this.deps.local.get(gatheredName, v.boolean()) === true
  }

  /** Merges the words that gathered, piece by piece; from the front again where others began to gather meanwhile. */
  *mergeWords(durably: Write): Generator<undefined, void, void> {
    while (this.wordsGathered) {
      const before = this.gatherings
      for (const merging = mergeSearch(this.deps.database), step = { done: false }; !step.done; ) {
        durably(() => {
          step.done = merging.next().done === true
          if (step.done && this.gatherings === before) this.deps.local.set(gatheredName, null)
        })
        yield undefined
      }
    }
  }

  /** Makes the read model whole, piece by piece; answers what was folded again for it. */
  *finish(gathered: Write): Generator<FoldOutcome | undefined, void, void> {
    const { database, local } = this.deps
    const { log, rows, folder } = this.deps.memory
    try {
      for (;;) {
        const again: { outcome: FoldOutcome | null } = { outcome: null }
        gathered(() => {
          again.outcome = folder.foldLater(refoldsAtOnce)
        })
        if (!again.outcome) break
        this.wrote(refoldsAtOnce)
        yield again.outcome
        while (this.gather(gathered)) yield undefined
      }
      gathered(() => log.writeIds())
      yield undefined
      gathered(() => rows.writeWords())
      yield undefined
      for (const sql of rowIndexes(database)) {
        gathered(() => database.exec(sql))
        yield undefined
        this.commit()
        yield undefined
      }
      gathered(() => local.set(markName, this.spoilt ? 'unfinished' : readModelShape()))
      this.commit()
    } finally {
      this.busy = false
      for (const done of this.waiting.splice(0)) done()
    }
  }

  /** Makes the read model anew from the entries; answers now and then how many of them are done. */
  *anew(federation: ThingId | null): Generator<number, void, void> {
    const { database, local } = this.deps
    const { log, rows, folder } = this.deps.memory
    this.busy = true
    database.transaction(() => {
      local.set(markName, null)
      dropReadModel(database)
      createReadModel(database)
      this.letWordsGather()
    })
    rows.load()
    folder.begin(federation)
    this.start()
    const gathered = (work: () => void) => database.gathered(work)
    let done = 0
    for (let batch = log.readAfter(0, entriesAtOnce); batch.length > 0; ) {
      gathered(() => folder.foldHeld(batch))
      this.wrote(batch.length)
      while (this.gather(gathered));
      done += batch.length
      yield done
      batch = log.readAfter(batch[batch.length - 1]!.n, entriesAtOnce)
    }
    folder.end()
    for (const _ of this.finish(gathered));
    // a record that begins has nothing to put off
    if (done === 0) for (const _ of this.mergeWords(work => database.transaction(work)));
  }
}

import * as v from 'valibot'
import type { ThingId } from '#shared/record/entry.ts'
import type { Database } from './database.ts'
import type { EntryLog } from './entry-log.ts'
import type { Folder, FoldOutcome } from './folder.ts'
import type { LocalValues } from './local-values.ts'
import type { ReadModel } from './read-model.ts'
import {
  createReadModel,
  dropReadModel,
  dropRowIndexes,
  letSearchGather,
  mergeSearch,
  readModelShape,
  rowIndexes
} from './read-model-tables.ts'

/** Local value that names the shape of a whole read model; absent while it is being made. */
const markName = 'read-model'
/** Local value: words came in by the many, and their segments of the search index were not merged yet. */
const gatheredName = 'words-gathered'
/** Local value written for the sake of writing: up to which entry all was synced last. */
const syncedName = 'synced'

const entriesAtOnce = 1000
const refoldsAtOnce = 300

export interface MakingDeps {
  database: Database
  local: LocalValues
  log: EntryLog
  rows: ReadModel
  folder: Folder
}

type Durably = (work: () => void) => void

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

  constructor(private readonly deps: MakingDeps) {}

  /** Waits for the end of what is being made. */
  async whole(): Promise<void> {
    if (this.busy) await new Promise<void>(done => this.waiting.push(done))
  }

  isWhole(): boolean {
    return this.deps.local.get(markName, v.string()) === readModelShape()
  }

  /** Begins; false where it is going on already. `much` says that rows come by the many beside few others. */
  begin(much: boolean, durably: Durably): boolean {
    if (this.busy) return false
    const { database, local, folder } = this.deps
    durably(() => {
      local.set(markName, null)
      if (much) dropRowIndexes(database)
      this.letWordsGather()
    })
    folder.leaveForLater()
    this.busy = true
    this.spoilt = false
    return true
  }

  /**
   * What is written within is not synced by itself: a power cut may take it back, whole transactions from the
   * end, until anything after it is synced. `finish` does that, and so does any other write meanwhile.
   */
  unsynced<T>(work: () => T): T {
    const { database } = this.deps
    database.exec('PRAGMA synchronous = NORMAL')
    try {
      return work()
    } finally {
      database.exec('PRAGMA synchronous = FULL')
    }
  }

  /** Makes durable all that was written unsynced: any commit that is synced does, if it writes something. */
  sync(durably: Durably): void {
    const { local, log } = this.deps
    durably(() => local.set(syncedName, log.lastNumber))
  }

  /** What waited in memory is lost, as after a transaction that failed: only making anew mends that. */
  spoil(): void {
    this.spoilt = true
  }

  /** Writes a part of what has gathered in memory, where it is much; false where it is little. */
  gather(durably: Durably): boolean {
    const { log, rows } = this.deps
    if (log.idsWait) durably(() => log.writeIds())
    else if (rows.wordsWait) durably(() => rows.writeWords())
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
  *mergeWords(durably: Durably): Generator<undefined, void, void> {
    while (this.wordsGathered) {
      const before = this.gatherings
      for (const merging = mergeSearch(this.deps.database), step = { done: false }; !step.done; ) {
        this.unsynced(() =>
          durably(() => {
            step.done = merging.next().done === true
            if (step.done && this.gatherings === before) this.deps.local.set(gatheredName, null)
          })
        )
        yield undefined
      }
    }
  }

  /** Makes the read model whole, piece by piece; answers what was folded again for it. */
  *finish(durably: Durably): Generator<FoldOutcome | undefined, void, void> {
    const { database, local, log, rows, folder } = this.deps
    const quickly = (work: () => void) => this.unsynced(() => durably(work))
    try {
      for (;;) {
        const again: { outcome: FoldOutcome | null } = { outcome: null }
        quickly(() => {
          again.outcome = folder.foldLater(refoldsAtOnce)
        })
        if (!again.outcome) break
        yield again.outcome
        while (this.gather(quickly)) yield undefined
      }
      quickly(() => log.writeIds())
      yield undefined
      quickly(() => rows.writeWords())
      yield undefined
      for (const sql of rowIndexes(database)) {
        quickly(() => database.exec(sql))
        yield undefined
      }
      // synced, and with it all that came before
      durably(() => local.set(markName, this.spoilt ? 'unfinished' : readModelShape()))
    } finally {
      this.busy = false
      for (const done of this.waiting.splice(0)) done()
    }
  }

  /** Makes the read model anew from the entries; answers now and then how many of them are done. */
  *anew(federation: ThingId | null, durably: Durably): Generator<number, void, void> {
    const { database, local, log, rows, folder } = this.deps
    this.busy = true
    durably(() => {
      local.set(markName, null)
      dropReadModel(database)
      createReadModel(database)
      this.letWordsGather()
    })
    rows.load()
    folder.begin(federation)
    folder.leaveForLater()
    this.spoilt = false
    const quickly = (work: () => void) => this.unsynced(() => durably(work))
    let done = 0
    for (let batch = log.readAfter(0, entriesAtOnce); batch.length > 0; ) {
      quickly(() => folder.foldHeld(batch))
      while (this.gather(quickly));
      done += batch.length
      yield done
      batch = log.readAfter(batch[batch.length - 1]!.n, entriesAtOnce)
    }
    folder.end()
    for (const _ of this.finish(durably));
    // a record that begins has nothing to put off
    if (done === 0) for (const _ of this.mergeWords(durably));
  }
}

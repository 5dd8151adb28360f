import { ownTurn } from '../own-turn.ts'
import { type Database, isOfDisk } from './database.ts'
import { eraseForgotten, isErasureDue } from './erase-forgotten.ts'
import type { Making } from './making.ts'

/**
 * Work on the file that nobody waits for, done in pieces of a few hundredths of a second between which others
 * have their turn: what was forgotten is taken out of the file, and words that came in by the many are merged.
 * What is due is noted in the file, so that whatever is left goes on at the next opening.
 */
export class Housekeeping {
  private going: Promise<void> | null = null

  constructor(
    private readonly database: Database,
    private readonly making: Making
  ) {}

  /** Begins where something is due and nothing is going on. */
  soon(): void {
    if (this.going !== null || !(this.making.wordsGathered || isErasureDue(this.database))) return
    this.going = this.inPieces().finally(() => {
      this.going = null
    })
  }

  /** Takes out of the file what was forgotten and lies there still: before it is closed. */
  eraseNow(): void {
    try {
      // what an import left half made is dropped at the next opening, words and all
      if (!this.making.isWhole()) return
      for (const _ of this.erasure());
    } catch (error) {
      this.leave(error)
    }
  }

  private async inPieces(): Promise<void> {
    try {
      for (const pieces = this.pieces(); ; ) {
        await this.making.whole()
        await ownTurn()
        // others may have begun meanwhile
        await this.making.whole()
        if (this.database.isClosed || pieces.next().done) return
      }
    } catch (error) {
      this.leave(error)
    }
  }

  private *pieces(): Generator<undefined, void, void> {
    yield* this.erasure()
    yield* this.making.mergeWords(work => this.database.transaction(work))
    yield* this.erasure()
  }

  private erasure(): Generator<undefined, void, void> {
    return eraseForgotten(this.database, work => this.database.transaction(work))
  }

  /** A full or damaged disk: it is noted in the file what is due, and tried again later. */
  private leave(error: unknown): void {
    if (!isOfDisk(error)) throw error
  }
}

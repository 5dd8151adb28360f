import type { Stats } from '#shared/contract.ts'
import { FailureError } from '#shared/errors.ts'
import { ownTurn } from '../own-turn.ts'
import type { Database } from './database.ts'
import type { RecordMemory } from './record-memory.ts'
import { stateOfRows } from './state-of-rows.ts'

/** How much a record holds, and the hash of what it says, which is kept until that changes. */
export class RecordStats {
  private state: string | null = null
  private telling: Promise<string> | null = null

  constructor(
    private readonly database: Database,
    private readonly memory: RecordMemory,
    /** resolves once what comes in by the many is there */
    private readonly whole: () => Promise<void>
  ) {}

  /** The record says something else than before. */
  changed(): void {
    this.state = null
  }

  atOnce(): Stats {
    if (this.state === null)
      for (const pieces = stateOfRows(this.database, this.memory.rows); this.state === null; ) {
        const { done, value } = pieces.next()
        if (done) this.state = value
      }
    return this.with(this.state)
  }

  /**
   * The same, in pieces of a few hundredths of a second, and not before many entries that are coming in are
   * there. Throws FailureError `locked` where the record is closed meanwhile.
   */
  async inPieces(): Promise<Stats> {
    this.telling ??= this.tell().finally(() => {
      this.telling = null
    })
    return this.with(await this.telling)
  }

  private async tell(): Promise<string> {
    await this.whole()
    for (const pieces = stateOfRows(this.database, this.memory.rows); ; ) {
      await ownTurn()
      if (this.database.isClosed) throw new FailureError('locked')
      if (this.state !== null) return this.state
      const { done, value } = pieces.next()
      if (!done) continue
      this.state = value
      return value
    }
  }

  private with(state: string): Stats {
    if (this.database.isClosed) throw new FailureError('locked')
    const count = (table: string) =>
      this.database.prepare<{ total: number }>(`SELECT count(*) AS total FROM ${table}`).get()?.total ?? 0
    const logs = [...this.memory.log.logs()]
    return {
      entries: this.memory.log.size,
      logs: logs.length,
      communes: count('"row commune"'),
      bytes: logs.reduce((sum, log) => sum + log.bytes, 0),
      state,
      setAside: count('aside')
    }
  }
}

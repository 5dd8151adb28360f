import { isOfDisk } from './database.ts'
import type { EntryLog } from './entry-log.ts'
import type { Folder } from './folder.ts'
import type { ReadModel } from './read-model.ts'

export interface MemoryParts {
  log: EntryLog
  rows: ReadModel
  folder: Folder
  /** reads all of it anew from the file */
  load(): void
}

/**
 * What is kept in memory of a record is what its file says. After a transaction that failed it is read anew: at once,
 * or, where the disk does not let it, before it is used next, which until then throws what the disk says.
 */
export class RecordMemory {
  private sure = true
  private loading = false

  constructor(private readonly parts: MemoryParts) {}

  get log(): EntryLog {
    return this.whole().log
  }

  get rows(): ReadModel {
    return this.whole().rows
  }

  get folder(): Folder {
    return this.whole().folder
  }

  /** Reads anew what is kept in memory. Throws what the disk says. */
  load(): void {
    this.sure = false
    this.loading = true
    try {
      this.parts.load()
      this.sure = true
    } finally {
      this.loading = false
    }
  }

  /** A transaction failed. */
  doubt(): void {
    try {
      this.load()
    } catch (error) {
      if (!isOfDisk(error)) throw error
    }
  }

  private whole(): MemoryParts {
    // its parts ask for one another while they are read
    if (!this.sure && !this.loading) this.load()
    return this.parts
  }
}

/**
 * What was edited here and is not in the record yet. It lies in the desk from the first pause on, so that a
 * crash of the window loses nothing, and leaves the desk only when the record holds it durably.
 */
import * as Y from 'yjs'
import { type Failure, fail, type Result } from '#shared/errors.ts'

/** What the record takes in one entry (shared/kinds/doc-update.ts). */
export const maxEntryBytes = 900_000
/** After this pause edits go into the desk. */
export const deskPauseMs = 300
/** After this pause they go into the record; and after this long even without a pause. */
export const recordPauseMs = 2_000
export const recordAtLatestMs = 15_000
const retryMs = 10_000

export interface Desk {
  load(key: string): Promise<Uint8Array | null>
  save(key: string, bytes: Uint8Array): Promise<void>
  clear(key: string): Promise<void>
}

export interface UnsavedDeps {
  key: string
  desk: Desk
  append(update: Uint8Array): Promise<Result<unknown>>
  /** whether anything waits, and why it could not be written */
  onState(state: UnsavedState): void
}
export interface UnsavedState {
  waiting: boolean
  failure: Failure | null
}

export interface Unsaved {
  /** an edit made here */
  add(update: Uint8Array): void
  /** writes what waits without another pause; resolves when it is in the record, or could not be */
  flush(): Promise<void>
  close(): void
}

export const createUnsaved = ({ key, desk, append, onState }: UnsavedDeps): Unsaved => {
  let waiting: Uint8Array[] = []
  let failure: Failure | null = null
  let deskTimer: ReturnType<typeof setTimeout> | undefined
  let pauseTimer: ReturnType<typeof setTimeout> | undefined
  let latestTimer: ReturnType<typeof setTimeout> | undefined
  let writing: Promise<void> | null = null
  /** desk writes in order: an older one must not land after a newer */
  let deskWork: Promise<void> = Promise.resolve()

  const tellState = () => onState({ waiting: waiting.length > 0, failure })
  const toDesk = () => {
    clearTimeout(deskTimer)
    deskTimer = undefined
    const bytes = waiting.length > 0 ? Y.mergeUpdates(waiting) : null
    deskWork = deskWork
      .then(() => (bytes ? desk.save(key, bytes) : desk.clear(key)))
      .catch(error => {
        // the record is still to take it: told, and tried again with the next edit
        failure = fail('internal', { reason: `desk: ${String(error)}` }).error
        tellState()
      })
    return deskWork
  }

  /** As many of the waiting updates as one entry takes, merged. */
  const nextBatch = (): { update: Uint8Array; count: number } | null => {
    let update: Uint8Array | null = null
    let count = 0
    for (const each of waiting) {
      const merged: Uint8Array = update ? Y.mergeUpdates([update, each]) : each
      if (update && merged.length > maxEntryBytes) break
      update = merged
      count += 1
    }
    return update ? { update, count } : null
  }

  const writeAll = async () => {
    clearTimeout(pauseTimer)
    clearTimeout(latestTimer)
    latestTimer = undefined
    for (let batch = nextBatch(); batch; batch = nextBatch()) {
      const { update, count } = batch
      const written =
        update.length > maxEntryBytes
          ? fail('too-large', { what: 'doc.update', sizeBytes: update.length, limitBytes: maxEntryBytes })
          : await append(update)
      failure = written.ok ? null : written.error
      if (!written.ok) {
        pauseTimer = setTimeout(() => void flush(), retryMs)
        break
      }
      waiting = waiting.slice(count)
    }
    await toDesk()
    tellState()
  }
  const flush = (): Promise<void> => {
    writing ??= writeAll().finally(() => {
      writing = null
    })
    return writing
  }

  return {
    add: update => {
      waiting.push(update)
      tellState()
      deskTimer ??= setTimeout(toDesk, deskPauseMs)
      clearTimeout(pauseTimer)
      pauseTimer = setTimeout(() => void flush(), recordPauseMs)
      latestTimer ??= setTimeout(() => void flush(), recordAtLatestMs)
    },
    flush,
    close: () => {
      clearTimeout(pauseTimer)
      clearTimeout(latestTimer)
      if (deskTimer) void toDesk()
    }
  }
}

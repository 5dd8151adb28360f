import type { Database } from './database.ts'
import { mergeWholly } from './read-model-tables.ts'

/** Something of this kind was forgotten; within the transaction that forgets it. */
export const noteForgotten = (database: Database, kind: string): void => {
  database.prepare('INSERT INTO erasing (kind) VALUES (?)').run(kind)
}

const noted = (database: Database) =>
  database
    .prepare<{ kind: string; upTo: number }>(
      'SELECT kind, max(n) AS upTo FROM erasing GROUP BY kind ORDER BY kind LIMIT 1'
    )
    .get()

export const isErasureDue = (database: Database): boolean => noted(database) !== undefined

/**
 * Takes the words of what was forgotten out of the file. A row that is deleted leaves them in the segments of
 * its search index until those are merged. In pieces of a few hundredths of a second, each in `durably`; what is
 * interrupted goes on when it is asked for again.
 */
export function* eraseForgotten(
  database: Database,
  durably: (work: () => void) => void
): Generator<undefined, void, void> {
  for (let next = noted(database); next !== undefined; next = noted(database)) {
    const { kind, upTo } = next
    for (const merging = mergeWholly(database, kind), step = { done: false }; !step.done; ) {
      durably(() => {
        step.done = merging.next().done === true
      })
      yield undefined
    }
    durably(() => {
      // what was forgotten meanwhile has later numbers, and needs a merging of its own
      database.prepare('DELETE FROM erasing WHERE kind = ? AND n <= ?').run(kind, upTo)
    })
  }
}

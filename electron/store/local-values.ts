import * as v from 'valibot'
import type { Database, Statement } from './database.ts'

/** This device's own values, no part of the record: they travel to nobody. */
export class LocalValues {
  private readonly select: Statement<{ value: Uint8Array }>
  private readonly insert: Statement<never>
  private readonly remove: Statement<never>
  private readonly list: Statement<{ name: string }>

  constructor(database: Database) {
    this.select = database.prepare('SELECT value FROM local WHERE name = ?')
    this.insert = database.prepare('INSERT OR REPLACE INTO local (name, value) VALUES (?, ?)')
    this.list = database.prepare('SELECT name FROM local WHERE substr(name, 1, length(?)) = ?')
    this.remove = database.prepare('DELETE FROM local WHERE name = ?')
  }

  /** Null where nothing was set, or where what was set is not of this schema. */
  get<T>(name: string, schema: v.GenericSchema<unknown, T>): T | null {
    const row = this.select.get(name)
    if (!row) return null
    const parsed = v.safeParse(schema, JSON.parse(Buffer.from(row.value).toString('utf8')))
    return parsed.success ? parsed.output : null
  }

  /** The names of this beginning under which something is set. */
  names(prefix: string): string[] {
    return this.list.all(prefix, prefix).map(({ name }) => name)
  }

  /** `value` must survive JSON; null forgets it. */
  set(name: string, value: unknown): void {
    if (value === null) this.remove.run(name)
    else this.insert.run(name, Buffer.from(JSON.stringify(value), 'utf8'))
  }
}

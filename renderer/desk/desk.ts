import { Dexie, type Table } from 'dexie'
import { importDeskKey, type Sealed, seal, unseal } from './seal.ts'

/** What lies on the desk: half-filled forms, scenarios, view settings, live edits not yet in the record. */
export const deskTables = ['drafts', 'scenarios', 'views', 'edits'] as const
export type DeskTable = (typeof deskTables)[number]

interface DeskRow extends Sealed {
  key: string
}

/** What this version cannot open (sealed by a key that is gone) is as if it were not there, and is removed. */
export interface Desk {
  get(table: DeskTable, key: string): Promise<unknown>
  put(table: DeskTable, key: string, value: unknown): Promise<void>
  remove(table: DeskTable, key: string): Promise<void>
  /** keys that begin with `prefix`, in order */
  keys(table: DeskTable, prefix: string): Promise<string[]>
  close(): void
}

class DeskDatabase extends Dexie {
  declare drafts: Table<DeskRow, string>
  declare scenarios: Table<DeskRow, string>
  declare views: Table<DeskRow, string>
  declare edits: Table<DeskRow, string>
  constructor(name: string) {
    super(name)
    this.version(1).stores({ drafts: 'key', scenarios: 'key', views: 'key', edits: 'key' })
  }
}

/**
 * The desk of one record: `name` keeps the demo's apart from one's own. `keyBytes` are the keeper's
 * (`desk.key`) and are wiped.
 */
export const openDesk = async (name: string, keyBytes: Uint8Array): Promise<Desk> => {
  const key = await importDeskKey(keyBytes)
  const database = new DeskDatabase(`desk-${name}`)
  await database.open()
  const where = (table: DeskTable, rowKey: string) => `${table}/${rowKey}`
  return {
    get: async (table, rowKey) => {
      const row = await database[table].get(rowKey)
      if (!row) return undefined
      try {
        return await unseal(key, where(table, rowKey), row)
      } catch (error) {
        console.warn(`desk: ${where(table, rowKey)} does not open and is removed`, String(error))
        await database[table].delete(rowKey)
        return undefined
      }
    },
    put: async (table, rowKey, value) => {
      const sealed = await seal(key, where(table, rowKey), value)
      await database[table].put({ key: rowKey, ...sealed })
    },
    remove: (table, rowKey) => database[table].delete(rowKey),
    keys: (table, prefix) => database[table].where('key').startsWith(prefix).primaryKeys(),
    close: () => database.close()
  }
}

import { Dexie, type Table } from 'dexie'
import { importDeskKey, type Sealed, seal, unseal } from './seal.ts'
import { createTurns } from './turns.ts'

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
  /**
   * Ends the desk when what is being written lies on it: what the screens hand over as they leave, and what
   * a live document hands over a moment later. The key is then forgotten.
   */
  close(): Promise<void>
  /** Keeps the desk open until this work is done. */
  until(work: Promise<unknown>): void
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
  let key: CryptoKey | null = await importDeskKey(keyBytes)
  const database = new DeskDatabase(`desk-${name}`)
  await database.open()
  const where = (table: DeskTable, rowKey: string) => `${table}/${rowKey}`
  const working = new Set<Promise<unknown>>()
  // Sealing takes a while: without turns a form's last writing could come after its removal.
  const inTurn = createTurns()
  const whole = <T>(work: Promise<T>): Promise<T> => {
    const ended = work
      .then(
        () => undefined,
        () => undefined
      )
      .finally(() => working.delete(ended))
    working.add(ended)
    return work
  }
  const held = (): CryptoKey => {
    if (!key) throw new Error('the desk is closed')
    return key
  }
  return {
    get: (table, rowKey) =>
      inTurn(where(table, rowKey), async () => {
        const row = await database[table].get(rowKey)
        if (!row) return undefined
        try {
          return await unseal(held(), where(table, rowKey), row)
        } catch (error) {
          // closed meanwhile: the row is good, and stays
          if (!key) throw error
          console.warn(`desk: ${where(table, rowKey)} does not open and is removed`, String(error))
          await database[table].delete(rowKey)
          return undefined
        }
      }),
    put: (table, rowKey, value) => {
      const write = async () => {
        const sealed = await seal(held(), where(table, rowKey), value)
        await database[table].put({ key: rowKey, ...sealed })
      }
      return whole(inTurn(where(table, rowKey), write))
    },
    remove: (table, rowKey) =>
      whole(inTurn(where(table, rowKey), async () => database[table].delete(rowKey))),
    keys: (table, prefix) => database[table].where('key').startsWith(prefix).primaryKeys(),
    until: work => void whole(work),
    close: async () => {
      // of a tree that goes, the library lets the top leave first: what stands below hands over in this turn
      await new Promise(resolve => setTimeout(resolve))
      while (working.size > 0) await Promise.all(working)
      key = null
      database.close()
    }
  }
}

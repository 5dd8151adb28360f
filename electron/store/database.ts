import Libsql from 'libsql'

/** libsql aborts the whole process when it is given anything else, a boolean for one. */
export type SqlValue = string | number | Uint8Array | null

interface NativeStatement {
  run(params: SqlValue[]): { changes: number; lastInsertRowid: number | bigint }
  get(params: SqlValue[]): unknown
  iterate(params: SqlValue[]): Iterable<unknown>
}

/** `get` answers blobs as Buffers and `iterate` as ArrayBuffers: here both are Uint8Arrays. */
const withBytes = (row: unknown): unknown => {
  for (const [name, value] of Object.entries(row as object))
    if (value instanceof ArrayBuffer) (row as Record<string, unknown>)[name] = new Uint8Array(value)
  return row
}

/** A prepared statement whose parameters are always given as one list. `Row` is what its columns are. */
export class Statement<Row> {
  constructor(private readonly native: NativeStatement) {}

  run(...params: SqlValue[]): { changes: number; lastInsertRowid: number } {
    const { changes, lastInsertRowid } = this.native.run(params)
    return { changes, lastInsertRowid: Number(lastInsertRowid) }
  }

  get(...params: SqlValue[]): Row | undefined {
    return this.native.get(params) as Row | undefined
  }

  all(...params: SqlValue[]): Row[] {
    const rows: Row[] = []
    for (const row of this.native.iterate(params)) rows.push(withBytes(row) as Row)
    return rows
  }
}

/** Compiled statements kept for their next use. */
const mostCached = 400

/** One SQLite connection. Synchronous; its errors carry SQLite's own `code`. */
export class Database {
  private readonly native: InstanceType<typeof Libsql>
  private closed = false
  private readonly cached = new Map<string, Statement<unknown>>()

  /** `keyHex` encrypts the file at rest (AES-256-CBC by page); without it the file is plain. */
  constructor(path: string, keyHex?: string) {
    const options = keyHex === undefined ? {} : { encryptionCipher: 'aes256cbc', encryptionKey: keyHex }
    this.native = new Libsql(path, options as ConstructorParameters<typeof Libsql>[1])
  }

  exec(sql: string): void {
    this.native.exec(sql)
  }

  /** The same text gives the same statement: it is compiled once. */
  prepare<Row>(sql: string): Statement<Row> {
    const known = this.cached.get(sql)
    if (known) return known as Statement<Row>
    // lists ask in as many ways as there are conditions, and not all of them can be kept
    if (this.cached.size >= mostCached) this.cached.clear()
    const made = new Statement<Row>(this.native.prepare(sql) as unknown as NativeStatement)
    this.cached.set(sql, made as Statement<unknown>)
    return made
  }

  get inTransaction(): boolean {
    return this.native.inTransaction
  }

  /** All of it durably, or nothing: whatever is thrown within rolls back and goes on. */
  transaction<T>(work: () => T): T {
    this.native.exec('BEGIN IMMEDIATE')
    try {
      const value = work()
      this.native.exec('COMMIT')
      return value
    } catch (error) {
      // a full disk makes SQLite roll back by itself; a second rollback would hide the first error
      if (this.native.inTransaction) this.native.exec('ROLLBACK')
      throw error
    }
  }

  get isClosed(): boolean {
    return this.closed
  }

  close(): void {
    this.closed = true
    this.cached.clear()
    this.native.close()
  }
}

export const sqliteCode = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null

/** The file's bytes are not what SQLite wrote. */
export const saysDamaged = (error: unknown): boolean => {
  const code = sqliteCode(error)
  return code !== null && (code.startsWith('SQLITE_CORRUPT') || code.startsWith('SQLITE_NOTADB'))
}

/** There is no room on the disk. */
export const saysFull = (error: unknown): boolean => sqliteCode(error) === 'SQLITE_FULL'

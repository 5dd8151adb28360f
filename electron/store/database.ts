import Libsql from 'libsql'
import { FailureError } from '#shared/errors.ts'

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
  constructor(
    private readonly native: NativeStatement,
    private readonly failed: (error: unknown) => unknown,
    /** before anything is written */
    private readonly beforeWriting: () => void
  ) {}

  run(...params: SqlValue[]): { changes: number; lastInsertRowid: number } {
    this.beforeWriting()
    try {
      const { changes, lastInsertRowid } = this.native.run(params)
      return { changes, lastInsertRowid: Number(lastInsertRowid) }
    } catch (error) {
      throw this.failed(error)
    }
  }

  get(...params: SqlValue[]): Row | undefined {
    try {
      return this.native.get(params) as Row | undefined
    } catch (error) {
      throw this.failed(error)
    }
  }

  all(...params: SqlValue[]): Row[] {
    const rows: Row[] = []
    try {
      for (const row of this.native.iterate(params)) rows.push(withBytes(row) as Row)
    } catch (error) {
      throw this.failed(error)
    }
    return rows
  }
}

/** Compiled statements kept for their next use. */
const mostCached = 400

/**
 * One SQLite connection. Synchronous. What the disk refuses comes as FailureError: `disk-full`,
 * `file-not-written`, and `home-damaged` for what cannot be read; other errors carry SQLite's own `code`.
 */
export class Database {
  private readonly native: InstanceType<typeof Libsql>
  private closed = false
  private readonly cached = new Map<string, Statement<unknown>>()
  /** within `gathered` */
  private gathering = false
  /** a transaction of `gathered` is open */
  private open = false
  private lost: () => void = () => undefined

  /** `keyHex` encrypts the file at rest (AES-256-CBC by page); without it the file is plain. */
  constructor(
    private readonly path: string,
    keyHex?: string
  ) {
    const options = keyHex === undefined ? {} : { encryptionCipher: 'aes256cbc', encryptionKey: keyHex }
    try {
      this.native = new Libsql(path, options as ConstructorParameters<typeof Libsql>[1])
    } catch (error) {
      throw notOpened(error, path)
    }
  }

  exec(sql: string): void {
    this.beforeWriting()
    try {
      this.native.exec(sql)
    } catch (error) {
      throw this.failed(error)
    }
  }

  /** The same text gives the same statement: it is compiled once. */
  prepare<Row>(sql: string): Statement<Row> {
    const known = this.cached.get(sql)
    if (known) return known as Statement<Row>
    // lists ask in as many ways as there are conditions, and not all of them can be kept
    if (this.cached.size >= mostCached) this.cached.clear()
    const made = new Statement<Row>(this.compile(sql), this.failed, this.beforeWriting)
    this.cached.set(sql, made as Statement<unknown>)
    return made
  }

  /** The first statement reads the file: there it shows whether it is a database at all. */
  private compile(sql: string): NativeStatement {
    try {
      return this.native.prepare(sql) as unknown as NativeStatement
    } catch (error) {
      throw this.failed(error)
    }
  }

  /** The failure to be thrown for an error of SQLite. */
  private readonly failed = (error: unknown): unknown => {
    const failure = failureOf(error, this.path)
    const between = this.open && !this.gathering
    if (isDamage(failure) && (between || !this.native.inTransaction)) this.forgetPages()
    // a disk that does not give a page may make SQLite roll back, while it only reads too
    if (between && !this.native.inTransaction) this.lose()
    return failure
  }

  /**
   * A page that the disk did not give stays in memory as if it had been read: the next reading asks the disk again. What
   * was written since may build on it, so it is taken back first, or such a page would be written to the file.
   */
  private forgetPages(): void {
    if (this.closed) return
    if (this.native.inTransaction) this.native.exec('ROLLBACK')
    this.native.exec('PRAGMA shrink_memory')
  }

  /** All of it durably, or nothing: whatever is thrown within rolls back and goes on. */
  transaction<T>(work: () => T): T {
    this.exec('BEGIN IMMEDIATE')
    try {
      const value = work()
      this.exec('COMMIT')
      return value
    } catch (error) {
      if (isDamage(error)) this.forgetPages()
      // a full disk makes SQLite roll back by itself; a second rollback would hide the first error
      else if (this.native.inTransaction) this.native.exec('ROLLBACK')
      throw error
    }
  }

  /**
   * All of it or nothing, in a transaction that stays open for what is gathered next: durable, together with it,
   * after `commit`. Whatever else is written commits first. What is gathered is seen at once. A page that cannot be read
   * takes all of it back.
   */
  gathered<T>(work: () => T): T {
    if (!this.open) this.exec('BEGIN IMMEDIATE')
    this.open = true
    this.gathering = true
    let begun = false
    try {
      this.exec('SAVEPOINT piece')
      begun = true
      const value = work()
      this.exec('RELEASE piece')
      return value
    } catch (error) {
      if (isDamage(error)) this.forgetPages()
      if (!this.native.inTransaction) this.lose()
      else if (begun) this.native.exec('ROLLBACK TO piece; RELEASE piece')
      throw error
    } finally {
      this.gathering = false
    }
  }

  /** Makes durable what was gathered. Where it throws, nothing since the last commit is there any more. */
  commit(): void {
    if (!this.open || this.closed) return
    try {
      this.native.exec('COMMIT')
      this.open = false
    } catch (error) {
      const failure = failureOf(error, this.path)
      if (isDamage(failure)) this.forgetPages()
      else if (this.native.inTransaction) this.native.exec('ROLLBACK')
      this.lose()
      throw failure
    }
  }

  /** `listener` hears when what was gathered, and seen, is gone. */
  onLost(listener: () => void): void {
    this.lost = listener
  }

  private lose(): void {
    this.open = false
    this.lost()
  }

  private readonly beforeWriting = (): void => {
    if (this.open && !this.gathering) this.commit()
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

/** It tells of what was asked of the file and not done, and not of a mistake in the code. */
export const isOfDisk = (error: unknown): boolean =>
  error instanceof FailureError || sqliteCode(error) !== null

/** What of SQLite's words says that the file's bytes are not what it wrote, or that the disk does not give them. */
const unreadable = /^SQLITE_(CORRUPT|NOTADB|IOERR$|IOERR_(READ|SHORT_READ|CORRUPTFS|DATA|FSTAT))/

/** SQLite's CANTOPEN, as libsql tells it where there is no connection yet: a file that is not there and cannot be made. */
const notOpened = (error: unknown, path: string): unknown =>
  error instanceof Error && /^ConnectionFailed\(.*: 14"\)$/.test(error.message)
    ? new FailureError('file-not-written', { path, reason: 'SQLITE_CANTOPEN' })
    : error

const isDamage = (error: unknown): boolean =>
  error instanceof FailureError && error.failure.code === 'home-damaged'

const failureOf = (error: unknown, path: string): unknown => {
  const code = sqliteCode(error)
  if (code === null) return error
  if (code === 'SQLITE_FULL') return new FailureError('disk-full', { path })
  if (unreadable.test(code)) return new FailureError('home-damaged', { reason: code })
  // a file beside it that cannot be made is told as CANTOPEN, on a full disk too
  if (/^SQLITE_(IOERR|CANTOPEN)/.test(code))
    return new FailureError('file-not-written', { path, reason: code })
  return error
}

import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import type { Standing } from '#shared/contract.ts'
import { FailureError } from '#shared/errors.ts'
import { id } from '#shared/kinds/fields.ts'
import type { ThingId } from '#shared/record/entry.ts'
import type { Keyring } from '#shared/record/keyring.ts'
import { Database, sqliteCode } from './database.ts'
import { makeFolder, placeDurably, removeAsFarAsPossible, syncFolder } from './durable-file.ts'
import { writingFailure } from './file-failure.ts'
import { type HomeLock, holdHome } from './home-lock.ts'
import { generateKeyring, type HeldKeyring, loadKeyring } from './keyring-at-rest.ts'
import { LocalValues } from './local-values.ts'
import { closeWhole, openWhole } from './open-database.ts'
import { RecordOnDisk } from './record-on-disk.ts'
import { firstDeviceOf, renewKeyring } from './renew-keyring.ts'
import { checkSchema, createSchema } from './schema.ts'
import { standingOf } from './standing-of.ts'
import { createVault, openVault, type VaultKeys, wipeKeys } from './vault.ts'

export interface OpenArgs {
  /** the data folder; made where it is missing */
  home: string
  passphrase: string
  /** begins a record with new keys; without it there must be one */
  create?: { handle: string }
  /** ms since 1970 as this machine believes */
  clock?: () => number
  /** the read model is made anew, after the app learnt something: how many entries are done */
  onRebuild?: (done: number, total: number) => void
  /** scrypt's N for a new record; only tests, which make many, take less */
  scryptCost?: number
}

/** The open record of one home folder. Closing it lets go of the folder and wipes the keys. */
export type Store = RecordOnDisk & {
  keyring: Keyring
  /** this device's own values, for the keeper */
  local: LocalValues
  standing(): Standing
  /** names the drafts on this laptop's desk: they outlive a change of key */
  deskName(): string
  /** 32 bytes for the desk's sealing key */
  deskKey(): Uint8Array
  /**
   * Takes a new device key and goes on with a log of its own; the secrets stay, the old log becomes another's.
   * The store answered takes this one's place: whatever ran on this one must have ended.
   */
  renewDevice(): Promise<Store>
  /** Forgets the keys and lets go of the folder. Twice does no harm. */
  close(): void
}

export const recordPath = (home: string): string => join(home, 'record.sqlite')

/** Whether a record was begun in this folder; the passphrase is not needed to know. */
export const homeHasRecord = (home: string): boolean => existsSync(recordPath(home))

const federationId = v.pipe(
  id,
  v.transform(text => text as ThingId)
)

/**
 * Opens the record of a home folder, or begins one. Throws FailureError `home-in-use`, `home-empty`,
 * `home-taken`, `passphrase-wrong`, `home-damaged`, `home-newer`.
 */
export const openStore = async (args: OpenArgs): Promise<Store> => {
  const { home, passphrase, create, clock = Date.now } = args
  const lock = enterHome(home, create !== undefined)
  let keys: VaultKeys | null = null
  let database: Database | null = null
  let begun = false
  try {
    if (create && homeHasRecord(home)) throw new FailureError('home-taken')
    if (!create && !homeHasRecord(home)) throw new FailureError('home-empty')
    if (create) {
      keys = await createVault(home, passphrase, args.scryptCost ?? 2 ** 17)
      await createRecord(home, keys, create.handle)
      begun = true
    } else keys = await openVault(home, passphrase)
    database = openWhole(recordPath(home), keys.record.toString('hex'))
    // SQLite has it now
    keys.record.fill(0)
    checkSchema(database)
    const local = new LocalValues(database)
    const held: HeldHome = { home, clock, local, keys, database, lock }
    const keyring = loadKeyring(local)
    const record = recordOf(held, keyring)
    record.open(args.onRebuild)
    return assemble(held, record, keyring)
  } catch (error) {
    if (database) closeWhole(database)
    if (keys) wipeKeys(keys)
    // nobody was told of it, and the next try is to find the folder as it was
    if (begun) for (const ending of ['', '-journal']) removeAsFarAsPossible(recordPath(home) + ending)
    lock.release()
    throw failureOf(error, home)
  }
}

/** A folder is made only for a record that is about to begin in it. */
const enterHome = (home: string, begin: boolean): HomeLock => {
  try {
    if (begin) makeFolder(home, 0o700)
    else if (!homeHasRecord(home)) throw new FailureError('home-empty')
    return holdHome(home)
  } catch (error) {
    throw failureOf(error, home)
  }
}

/** What an open home holds, whichever device key it writes with. */
interface HeldHome {
  home: string
  clock: () => number
  local: LocalValues
  keys: VaultKeys
  database: Database
  lock: HomeLock
}

const recordOf = ({ clock, local, database }: HeldHome, keyring: HeldKeyring): RecordOnDisk =>
  new RecordOnDisk({
    ...{ database, local, keyring, clock },
    federation: local.get('federation', federationId)
  })

const assemble = (held: HeldHome, record: RecordOnDisk, keyring: HeldKeyring): Store => {
  const { local, keys, database, lock } = held
  let open = true
  return Object.assign(record, {
    keyring: keyring as Keyring,
    local,
    standing: () => standingOf(record, keyring, local),
    deskName: () => firstDeviceOf(local) ?? record.device,
    deskKey: (): Uint8Array => new Uint8Array(keys.desk),
    renewDevice: async () => {
      if (!open) throw new FailureError('locked')
      const renewed = await renewKeyring(database, local, keyring)
      const next = recordOf(held, renewed)
      next.open()
      open = false
      keyring.wipe()
      return assemble(held, next, renewed)
    },
    close: () => {
      if (!open) return
      open = false
      record.eraseNow()
      keyring.wipe()
      wipeKeys(keys)
      closeWhole(database)
      lock.release()
    }
  })
}

/** Under another name until it is whole: a crash leaves the folder as empty as it was. */
const createRecord = async (home: string, keys: VaultKeys, handle: string): Promise<void> => {
  const path = `${recordPath(home)}.new`
  for (const left of [path, `${path}-journal`]) rmSync(left, { force: true })
  const database = new Database(path, keys.record.toString('hex'))
  try {
    // the plain journal: when this closes, everything lies in the one file that is renamed
    database.exec('PRAGMA synchronous = FULL')
    database.transaction(() => createSchema(database))
    const keyring = await generateKeyring(new LocalValues(database), handle)
    keyring.keep()
    keyring.wipe()
  } finally {
    database.close()
  }
  placeRecord(path, home)
}

/** Gives a home its record. A journal that an earlier one left behind would be played back over this one. */
export const placeRecord = (path: string, home: string): void => {
  const journal = `${recordPath(home)}-journal`
  if (existsSync(journal)) {
    rmSync(journal)
    syncFolder(home)
  }
  placeDurably(path, recordPath(home))
}

const failureOf = (error: unknown, home: string): unknown => {
  const code = sqliteCode(error)
  if (code?.startsWith('SQLITE_READONLY') || code?.startsWith('SQLITE_CANTOPEN'))
    return new FailureError('file-not-written', { path: home, reason: code })
  if (code?.startsWith('SQLITE_BUSY')) return new FailureError('home-in-use')
  return writingFailure(error, home)
}

import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { expect } from 'vitest'
import { exportBundle } from '../../electron/carry/export-bundle.ts'
import { importBundle } from '../../electron/carry/import-bundle.ts'
import { makerOf } from '../../electron/carry/maker.ts'
import { restore } from '../../electron/carry/restore.ts'
import { verifyBundle } from '../../electron/carry/verify-bundle.ts'
import { changePassphrase } from '../../electron/store/change-passphrase.ts'
import { homeHasRecord, openStore, type Store } from '../../electron/store/open-store.ts'
import { settleSecrets } from '../../electron/store/settle-secrets.ts'
import { FailureError } from '../../shared/errors.ts'
import type { EntryId } from '../../shared/record/entry.ts'
import { acceptedOf } from '../bundle/federations.ts'
import { offerOf } from '../record/federation.ts'
import { bytesAt, newFolder, type Template } from './template.ts'
import { makeBackup, nextPassphrase, openHome, type Places, passDrop, passphrase, placesIn } from './works.ts'

interface After {
  template: Template
  at: Places
  store: Store
  /** what the child had told that it is done */
  told: ReadonlySet<string>
}

/** What must hold after one work, whatever happened to it, and how it is done after all. */
const afterWork: Record<string, (after: After) => Promise<void>> = {
  append: async ({ store }) => {
    store.put({ kind: 'offer', fields: offerOf('once more') })
  },
  import: async ({ store, at, told, template }) => {
    if (told.has('import')) expect(store.stats()).toEqual(template.imported)
    acceptedOf(await importBundle({ path: at.news, store, keyring: store.keyring }))
    expect(store.stats()).toEqual(template.imported)
  },
  harvest: async ({ store, at, told, template }) => {
    if (told.has('harvest')) expect(store.stats()).toEqual(template.harvested)
    acceptedOf(await importBundle({ path: at.harvest, store, keyring: store.keyring }))
    expect(store.stats()).toEqual(template.harvested)
    expect(store.list({ kind: 'offer', search: 'apple 7', limit: 1 }).total).toBeGreaterThan(0)
  },
  export: async ({ store, at, told, template }) => {
    const isOld = isStill(at.out, placesIn(template.root).out)
    expect(isOld && told.has('export')).toBe(false)
    const held = async () => acceptedOf(await verifyBundle({ path: at.out, keyring: store.keyring })).entries
    if (!isOld) expect(await held()).toBe(template.stats.entries)
    acceptedOf(await exportBundle({ store, path: at.out, maker: makerOf(store, 0) }))
    expect(await held()).toBe(template.stats.entries)
    expectTidy(at, template)
  },
  backup: async ({ store, at, told, template }) => {
    const isOld = isStill(at.backup, placesIn(template.root).backup)
    expect(isOld && told.has('backup')).toBe(false)
    if (!isOld) await expectRestored(at, newFolder(), template.stats.entries, template)
    await makeBackup(store, at.backup)
    if (isOld) await expectRestored(at, newFolder(), template.stats.entries, template)
    expectTidy(at, template)
  },
  begin: async ({ at, told }) => {
    if (told.has('begin')) expect(homeHasRecord(at.fresh)).toBe(true)
    const create = homeHasRecord(at.fresh) ? undefined : { handle: 'Reed' }
    const begun = await openStore({
      home: at.fresh,
      passphrase,
      scryptCost: 2 ** 10,
      ...(create && { create })
    })
    try {
      expect([begun.keyring.handle, begun.verifyAll().problems]).toEqual(['Reed', []])
    } finally {
      begun.close()
    }
  },
  restore: async ({ at, told, template }) => {
    const isThere = homeHasRecord(at.fresh)
    if (told.has('restore')) expect(isThere).toBe(true)
    await expectRestored(at, at.fresh, null, template)
  },
  renew: async ({ store, told }) => {
    if (told.has('renew')) expect(store.keyring.secrets.length).toBeGreaterThan(1)
    await settleSecrets(store, { renew: 'all' })
    expect(store.keyring.secrets.length).toBeGreaterThan(1)
    const { total } = store.list({ kind: 'key' })
    await settleSecrets(store, { renew: 'all' })
    expect(store.list({ kind: 'key' }).total).toBe(total)
  },
  device: async ({ store, told, template }) => {
    const secrets = store.keyring.secrets.map(({ secret }) => Buffer.from(secret).toString('hex'))
    expect(secrets.length).toBeGreaterThan(0)
    // with the old key it is in, with a new one it waits
    expect(store.standing().state).toBe(store.device === template.device ? 'in' : 'waiting')
    if (told.has('device')) expect(told).toContain(`device ${store.device}`)
    const next = await store.renewDevice()
    expect(next.keyring.secrets.map(({ secret }) => Buffer.from(secret).toString('hex'))).toEqual(secrets)
    next.close()
  },
  passphrase: async ({ at, told }) => {
    const isNew = !(await opensWith(at.home, passphrase))
    expect(await opensWith(at.home, nextPassphrase)).toBe(isNew)
    if (told.has('passphrase')) expect(isNew).toBe(true)
    const now = isNew ? nextPassphrase : passphrase
    await changePassphrase({ home: at.home, now, next: nextPassphrase, held: false })
    expect(await opensWith(at.home, nextPassphrase)).toBe(true)
  },
  drop: async ({ store, at, told, template }) => {
    const isSegment = (name: string) => name.endsWith('.caravan')
    const segments = () => filesUnder(at.drop).filter(isSegment)
    for (const path of segments()) expect(hashAt(path)).toBe(basename(path, '.caravan'))
    const before = segments().length
    if (told.has('drop')) {
      expect(store.stats()).toEqual(template.dropped)
      expect(before).toBeGreaterThan(1)
    }
    await passDrop(store, at.drop)
    expect(store.stats()).toEqual(template.dropped)
    expect(segments().length).toBeGreaterThan(1)
    // nothing is left of what was begun
    expect(filesUnder(at.drop).filter(path => !isSegment(path))).toEqual([])
  }
}

/** The record opens, verifies, says what its entries say, holds what was told, and the work can be done. */
export const checkAfter = async (
  template: Template,
  work: string,
  root: string,
  told: readonly string[]
): Promise<void> => {
  const at = placesIn(root)
  const store = await openEither(at.home)
  try {
    const stats = store.stats()
    expect(store.verifyAll()).toMatchObject({ problems: [], entries: stats.entries })
    const written = told.flatMap(line => (line.startsWith('entry ') ? [line.slice(6) as EntryId] : []))
    const isLost = (id: EntryId) => store.entry(id) === null
    expect([...template.heads, ...written].filter(isLost)).toEqual([])
    store.rebuild()
    expect(store.stats()).toEqual(stats)
    // what changes the passphrase itself opens the home
    if (work === 'passphrase') store.close()
    await afterWork[work]!({ template, at, store, told: new Set(told) })
  } finally {
    store.close()
  }
}

const openEither = async (home: string): Promise<Store> => {
  try {
    return await openHome(home)
  } catch (error) {
    if (!(error instanceof FailureError && error.failure.code === 'passphrase-wrong')) throw error
    return openHome(home, nextPassphrase)
  }
}

const opensWith = async (home: string, secret: string): Promise<boolean> => {
  try {
    const store = await openHome(home, secret)
    store.close()
    return true
  } catch (error) {
    if (error instanceof FailureError && error.failure.code === 'passphrase-wrong') return false
    throw error
  }
}

const isStill = (path: string, old: string): boolean => bytesAt(path)?.equals(readFileSync(old)) === true

const expectTidy = (at: Places, template: Template): void =>
  expect(readdirSync(dirname(at.out)).sort()).toEqual(
    readdirSync(dirname(placesIn(template.root).out)).sort()
  )

/** The home is there, or is made now; what it holds is whole, and its log is a new one. */
const expectRestored = async (
  at: Places,
  home: string,
  entries: number | null,
  template: Template
): Promise<void> => {
  if (!homeHasRecord(home))
    acceptedOf(
      await restore({
        ...{ path: at.backup, passphrase, home, newPassphrase: nextPassphrase },
        scryptCost: 2 ** 10
      })
    )
  const store = await openHome(home, nextPassphrase)
  try {
    const { problems, entries: held } = store.verifyAll()
    expect(problems).toEqual([])
    expect(held).toBe(entries ?? template.backedUp)
    expect(store.device).not.toBe(template.device)
    expect(store.have().some(({ log }) => log === store.device)).toBe(false)
    expect(store.keyring.secrets.length).toBeGreaterThan(0)
  } finally {
    store.close()
  }
}

const hashAt = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex')

const filesUnder = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap(one =>
    one.isDirectory() ? filesUnder(join(folder, one.name)) : [join(folder, one.name)]
  )

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { open, rename, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { afterEach, describe, expect, it } from 'vitest'
import { backup } from '../../electron/carry/backup.ts'
import { bundleDeps } from '../../electron/carry/bundle-deps.ts'
import { BundleFile, bundleCodes } from '../../electron/carry/bundle-file.ts'
import { restore } from '../../electron/carry/restore.ts'
import { join as joinFederation } from '../../electron/invitation/join.ts'
import { makeCard } from '../../electron/invitation/make-card.ts'
import { welcome } from '../../electron/invitation/welcome.ts'
import { homeHasRecord, openStore, type Store } from '../../electron/store/open-store.ts'
import { beginCommuneScope } from '../../electron/store/settle-secrets.ts'
import {
  offerOf,
  removeDevices,
  reopenDevice,
  temporaryHome,
  testPassphrase,
  testScryptCost
} from '../record/federation.ts'
import {
  acceptedOf,
  beginWithOffers,
  errorOf,
  exportTo,
  makerOf,
  now,
  removeSticks,
  temporaryStick
} from './federations.ts'

afterEach(() => {
  removeDevices()
  removeSticks()
})

const passphrase = 'goose under the blue cart at noon'
const write = (store: Store, path: string) =>
  backup({ store, path, maker: makerOf(store, now), passphrase: { passphrase, workFactor: 10 } })
const read = (path: string, home: string, more: object = {}) =>
  restore({ path, home, passphrase, newPassphrase: testPassphrase, scryptCost: testScryptCost, ...more })

/** But for the lock, which a home keeps. */
const filesIn = (home: string) =>
  readdirSync(home)
    .filter(name => name !== 'home.lock')
    .sort()

const backedUp = async () => {
  const stepan = await beginWithOffers(12)
  await beginCommuneScope(stepan, stepan.standing().commune!.id)
  const path = join(temporaryStick(), 'stepan.chumak')
  acceptedOf(await write(stepan, path))
  return { stepan, path }
}

describe('a backup', () => {
  it('is refused where it asks for more memory than any of ours, before that is taken', async () => {
    const { path } = await backedUp()
    const asks = (factor: number) => {
      const file = readFileSync(path).toString('latin1')
      writeFileSync(path, file.replace(/^(-> scrypt \S+) \d+$/m, `$1 ${factor}`), 'latin1')
    }
    const home = temporaryHome()
    for (const factor of [19, 20]) {
      asks(factor)
      const { code, detail } = errorOf(await read(path, home))
      expect(code).toBe('backup-bad')
      expect(detail.reason).toContain(`a work factor of ${factor}`)
    }
    asks(10)
    expect((await read(path, home)).ok).toBe(true)
  })

  it('restores the whole record under new keys, and its person is admitted anew', async () => {
    const { stepan, path } = await backedUp()
    const home = temporaryHome()
    const standing = acceptedOf(await read(path, home))
    expect(standing).toMatchObject({ state: 'waiting', welcomed: false, handle: 'Stepan', commune: null })
    expect(filesIn(home)).toEqual(['record.salt', 'record.sqlite'])

    const anew = await reopenDevice(home)
    expect(anew.device).not.toBe(stepan.device)
    expect(anew.keyring.sealIdentity).not.toBe(stepan.keyring.sealIdentity)
    expect(anew.stats()).toEqual(stepan.stats())
    expect(anew.verifyAll().problems).toEqual([])
    expect(anew.keyring.secrets.map(one => one.scope).sort()).toEqual(
      stepan.keyring.secrets.map(one => one.scope).sort()
    )

    const stick = temporaryStick()
    acceptedOf(await makeCard({ store: anew, path: join(stick, 'a.card') }))
    const maker = makerOf(stepan, now)
    acceptedOf(
      await welcome({ store: stepan, maker, card: join(stick, 'a.card'), path: join(stick, 'a.welcome') })
    )
    expect(
      acceptedOf(await joinFederation({ store: anew, welcome: join(stick, 'a.welcome') }))
    ).toMatchObject({
      state: 'in',
      welcomed: true
    })
    anew.put({ kind: 'offer', fields: offerOf('salt') })
  })

  it('holds no key that signs', async () => {
    const { stepan, path } = await backedUp()
    const file = await BundleFile.open(path, { passphrase }, { ...bundleCodes, form: 'backup' }, bundleDeps)
    const heads: Uint8Array[] = []
    for await (const part of file.passage().parts()) if (part.sort === 'head') heads.push(part.payload)
    await file.close()
    const kept = stepan.local.get('keyring', v.object({ seed: v.string() }))!
    expect(kept.seed).toMatch(/^[0-9a-f]{64}$/)
    expect(heads).toHaveLength(1)
    expect(Buffer.from(heads[0]!).includes(Buffer.from(kept.seed, 'hex'))).toBe(false)
    expect(Buffer.from(heads[0]!).includes(stepan.keyring.sealIdentity)).toBe(false)
  })

  it('opens for its passphrase alone', async () => {
    const { path } = await backedUp()
    const home = temporaryHome()
    expect(errorOf(await read(path, home, { passphrase: `${passphrase}!` })).code).toBe('passphrase-wrong')
    expect(errorOf(await read(path, home, { newPassphrase: 'salt' })).code).toBe('passphrase-weak')
    expect(homeHasRecord(home)).toBe(false)
    expect(filesIn(home)).toEqual([])
  })

  it('is not written for a passphrase that is soon guessed', async () => {
    const { stepan } = await backedUp()
    const path = join(temporaryStick(), 'weak')
    const weak = {
      store: stepan,
      path,
      maker: makerOf(stepan, now),
      passphrase: { passphrase: 'salt', workFactor: 10 }
    }
    expect(errorOf(await backup(weak)).code).toBe('passphrase-weak')
    expect(existsSync(path)).toBe(false)
  })

  it('that is damaged, or a bundle, leaves an empty home', async () => {
    const { stepan, path } = await backedUp()
    const bytes = readFileSync(path)
    const home = temporaryHome()
    for (const at of [30, bytes.length >> 1, bytes.length - 1]) {
      const damaged = Uint8Array.from(bytes)
      damaged[at] = damaged[at]! ^ 1
      writeFileSync(path, damaged)
      expect(['backup-bad', 'passphrase-wrong']).toContain(errorOf(await read(path, home)).code)
    }
    writeFileSync(path, bytes.subarray(0, bytes.length - 20))
    expect(errorOf(await read(path, home)).code).toBe('backup-bad')
    await exportTo(stepan, path)
    expect(errorOf(await read(path, home)).code).toBe('passphrase-wrong')
    expect(filesIn(home)).toEqual([])
  })

  it('whose restoring is called off in the middle leaves an empty home, and it can be done again', async () => {
    const { path, stepan } = await backedUp()
    const home = temporaryHome()
    // once the home is being filled
    const signal = {
      get aborted() {
        return existsSync(join(home, 'building', 'record.sqlite'))
      }
    }
    const calledOff = await read(path, home, { signal })
    expect(errorOf(calledOff).code).toBe('cancelled')
    expect(filesIn(home)).toEqual([])
    acceptedOf(await read(path, home))
    expect((await reopenDevice(home)).stats()).toEqual(stepan.stats())
  })

  it('goes on after a crash left half of a home behind', async () => {
    const { path } = await backedUp()
    const home = temporaryHome()
    const half = await openStore({
      ...{ home: join(home, 'building'), passphrase: testPassphrase, scryptCost: testScryptCost },
      create: { handle: 'Half' }
    })
    half.close()
    expect(homeHasRecord(home)).toBe(false)
    expect(acceptedOf(await read(path, home)).handle).toBe('Stepan')
    expect(errorOf(await read(path, home)).code).toBe('home-taken')
  })

  it('leaves the old file whole where the new one cannot be written', async () => {
    const { stepan, path } = await backedUp()
    const before = readFileSync(path)
    const full = Object.assign(new Error('no space'), { code: 'ENOSPC', syscall: 'fsync' })
    const failing = {
      open: (async (...args: Parameters<typeof open>) => {
        const file = await open(...args)
        if (args[1] === 'w') file.sync = () => Promise.reject(full)
        return file
      }) as typeof open,
      rename,
      unlink
    }
    const again = {
      store: stepan,
      path,
      maker: makerOf(stepan, now),
      passphrase: { passphrase, workFactor: 10 }
    }
    expect(errorOf(await backup({ ...again, ops: failing })).code).toBe('disk-full')
    expect(readFileSync(path).equals(before)).toBe(true)
  })
})

import { existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { exportBundle } from '../../electron/carry/export-bundle.ts'
import { previewBundle } from '../../electron/carry/preview-bundle.ts'
import { verifyBundle } from '../../electron/carry/verify-bundle.ts'
import { exchange, foundCommune, makeDevice, offerOf, removeDevices, vouchFor } from '../record/federation.ts'
import {
  acceptedOf,
  beginWithOffers,
  errorOf,
  exportTo,
  importInto,
  makeReader,
  makerOf,
  now,
  removeSticks,
  temporaryStick
} from './federations.ts'
import { WrittenLog } from './logs.ts'

afterEach(() => {
  removeDevices()
  removeSticks()
})

const stickPath = () => join(temporaryStick(), 'news.caravan')

describe('a record on a stick', () => {
  it('ends with the same state at three devices that carry it round', async () => {
    const stepan = await beginWithOffers(3)
    const olha = await makeDevice({ handle: 'Olha' })
    foundCommune(olha, 'Orikhiv')
    vouchFor(stepan, olha)
    const petro = await makeReader(stepan, 'Petro')
    olha.put({ kind: 'offer', fields: offerOf('honey') })
    stepan.put({ kind: 'offer', fields: offerOf('salt') })

    const path = stickPath()
    await exportTo(stepan, path)
    acceptedOf(await importInto(olha, path))
    await exportTo(olha, path)
    acceptedOf(await importInto(petro, path))
    acceptedOf(await importInto(stepan, path))

    const states = [stepan, olha, petro].map(store => store.stats().state)
    expect(new Set(states).size).toBe(1)
    expect(petro.list({ kind: 'offer' }).total).toBe(5)
  })

  it('is previewed from its manifest and reports what an import brought', async () => {
    const stepan = await beginWithOffers(3)
    const reader = await makeReader(stepan)
    const path = stickPath()
    await exportTo(stepan, path)

    const preview = acceptedOf(await previewBundle({ path, keyring: reader.keyring, store: reader }))
    expect(preview).toMatchObject({
      path,
      newEntries: 5,
      fresh: true,
      manifest: {
        version: 1,
        federation: stepan.federation()?.id,
        federationName: 'Salt Road',
        makerHandle: 'Stepan',
        makerCommune: 'Huliaipole',
        madeAt: now,
        entries: 5,
        logs: 1
      }
    })
    expect(preview.manifest.sizeBytes).toBe(readFileSync(path).length)

    expect(acceptedOf(await importInto(reader, path))).toEqual({
      entries: 5,
      newEntries: 5,
      blobs: 0,
      byKind: {
        commune: { added: 1, changed: 0 },
        federation: { added: 1, changed: 0 },
        offer: { added: 3, changed: 0 }
      },
      contested: 0,
      setAside: 0
    })
    expect(reader.lastNews().map(({ road }) => road)).toContain('bundle')
    const again = acceptedOf(await importInto(reader, path))
    expect(again).toMatchObject({ entries: 5, newEntries: 0, byKind: {} })
    expect(acceptedOf(await previewBundle({ path, keyring: reader.keyring, store: reader }))).toMatchObject({
      newEntries: 0,
      fresh: false
    })
  })

  it('brings only what another record lacked, and is refused with the gap by one that lacks more', async () => {
    const stepan = await beginWithOffers(3)
    const olha = await makeReader(stepan)
    exchange(stepan, olha)
    const before = olha.have()
    const state = olha.stats().state
    stepan.put({ kind: 'offer', fields: offerOf('salt') })
    const path = stickPath()
    const report = acceptedOf(
      await exportBundle({ store: stepan, path, maker: makerOf(stepan, now), theirs: before })
    )
    expect(report.entries).toBe(1)

    const fresh = await makeReader(stepan, 'Petro')
    expect(errorOf(await importInto(fresh, path))).toMatchObject({
      code: 'bundle-gap',
      detail: { log: stepan.device, seq: 6 }
    })
    expect(fresh.stats().entries).toBe(0)

    expect(acceptedOf(await importInto(olha, path)).newEntries).toBe(1)
    expect(olha.stats().state).not.toBe(state)
    expect(olha.stats().state).toBe(stepan.stats().state)
  })

  it('verifies without a store, and says so of what does not', async () => {
    const stepan = await beginWithOffers(3)
    const path = stickPath()
    await exportTo(stepan, path)
    expect(acceptedOf(await verifyBundle({ path, keyring: stepan.keyring }))).toMatchObject({ entries: 5 })
    truncateSync(path, readFileSync(path).length - 1)
    expect(errorOf(await verifyBundle({ path, keyring: stepan.keyring })).code).toBe('bundle-damaged')
  })

  it('keeps its promise where entries arrive while it is written', async () => {
    const stepan = await beginWithOffers(3)
    const log = new WrittenLog().writeNotes(4)
    stepan.appendRun(log.run(), { road: 'lan', from: null })
    const path = stickPath()
    let more = 0
    const onProgress = () => {
      stepan.put({ kind: 'offer', fields: offerOf(`salt ${more++}`) })
      stepan.appendRun(log.writeNotes(1).run(), { road: 'lan', from: null })
      stepan.appendRun(new WrittenLog().writeNotes(1).run(), { road: 'lan', from: null })
    }
    const { entries } = acceptedOf(
      await exportBundle({ store: stepan, path, maker: makerOf(stepan, now), onProgress })
    )
    expect(more).toBeGreaterThan(1)
    const reader = await makeReader(stepan)
    expect(acceptedOf(await importInto(reader, path)).newEntries).toBe(entries)
    expect(reader.verifyAll().problems).toEqual([])
  })

  it('begins anew where a log forks between counting and writing', async () => {
    const stepan = await beginWithOffers(1)
    const log = new WrittenLog().writeNotes(9)
    stepan.appendRun(log.run(), { road: 'lan', from: null })
    const path = stickPath()
    let forked = false
    const onProgress = (done: number, total: number) => {
      if (forked || done < total / 2) return
      forked = true
      stepan.appendRun(log.branch(2).writeNotes(1, 99).run(3, 3), { road: 'lan', from: null })
    }
    acceptedOf(await exportBundle({ store: stepan, path, maker: makerOf(stepan, now), onProgress }))
    expect(forked).toBe(true)
    const reader = await makeReader(stepan)
    acceptedOf(await importInto(reader, path))
    expect(reader.verifyAll().problems).toEqual([])
  })

  it('is previewed at once, however large it is', async () => {
    const stepan = await beginWithOffers(1)
    stepan.appendRun(new WrittenLog().writeNotes(900).run(), { road: 'lan', from: null })
    const path = stickPath()
    await exportTo(stepan, path)
    // a gigabyte that nobody reads: the first chunk of 64 KiB tells what the maker says is in it
    truncateSync(path, 2 ** 30)
    const begun = performance.now()
    const preview = acceptedOf(await previewBundle({ path, keyring: stepan.keyring, store: stepan }))
    expect(performance.now() - begun).toBeLessThan(1000)
    expect(preview.manifest).toMatchObject({ entries: 903, sizeBytes: 2 ** 30 })
  })

  it('tells progress up to its end on both ways', async () => {
    const stepan = await beginWithOffers(3)
    const reader = await makeReader(stepan)
    const path = stickPath()
    const heard: [number, number][] = []
    const onProgress = (done: number, total: number) => heard.push([done, total])
    acceptedOf(await exportBundle({ store: stepan, path, maker: makerOf(stepan, now), onProgress }))
    expect(heard.at(-1)).toEqual([5, 5])
    heard.length = 0
    const { importBundle } = await import('../../electron/carry/import-bundle.ts')
    acceptedOf(await importBundle({ path, store: reader, keyring: reader.keyring, onProgress }))
    const bytes = readFileSync(path).length
    expect(heard.at(-1)).toEqual([2 * bytes, 2 * bytes])
    expect(heard.map(([done]) => done)).toEqual(heard.map(([done]) => done).sort((a, b) => a - b))
  })
})

describe('what is no bundle of ours', () => {
  it('is told apart: missing, a folder, another file, another federation, no federation yet', async () => {
    const stepan = await beginWithOffers(1)
    const folder = temporaryStick()
    const path = join(folder, 'news.caravan')
    expect(errorOf(await importInto(stepan, path)).code).toBe('file-missing')
    expect(errorOf(await importInto(stepan, folder)).code).toBe('file-unreadable')
    for (const bytes of [Buffer.alloc(0), Buffer.from('PK\x03\x04'), Buffer.alloc(100_000, 65)]) {
      writeFileSync(path, bytes)
      expect(errorOf(await importInto(stepan, path)).code).toBe('bundle-not-one')
    }
    const others = await beginWithOffers(1, 'Hanna')
    others.setFederation(others.federation()?.id ?? failed(), new Uint8Array(32).fill(9))
    await exportTo(others, path)
    expect(errorOf(await importInto(stepan, path)).code).toBe('bundle-foreign')
    const alone = await makeDevice({ handle: 'Petro' })
    expect(errorOf(await previewBundle({ path, keyring: alone.keyring })).code).toBe('bundle-foreign')
  })

  it('is foreign where it opens with our key and names another federation', async () => {
    const stepan = await beginWithOffers(1)
    // the test federations share their secret: only the manifest tells them apart
    const others = await beginWithOffers(1, 'Hanna')
    const path = stickPath()
    await exportTo(others, path)
    expect(errorOf(await importInto(stepan, path)).code).toBe('bundle-foreign')
    expect(errorOf(await previewBundle({ path, keyring: stepan.keyring, store: stepan })).code).toBe(
      'bundle-foreign'
    )
    expect(stepan.stats().entries).toBe(3)
  })

  it('does not keep an endless header in memory', async () => {
    const stepan = await beginWithOffers(1)
    const path = stickPath()
    writeFileSync(path, `age-encryption.org/v1\n-> X25519 ${'A'.repeat(1_000_000)}`)
    expect(errorOf(await importInto(stepan, path))).toMatchObject({
      code: 'bundle-damaged',
      detail: { byte: 0, reason: 'its header has no end' }
    })
  })
})

describe('an export that cannot be finished', () => {
  const cases: [string, string, string][] = [
    ['a full disk', 'ENOSPC', 'disk-full'],
    ['a pulled stick', 'EIO', 'file-not-written'],
    ['a write-protected stick', 'EROFS', 'file-not-written']
  ]
  it.each(cases)('leaves the old file whole: %s', async (_, errno, code) => {
    const stepan = await beginWithOffers(1)
    const folder = temporaryStick()
    const path = join(folder, 'news.caravan')
    await exportTo(stepan, path)
    const old = readFileSync(path)
    stepan.put({ kind: 'offer', fields: offerOf('salt') })

    const fs = await import('node:fs/promises')
    const ops = {
      ...fs,
      open: (async (...args: Parameters<typeof fs.open>) => {
        const file = await fs.open(...args)
        if (args[1] === 'w')
          file.write = () =>
            Promise.reject(Object.assign(new Error(errno), { code: errno, syscall: 'write' }))
        return file
      }) as typeof fs.open
    }
    const failure = errorOf(await exportBundle({ store: stepan, path, maker: makerOf(stepan, now), ops }))
    expect(failure).toMatchObject({ code, detail: { path } })
    expect(readFileSync(path)).toEqual(old)
    expect(readdirSync(folder)).toEqual(['news.caravan'])
  })

  it('leaves the old file whole where the stick gives back other bytes than it was given', async () => {
    const stepan = await beginWithOffers(1)
    const folder = temporaryStick()
    const path = join(folder, 'news.caravan')
    await exportTo(stepan, path)
    const old = readFileSync(path)
    const fs = await import('node:fs/promises')
    const ops = {
      ...fs,
      open: (async (...args: Parameters<typeof fs.open>) => {
        if (args[1] === 'r' && String(args[0]).endsWith('.part')) truncateSync(String(args[0]), 500)
        return fs.open(...args)
      }) as typeof fs.open
    }
    const failure = errorOf(await exportBundle({ store: stepan, path, maker: makerOf(stepan, now), ops }))
    expect(failure.code).toBe('file-not-written')
    expect(readFileSync(path)).toEqual(old)
    expect(readdirSync(folder)).toEqual(['news.caravan'])
  })

  it('leaves nothing behind when it is cancelled or there is no folder', async () => {
    const stepan = await beginWithOffers(1)
    const folder = temporaryStick()
    const path = join(folder, 'news.caravan')
    const signal = { aborted: false }
    const cancelled = await exportBundle({
      store: stepan,
      path,
      maker: makerOf(stepan, now),
      signal,
      onProgress: done => {
        signal.aborted = done > 1
      }
    })
    expect(errorOf(cancelled).code).toBe('cancelled')
    expect(readdirSync(folder)).toEqual([])
    const nowhere = join(folder, 'gone', 'news.caravan')
    const failure = errorOf(await exportBundle({ store: stepan, path: nowhere, maker: makerOf(stepan, now) }))
    expect(failure).toMatchObject({ code: 'file-not-written', detail: { reason: 'ENOENT' } })
    expect(existsSync(nowhere)).toBe(false)
  })

  it('needs a federation', async () => {
    const alone = await makeDevice({ handle: 'Petro' })
    const maker = makerOf(alone, now)
    expect(errorOf(await exportBundle({ store: alone, path: stickPath(), maker })).code).toBe('no-federation')
  })
})

const failed = (): never => {
  throw new Error('the test federation has no id')
}

/** Sticks as the system mounts them: small file systems in memory. Needs root on Linux, as test/lan does. */
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { listDrives } from '../../electron/carry/drives.ts'
import { exportBundle } from '../../electron/carry/export-bundle.ts'
import { offerOf, removeDevices } from '../record/federation.ts'
import {
  beginWithOffers,
  errorOf,
  exportTo,
  makerOf,
  now,
  removeSticks,
  temporaryStick
} from './federations.ts'

const canMount = process.platform === 'linux' && process.getuid?.() === 0
const mounted: string[] = []
const run = (command: string, ...args: string[]) => execFileSync(command, args, { stdio: 'pipe' })

afterEach(() => {
  for (const folder of mounted.splice(0).reverse()) {
    run('umount', '-l', folder)
    rmSync(folder, { recursive: true, force: true })
  }
  removeDevices()
  removeSticks()
})

const plugIn = (folder: string, sizeKb = 300): string => {
  mkdirSync(folder, { recursive: true })
  run('mount', '-t', 'tmpfs', '-o', `size=${sizeKb}k`, 'tmpfs', folder)
  mounted.push(folder)
  return folder
}

describe.runIf(canMount)('a stick of the system', () => {
  it('is noticed when it is plugged in and gone when it is pulled out', async () => {
    mkdirSync('/media', { recursive: true })
    const folder = mkdtempSync('/media/chumak-')
    const isThere = async () => (await listDrives()).some(({ path }) => path === folder)
    expect(await isThere()).toBe(false)
    plugIn(folder)
    expect(await isThere()).toBe(true)
    run('umount', folder)
    mounted.pop()
    expect(await isThere()).toBe(false)
    rmSync(folder, { recursive: true })
  })

  it('that is full keeps the old file, and no half of the new one', async () => {
    const stick = plugIn(join(temporaryStick(), 'stick'))
    const path = join(stick, 'news.caravan')
    const stepan = await beginWithOffers(1)
    await exportTo(stepan, path)
    const old = readFileSync(path)
    const free = statfsSync(stick).bfree
    const doc = stepan.standing().commune!.id
    // what does not shrink
    const update = new Uint8Array(randomBytes(800_000))
    stepan.put({ kind: 'doc.update', fields: { doc, part: 'minutes', update } })
    expect(errorOf(await exportBundle({ store: stepan, path, maker: makerOf(stepan, now) })).code).toBe(
      'disk-full'
    )
    expect(readFileSync(path)).toEqual(old)
    expect(readdirSync(stick)).toEqual(['news.caravan'])
    expect(statfsSync(stick).bfree).toBe(free)
  })

  it('that is pulled out in the middle keeps the old file', async () => {
    const folder = temporaryStick()
    const stick = plugIn(join(folder, 'stick'))
    const elsewhere = join(folder, 'elsewhere')
    mkdirSync(elsewhere)
    run('mount', '--bind', stick, elsewhere)
    mounted.push(elsewhere)
    const path = join(stick, 'news.caravan')
    const stepan = await beginWithOffers(1)
    await exportTo(stepan, path)
    const old = readFileSync(path)
    for (let i = 0; i < 50; i++) stepan.put({ kind: 'offer', fields: offerOf(`salt ${i}`) })
    let pulled = false
    const failure = errorOf(
      await exportBundle({
        ...{ store: stepan, path, maker: makerOf(stepan, now) },
        onProgress: () => {
          if (pulled) return
          pulled = true
          run('umount', '-l', stick)
          mounted.splice(mounted.indexOf(stick), 1)
        }
      })
    )
    expect(failure.code).toBe('file-not-written')
    expect(readFileSync(join(elsewhere, 'news.caravan'))).toEqual(old)
  })
})

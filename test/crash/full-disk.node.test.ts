/** A disk that is really full: a small file system in memory. Needs root on Linux, as test/lan does. */
import { execFileSync } from 'node:child_process'
import { closeSync, cpSync, ftruncateSync, mkdirSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Store } from '../../electron/store/open-store.ts'
import { FailureError } from '../../shared/errors.ts'
import { removeDevices } from '../record/federation.ts'
import { checkAfter } from './after.ts'
import { makeTemplate, newFolder, removeFolders, type Template } from './template.ts'
import { openHome, placesIn, works } from './works.ts'

const missing =
  process.platform === 'linux' && process.getuid?.() === 0
    ? null
    : 'file systems are mounted by root alone, on Linux'
const sizeKb = 32 * 1024
const pageBytes = 4096

let template: Template
const mounted: string[] = []

beforeAll(async () => {
  if (missing === null) template = await makeTemplate()
}, 60_000)
afterAll(() => {
  for (const folder of mounted.splice(0)) execFileSync('umount', ['-l', folder])
  removeDevices()
  removeFolders()
})

/** The template on a disk of its own. */
const plugIn = (): string => {
  const folder = newFolder()
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeKb}k`, 'tmpfs', folder])
  mounted.push(folder)
  const root = join(folder, 'root')
  mkdirSync(root)
  cpSync(template.root, root, { recursive: true })
  return root
}

/** Fills the disk until so many pages are free; answers how it is emptied. */
const fill = (root: string, pages: number): (() => void) => {
  const path = join(root, '..', 'ballast')
  const file = openSync(path, 'w')
  const page = Buffer.alloc(pageBytes, 1)
  let length = 0
  try {
    for (;;) length += writeSync(file, page)
  } catch (error) {
    expect(error).toMatchObject({ code: 'ENOSPC' })
  }
  ftruncateSync(file, Math.max(0, length - pages * pageBytes))
  closeSync(file)
  expect(statfsSync(root).bfree).toBe(pages)
  return () => rmSync(path)
}

const failureOf = async <T>(work: Promise<T>): Promise<string | null> => {
  try {
    await work
    return null
  } catch (error) {
    if (error instanceof FailureError) return error.failure.code
    throw error
  }
}

describe.skipIf(missing)(`a disk that is full${missing ? ` (${missing})` : ''}`, () => {
  it.each(['append', 'import', 'harvest', 'renew', 'export', 'backup', 'passphrase'])(
    '%s',
    async work => {
      const codes: (string | null)[] = []
      // from no room at all to enough
      for (const pages of work === 'harvest' ? [0, 24, 1000, 4000] : [0, 1, 8, 24, 400]) {
        const root = plugIn()
        const at = placesIn(root)
        const told: string[] = []
        let store: Store = await openHome(at.home)
        const empty = fill(root, pages)
        const code = await failureOf(
          works[work]!(store, at, what => told.push(what)).then(last => {
            store = last
          })
        )
        codes.push(code)
        expect(told.includes(work)).toBe(code === null)
        expect(store.verifyAll().problems).toEqual([])
        empty()
        if (code !== null) await works[work]!(store, at, what => told.push(what))
        store.close()
        await checkAfter(template, work, root, told)
      }
      expect(codes[0]).toBe('disk-full')
      expect(codes.at(-1)).toBeNull()
      expect(new Set(codes)).toEqual(new Set(['disk-full', null]))
    },
    60_000
  )

  it('opens again once there is room, in the same process', async () => {
    for (const pages of [0, 1, 4]) {
      const root = plugIn()
      const { home } = placesIn(root)
      const empty = fill(root, pages)
      const code = await failureOf(openHome(home).then(store => store.close()))
      if (pages === 0) expect(code).toBe('disk-full')
      empty()
      await checkAfter(template, 'append', root, [])
    }
  }, 60_000)
})

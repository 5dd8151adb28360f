import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { importBundle } from '../../electron/carry/import-bundle.ts'
import type { Store } from '../../electron/store/open-store.ts'
import { makeDevice, offerOf, removeDevices, reopenDevice, temporaryHome } from '../record/federation.ts'
import { admitBody, makeScribe, offerBody } from '../record/make.ts'
import { buildReader } from './build-reader.ts'
import { acceptedOf, beginWithOffers, exportTo, removeSticks, temporaryStick } from './federations.ts'
import { WrittenLog } from './logs.ts'

/**
 * Between which shares of its file while the bundle is examined, of its entries while it is taken in, and
 * milliseconds while what came is made whole. In Electron's Node, where SQLite is the same, two stand for all.
 */
const moments: readonly (readonly [string, number, number])[] = process.versions.electron
  ? [
      ['taking', 0.5, 0.9],
      ['making', 0, 50]
    ]
  : [
      ['examining', 0.4, 1],
      ['taking', 0, 0.3],
      ['taking', 0.5, 0.9],
      ['making', 0, 30],
      ['making', 30, 100]
    ]
const logs = 30
/** together more than are folded as they come (5000): indexes and search follow at the end */
const entriesOfLog = 252
const seed = Number(process.env.CHUMAK_SEED ?? 20260503)

afterAll(() => {
  removeDevices()
  removeSticks()
})

/** A small linear congruential generator: the same seed gives the same moments. */
const randomOf = (start: number) => {
  let state = start >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

const writeMuch = async (path: string): Promise<Store> => {
  const stepan = await beginWithOffers(3)
  const commune = stepan.standing().commune?.id ?? failed()
  for (let i = 0; i < logs / 2; i++) {
    stepan.appendRun(new WrittenLog().writeNotes(entriesOfLog).run(), { road: 'lan', from: null })
    const member = makeScribe()
    for (let j = 0; j < entriesOfLog; j++) member.write(offerBody(commune, `Good ${i} of ${j}`))
    stepan.appendRun(member.run(), { road: 'lan', from: null })
    // admitted after it wrote: what it said is folded again once that is known
    stepan.put({ kind: 'admit', fields: admitBody(commune, member.log).fields })
  }
  for (let i = 0; i < 50; i++) stepan.put({ kind: 'offer', fields: offerOf(`salt ${i}`) })
  await exportTo(stepan, path)
  return stepan
}

/** State and answers by index, by search and by neither. */
const shownBy = (store: Store) => ({
  stats: store.stats(),
  searched: store.list({ kind: 'offer', search: 'good 7', limit: 1 }).total,
  filtered: store
    .list({ kind: 'offer', where: [{ field: 'good', is: 'Good 3 of 7' }] })
    .rows.map(row => row.id),
  all: store.list({ kind: 'offer', limit: 1 }).total
})

/** Runs the import in a child that is killed then. True where it was. */
const importInChild = (child: string, home: string, path: string, phase: string, at: number): boolean => {
  const { signal, status, stderr } = spawnSync(process.execPath, [child, home, path, phase, String(at)])
  if (signal === null && status !== 0) throw new Error(String(stderr))
  return signal === 'SIGKILL'
}

it(`leaves a valid record when killed while importing, and finishes when repeated (seed ${seed})`, async () => {
  const random = randomOf(seed)
  const programs = temporaryStick()
  const built = join(programs, 'importing')
  execFileSync('node', [
    join(import.meta.dirname, 'build-child.mjs'),
    join(import.meta.dirname, 'importing-child.ts'),
    built
  ])
  // as in the app, a thread of its own reads
  buildReader(programs)
  const child = join(built, 'importing-child.cjs')
  const path = join(temporaryStick(), 'news.caravan')
  const stepan = await writeMuch(path)
  const expected = stepan.stats()

  const template = temporaryHome()
  const reader = await makeDevice({ handle: 'Olha', home: template })
  reader.setFederation(stepan.federation()?.id ?? failed(), stepan.keyring.federationSecret ?? failed())
  reader.close()
  const copyOfTemplate = () => {
    const home = temporaryHome()
    cpSync(template, home, { recursive: true })
    return home
  }

  const held: number[] = []
  let killed = 0
  for (const [phase, from, to] of moments) {
    const home = copyOfTemplate()
    if (importInChild(child, home, path, phase, from + random() * (to - from))) killed++
    const store = await reopenDevice(home)
    const report = store.verifyAll()
    expect(report.problems).toEqual([])
    held.push(report.entries)
    expect(store.stats().entries).toBe(report.entries)
    // wherever it was cut, what the read model says is what the entries say
    const shown = shownBy(store)
    store.rebuild()
    expect(shownBy(store)).toEqual(shown)
    acceptedOf(await importBundle({ path, store, keyring: store.keyring }))
    expect(store.stats()).toEqual(expected)
    expect(shownBy(store)).toEqual(shownBy(stepan))
    expect(store.verifyAll().problems).toEqual([])
    store.close()
  }
  // else the moments were badly chosen, and nothing was shown
  expect(stepan.stats().entries).toBeGreaterThan(5000)
  expect(killed).toBeGreaterThan(moments.length / 2)
  expect(held.filter(entries => entries > 0 && entries < expected.entries).length).toBeGreaterThan(0)
}, 300_000)

const failed = (): never => {
  throw new Error('the test federation is not there')
}

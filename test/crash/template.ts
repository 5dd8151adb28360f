import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { importBundle } from '../../electron/carry/import-bundle.ts'
import type { Store } from '../../electron/store/open-store.ts'
import type { Stats } from '../../shared/contract.ts'
import type { EntryId } from '../../shared/record/entry.ts'
import { acceptedOf, exportTo } from '../bundle/federations.ts'
import { WrittenLog } from '../bundle/logs.ts'
import { admit, beginFederation, makeDevice, offerOf } from '../record/federation.ts'
import { admitBody, makeScribe, offerBody } from '../record/make.ts'
import { type Orders, order, type Passed, passedAt } from './edge-state.ts'
import { makeBackup, openHome, type Places, passDrop, placesIn } from './works.ts'

/** What every run begins with, and what its record must hold afterwards. */
export interface Template {
  root: string
  device: string
  /** with them all that they follow */
  heads: EntryId[]
  stats: Stats
  /** how many entries the older backup holds */
  backedUp: number
  /** once the news were taken in */
  imported: Stats
  harvested: Stats
  /** once the shared folder was */
  dropped: Stats
}

// memory where the system has a folder of it: nothing here needs a disk, and syncs are many
const memory = '/dev/shm'
const base = mkdtempSync(join(existsSync(memory) ? memory : tmpdir(), 'chumak-crash-'))
let folders = 0
export const newFolder = (): string => {
  const folder = join(base, String(++folders))
  mkdirSync(folder)
  return folder
}
export const copyOf = (root: string): string => {
  const copy = newFolder()
  cpSync(root, copy, { recursive: true })
  return copy
}
export const removeFolders = (): void => rmSync(base, { recursive: true, force: true })

/** A member who has not renewed the secrets after a release, and a stick and a folder with what he lacks. */
export const makeTemplate = async (): Promise<Template> => {
  const root = newFolder()
  const at = placesIn(root)
  for (const name of ['home', 'stick', 'drop']) mkdirSync(join(root, name))
  const stepan = await makeDevice({ handle: 'Stepan', home: at.home })
  beginFederation(stepan)
  const olha = await makeDevice({ handle: 'Olha' })
  admit(stepan, olha)
  await exportTo(stepan, at.out)
  await makeBackup(stepan, at.backup)
  const backedUp = stepan.stats().entries
  stepan.put({ kind: 'offer', fields: offerOf('flour') })
  olha.put({ kind: 'offer', fields: offerOf('honey') })
  await passDrop(olha, at.drop)
  for (let i = 0; i < 4; i++) olha.put({ kind: 'offer', fields: offerOf(`salt ${i}`) })
  for (let i = 0; i < 3; i++)
    olha.appendRun(new WrittenLog().writeNotes(5).run(), { road: 'lan', from: null })
  await exportTo(olha, at.news)
  const picker = makeScribe()
  const commune = olha.standing().commune!.id
  for (let i = 0; i < 5200; i++) picker.write(offerBody(commune, `apple ${i}`))
  olha.put({ kind: 'admit', fields: admitBody(commune, picker.log).fields })
  for (let from = 0; from < picker.entries.length; from += 250)
    olha.appendRun(picker.run(from, from + 250), { road: 'lan', from: null })
  await exportTo(olha, at.harvest)
  stepan.put({ kind: 'release', fields: { device: olha.device, lastSeq: 2 } })
  const { device } = stepan
  const stats = stepan.stats()
  const heads = stepan.have().flatMap(log => log.heads.map(({ id }) => id))
  stepan.close()

  const statsAfter = async (take: (store: Store, at: Places) => Promise<unknown>): Promise<Stats> => {
    const other = placesIn(copyOf(root))
    const store = await openHome(other.home)
    await take(store, other)
    const after = store.stats()
    store.close()
    return after
  }
  const dropped = await statsAfter((store, other) => passDrop(store, other.drop))
  const importing = (path: (other: Places) => string) =>
    statsAfter(async (store, other) =>
      acceptedOf(await importBundle({ path: path(other), store, keyring: store.keyring }))
    )
  const imported = await importing(({ news }) => news)
  const harvested = await importing(({ harvest }) => harvest)
  return { root, device, heads, stats, backedUp, imported, harvested, dropped }
}

/** Where there is no compiler of C, or another system than Linux, points.ts stands in for edge.c. */
export const edgeMissing =
  process.platform !== 'linux' || spawnSync('cc', ['--version']).status !== 0
    ? 'edge.c needs Linux and a compiler of C: kills are at statements and file operations alone'
    : null

let child = ''
let edge = ''
/** Builds the child, and the edge where that can be. */
export const build = (): void => {
  const built = newFolder()
  const builder = join(import.meta.dirname, '../bundle/build-child.mjs')
  execFileSync('node', [builder, join(import.meta.dirname, 'crash-child.ts'), built])
  child = join(built, 'crash-child.cjs')
  if (edgeMissing !== null) return
  edge = join(built, 'edge.so')
  const flags = ['-shared', '-fPIC', '-O1', '-Wall', '-Wextra', '-Werror']
  execFileSync('cc', [...flags, '-o', edge, join(import.meta.dirname, 'edge.c'), '-ldl'])
}

export interface Ended {
  signal: string | null
  /** lines of standard output */
  told: string[]
  errors: string
  passed: Passed
}

/** Runs the child; with orders, under the edge, which watches `root`. */
export const run = (args: string[], under?: { root: string; orders: Orders; journal?: string }): Ended => {
  const state = join(newFolder(), 'state')
  writeFileSync(state, Buffer.alloc(28))
  if (under) order(state, under.orders)
  const { signal, stdout, stderr } = spawnSync(process.execPath, ['--no-warnings', child, ...args], {
    encoding: 'utf8',
    env: {
      ...process.env,
      ...(under && {
        ...{ LD_PRELOAD: edge, EDGE_ROOT: under.root, EDGE_STATE: state },
        ...(under.journal !== undefined && { EDGE_JOURNAL: under.journal })
      })
    }
  })
  const told = stdout.split('\n').filter(line => line !== '')
  return { signal, told, errors: stderr, passed: passedAt(state) }
}

export const bytesAt = (path: string): Buffer | null => (existsSync(path) ? readFileSync(path) : null)

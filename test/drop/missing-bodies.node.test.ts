/** What a travel pack left behind, or a member took out, in a folder that others read. */
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { EntryId, RawEntry } from '#shared/record/entry.ts'
import { idToBytes } from '#shared/record/ids.ts'
import { readEntry } from '#shared/record/read-entry.ts'
import type { Run } from '#shared/record/run.ts'
import { createDropFolder, type DropFolder } from '../../electron/carry/drop/drop-folder.ts'
import { hashing } from '../../electron/store/node-crypto.ts'
import type { Store } from '../../electron/store/open-store.ts'
import { forgeBundle } from '../bundle/forged-bundle.ts'
import { packInto } from '../bundle/packs.ts'
import { admit, beginFederation, exchange, makeDevice, offerOf, removeDevices } from '../record/federation.ts'

const folders: string[] = []
const drops: DropFolder[] = []
const bugs: unknown[] = []

afterEach(async () => {
  for (const drop of drops.splice(0)) await drop.stop()
  removeDevices()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
  expect(bugs.splice(0)).toEqual([])
})

const newFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'chumak-drop-'))
  folders.push(folder)
  return folder
}
const within = { timeout: 15_000, interval: 20 }
/** Switches the folder on, and waits until all there was to do is done. */
const at = async (store: Store, folder: string): Promise<void> => {
  const drop = createDropFolder({
    ...{ store, nowMs: () => 1, onStatus: () => undefined, logBug: error => bugs.push(error) },
    pace: { lookMs: 60, gatherMs: 20, graceMs: 60_000, mostSmall: 24 }
  })
  drops.push(drop)
  store.onChanged(() => drop.recordChanged())
  await drop.set(folder)
  await expect.poll(() => drop.status().state, within).toBe('level')
}
const segmentsIn = (folder: string): string[] =>
  readdirSync(folder)
    .flatMap(sub => readdirSync(join(folder, sub)))
    .filter(name => name.endsWith('.caravan'))
    .sort()

const put = (store: Store, good: string) => store.put({ kind: 'offer', fields: offerOf(good) })
const offersOf = (store: Store) => store.list({ kind: 'offer', limit: 99, offset: 0 }).total

/** Stepan's device with ten offers, and those of two members who hold what came before. */
const three = async (): Promise<[Store, Store, Store]> => {
  const [stepan, marusia, petro] = [
    await makeDevice({ handle: 'Stepan' }),
    await makeDevice({ handle: 'Marusia' }),
    await makeDevice({ handle: 'Petro' })
  ]
  beginFederation(stepan)
  for (const member of [marusia, petro]) admit(stepan, member)
  exchange(stepan, marusia)
  for (let i = 0; i < 10; i++) put(stepan, `flour ${i}`)
  return [stepan, marusia, petro]
}

test('what a travel pack left behind is in the folder only once somebody who holds it wrote it', async () => {
  const [stepan, marusia, petro] = await three()
  await packInto(stepan, marusia)
  const folder = newFolder()
  for (const store of [marusia, petro]) await at(store, folder)
  expect([petro.missingBodies().size, marusia.missingBodies().size]).toEqual([0, 1])
  await at(stepan, folder)
  await expect.poll(() => [marusia, petro].map(offersOf), within).toEqual([10, 10])
  expect([petro, marusia].map(store => store.missingBodies().size)).toEqual([0, 0])
  expect(new Set([stepan, marusia, petro].map(store => store.stats().state)).size).toBe(1)
})

/** A segment as any member may write one. */
const forgeSegment = async (
  by: Store,
  folder: string,
  runs: Run[],
  own = 'feedfeedfeedfeed'
): Promise<void> => {
  const sub = join(folder, own)
  mkdirSync(sub, { recursive: true })
  const unnamed = join(sub, '.forged')
  await forgeBundle(
    unnamed,
    by,
    runs.map(({ log, entries }) => ({ log: idToBytes(log)!, entries }))
  )
  const name = createHash('sha256').update(readFileSync(unnamed)).digest('hex')
  renameSync(unnamed, join(sub, `${name}.caravan`))
}
const bodiless = (raw: RawEntry): RawEntry => ({ ...raw, body: null })
const isOffer = (of: Store, raw: RawEntry): boolean =>
  raw.body !== null && of.readAct(readEntry(raw, hashing)).kind?.name === 'offer'

test.each(['before', 'after'] as const)(
  'a segment without bodies counts for nothing beyond them, taken in %s what they say was held',
  async when => {
    const [stepan, marusia, petro] = await three()
    if (when === 'after') exchange(stepan, marusia)
    const folder = newFolder()
    const runs = [...stepan.runsLackedBy([])].map(({ log, entries }) => ({
      log,
      entries: entries.map(raw => (isOffer(stepan, raw) ? bodiless(raw) : raw))
    }))
    await forgeSegment(marusia, folder, runs)
    // it is Marusia who comes to hold what they say by another road, and writes it
    await at(marusia, folder)
    if (when === 'before') {
      expect([offersOf(marusia), marusia.missingBodies().size]).toEqual([0, 1])
      exchange(stepan, marusia)
    }
    expect([offersOf(marusia), marusia.missingBodies().size]).toEqual([10, 0])
    await at(petro, folder)
    await expect.poll(() => offersOf(petro), within).toBe(10)
  }
)

/** Stepan's log with words that he has forgotten since; Marusia still holds them. */
const forgotten = async () => {
  const [stepan, marusia] = await three()
  const id = put(stepan, 'salt').id as EntryId
  exchange(stepan, marusia)
  stepan.put({ kind: 'forget', fields: { entries: [id], why: 'mistake' } })
  expect(marusia.entry(id)?.raw.body).not.toBeNull()
  return { stepan, marusia, id, folder: newFolder() }
}

test('what was forgotten need not be written again for want of its body', async () => {
  const { stepan, marusia, id, folder } = await forgotten()
  await at(stepan, folder)
  const written = segmentsIn(folder)
  await at(marusia, folder)
  expect(marusia.entry(id)?.raw.body).toBeNull()
  expect(segmentsIn(folder)).toEqual(written)
})

test('nor where another segment tells that it was forgotten', async () => {
  const { stepan, marusia, id, folder } = await forgotten()
  const [{ log, entries }] = [...stepan.runsLackedBy([])] as [Run]
  const { seq } = stepan.entry(id)!.header
  await forgeSegment(stepan, folder, [{ log, entries: entries.slice(0, seq) }], '0'.repeat(16))
  await forgeSegment(stepan, folder, [{ log, entries: entries.slice(seq) }], 'f'.repeat(16))
  const written = segmentsIn(folder)
  await at(marusia, folder)
  expect(marusia.entry(id)?.raw.body).toBeNull()
  expect(segmentsIn(folder)).toEqual(written)
})

import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { DropStatus } from '#shared/contract.ts'
import { createDropFolder, type DropFolder, type Pace } from '../../electron/carry/drop/drop-folder.ts'
import type { Store } from '../../electron/store/open-store.ts'
import { admit, beginFederation, give, makeDevice, offerOf, removeDevices } from '../record/federation.ts'
import { photo, refOf, reportRoad } from '../record/photos.ts'

const folders: string[] = []
const drops: DropFolder[] = []
const bugs: unknown[] = []
const pace: Pace = { lookMs: 60, gatherMs: 20, graceMs: 60_000, mostSmall: 24 }

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
const at = async (
  store: Store,
  folder: string,
  own: Partial<Pace> = {},
  onStatus: (status: DropStatus) => void = () => undefined
): Promise<DropFolder> => {
  const drop = createDropFolder({
    store,
    nowMs: () => 1,
    onStatus,
    logBug: error => bugs.push(error),
    pace: { ...pace, ...own }
  })
  drops.push(drop)
  store.onChanged(() => drop.recordChanged())
  await drop.set(folder)
  return drop
}
const stop = async (drop: DropFolder) => {
  drops.splice(drops.indexOf(drop), 1)
  await drop.stop()
}
/** Stepan's and Olha's devices, in one federation. */
const two = async (): Promise<[Store, Store]> => {
  const [stepan, olha] = [await makeDevice({ handle: 'Stepan' }), await makeDevice({ handle: 'Olha' })]
  beginFederation(stepan)
  admit(stepan, olha)
  return [stepan, olha]
}
const put = (store: Store, good: string) => store.put({ kind: 'offer', fields: offerOf(good) })
const within = { timeout: 15_000, interval: 20 }
const level = (...stores: Store[]) =>
  expect.poll(() => new Set(stores.map(store => store.stats().state)).size, within).toBe(1)
const segmentsIn = (folder: string): string[] =>
  // not `recursive`, which Electron 25's Node lacks
  readdirSync(folder, { withFileTypes: true })
    .flatMap(one =>
      one.isDirectory() ? readdirSync(join(folder, one.name)).map(name => join(one.name, name)) : []
    )
    .filter(name => name.endsWith('.caravan'))
    .sort()
/** The only segment, as `sub-folder/name`. */
const onlySegment = (folder: string): string => {
  const [only, ...more] = segmentsIn(folder)
  if (only === undefined || more.length > 0) throw new Error('not one segment')
  return only
}

test('what one device writes, the others pick up within seconds, both ways; nothing is written twice', async () => {
  const [stepan, olha] = await two()
  const folder = newFolder()
  const drop = await at(stepan, folder)
  await at(olha, folder)
  put(stepan, 'flour')
  put(olha, 'honey')
  await level(stepan, olha)
  expect(stepan.list({ kind: 'offer', limit: 9, offset: 0 }).total).toBe(2)
  await expect.poll(() => drop.status().state, within).toBe('level')
  const written = segmentsIn(folder)
  await new Promise(resolve => setTimeout(resolve, 400))
  expect(segmentsIn(folder)).toEqual(written)
  // by their own bytes, in lower-case hex, each in its writer's own sub-folder: no two differ by case alone
  const bytesOf = (name: string) => readFileSync(join(folder, name))
  const bytes = written.map(bytesOf)
  for (const [i, name] of written.entries()) {
    expect(name).toMatch(/^[0-9a-f]{16}[/\\][0-9a-f]{64}\.caravan$/)
    expect(name.slice(17, 81)).toBe(
      createHash('sha256')
        .update(bytes[i] as Buffer)
        .digest('hex')
    )
  }
  // what was written stays as it is while more comes
  put(stepan, 'salt')
  await expect.poll(() => olha.list({ kind: 'offer', limit: 9, offset: 0 }).total, within).toBe(3)
  expect(segmentsIn(folder).length).toBeGreaterThan(written.length)
  expect(written.map(bytesOf)).toEqual(bytes)
})

test('what replicates the folder may be somebody else of its group; a folder that cannot be read hurts nobody', async () => {
  const [stepan, olha] = await two()
  // a folder whose own path is short enough for the system, and that of one within it too long
  let folder = newFolder()
  while (folder.length < 3900) folder = join(folder, 'x'.repeat(Math.min(200, 3900 - folder.length)))
  mkdirSync(folder, { recursive: true })
  execFileSync('mkdir', ['y'.repeat(250)], { cwd: folder })
  expect(() => readdirSync(join(folder, 'y'.repeat(250)))).toThrow(/ENAMETOOLONG/)
  const drop = await at(stepan, folder)
  await at(olha, folder)
  put(stepan, 'flour')
  await level(stepan, olha)
  await expect.poll(() => drop.status().state, within).toBe('level')
  await Promise.all(drops.splice(0).map(one => one.stop()))
  const before = process.umask(0)
  process.umask(before)
  for (const sub of readdirSync(folder).filter(name => name.length === 16))
    for (const name of readdirSync(join(folder, sub)))
      expect(statSync(join(folder, sub, name)).mode & 0o777).toBe(0o666 & ~before)
  // which a path of its own is too long for
  execFileSync('rm', ['-r', 'y'.repeat(250)], { cwd: folder })
})

/** Nobody looks by himself while a test lasts. */
const never = 3_600_000

test('what arrives is heard of: in a new sub-folder, later in the same, and while others are gone through', async () => {
  const [stepan, olha] = await two()
  const segments: { bytes: Buffer; name: string }[] = []
  for (const good of ['flour', 'salt', 'honey']) {
    put(stepan, good)
    segments.push(await segmentOf(stepan))
  }
  const folder = newFolder()
  const sub = join(folder, 'abcdef0123456789')
  const arrive = (i: number) =>
    writeFileSync(join(sub, `${segments[i]?.name}.caravan`), segments[i]?.bytes ?? '')
  const offers = () => olha.list({ kind: 'offer', limit: 9, offset: 0 }).total
  let last: number | null = null
  const drop = await at(olha, folder, { lookMs: never, gatherMs: 5 }, ({ lastTaken }) => {
    // the first is just taken in: the folder was listed before the second came
    if (last === null && lastTaken !== null) arrive(1)
    last = lastTaken
  })
  await expect.poll(() => drop.status().state, within).toBe('level')
  mkdirSync(sub)
  arrive(0)
  await expect.poll(offers, within).toBe(2)
  await expect.poll(() => drop.status().state, within).toBe('level')
  arrive(2)
  await level(stepan, olha)
})

test('where nothing is heard, as beyond the most folders that are watched, it is found by looking', async () => {
  const [stepan, olha] = await two()
  put(stepan, 'flour')
  const { bytes, name } = await segmentOf(stepan)
  const folder = newFolder()
  const subs = Array.from({ length: 300 }, (_, i) => join(folder, i.toString(16).padStart(16, '0')))
  for (const sub of subs) mkdirSync(sub)
  const drop = await at(olha, folder)
  await expect.poll(() => drop.status().state, within).toBe('level')
  writeFileSync(join(subs.at(-1) ?? '', `${name}.caravan`), bytes)
  await level(stepan, olha)
})

test('photos go along, and one that came later by another road follows', async () => {
  const [stepan, olha] = await two()
  const mykola = await makeDevice({ handle: 'Mykola' })
  admit(olha, mykola)
  const folder = newFolder()
  reportRoad(stepan, photo(1))
  give(stepan, olha)
  const drop = await at(olha, folder)
  await at(mykola, folder)
  await level(olha, mykola)
  await expect.poll(() => drop.status().state, within).toBe('level')
  expect(mykola.blobs.lacked(9)).toEqual([refOf(photo(1))])
  const before = segmentsIn(folder)

  reportRoad(olha, photo(2))
  await expect.poll(() => mykola.blobs.has(refOf(photo(2)).blob), within).toBe(true)
  olha.blobs.take([photo(1)])
  await expect.poll(() => mykola.blobs.has(refOf(photo(1)).blob), within).toBe(true)
  await expect.poll(() => drop.status().state, within).toBe('level')
  const written = segmentsIn(folder)
  expect(written.length).toBeGreaterThan(before.length)
  await new Promise(resolve => setTimeout(resolve, 400))
  expect(segmentsIn(folder)).toEqual(written)
})

test('started again, it takes nothing twice and writes nothing again', async () => {
  const [stepan, olha] = await two()
  const folder = newFolder()
  const first = await at(stepan, folder)
  await expect.poll(() => first.status().state, within).toBe('level')
  const there = await at(olha, folder)
  await expect.poll(() => there.status().segments, within).toBe(1)
  await stop(first)
  const again = await at(stepan, folder)
  await expect.poll(() => again.status().state, within).toBe('level')
  expect([again.status().lastTaken, again.status().lastWritten]).toEqual([null, null])
  expect(segmentsIn(folder)).toHaveLength(1)
})

/** A segment that holds Stepan's whole record, to be brought to another folder in many ways. */
const segmentOf = async (store: Store): Promise<{ bytes: Buffer; name: string }> => {
  const folder = newFolder()
  const drop = await at(store, folder)
  await expect.poll(() => drop.status().state, within).toBe('level')
  const path = join(folder, onlySegment(folder))
  await stop(drop)
  return { bytes: readFileSync(path), name: path.slice(-72, -8) }
}

test('a partial file is set aside, left alone, and taken once it is whole', async () => {
  const [stepan, olha] = await two()
  put(stepan, 'flour')
  const { bytes, name } = await segmentOf(stepan)
  const folder = newFolder()
  const sub = join(folder, 'abcdef0123456789')
  mkdirSync(sub)
  const path = join(sub, `${name}.caravan`)
  writeFileSync(join(sub, `.syncthing.${name}.caravan.tmp`), bytes)
  writeFileSync(join(sub, `~syncthing~${name}.caravan.tmp`), bytes.subarray(0, 100))
  writeFileSync(path, bytes.subarray(0, bytes.length - 1))
  const before = olha.stats().entries
  const drop = await at(olha, folder)
  await expect.poll(() => drop.status().aside, within).toMatchObject([{ why: 'incomplete' }])
  expect(olha.stats().entries).toBe(before)
  writeFileSync(path, bytes)
  await level(stepan, olha)
  await expect.poll(() => drop.status().aside, within).toEqual([])
})

test.each([
  ['upper case', (name: string) => `${name.toUpperCase()}.CARAVAN`],
  ["a replicator's conflict copy", (name: string) => `${name}.sync-conflict-20260503-120000-ABCDEFG.caravan`],
  ["another replicator's", (name: string) => `${name} (conflicted copy 2026-05-03).caravan`]
])('whole bytes are taken under a changed name: %s', async (_what, change) => {
  const [stepan, olha] = await two()
  put(stepan, 'flour')
  const { bytes, name } = await segmentOf(stepan)
  const folder = newFolder()
  const sub = join(folder, 'ABCDEF0123456789')
  mkdirSync(sub)
  // the true name holds another's bytes
  writeFileSync(join(sub, `${name}.caravan`), 'half a conflict')
  writeFileSync(join(sub, change(name)), bytes)
  const drop = await at(olha, folder)
  await level(stepan, olha)
  await expect.poll(() => drop.status().segments, within).toBeGreaterThan(0)
})

test('names that a file system turns to upper case are the same segments: nothing is lost, nothing done twice', async () => {
  const [stepan, olha] = await two()
  const folder = newFolder()
  const here = await at(stepan, folder)
  put(stepan, 'flour')
  const there = await at(olha, folder)
  await level(stepan, olha)
  for (const drop of [here, there]) await expect.poll(() => drop.status().state, within).toBe('level')
  const before = segmentsIn(folder)
  for (const name of before) {
    mkdirSync(join(folder, name.slice(0, 16).toUpperCase()), { recursive: true })
    renameSync(join(folder, name), join(folder, name.toUpperCase().replace(/CARAVAN$/, 'Caravan')))
  }
  put(stepan, 'salt')
  await expect.poll(() => olha.list({ kind: 'offer', limit: 9, offset: 0 }).total, within).toBe(2)
  for (const drop of [here, there])
    await expect
      .poll(() => drop.status(), within)
      .toMatchObject({ state: 'level', segments: before.length + 1, aside: [], waiting: 0 })
  expect(segmentsIn(folder), 'the news alone is written').toHaveLength(1)
})

test('segments that come in the wrong order wait for each other', async () => {
  const [stepan, olha] = await two()
  const far = newFolder()
  const drop = await at(stepan, far)
  const chain: { file: string; bytes: Buffer }[] = []
  const known = new Set<string>()
  for (const good of ['', 'flour', 'salt', 'seed']) {
    if (good !== '') put(stepan, good)
    await expect.poll(() => drop.status().state, within).toBe('level')
    const name = segmentsIn(far).find(each => !known.has(each)) ?? ''
    known.add(name)
    chain.push({ file: name.slice(17), bytes: readFileSync(join(far, name)) })
  }
  const near = newFolder()
  mkdirSync(join(near, 'abcdef0123456789'))
  const there = await at(olha, near, { gatherMs: 60_000 })
  const arrive = ({ file, bytes }: (typeof chain)[number]) =>
    writeFileSync(join(near, 'abcdef0123456789', file), bytes)
  const [first, second, ...later] = chain
  if (!first || !second) throw new Error('four segments were written')
  for (const segment of later.reverse()) arrive(segment)
  await expect.poll(() => there.status().waiting, within).toBe(2)
  arrive(first)
  await expect.poll(() => there.status(), within).toMatchObject({ waiting: 2, segments: 1 })
  expect(olha.list({ kind: 'offer', limit: 9, offset: 0 }).total).toBe(0)
  arrive(second)
  await level(stepan, olha)
  await expect.poll(() => there.status(), within).toMatchObject({ waiting: 0, segments: 4, aside: [] })
})

test("garbage and another federation's segments are set aside, each with why, and touched by nobody", async () => {
  const [stepan, olha] = await two()
  const folder = newFolder()
  const stranger = await makeDevice({ handle: 'Foreign' })
  const { federation } = beginFederation(stranger, { name: 'Elsewhere', commune: 'Far' })
  stranger.setFederation(federation, new Uint8Array(32).fill(9))
  const theirs = await at(stranger, folder)
  await expect.poll(() => theirs.status().state, within).toBe('level')
  writeFileSync(join(folder, 'note.txt'), 'buy salt')
  const sub = join(folder, '0123456789abcdef')
  mkdirSync(sub)
  writeFileSync(
    join(sub, `${'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'}.caravan`),
    ''
  )
  writeFileSync(join(sub, `${'0'.repeat(64)}.caravan`), 'x'.repeat(5000))
  mkdirSync(join(sub, `${'1'.repeat(64)}.caravan`))
  const [a] = [await at(stepan, folder), await at(olha, folder)]
  put(stepan, 'flour')
  await level(stepan, olha)
  await expect
    .poll(
      () =>
        a
          .status()
          .aside.map(({ why }) => why)
          .sort(),
      within
    )
    .toEqual(['damaged', 'foreign', 'incomplete'])
  expect(stranger.list({ kind: 'offer', limit: 9, offset: 0 }).total).toBe(0)
  expect(readdirSync(sub)).toHaveLength(3)
  expect(theirs.status().aside.every(({ why }) => why !== 'unreadable')).toBe(true)
})

test('a folder that vanishes is said to be missing, never made anew, and goes on when it is back', async () => {
  const [stepan, olha] = await two()
  const folder = newFolder()
  const drop = await at(stepan, folder)
  await at(olha, folder)
  await expect.poll(() => drop.status().state, within).toBe('level')
  const away = `${folder}-away`
  folders.push(away)
  renameSync(folder, away)
  put(stepan, 'flour')
  await expect.poll(() => drop.status().state, within).toBe('missing')
  await new Promise(resolve => setTimeout(resolve, 200))
  expect(() => readdirSync(folder)).toThrow()
  renameSync(away, folder)
  await level(stepan, olha)
  expect(stepan.list({ kind: 'offer', limit: 9, offset: 0 }).total).toBe(1)
})

test('files that others delete are written again, after a while', async () => {
  const [stepan, olha] = await two()
  const folder = newFolder()
  const drop = await at(stepan, folder, { graceMs: 300 })
  put(stepan, 'flour')
  await expect.poll(() => drop.status().state, within).toBe('level')
  for (const name of segmentsIn(folder)) rmSync(join(folder, name))
  await expect.poll(() => segmentsIn(folder).length, within).toBe(1)
  await at(olha, folder)
  await level(stepan, olha)
})

test('what others delete is missed until it is written again, also by whoever never looks for long', async () => {
  const [stepan, olha] = await two()
  const folder = newFolder()
  put(stepan, 'flour')
  const first = await at(stepan, folder)
  await expect.poll(() => first.status().state, within).toBe('level')
  await stop(first)
  for (const name of segmentsIn(folder)) rmSync(join(folder, name))
  for (let turn = 0; turn < 20 && segmentsIn(folder).length === 0; turn++) {
    const drop = await at(stepan, folder, { graceMs: 900 })
    await new Promise(resolve => setTimeout(resolve, 300))
    if (segmentsIn(folder).length === 0) expect(drop.status().state).toBe('working')
    await stop(drop)
  }
  expect(segmentsIn(folder)).toHaveLength(1)
  const drop = await at(stepan, folder)
  await expect.poll(() => drop.status().state, within).toBe('level')
  await at(olha, folder)
  await level(stepan, olha)
})

test('own small segments are joined, others are left as they are, and a newcomer gets everything', async () => {
  const [stepan, olha] = await two()
  const folder = newFolder()
  const there = await at(olha, folder, { mostSmall: 1000 })
  await expect.poll(() => there.status().state, within).toBe('level')
  const olhas = segmentsIn(folder)
  const drop = await at(stepan, folder, { mostSmall: 4 })
  for (let i = 0; i < 14; i++) {
    put(stepan, `good ${i}`)
    await expect.poll(() => drop.status().state, within).toBe('level')
  }
  expect(drop.status().lastWritten).not.toBeNull()
  const names = segmentsIn(folder)
  for (const name of olhas) expect(names).toContain(name)
  expect(names.length).toBeLessThan(olhas.length + 14)
  await level(stepan, olha)
  const petro = await makeDevice({ handle: 'Petro' })
  petro.setFederation(
    stepan.federation()?.id ?? ('' as never),
    stepan.keyring.federationSecret ?? new Uint8Array()
  )
  const copy = newFolder()
  for (const name of segmentsIn(folder)) {
    mkdirSync(join(copy, name.slice(0, 16)), { recursive: true })
    copyFileSync(join(folder, name), join(copy, name))
  }
  await at(petro, copy)
  await level(stepan, petro)
})

test('switched off it writes and reads nothing more, and another folder begins anew', async () => {
  const [stepan] = await two()
  const [first, second] = [newFolder(), newFolder()]
  const drop = await at(stepan, first)
  await expect.poll(() => drop.status().state, within).toBe('level')
  expect(await drop.set(null)).toMatchObject({ path: null, state: 'off' })
  put(stepan, 'flour')
  await new Promise(resolve => setTimeout(resolve, 200))
  expect(segmentsIn(first)).toHaveLength(1)
  await drop.set(second)
  await expect.poll(() => drop.status().state, within).toBe('level')
  expect(segmentsIn(second)).toHaveLength(1)
})

import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Promised, RangeCollector } from '#shared/bundle/collect-ranges.ts'
import type { PackedRun } from '#shared/bundle/run-chunk.ts'
import { FailureError } from '#shared/errors.ts'
import { bundleDeps } from '../../electron/carry/bundle-deps.ts'
import type { BundleFile } from '../../electron/carry/bundle-file.ts'
import { examineFile } from '../../electron/carry/examine-file.ts'
import { appendFile } from '../../electron/carry/import-bundle.ts'
import { openBundle } from '../../electron/carry/open-bundle.ts'
import { readAside } from '../../electron/carry/reading/read-aside.ts'
import { readHere } from '../../electron/carry/reading/read-here.ts'
import type { ExaminedPart, Reading } from '../../electron/carry/reading/reading.ts'
import { settle } from '../../electron/carry/settle.ts'
import type { Store } from '../../electron/store/open-store.ts'
import { offerOf, removeDevices } from '../record/federation.ts'
import { buildReader } from './build-reader.ts'
import { acceptedOf, beginWithOffers, errorOf, removeSticks, temporaryStick } from './federations.ts'
import { forgeBundle } from './forged-bundle.ts'
import { flipBit, note, WrittenLog } from './logs.ts'

/** Bundles too large to be examined wholly before anything is written, read here and in a thread aside. */

let program: string
let built: string
beforeAll(() => {
  built = temporaryStick()
  program = buildReader(built)
})
afterAll(() => removeSticks())

let store: Store
let path: string
beforeEach(async () => {
  store = await beginWithOffers(1)
  path = join(temporaryStick(), 'news.caravan')
})
afterEach(() => removeDevices())

const logsInAll = 6
const perLog = 250

/** Logs of texts that do not shrink, a megabyte each in the file and in the record. */
const largeLogs = (): WrittenLog[] =>
  Array.from({ length: logsInAll }, () => {
    const log = new WrittenLog()
    for (let i = 0; i < perLog; i++) log.write(note(randomBytes(3000).toString('latin1')))
    return log
  })

const write = async (runs: PackedRun[], promised?: Promised): Promise<Buffer> => {
  await forgeBundle(path, store, runs, promised)
  return readFileSync(path)
}

const ways: [string, (file: BundleFile) => Reading][] = [
  ['in this thread', readHere],
  ['in a thread of its own', file => readAside(file, program)]
]

const openWith = async (way: (file: BundleFile) => Reading) => way(await openBundle(path, store.keyring))

const importWith = (way: (file: BundleFile) => Reading, onExamined: () => void = () => undefined) =>
  settle(async () => {
    const reading = await openWith(way)
    try {
      const examined = await examineFile({ reading })
      expect(examined.all).toBe(false)
      onExamined()
      return await appendFile({ reading, store, examined })
    } finally {
      await reading.close()
    }
  })

const partsOf = async (way: (file: BundleFile) => Reading): Promise<ExaminedPart[]> => {
  const reading = await openWith(way)
  const parts: ExaminedPart[] = []
  try {
    for (let part = await reading.next(); part; part = await reading.next()) parts.push(part)
  } finally {
    await reading.close()
  }
  return parts
}

const standing = () => ({ have: store.have(), stats: store.stats() })

describe.each(ways)('a large bundle, read %s', (_, way) => {
  it('is taken in whole', async () => {
    const logs = largeLogs()
    await write(logs.map(log => log.packed()))
    expect(acceptedOf(await importWith(way)).newEntries).toBe(logsInAll * perLog)
    for (const log of logs) expect(store.entry(log.entries.at(-1)!.id)?.header.seq).toBe(perLog)
    expect(store.verifyAll().problems).toEqual([])
  })

  it('writes nothing where its last part is damaged', async () => {
    const bytes = await write(largeLogs().map(log => log.packed()))
    const before = standing()
    bytes[bytes.length - 1000]! ^= 1
    writeFileSync(path, bytes)
    const { code, detail } = errorOf(await importWith(way))
    expect(code).toBe('bundle-damaged')
    expect(Number(detail.byte)).toBeGreaterThan(bytes.length - 70_000)
    expect(standing()).toEqual(before)
  })

  it('writes nothing where its manifest follows what nobody brings', async () => {
    const logs = largeLogs()
    await write([...logs.map(log => log.packed()), new WrittenLog().writeNotes(4).packed(3)])
    const before = standing()
    expect(errorOf(await importWith(way)).code).toBe('bundle-gap')
    expect(standing()).toEqual(before)
  })

  it('is refused where a branch far behind comes before what it follows', async () => {
    const trunk = new WrittenLog().writeNotes(6)
    const branch = trunk.branch(4).writeNotes(1).packed(5)
    await write([...largeLogs().map(log => log.packed()), branch, trunk.packed()])
    const { code, detail } = errorOf(await importWith(way))
    expect(code).toBe('bundle-gap')
    expect(detail).toEqual({ log: trunk.log, seq: 5 })
    expect(store.verifyAll().problems).toEqual([])
  })

  it('is refused where its maker signed a run that does not verify, and what came before stays sound', async () => {
    const logs = largeLogs()
    const bad = logs.at(-1)!.packed()
    const runs = [...logs.slice(0, -1).map(log => log.packed())]
    runs.push({ ...bad, entries: bad.entries.map((entry, i) => (i === 7 ? flipBit(entry, 'body') : entry)) })
    const promised = new RangeCollector(bundleDeps.hashing)
    for (const log of logs) promised.take(log.run())
    await write(runs, promised.promised)
    const { code, detail } = errorOf(await importWith(way))
    expect(code).toBe('bundle-damaged')
    expect(detail.reason).toContain('does not verify')
    expect(store.entry(logs.at(-1)!.entries[0]!.id)).toBeNull()
    expect(store.entry(logs[0]!.entries[0]!.id)).not.toBeNull()
    expect(store.verifyAll().problems).toEqual([])

    await write(logs.map(log => log.packed()))
    acceptedOf(await importWith(way))
    expect(store.entry(logs.at(-1)!.entries.at(-1)!.id)).not.toBeNull()
    expect(store.verifyAll().problems).toEqual([])
  })

  it('does no harm where another file is put in its place while it is taken', async () => {
    const logs = largeLogs()
    const whole = await write(logs.map(log => log.packed()))
    const failure = errorOf(await importWith(way, () => writeFileSync(path, Buffer.alloc(whole.length, 1))))
    expect(failure.code).toBe('bundle-damaged')
    expect(store.verifyAll().problems).toEqual([])
    store.put({ kind: 'offer', fields: offerOf('salt') })
    writeFileSync(path, whole)
    expect(acceptedOf(await importWith(way)).newEntries).toBeLessThanOrEqual(logsInAll * perLog)
    for (const log of logs) expect(store.entry(log.entries.at(-1)!.id)).not.toBeNull()
  })
})

/** Bytes as text: whether they lie in a Buffer or not makes no difference. */
const tell = (part: ExaminedPart) =>
  JSON.stringify(part, (_, value) => (value instanceof Uint8Array ? [...value] : value))

describe('a thread that reads a bundle', () => {
  it('gives the same parts, and what the bodies say', async () => {
    // the last part is so small that its bytes share their memory with others
    const small = new WrittenLog().writeNotes(1)
    await write([...largeLogs(), small].map(log => log.packed()))
    const [here, aside] = [await partsOf(readHere), await partsOf(file => readAside(file, program))]
    expect(aside.map(part => part.sort)).toEqual(here.map(part => part.sort))
    for (const [i, part] of aside.entries()) {
      const other = here[i]!
      if (part.sort !== 'runs' || other.sort !== 'runs') expect(tell(part)).toEqual(tell(other))
      else {
        expect(Buffer.compare(part.bytes, other.bytes)).toBe(0)
        expect(part.wanting).toEqual(other.wanting)
        for (const [at, run] of part.runs.entries()) {
          const [entries, others] = [run.entries(), other.runs[at]!.entries()]
          expect(entries.map(({ id, log }) => [id, log])).toEqual(others.map(({ id, log }) => [id, log]))
          expect(entries.map(({ raw }) => raw.header.join())).toEqual(
            others.map(({ raw }) => raw.header.join())
          )
          expect(entries.every(({ said }) => said?.body.kind === 'note')).toBe(true)
        }
      }
    }
  })

  it('tells a failure as it is told here, and one of its own as an error', async () => {
    writeFileSync(path, 'hello')
    const thrown = (way: (file: BundleFile) => Reading) => partsOf(way).catch((error: unknown) => error)
    const [here, aside] = [await thrown(readHere), await thrown(file => readAside(file, program))]
    expect(here).toBeInstanceOf(FailureError)
    expect(aside).toEqual(here)
    const gone = await thrown(file => readAside(file, join(built, 'nowhere.js')))
    expect(gone).toBeInstanceOf(Error)
    expect(gone).not.toBeInstanceOf(FailureError)
  })
})

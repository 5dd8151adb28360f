/** Makers who are members, and say that a run follows an entry that it cannot follow. */
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PackedRun } from '#shared/bundle/run-chunk.ts'
import { FailureError } from '#shared/errors.ts'
import type { Store } from '../../electron/store/open-store.ts'
import { offerOf, removeDevices } from '../record/federation.ts'
import {
  acceptedOf,
  beginWithOffers,
  errorOf,
  importInto,
  removeSticks,
  temporaryStick
} from './federations.ts'
import { forgeBundle } from './forged-bundle.ts'
import { newSigning, WrittenLog } from './logs.ts'

let store: Store
let path: string
/** held by the store before any bundle comes */
let held: WrittenLog

beforeEach(async () => {
  store = await beginWithOffers(1)
  path = join(temporaryStick(), 'news.caravan')
  held = new WrittenLog().writeNotes(6)
  store.appendRun(held.run(), { road: 'lan', from: null })
})
afterEach(() => {
  removeDevices()
  removeSticks()
})

const write = (runs: PackedRun[]): Promise<void> => forgeBundle(path, store, runs)

/** A log whose entry `seq` says that it follows the last of `entries`, and that entry's run. */
const following = (log: WrittenLog, entries: WrittenLog['entries'], seq: number): PackedRun => {
  const before = entries.at(-1)!
  const padded = new WrittenLog(
    log.signing,
    Array.from({ length: seq - 1 }, () => before)
  )
  padded.writeNotes(2)
  return padded.packed(seq, seq + 1)
}
const good = () => new WrittenLog().writeNotes(3)

const cases: [string, string, () => PackedRun[]][] = [
  [
    'a held entry of another log',
    'bundle-damaged',
    () => [good().packed(), following(new WrittenLog(), held.entries, 7)]
  ],
  [
    'a held entry of its own log that stands elsewhere',
    'bundle-damaged',
    () => [good().packed(), following(held, held.entries.slice(0, 3), 9)]
  ],
  [
    'an entry of another log in the same bundle',
    'bundle-damaged',
    () => {
      const first = good()
      return [first.packed(), following(new WrittenLog(), first.entries, 4)]
    }
  ],
  [
    'an entry of its own log in the same bundle that stands elsewhere',
    'bundle-damaged',
    () => {
      const first = good()
      return [first.packed(), following(first, first.entries.slice(0, 3), 8)]
    }
  ],
  [
    'an entry that is held nowhere',
    'bundle-gap',
    () => [good().packed(), following(new WrittenLog(), good().entries, 4)]
  ]
]

describe('a bundle in which a run says that it follows', () => {
  it.each(cases)('%s is refused as %s, and the record goes on', async (_, code, runs) => {
    const before = [store.have(), store.stats()]
    await write(runs())
    const { code: told, detail } = errorOf(await importInto(store, path))
    expect(told).toBe(code)
    if (code === 'bundle-damaged') expect(Number(detail.byte)).toBeGreaterThan(0)
    expect([store.have(), store.stats()]).toEqual(before)
    expect(store.verifyAll().problems).toEqual([])

    const honest = good()
    await write([honest.packed(), held.writeNotes(1).packed(7)])
    expect(acceptedOf(await importInto(store, path)).newEntries).toBe(4)
    store.put({ kind: 'offer', fields: offerOf('salt') })
    expect(store.verifyAll().problems).toEqual([])
  })
})

it.each([0, 100_000])(
  'of several runs at once, %i entries expected, one that hangs in the air takes all back, in memory too',
  async expected => {
    const first = new WrittenLog().writeNotes(3)
    const hanging = new WrittenLog(newSigning(), first.entries.slice()).writeNotes(1)
    const before = [store.have(), store.stats()]
    const intake = store.intake({ road: 'bundle', from: null }, expected)
    const entriesOf = (log: WrittenLog, from: number) => log.entries.slice(from)
    const ofOther = entriesOf(hanging, 3).map(entry => ({ ...entry, log: hanging.log }))
    expect(() => intake.take([entriesOf(first, 0), ofOther])).toThrow(FailureError)
    await intake.finish()
    expect([store.have(), store.stats()]).toEqual(before)

    store.appendRun(first.run(), { road: 'lan', from: null })
    expect(store.verifyAll()).toMatchObject({ problems: [], entries: store.stats().entries })
  }
)

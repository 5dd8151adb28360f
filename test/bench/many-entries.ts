import { join } from 'node:path'
import { exportBundle } from '../../electron/carry/export-bundle.ts'
import { makerOf } from '../../electron/carry/maker.ts'
import { createVerifying, hashing } from '../../electron/store/node-crypto.ts'
import { openStore, type Store } from '../../electron/store/open-store.ts'
import type { Body, RawEntry, ThingId } from '../../shared/record/entry.ts'
import type { Run } from '../../shared/record/run.ts'
import { verifyRun } from '../../shared/record/verify-run.ts'
import { admit, beginFederation, testPassphrase, testScryptCost } from '../record/federation.ts'
import { admitBody, makeScribe, offerBody } from '../record/make.ts'

/**
 * Records of many entries with bodies of about 250 bytes: offers, which this version folds, or stories,
 * which are of a kind that only a later one knows and are carried alone.
 */
export type Sort = 'offers' | 'stories'

const perLog = 5000
const perRun = 1000
const note = 'Milled last week under the old oak, in paper sacks of 25 kg, fetch before noon'
const secret = new Uint8Array(32).fill(7)

const bodyOf = (sort: Sort, commune: ThingId, log: number, at: number): Omit<Body, 'version'> => {
  if (sort === 'stories')
    return {
      kind: 'story',
      commune,
      fields: { text: `${note}, ${log}.${at} `.padEnd(150, 'and on and on ') }
    }
  const { fields, ...body } = offerBody(commune, `Good ${at % 97}`)
  const rest = { massKg: (at * 7919) % 10_000, bestBefore: '2026-05-12', note: `${note}, ${log}.${at}` }
  return { ...body, fields: { ...fields, ...rest } }
}

export const createAt = (home: string, handle: string): Promise<Store> =>
  openStore({ home, passphrase: testPassphrase, create: { handle }, scryptCost: testScryptCost })
export const openAt = (home: string): Promise<Store> => openStore({ home, passphrase: testPassphrase })

/** A device of that federation which holds nothing yet. */
export const createReader = async (home: string, federation: ThingId): Promise<Store> => {
  const store = await createAt(home, 'Olha')
  store.setFederation(federation, secret)
  return store
}

/** Entries `from` to `until`, log by log: memory holds one log at a time. */
export function* manyRuns(
  sort: Sort,
  commune: ThingId,
  entries: number,
  onLog: (log: ReturnType<typeof makeScribe>) => void
): Generator<Run> {
  for (let log = 0; log * perLog < entries; log++) {
    const member = makeScribe()
    onLog(member)
    const count = Math.min(perLog, entries - log * perLog)
    for (let at = 0; at < count; at++) member.write(bodyOf(sort, commune, log, at))
    for (let at = 0; at < count; at += perRun) yield member.run(at, Math.min(count, at + perRun))
  }
}

export interface Made {
  federation: ThingId
  sizeBytes: number
}

/**
 * Makes the record of a federation in `home`, and its bundle beside it; at `member` the record of a second
 * member, who holds nothing yet of the many entries.
 */
export const makeBundle = async (
  sort: Sort,
  entries: number,
  home: string,
  member?: string
): Promise<Made> => {
  const founder = await createAt(home, 'Stepan')
  const { commune, federation } = beginFederation(founder)
  if (member !== undefined) {
    const second = await createAt(member, 'Olha')
    admit(founder, second)
    second.close()
  }

  const deps = { hashing, verifying: createVerifying() }
  const intake = founder.intake({ road: 'lan', from: null }, entries)
  const admitWriter = ({ log }: { log: Parameters<typeof admitBody>[1] }) => {
    founder.put({ kind: 'admit', fields: admitBody(commune, log).fields })
  }
  for (const run of manyRuns(sort, commune, entries, admitWriter)) intake.take([verifyRun(run, deps)])
  await intake.finish()
  const exported = await exportBundle({ store: founder, path: bundleOf(home), maker: makerOf(founder, 0) })
  if (!exported.ok) throw new Error(exported.error.code)
  founder.close()
  return { federation, sizeBytes: exported.value.sizeBytes }
}

export const bundleOf = (home: string): string => join(home, 'made.caravan')

export const rawEntriesOf = (store: Store): RawEntry[] =>
  [...store.runsLackedBy([])].flatMap(run => run.entries)

import type { Stretch } from '#shared/bundle/coverage.ts'
import type { DropAside } from '#shared/contract.ts'
import { FailureError, unwrap } from '#shared/errors.ts'
import type { Entry } from '#shared/record/entry.ts'
import type { Keyring } from '#shared/record/keyring.ts'
import type { RecordStore } from '#shared/record/record-store.ts'
import type { Cancelling } from '../cancelling.ts'
import { importBundle } from '../import-bundle.ts'
import { manifestPart, openBundle } from '../open-bundle.ts'
import { Carried } from './carried-whole.ts'
import { stretchOf } from './segment-book.ts'
import { hashOfFile, mostSegmentBytes, type SegmentFile } from './segment-files.ts'

export type Taken =
  | { state: 'taken'; carried: Carried; newEntries: number }
  /** its runs hang on entries that have not come yet */
  | { state: 'waiting'; stretches: Stretch[] }
  | { state: 'aside'; why: DropAside['why']; reason: string }
  /** removed while it was looked at */
  | { state: 'gone' }

export interface TakeSegment {
  file: SegmentFile
  store: RecordStore
  keyring: Keyring
  signal: Cancelling
}

/** Takes one segment into the record, once its bytes are what its name says. */
export const takeSegment = async ({ file, store, keyring, signal }: TakeSegment): Promise<Taken> => {
  if (file.sizeBytes > mostSegmentBytes) return aside('too-large', `${file.sizeBytes} bytes`)
  const carried = new Carried()
  try {
    const hash = await hashOfFile(file.path)
    if (hash === null) return { state: 'gone' }
    if (hash !== file.name) return aside('incomplete', 'its bytes are not what its name says')
    const stretches = await stretchesOf(file.path, keyring)
    carried.stretches = stretches
    if (hangsOn(stretches, store)) return { state: 'waiting', stretches }
    const onBodiless = (entry: Entry) => carried.take(entry)
    const report = unwrap(await importBundle({ path: file.path, store, keyring, onBodiless, signal }))
    return { state: 'taken', carried, newEntries: report.newEntries }
  } catch (error) {
    return judge(error, carried.stretches)
  }
}

const aside = (why: DropAside['why'], reason: string): Taken => ({ state: 'aside', why, reason })

const stretchesOf = async (path: string, keyring: Keyring): Promise<Stretch[]> => {
  const bundle = await openBundle(path, keyring)
  try {
    return (await manifestPart(bundle.passage().parts())).manifest.ranges.map(stretchOf)
  } finally {
    await bundle.close()
  }
}

/** Whether a stretch follows an entry that neither the record nor the segment itself holds. */
export const hangsOn = (stretches: Stretch[], store: RecordStore): boolean => {
  const heads = new Set(stretches.map(({ head }) => head))
  return stretches.some(({ before }) => before !== null && !heads.has(before) && store.entry(before) === null)
}

/** What is wrong with the file sets it aside; what is wrong with this device is thrown on. */
const judge = (error: unknown, stretches: Stretch[]): Taken => {
  if (!(error instanceof FailureError)) throw error
  const { code, detail } = error.failure
  const reason = String(detail.reason ?? code)
  switch (code) {
    case 'bundle-gap':
      return { state: 'waiting', stretches }
    case 'file-missing':
      return { state: 'gone' }
    case 'bundle-foreign':
      return aside('foreign', reason)
    case 'bundle-newer':
      return aside('newer', reason)
    case 'bundle-not-one':
    case 'bundle-damaged':
    case 'run-bad':
    case 'entry-bad':
      return aside('damaged', reason)
    case 'file-unreadable':
      return aside('unreadable', reason)
    default:
      throw error
  }
}

import { hashing } from '../../electron/store/node-crypto.ts'
import type { Store } from '../../electron/store/open-store.ts'
import { kinds } from '../../shared/kinds/index.ts'
import { decodeBody } from '../../shared/record/body-codec.ts'
import type { Body, Entry } from '../../shared/record/entry.ts'
import { foldRecord } from '../../shared/record/fold-record.ts'
import { readEntry } from '../../shared/record/read-entry.ts'
import { stateHashOf } from '../../shared/record/state-hash.ts'

export const entriesOf = (store: Store): Entry[] =>
  [...store.runsLackedBy([])].flatMap(run => run.entries.map(raw => readEntry(raw, hashing)))

/** Entries whose bodies are gone, in the order of their ids. */
export const bodilessOf = (store: Store): string[] =>
  entriesOf(store)
    .filter(({ raw }) => raw.body === null)
    .map(({ id }) => id)
    .sort()

/** All entries that count: those not set aside. */
const countingOf = (store: Store, entries: readonly Entry[]): Entry[] =>
  entries.filter(({ id }) => store.whyAside(id) === null)

/** Throws with what does not hold of a device, by rules written down here a second time and as simply as can be. */
export const checkDevice = (store: Store): void => {
  const { problems } = store.verifyAll()
  if (problems.length > 0) throw new Error(`its logs do not verify: ${JSON.stringify(problems)}`)
  const entries = entriesOf(store)
  const bodies = new Map(entries.map(entry => [entry.id, entry.raw.body && decodeBody(entry.raw.body)]))
  const counting = countingOf(store, entries)
  const refuse = (entry: Entry, why: string): never => {
    throw new Error(
      `${bodies.get(entry.id)?.kind} ${entry.id} (${entry.header.seq} of ${entry.log}) counts: ${why}`
    )
  }

  const forks = new Map<string, number>()
  const seen = new Set<string>()
  for (const { log, header } of entries) {
    const place = `${log} ${header.seq}`
    if (seen.has(place)) forks.set(log, Math.min(header.seq, forks.get(log) ?? header.seq))
    seen.add(place)
  }
  const members = everAdmitted(entries, bodies)
  const ownReleases = new Map<string, number>()
  for (const { log, header, id } of counting) {
    const body = bodies.get(id)
    if (body?.kind === 'release' && body.fields.device === log)
      ownReleases.set(log, Math.min(header.seq, ownReleases.get(log) ?? header.seq))
  }
  for (const entry of counting) {
    const body = bodies.get(entry.id)
    if (entry.header.seq >= (forks.get(entry.log) ?? Number.POSITIVE_INFINITY))
      refuse(entry, 'at or after a fork')
    if (entry.header.seq > (ownReleases.get(entry.log) ?? Number.POSITIVE_INFINITY))
      refuse(entry, 'after its author released itself')
    if (body && body.kind !== 'commune' && !members.has(`${body.commune} ${entry.log}`))
      refuse(entry, 'its author was never taken into that commune')
  }
  checkFold(store, entries)
}

/** Whoever could ever have been a member by anybody's word: more than the rules allow, and nobody beyond it. */
const everAdmitted = (entries: readonly Entry[], bodies: ReadonlyMap<string, Body | null>): Set<string> => {
  const members = new Set<string>()
  for (;;) {
    const before = members.size
    for (const { id, log } of entries) {
      const body = bodies.get(id)
      if (body?.kind === 'commune' && body.thing === undefined) members.add(`${id} ${log}`)
      if (body?.kind === 'admit' && members.has(`${body.commune} ${log}`))
        members.add(`${body.commune} ${body.fields.device}`)
    }
    if (members.size === before) return members
  }
}

/** What the store folded entry by entry, in its own order of arrival, is what one fold of all of them gives. */
const checkFold = (store: Store, entries: readonly Entry[]): void => {
  const whole = foldRecord(entries, store.federation()?.id ?? null)
  const { state } = store.stats()
  const pure = stateHashOf(whole.things.values(), hashing)
  for (const { id, log, header } of entries) {
    const [held, told] = [store.whyAside(id), whole.aside.get(id) ?? null]
    if (held !== told)
      throw new Error(`${id} (${header.seq} of ${log}) is ${held}, folded whole it is ${told}`)
  }
  if (state !== pure) throw new Error(`its state is ${state}, folded whole it is ${pure}`)
  const rows = Object.keys(kinds).reduce((sum, kind) => sum + store.list({ kind, limit: 1 }).total, 0)
  if (rows !== whole.things.size)
    throw new Error(`it shows ${rows} rows, folded whole there are ${whole.things.size}`)
}

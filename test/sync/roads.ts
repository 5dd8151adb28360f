import { exportBundle } from '../../electron/carry/export-bundle.ts'
import { importBundle } from '../../electron/carry/import-bundle.ts'
import { makerOf } from '../../electron/carry/maker.ts'
import type { GoesAlong } from '../../electron/carry/travel-pack.ts'
import { hashing } from '../../electron/store/node-crypto.ts'
import type { Store } from '../../electron/store/open-store.ts'
import { FailureError } from '../../shared/errors.ts'
import { readEntry } from '../../shared/record/read-entry.ts'
import type { Action } from './actions.ts'

/** Hands runs over; a log keeps its order, the logs come in any. */
export const hand = (from: Store, to: Store, how: Omit<Action & { do: 'pair' }, 'do' | 'a' | 'b'>): void => {
  const runs = [...from.runsLackedBy(to.haveWhole())]
  const logs = [...new Set(runs.map(({ log }) => log))]
  const turned = logs.map((_, i) => logs[(i + how.order) % logs.length]!)
  const ordered = turned.flatMap(log => runs.filter(run => run.log === log)).slice(0, how.runs)
  for (const run of ordered)
    for (let time = 0; time < how.times; time++) to.appendRun(run, { road: 'lan', from: from.device })
}

export const meet = (a: Store, b: Store): void => {
  const plainly = { runs: Number.POSITIVE_INFINITY, order: 0, times: 1 }
  hand(a, b, plainly)
  hand(b, a, plainly)
}

/** As in a travel pack, what others' standing hangs on always goes along, and of the rest some. */
const some =
  (store: Store, keep: number): GoesAlong =>
  raw => {
    if (raw.body === null) return false
    const { kind, seq } = store.readAct(readEntry(raw, hashing))
    return kind === null || kind.retention === 'kept' || (seq + keep) % 3 === 0
  }

/** A bundle, taken in until it is called off; refused by whom it is not sealed to. */
export const carry = async (
  from: Store,
  to: Store,
  how: Extract<Action, { do: 'stick' | 'lacking' | 'pack' }>,
  { path, mayRead }: { path: string; mayRead: boolean }
): Promise<void> => {
  const { steps } = how
  const made = await exportBundle({
    ...{ store: from, path, maker: makerOf(from, 0) },
    ...(how.do === 'lacking' && { theirs: to.haveWhole() }),
    ...(how.do === 'pack' && { goesAlong: some(from, how.keep) })
  })
  if (!made.ok) throw new FailureError(made.error.code, made.error.detail)
  let done = 0
  const signal = { aborted: false }
  const onProgress = () => {
    signal.aborted = ++done > steps
  }
  const taken = await importBundle({ path, store: to, keyring: to.keyring, signal, onProgress })
  const calledOff = signal.aborted && !taken.ok && taken.error.code === 'cancelled'
  if (taken.ok && !mayRead) throw new Error(`${to.device} took in a bundle that it may not read`)
  const refused = !taken.ok && !mayRead && taken.error.code === 'bundle-foreign'
  if (!taken.ok && !calledOff && !refused) throw new FailureError(taken.error.code, taken.error.detail)
}

/**
 * After a meeting that nothing cut: neither has anything to tell, unless a log forked, of which heads may mislead, or
 * bodies are missing, which the other may have forgotten for a reason that it could not give along.
 */
export const checkMet = (a: Store, b: Store): void => {
  if ([a, b].some(store => store.forks().size > 0 || store.missingBodies().size > 0)) return
  const lacking = [a.countLackedBy(b.haveWhole()), b.countLackedBy(a.haveWhole())]
  if (lacking.some(count => count > 0)) throw new Error(`after a whole meeting they lack ${lacking}`)
}

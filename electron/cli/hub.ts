import { FailureError, unwrap } from '#shared/errors.ts'
import { lanOf } from '../keeper/lan-of.ts'
import type { Store } from '../store/open-store.ts'
import type { Words } from './words.ts'

/** Stays on the local network and replicates, until it is told to stop (SIGINT, SIGTERM). One JSON line a change. */
export const hub = async (store: Store, words: Words): Promise<undefined> => {
  const say = (line: unknown): void => void process.stdout.write(`${JSON.stringify(line)}\n`)
  const lan = lanOf(store, {
    port: words.optionalInteger('port', 0, 65_535),
    onStatus: status => say({ lan: status })
  })
  store.onChanged(({ kinds }) => {
    say({ changed: kinds })
    lan.recordChanged()
  })
  const stopped = new Promise<void>(resolve => {
    process.once('SIGINT', resolve)
    process.once('SIGTERM', resolve)
  })
  const { problem } = unwrap(await lan.switchOn())
  if (problem !== null) throw new FailureError('lan-off', { reason: problem })
  for (const address of words.texts('connect')) unwrap(await lan.connect(address))
  await stopped
  await lan.switchOff()
  return undefined
}

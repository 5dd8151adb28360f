import { resolve } from 'node:path'
import { FailureError, unwrap } from '#shared/errors.ts'
import { createDropFolder } from '../carry/drop/drop-folder.ts'
import { lanOf } from '../keeper/lan-of.ts'
import { watchSecrets } from '../keeper/watch-secrets.ts'
import type { Store } from '../store/open-store.ts'
import type { Words } from './words.ts'

/**
 * Stays on the local network and at the drop folder and replicates, until it is told to stop (SIGINT,
 * SIGTERM). One JSON line a change. Without `--drop` the folder that was set before goes on being used.
 */
export const hub = async (store: Store, words: Words): Promise<undefined> => {
  const say = (line: unknown): void => void process.stdout.write(`${JSON.stringify(line)}\n`)
  const folder = words.optionalText('drop')
  const lan = lanOf(store, {
    port: words.optionalInteger('port', 0, 65_535),
    onStatus: status => say({ lan: status })
  })
  const drop = createDropFolder({
    store,
    nowMs: Date.now,
    onStatus: status => say({ drop: status }),
    logBug: error => console.error(error)
  })
  store.onChanged(({ kinds }) => {
    say({ changed: kinds })
    lan.recordChanged()
    drop.recordChanged()
  })
  const secrets = watchSecrets(store, error => say({ problem: String(error) }))
  const stopped = new Promise<void>(done => {
    process.once('SIGINT', done)
    process.once('SIGTERM', done)
  })
  try {
    const { problem } = unwrap(await lan.switchOn())
    if (problem !== null) throw new FailureError('lan-off', { reason: problem })
    const begin = async () => {
      for (const address of words.texts('connect')) {
        const dialled = await lan.connect(address, { keep: true })
        // whoever is not there yet is dialled again and again
        if (!dialled.ok && dialled.error.code === 'peer-unreachable') say({ problem: dialled.error })
        else unwrap(dialled)
      }
      if (folder !== undefined) await drop.set(resolve(folder))
    }
    // whoever stops the hub waits neither for those it dials nor for a large folder
    await Promise.race([begin(), stopped])
    await stopped
  } finally {
    await lan.switchOff()
    await drop.stop()
    await secrets.stop()
  }
  return undefined
}

import { join } from 'node:path'
import { afterAll } from 'vitest'
import { idToBytes } from '#shared/record/ids.ts'
import { exportBundle } from '../../electron/carry/export-bundle.ts'
import { importBundle } from '../../electron/carry/import-bundle.ts'
import type { Store } from '../../electron/store/open-store.ts'
import { acceptedOf, makerOf, now, removeSticks, temporaryStick } from '../bundle/federations.ts'
import { forgeBundle } from '../bundle/forged-bundle.ts'
import { transportSuite } from './suite.ts'

afterAll(removeSticks)

transportSuite('a stick', async (a, b) => {
  const path = join(temporaryStick(), 'record.caravan')
  const write = async (from: Store) =>
    acceptedOf(await exportBundle({ store: from, path, maker: makerOf(from, now) }))
  const read = async (to: Store, signal = { aborted: false }): Promise<string | null> => {
    const taken = await importBundle({ path, store: to, keyring: to.keyring, signal })
    return taken.ok ? null : taken.error.code
  }
  return {
    meet: async () => {
      const refused: string[] = []
      for (const [from, to] of [
        [a, b],
        [b, a]
      ] as const) {
        await write(from)
        const why = await read(to)
        if (why !== null) refused.push(why)
      }
      return refused
    },
    meetUntil: async enough => {
      await write(a)
      const signal = { aborted: false }
      const reading = read(b, signal)
      await Promise.race([enough, reading])
      signal.aborted = true
      await reading
    },
    force: async run => {
      await forgeBundle(path, a, [{ log: idToBytes(run.log)!, entries: run.entries }])
      return read(b)
    },
    close: async () => undefined
  }
})

import { mkdirSync, readdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { idToBytes } from '#shared/record/ids.ts'
import { createDropFolder, type DropFolder, type Pace } from '../../electron/carry/drop/drop-folder.ts'
import { hashOfFile, listSegments } from '../../electron/carry/drop/segment-files.ts'
import type { Store } from '../../electron/store/open-store.ts'
import { removeSticks, temporaryStick } from '../bundle/federations.ts'
import { forgeBundle } from '../bundle/forged-bundle.ts'
import { until } from '../lan-link/devices.ts'
import { transportSuite } from './suite.ts'

afterAll(removeSticks)

const pace: Pace = { lookMs: 40, gatherMs: 20, graceMs: 60_000, mostSmall: 24 }

transportSuite('a drop folder', async (a, b) => {
  const folder = temporaryStick()
  const bugs: unknown[] = []
  const running: DropFolder[] = []
  const begin = (store: Store) => {
    const drop = createDropFolder({
      ...{ store, pace, nowMs: () => 1 },
      onStatus: () => undefined,
      logBug: error => bugs.push(error)
    })
    running.push(drop)
    return drop
  }
  const end = async () => {
    await Promise.all(running.splice(0).map(drop => drop.stop()))
    if (bugs.length > 0) throw bugs[0]
  }
  const filesThere = () =>
    readdirSync(folder).reduce(
      (sum, sub) => sum + readdirSync(join(folder, sub)).filter(name => !name.startsWith('.')).length,
      0
    )
  /** each file was judged, and all news is written */
  const isLevel = (drop: DropFolder) => {
    const { state, segments, waiting, aside } = drop.status()
    return state === 'level' && segments + waiting + aside.length === filesThere()
  }
  const beginBoth = async () => {
    await Promise.all([begin(a), begin(b)].map(drop => drop.set(folder)))
  }
  const refusals = () => running.flatMap(drop => drop.status().aside.map(({ why }) => why))
  return {
    meet: async () => {
      await beginBoth()
      await until(() => running.every(isLevel))
      const refused = refusals()
      await end()
      return refused
    },
    meetUntil: async enough => {
      // switching on waits for the first look, which may take in all of it
      const begun = beginBoth()
      await Promise.race([enough, begun.then(() => until(() => running.every(isLevel)))])
      await end()
      await begun
    },
    force: async run => {
      const sub = join(folder, 'feedfeedfeedfeed')
      mkdirSync(sub, { recursive: true })
      await forgeBundle(join(sub, '.forged'), a, [{ log: idToBytes(run.log)!, entries: run.entries }])
      const name = await hashOfFile(join(sub, '.forged'))
      renameSync(join(sub, '.forged'), join(sub, `${name}.caravan`))
      const there = (await listSegments(folder))?.files.length ?? 0
      const drop = begin(b)
      await drop.set(folder)
      await until(() => drop.status().segments + drop.status().aside.length >= there)
      const [why] = drop.status().aside.filter(({ file }) => file.includes(String(name)))
      await end()
      return why?.why ?? null
    },
    close: end
  }
})

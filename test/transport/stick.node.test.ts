import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { stickTransport } from '../../electron/carry/stick-transport.ts'
import type { Store } from '../../electron/store/open-store.ts'
import { makerOf, now, removeSticks, temporaryStick } from '../bundle/federations.ts'
import { WrittenLog } from '../bundle/logs.ts'
import { beginFederation, makeDevice, removeDevices } from '../record/federation.ts'
import { transportSuite } from './suite.ts'

afterAll(removeSticks)

const stickEnd = (store: Store, stick: string, spoolFolder: string) =>
  stickTransport({ path: join(stick, 'record.caravan'), store, maker: makerOf(store, now), spoolFolder })

transportSuite('a stick', async (a, b) => {
  const stick = temporaryStick()
  const spool = temporaryStick()
  return {
    ends: [stickEnd(a, stick, spool), stickEnd(b, stick, spool)],
    close: async () => {
      expect(readdirSync(spool), 'no runs are left waiting').toEqual([])
    }
  }
})

it('keeps on the stick what it held, and adds each entry once', async () => {
  const stick = temporaryStick()
  const store = await makeDevice({ handle: 'Stepan' })
  beginFederation(store)
  const end = stickEnd(store, stick, temporaryStick())
  const log = new WrittenLog().writeNotes(10)
  const give = async (...runs: ReturnType<typeof log.run>[]) =>
    end.send(
      (async function* () {
        yield* runs
      })(),
      { aborted: false }
    )
  const held = async () => (await end.have()).map(({ heads }) => heads.map(({ seq }) => seq))
  await give(log.run(1, 4))
  await give(log.run(2, 7))
  expect(await held()).toEqual([[7]])
  // all of it is there already, though it is no tip
  await give(log.run(1, 3))
  expect(await held()).toEqual([[7]])
  await give(log.run(8, 10), new WrittenLog().writeNotes(2).run())
  expect((await held()).sort()).toEqual([[10], [2]])
  removeDevices()
})

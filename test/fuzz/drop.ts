import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createDropFolder } from '../../electron/carry/drop/drop-folder.ts'
import { federationRecipient } from '../../shared/bundle/federation-identity.ts'
import { idToBytes } from '../../shared/record/ids.ts'
import { bounded } from './allocation.ts'
import { pick, type Random } from './draw.ts'
import { memberRecord, sealedFor } from './files.ts'
import { expectSound, secret, workshop } from './homes.ts'
import { mutateBytes } from './mutate.ts'
import { sha256, type World } from './signed.ts'
import { type MadeStream, makeStream } from './streams.ts'

const members = memberRecord('dropping')
/** nothing is looked for or written but at the first look */
const pace = { lookMs: 3_600_000, gatherMs: 3_600_000 }
let folders = 0

/** What replicators, people and strangers leave in a folder beside segments. */
const strays: readonly ((folder: string, name: string) => void)[] = [
  (folder, name) => mkdirSync(join(folder, `${name}.caravan`)),
  (folder, name) => {
    writeFileSync(join(folder, `${name}.caravan`), '')
    // it takes no room on the disk
    truncateSync(join(folder, `${name}.caravan`), 257 * 1024 * 1024)
  },
  (folder, name) => writeFileSync(join(folder, `.syncthing.${name}.caravan.tmp`), 'half'),
  (folder, name) => void execFileSync('mkfifo', [join(folder, `${name}.caravan`)]),
  (folder, name) => writeFileSync(join(folder, `${name}.caravan`), 'age-encryption.org/v1\n')
]

/** A folder that others replicate, with what one finds there, picked up by the real drop folder. */
export const dropCase = async (random: Random, world: World): Promise<boolean> => {
  const held = await members.take()
  const { store } = held
  const have = JSON.stringify(store.have())
  const root = join(workshop, `drop-${folders++}`)
  const folder = join(root, pick(random, ['3f09ac51d2e84b77', '3f09ac51d2e84b77', 'copy of 3f09', '.hidden']))
  mkdirSync(folder, { recursive: true })
  const federation = idToBytes(store.federation()!.id)!
  const laid: { made: MadeStream; isWhole: boolean }[] = []
  for (let i = 1 + random(2); i > 0; i--) {
    const made = makeStream({ form: 'bundle', federation, calm: true }, world, random)
    const whole = await sealedFor(made.bytes, [await federationRecipient(secret)])
    const bytes = random(8) === 1 ? mutateBytes(whole, random) : whole
    // now and then under the name that the whole file has, as one half replicated
    const named = pick(random, [bytes, whole, Uint8Array.of(i)])
    const name = sha256(named)
    const mark = pick(random, ['', '', '', ' (conflicted copy)', '.sync-conflict-20260503-120000-ABCDEFG'])
    writeFileSync(join(folder, `${random(6) === 1 ? name.toUpperCase() : name}${mark}.caravan`), bytes)
    laid.push({ made, isWhole: name === sha256(bytes) && name === sha256(whole) })
  }
  if (random(4) === 1) pick(random, strays)(folder, sha256(Uint8Array.of(9 + random(3))))
  const bugs: unknown[] = []
  const drop = createDropFolder({
    ...{ store, pace, nowMs: () => 0 },
    onStatus: () => undefined,
    logBug: error => bugs.push(error)
  })
  try {
    const { state, segments, aside, problem } = await bounded(() => drop.set(root))
    if (bugs.length > 0) throw bugs[0]
    if (problem) throw new Error(`a file of others stops the folder: ${JSON.stringify(problem)}`)
    if (state === 'missing') throw new Error('a folder that is there is missed')
    const lawful = laid.filter(({ made, isWhole }) => isWhole && made.sealed !== null).length
    if (segments > lawful)
      throw new Error(`${segments} taken, ${lawful} of them signed; aside: ${aside.length}`)
    if (segments === 0) {
      if (JSON.stringify(store.have()) !== have) throw new Error('set aside, and other heads are held')
      return false
    }
    expectSound(store, world)
    return true
  } finally {
    await drop.set(null)
    await drop.stop()
    rmSync(root, { recursive: true, force: true })
    if (JSON.stringify(store.have()) !== have) members.spoil()
  }
}

import { expect, it } from 'vitest'
import { actionKinds, type Script, scriptOf } from './actions.ts'
import { Tally, wantedEvents } from './events.ts'
import { failureOf, play } from './play.ts'
import { setPieces } from './set-pieces.ts'
import { shrink } from './shrink.ts'

const base = Number(process.env.CHUMAK_SEED ?? 20_260_503)
/** `CHUMAK_SYNC=200` plays so many more scripts, with up to thirty devices each */
const long = Number(process.env.CHUMAK_SYNC ?? 0)
/** in so many, and the set pieces, everything comes about */
const fewest = 8
const seeds = Array.from({ length: long || fewest }, (_, i) => base + i)
const mostDevices = long > 0 ? 30 : 8

/** Seeds that failed once, with the most devices they were drawn for. */
const failedOnce: [number, number][] = []

const effects = new Tally()
const events = new Tally()
let played = 0

const playCounted = async (script: Script): Promise<void> => {
  const all = await play(script)
  effects.add(all.effects)
  events.add(all.events)
  played += 1
}

const judge = async (seed: number, most: number): Promise<void> => {
  const { devices, actions } = scriptOf(seed, most)
  try {
    await playCounted({ devices, actions })
  } catch (failure) {
    const least = await shrink(actions, async list => (await failureOf(devices, list)) !== null, 120)
    const told = (await failureOf(devices, least)) ?? failure
    throw new Error(
      `seed ${seed}: ${told instanceof Error ? told.message : told}\nplay({ devices: ${devices}, actions: ${JSON.stringify(least)} })`,
      { cause: told }
    )
  }
}

it.each(seeds)(
  'devices that write, meet, fork, crash and part end with the same record (seed %d)',
  seed => judge(seed, mostDevices),
  600_000
)

if (failedOnce.length > 0) it.each(failedOnce)('seed %d failed once', judge, 600_000)

it.each(Object.entries(setPieces))('%s', (_, script) => playCounted(script), 120_000)

it('in these scripts every action did something, and every rule had something to decide', ctx => {
  if (played < fewest + Object.keys(setPieces).length) ctx.skip()
  const none = (tally: Tally, of: readonly string[]) => of.filter(what => !tally.counts.has(what))
  expect(none(effects, actionKinds)).toEqual([])
  expect(none(events, wantedEvents)).toEqual([])
})

it('a script without an action ends well, and one that is wrong is shrunk', async () => {
  await play({ devices: 3, actions: [] })
  const least = await shrink(
    [1, 2, 3, 4, 5, 6, 7, 8],
    async list => list.includes(3) && list.includes(6),
    100
  )
  expect(least).toEqual([3, 6])
})

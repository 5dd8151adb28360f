import { afterAll, expect, it } from 'vitest'
import { removeDevices } from '../record/federation.ts'
import { scriptOf } from './actions.ts'
import { failureOf, play } from './play.ts'
import { shrink } from './shrink.ts'

afterAll(removeDevices)

const base = Number(process.env.CHUMAK_SEED ?? 20_260_503)
/** `CHUMAK_SYNC=200` plays so many more scripts, with up to thirty devices each */
const long = Number(process.env.CHUMAK_SYNC ?? 0)
const seeds = Array.from({ length: long || 6 }, (_, i) => base + i)
const mostDevices = long > 0 ? 30 : 8

/** Seeds that failed once, with the most devices they were drawn for. */
const failedOnce: [number, number][] = []

const judge = async (seed: number, most: number): Promise<void> => {
  const { devices, actions } = scriptOf(seed, most)
  const failure = await failureOf(devices, actions)
  if (!failure) return
  const least = await shrink(actions, async list => (await failureOf(devices, list)) !== null, 120)
  const told = await failureOf(devices, least)
  throw new Error(
    `seed ${seed}: ${(told ?? failure).message}\nplay({ devices: ${devices}, actions: ${JSON.stringify(least)} })`,
    { cause: told ?? failure }
  )
}

it.each(seeds)(
  'devices that write, meet, fork, crash and part end with the same record (seed %d)',
  seed => judge(seed, mostDevices),
  600_000
)

if (failedOnce.length > 0) it.each(failedOnce)('seed %d failed once', judge, 600_000)

it('a script without an action ends well, and one that is wrong is shrunk', async () => {
  await play({ devices: 3, actions: [] })
  const least = await shrink(
    [1, 2, 3, 4, 5, 6, 7, 8],
    async list => list.includes(3) && list.includes(6),
    100
  )
  expect(least).toEqual([3, 6])
})

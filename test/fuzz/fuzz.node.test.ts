import { expect, it } from 'vitest'
import { ageCase, requestCase } from './edges.ts'
import { type Random, randomOf } from './mutate.ts'
import { makeWorld, type World } from './signed.ts'
import { bundleCase, chunkCase } from './streams.ts'
import { cardCase, entryCase, linkCase, messageCase, runCase, welcomeHeadCase } from './words.ts'

const base = Number(process.env.CHUMAK_SEED ?? 20_260_503)
/** `CHUMAK_FUZZ=200000` for the long run */
const cases = Number(process.env.CHUMAK_FUZZ ?? 5000)

/** Answers whether the input was taken; throws for what must not be. The share is of all cases. */
const targets: [string, number, (random: Random, world: World) => boolean | Promise<boolean>][] = [
  ['entries', 0.15, entryCase],
  ['runs', 0.15, runCase],
  ['chunks of runs', 0.1, chunkCase],
  ['bundles', 0.14, bundleCase],
  ['messages', 0.15, messageCase],
  ['links', 0.1, linkCase],
  ['cards', 0.08, cardCase],
  ['heads of welcomes', 0.05, welcomeHeadCase],
  ['age files', 0.03, ageCase],
  ["the window's requests", 0.05, requestCase]
]

/** The largest part of a stream, its inflated double, and room for what is not collected yet. */
const mostBytes = 160 * 1024 * 1024
/** So generous that only what grows without a bound reaches it. */
const mostMsACase = 10_000

it.each(targets)(
  'hostile %s are refused by name, and nothing is taken that nobody signed',
  async (name, share, target) => {
    const world = makeWorld()
    const before = process.memoryUsage().arrayBuffers
    let taken = 0
    const count = Math.ceil(cases * share)
    for (let n = 0; n < count; n++) {
      const seed = base + n
      const began = performance.now()
      try {
        if (await target(randomOf(seed), world)) taken += 1
      } catch (error) {
        throw new Error(`${name}, CHUMAK_SEED=${seed}: ${error instanceof Error ? error.stack : error}`, {
          cause: error
        })
      }
      const tookMs = performance.now() - began
      if (tookMs > mostMsACase) throw new Error(`${name}, CHUMAK_SEED=${seed}: ${tookMs} ms`)
      const grown = process.memoryUsage().arrayBuffers - before
      if (grown > mostBytes) throw new Error(`${name}, CHUMAK_SEED=${seed}: ${grown} bytes more`)
    }
    // else nothing deeper than the first check was reached, or nothing was refused
    expect(taken).toBeGreaterThan(0)
    expect(taken).toBeLessThan(count)
  },
  3_600_000
)

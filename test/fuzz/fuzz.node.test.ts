import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Answer, type Child, createChild } from './child.ts'
import { kept } from './kept.ts'
import { leastOf } from './least.ts'
import { isTarget, shares, type Target } from './shares.ts'

const seed = Number(process.env.CHUMAK_SEED ?? 20_260_503)
/** `CHUMAK_FUZZ=200000` for the long run; in Electron's Node the same again, but fewer */
const cases = Number(process.env.CHUMAK_FUZZ ?? (process.versions.electron ? 1000 : 3000))
/** `TARGET DRAW,DRAW,…` as a failure tells it: that one case alone */
const replay = process.env.CHUMAK_FUZZ_REPLAY
/** each try of a case that ends its process takes a new process */
const mostTries = { failed: 400, ended: 16 }

let folder: string
let child: Child

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'chumak-fuzzing-'))
  const build = join(import.meta.dirname, '../bundle/build-child.mjs')
  execFileSync('node', [build, join(import.meta.dirname, 'fuzz-child.ts'), join(folder, 'built')])
  child = createChild(join(folder, 'built', 'fuzz-child.cjs'), folder)
}, 120_000)
afterAll(async () => {
  await child.stop()
  rmSync(folder, { recursive: true, force: true })
})

const again = (target: Target, drawn: readonly number[]) =>
  child.ask({ target, seed, from: 0, count: 1, drawn })
/** What a failure says, but for numbers and names in it. */
const formOf = (reason: string) => reason.split('\n', 1)[0]!.replace(/[\w-]{43}|\d+/g, '…')

/** Throws with the least draws found that fail in the same way, and how to see it again. */
const tell = async (target: Target, answer: Exclude<Answer, { state: 'done' }>): Promise<never> => {
  const { number, reason } = answer
  let { drawn } = answer
  if (answer.state === 'ended') {
    const traced = await child.ask({ target, seed, from: number, count: 1, trace: true })
    if (traced.state !== 'done') drawn = traced.drawn
  }
  const fails = async (tried: readonly number[]) => {
    const told = await again(target, tried)
    return told.state !== 'done' && formOf(told.reason) === formOf(reason)
  }
  const least = (await fails(drawn)) ? await leastOf(drawn, fails, mostTries[answer.state]) : drawn
  throw new Error(
    [
      `${target}, seed ${seed}, case ${number}: ${reason}`,
      `the least draws found: ${least.join(',')}`,
      `again: CHUMAK_FUZZ_REPLAY='${target} ${least.join(',')}' npx vitest run --config test/vitest.config.mts test/fuzz`,
      'to keep it, once it is understood: test/fuzz/kept.ts'
    ].join('\n')
  )
}

const replayed = (given: string) =>
  it(`again: ${given}`, async () => {
    const [, target = '', draws = ''] = /^(.*?)(?: ([\d,]*))?$/.exec(given) ?? []
    if (!isTarget(target)) throw new Error(`no target ${target}`)
    const told = await again(target, draws.split(',').filter(Boolean).map(Number))
    if (told.state !== 'done') throw new Error(told.reason)
  }, 60_000)

const all = () => {
  it.each(kept)(
    'what once failed does no more: $target, $was',
    async ({ target, drawn }) => {
      const told = await again(target, drawn)
      if (told.state !== 'done') throw new Error(told.reason)
    },
    60_000
  )

  it.each(Object.entries(shares) as [Target, number][])(
    'hostile %s are refused by name, and nothing is taken that nobody signed',
    async (target, share) => {
      const count = Math.ceil(cases * share)
      const answer = await child.ask({ target, seed, from: 0, count })
      if (answer.state !== 'done') return tell(target, answer)
      // else nothing deeper than the first check was reached, or nothing was refused
      expect(answer.taken).toBeGreaterThan(0)
      if (target !== 'records') expect(answer.taken).toBeLessThan(count)
    },
    3_600_000
  )
}

if (replay === undefined) all()
else replayed(replay)

import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from '@playwright/test'
import { launchApp } from '../electron/launch.ts'
import { cli, passphrase, stateOf } from './cli.ts'
import { unlock } from './steps.ts'

const tries = 20
const offers = 16_000

/** A and B of one federation; A has written thousands of offers since B joined, and made a stick of them. */
const makeHomes = (folder: string) => {
  const at = (name: string) => join(folder, name)
  cli(
    'init',
    '--home',
    at('a'),
    '--federation',
    'Free communes',
    '--commune',
    'Orikhiv',
    '--place',
    '47.57,35.79',
    '--handle',
    'Walnut'
  )
  cli(
    'card',
    '--home',
    at('b'),
    '--handle',
    'Reed',
    '--commune',
    'Polohy',
    '--place',
    '47.48,36.25',
    '--out',
    at('b.card')
  )
  cli('welcome', at('b.card'), '--home', at('a'), '--out', at('b.welcome'))
  cli('join', at('b.welcome'), '--home', at('b'))
  const here = import.meta.dirname
  const child = at('child')
  execFileSync(process.execPath, [
    resolve(here, '../bundle/build-child.mjs'),
    join(here, 'write-offers-child.ts'),
    child
  ])
  execFileSync(process.execPath, [join(child, 'write-offers-child.cjs'), at('a'), passphrase, String(offers)])
  cli('bundle', 'export', '--home', at('a'), '--out', at('a.caravan'))
  return { home: at('b'), bundle: at('a.caravan'), whole: stateOf(at('a')) }
}

/** The same numbers at every run. */
const seeded = (seed: number) => () => {
  seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
  return seed / 2 ** 31
}

test(`the app killed ${tries} times while it imports leaves a record that opens, verifies and can be finished`, async () => {
  test.setTimeout(1_200_000)
  const folder = mkdtempSync(join(tmpdir(), 'chumak-kill-'))
  try {
    const { home, bundle, whole } = makeHomes(folder)
    const before = Number(cli('stats', '--home', home).entries)
    const random = seeded(1)
    const held: number[] = []
    let wholeMs: number | null = null
    for (let i = 0; i < tries; i++) {
      const tried = join(folder, `try-${i}`)
      cpSync(home, tried, { recursive: true })
      const launched = await launchApp({ home: tried })
      await unlock(launched)
      await launched.page.keyboard.press('Alt+4')
      await launched.answerOpenDialog(bundle)
      await launched.page.getByRole('button', { name: 'Choose the stick file…' }).click()
      await launched.page.getByRole('button', { name: 'Take it in' }).click()
      const began = performance.now()
      if (wholeMs === null) {
        // the first goes on to its end: so long this machine takes today
        await expect(launched.page.getByText(/^Taken in/).first()).toBeVisible()
        wholeMs = performance.now() - began
      } else await new Promise(resolve => setTimeout(resolve, random() * (wholeMs as number)))
      await launched.kill()

      const { entries, problems } = cli('verify', '--home', tried)
      expect(problems).toEqual([])
      held.push(Number(entries))
      // Whole runs or nothing of them, and what is missing comes with a second try.
      const partial = held.filter(count => count > before && count < before + offers).length
      if (Number(entries) < before + offers && partial <= 3) {
        cli('bundle', 'import', bundle, '--home', tried)
        expect(stateOf(tried)).toBe(whole)
      }
      rmSync(tried, { recursive: true, force: true })
    }
    console.log(`entries held after each kill, ${before} before: ${held.join(' ')}`)
    expect(new Set(held).size, 'kills at different stages').toBeGreaterThan(2)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

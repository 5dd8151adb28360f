import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { launchApp } from '../electron/launch.ts'
import { cli, stateOf } from './cli.ts'
import { unlock } from './steps.ts'

const tries = 20
const offers = 4000

/** A and B of one federation; A has written thousands of offers since B joined, and made a stick of them. */
const makeHomes = async (folder: string) => {
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
  const writer = await launchApp({ home: at('a') })
  await unlock(writer)
  await writer.page.evaluate(async count => {
    for (let i = 0; i < count; i++)
      await window.chumak.ask['rows.put']({
        kind: 'offer',
        fields: { good: `Salt ${i}`, quantity: i + 1, massKg: i + 1 }
      })
  }, offers)
  await writer.close()
  cli('bundle', 'export', '--home', at('a'), '--out', at('a.caravan'))
  return { home: at('b'), bundle: at('a.caravan'), whole: stateOf(at('a')) }
}

/** The same numbers at every run: a failure can be repeated. */
const seeded = (seed: number) => () => {
  seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
  return seed / 2 ** 31
}

test(`the app killed ${tries} times while it imports leaves a record that opens, verifies and can be finished`, async () => {
  test.setTimeout(400_000)
  const folder = mkdtempSync(join(tmpdir(), 'chumak-kill-'))
  try {
    const { home, bundle, whole } = await makeHomes(folder)
    const random = seeded(1)
    const held: number[] = []
    for (let i = 0; i < tries; i++) {
      const launched = await launchApp({ home })
      await unlock(launched)
      await launched.page.keyboard.press('Alt+4')
      await launched.answerOpenDialog(bundle)
      await launched.page.getByRole('button', { name: 'Choose the stick file…' }).click()
      await launched.page.getByRole('button', { name: 'Take it in' }).click()
      await new Promise(resolve => setTimeout(resolve, random() * 1500))
      await launched.kill()
      expect(cli('verify', '--home', home).problems).toEqual([])
      const { entries } = cli('stats', '--home', home)
      held.push(Number(entries))
      // never less than before: what was durable stays
      expect(held.at(-1)).toBeGreaterThanOrEqual(held.at(-2) ?? 0)
    }
    console.log(`entries held after each kill: ${held.join(' ')}`)
    cli('bundle', 'import', bundle, '--home', home)
    expect(stateOf(home)).toBe(whole)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

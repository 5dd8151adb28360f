import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { texts } from '../../renderer/text/texts.ts'
import { type LaunchedApp, launchApp } from '../electron/launch.ts'
import { cli, stateOf } from './cli.ts'
import { addGood, giveStick, takeWelcome, unlock } from './steps.ts'

const { caravan, carry, exchange, people, start } = texts.en

test('whoever took a new key reads, carries, and comes back by a card', async () => {
  test.setTimeout(180_000)
  const folder = mkdtempSync(join(tmpdir(), 'chumak-outside-'))
  const at = (name: string) => join(folder, name)
  const home = (name: string) => ['--home', at(name)]
  const offer = (good: string, of: string) =>
    cli('put', 'offer', JSON.stringify({ good, quantity: 1, massKg: 50, category: 'grain' }), ...home(of))
  const admit = (name: string, by: string) => {
    cli('welcome', at(`${name}.card`), '--out', at(`${name}.welcome`), ...home(by))
    cli('join', at(`${name}.welcome`), ...home(name))
  }
  let open: LaunchedApp | null = null
  try {
    const begin = ['--commune', 'Orikhiv', '--place', '47.57,35.79', '--handle', 'Walnut']
    cli('init', '--federation', 'Free communes', ...begin, ...home('a'))
    cli('card', '--handle', 'Thistle', '--out', at('c.card'), ...home('c'))
    admit('c', 'a')
    offer('Honest flour', 'a')
    offer('Thistle’s honey', 'c')
    cli('bundle', 'export', '--out', at('a.caravan'), ...home('a'))
    cli('bundle', 'import', at('a.caravan'), ...home('c'))
    expect(cli('renew-device', ...home('c'))).toMatchObject({ state: 'waiting', welcomed: false })

    const c = await launchApp({ home: at('c') })
    open = c
    await unlock(c)
    const banner = c.page.getByRole('complementary', { name: people.outside.label })

    // the record is read on, and every screen says why nothing can be written
    await expect(banner).toContainText(people.outside.newKey)
    await c.page.keyboard.press('Alt+1')
    await expect(c.page.getByText(caravan.mayNotWrite)).toBeVisible()
    await expect(c.page.getByText(caravan.step.communes.title)).toBeHidden()
    await c.page.keyboard.press('Alt+2')
    await expect(c.page.getByRole('row').filter({ hasText: 'Honest flour' })).toBeVisible()
    await expect(c.page.getByRole('row').filter({ hasText: 'Thistle’s honey' })).toBeVisible()
    await expect(c.page.getByRole('button', { name: exchange.addOffer })).toBeDisabled()
    await c.page.keyboard.press('Alt+4')
    await c.page.getByRole('tab', { name: carry.parts.people }).click()
    await expect(c.page.getByText(carry.people.welcomeNot)).toBeVisible()
    await expect(c.page.getByRole('button', { name: carry.people.chooseCard })).toBeHidden()
    await c.page.reload()
    await expect(banner).toBeVisible()
    await giveStick(c, at('c.caravan'))

    await banner.getByRole('button', { name: people.outside.toCard }).click()
    await c.page.getByRole('button', { name: start.join.makeCard }).waitFor()
    await c.page.getByRole('button', { name: texts.en.words.act.back }).click()
    await expect(banner).toBeVisible()
    await banner.getByRole('button', { name: people.outside.toCard }).click()
    await c.answerSaveDialog(at('c-again.card'))
    await c.page.getByRole('button', { name: start.join.makeCard }).click()
    await expect(c.page.getByText(/^\d{5} \d{5} \d{5} \d{5}$/)).toBeVisible()

    // a stick of one who is out is as good as another's
    cli('bundle', 'import', at('c.caravan'), ...home('a'))
    cli('welcome', at('c-again.card'), '--out', at('c-again.welcome'), ...home('a'))
    await takeWelcome(c, at('c-again.welcome'))
    await expect(banner).toBeHidden()
    await c.page.keyboard.press('Alt+2')
    await expect(c.page.getByRole('row').filter({ hasText: 'Thistle’s honey' })).toBeVisible()
    await addGood(c, 'Offers', { good: 'Thistle’s rye', category: 'Grain and flour', kg: 20 })
    await giveStick(c, at('c2.caravan'))
    await c.close()
    open = null
    cli('bundle', 'import', at('c2.caravan'), ...home('a'))
    expect(stateOf(at('c'))).toBe(stateOf(at('a')))
  } finally {
    await open?.kill()
    rmSync(folder, { recursive: true, force: true })
  }
})

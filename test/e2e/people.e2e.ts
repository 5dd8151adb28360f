import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { type LaunchedApp, launchApp } from '../electron/launch.ts'
import { cli, stateOf } from './cli.ts'
import { addGood, giveStick, takeStick, takeWelcome, unlock, welcome } from './steps.ts'

const flour = (good: string) => JSON.stringify({ good, quantity: 1, massKg: 50, category: 'grain' })

const toPeople = async ({ page }: LaunchedApp): Promise<void> => {
  await page.keyboard.press('Alt+4')
  await page.getByRole('tab', { name: 'People and communes' }).click()
}
const line = ({ page }: LaunchedApp, who: string) =>
  page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: who }) })

test('a lost laptop is released by two, a copied one is noticed and goes on with a new key', async () => {
  test.setTimeout(240_000)
  const folder = mkdtempSync(join(tmpdir(), 'chumak-people-'))
  const at = (name: string) => join(folder, name)
  const home = (name: string) => ['--home', at(name)]
  const open: LaunchedApp[] = []
  const launch = async (name: string): Promise<LaunchedApp> => {
    const launched = await launchApp({ home: at(name) })
    open.push(launched)
    await unlock(launched)
    return launched
  }
  const admit = (name: string) => {
    cli('welcome', at(`${name}.card`), '--out', at(`${name}.welcome`), ...home('a'))
    cli('join', at(`${name}.welcome`), ...home(name))
  }
  try {
    // three laptops of one commune, and one of another
    const begin = ['--commune', 'Orikhiv', '--place', '47.57,35.79', '--handle', 'Walnut']
    cli('init', '--federation', 'Free communes', ...begin, ...home('a'))
    cli('card', '--handle', 'Reed', '--out', at('b.card'), ...home('b'))
    cli('card', '--handle', 'Thistle', '--out', at('c.card'), ...home('c'))
    const founding = ['--commune', 'Polohy', '--place', '47.48,36.25', '--handle', 'Sorrel']
    cli('card', ...founding, '--out', at('d.card'), ...home('d'))
    for (const name of ['b', 'c', 'd']) admit(name)
    cli('put', 'offer', flour('Honest flour'), ...home('c'))
    cli('bundle', 'export', '--out', at('c1.caravan'), ...home('c'))
    for (const name of ['a', 'b', 'd']) cli('bundle', 'import', at('c1.caravan'), ...home(name))
    // the laptop is lost; whoever has it writes on
    cli('put', 'offer', flour('Poisoned flour'), ...home('c'))
    cli('bundle', 'export', '--out', at('c2.caravan'), ...home('c'))

    // one's own other laptop, lost at once, is released by the first alone
    const other = cli('card', '--handle', 'Walnut’s old one', '--out', at('e.card'), ...home('e'))
    const a = await launch('a')
    await welcome(a, at('e.card'), String(other.fingerprint), at('e.welcome'), true)
    await toPeople(a)
    await expect(line(a, 'Walnut’s old one')).toContainText('your other laptop')
    // two communes are in: for the next one both must vouch
    await a.page.getByRole('combobox', { name: 'How many communes must vouch for a new one' }).click()
    await a.page.getByRole('option', { name: '2', exact: true }).click()
    await a.page.getByRole('button', { name: 'Write it into the covenant' }).click()
    await expect(a.page.getByText(/^For a new commune 2 communes of the federation must vouch/)).toBeVisible()
    await a.page.getByRole('button', { name: 'Release Walnut’s old one…' }).click()
    await expect(a.page.getByText(/It is your own other laptop: your word alone is enough\./)).toBeVisible()
    await a.page.getByRole('button', { name: 'Release Walnut’s old one now' }).click()
    await expect(a.page.getByText('Walnut’s old one is released.')).toBeVisible()
    await expect(line(a, 'Thistle')).toContainText('member')
    await a.page.getByRole('button', { name: 'Release Thistle…' }).click()
    const form = a.page.getByRole('form', { name: 'Release Thistle' })
    await form.getByRole('radio', { name: 'the laptop is lost or was taken' }).check()
    await form.getByRole('button', { name: 'Ask for the release of Thistle' }).click()
    await expect(a.page.getByText(/^You asked for it\. 1.more member must ask too\.$/)).toBeVisible()
    await expect(line(a, 'Thistle')).toContainText(/Walnut asked for the release; 1.more member must ask/)
    await giveStick(a, at('a1.caravan'))

    const b = await launch('b')
    await takeStick(b, at('a1.caravan'))
    await toPeople(b)
    await b.page.getByRole('button', { name: 'Release Thistle…' }).click()
    await b.page.getByRole('button', { name: 'Ask for the release of Thistle' }).click()
    await expect(b.page.getByText('Thistle is released.')).toBeVisible()
    await expect(line(b, 'Thistle')).toContainText(/released; what was written up to entry \d+ stands/)
    await giveStick(b, at('b1.caravan'))

    // A hears of the second word, and only then of what was written on the lost laptop
    await takeStick(a, at('b1.caravan'))
    await takeStick(a, at('c2.caravan'))
    await a.page.keyboard.press('Alt+2')
    await a.page.getByRole('tab', { name: 'Offers' }).click()
    await expect(a.page.getByRole('row').filter({ hasText: 'Honest flour' })).toBeVisible()
    await expect(a.page.getByRole('row').filter({ hasText: 'Poisoned flour' })).toBeHidden()

    // B's disk was copied, and both copies write
    await b.close()
    open.splice(open.indexOf(b), 1)
    cpSync(at('b'), at('b-copy'), { recursive: true })
    cli('put', 'offer', flour('Of the copy'), ...home('b-copy'))
    cli('bundle', 'export', '--out', at('copy.caravan'), ...home('b-copy'))
    cli('put', 'offer', flour('Of the first'), ...home('b'))
    cli('bundle', 'export', '--out', at('b2.caravan'), ...home('b'))
    const trouble = (launched: LaunchedApp) =>
      launched.page.getByRole('complementary', { name: 'Trouble with a key' })
    await takeStick(a, at('b2.caravan'))
    await expect(trouble(a)).toBeHidden()
    await takeStick(a, at('copy.caravan'))
    await expect(trouble(a)).toContainText(
      /Two laptops write under the name Reed\. What was written after entry \d+/
    )

    const again = await launch('b')
    await takeStick(again, at('copy.caravan'))
    await expect(trouble(again)).toContainText('nothing new from here counts')
    const [card, letter] = [at('b-new.card'), at('b-new.welcome')]
    await trouble(again).getByRole('button', { name: 'Take a new device key…' }).click()
    await again.page.getByRole('button', { name: 'Take a new key', exact: true }).click()
    await again.page.getByRole('button', { name: 'Yes, take a new key now' }).click()
    const outside = again.page.getByRole('complementary', { name: 'Your membership' })
    await expect(outside).toContainText('a new key that nobody has welcomed yet')
    await outside.getByRole('button', { name: 'Card and welcome…' }).click()
    await expect(again.page.getByRole('heading', { name: 'Join with an invitation' })).toBeVisible()
    await again.answerSaveDialog(card)
    await again.page.getByRole('button', { name: 'Make the card file…' }).click()
    const digits = again.page.getByText(/^\d{5} \d{5} \d{5} \d{5}$/)
    await expect(digits).toBeVisible()

    await toPeople(a)
    await a.page.getByRole('button', { name: 'Release Reed…' }).click()
    await a.page.getByRole('button', { name: 'Ask for the release of Reed' }).click()
    await expect(a.page.getByText('Reed is released.')).toBeVisible()
    await expect(trouble(a)).toBeHidden()
    await welcome(a, card, (await digits.textContent()) ?? '', letter)
    await takeWelcome(again, letter)
    await addGood(again, 'Offers', { good: 'Of the new key', category: 'Grain and flour', kg: 20 })
    await giveStick(again, at('b3.caravan'))
    await takeStick(a, at('b3.caravan'))
    await a.page.keyboard.press('Alt+2')
    await expect(a.page.getByRole('row').filter({ hasText: 'Of the new key' })).toBeVisible()
    await giveStick(a, at('a2.caravan'))
    for (const launched of open.splice(0)) await launched.close()
    for (const name of ['b', 'd']) cli('bundle', 'import', at('a2.caravan'), ...home(name))
    cli('bundle', 'export', '--out', at('b4.caravan'), ...home('b'))
    cli('bundle', 'import', at('b4.caravan'), ...home('a'))
    expect(stateOf(at('b'))).toBe(stateOf(at('a')))
    expect(cli('verify', ...home('a')).problems).toEqual([])
  } finally {
    for (const launched of open) await launched.kill()
    rmSync(folder, { recursive: true, force: true })
  }
})

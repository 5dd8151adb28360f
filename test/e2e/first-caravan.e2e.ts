import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { type LaunchedApp, launchApp } from '../electron/launch.ts'
import { stateOf } from './cli.ts'
import {
  addGood,
  beginFederation,
  chooseOption,
  fillDay,
  giveStick,
  makeCard,
  makeRecord,
  putCommune,
  takeStick,
  takeWelcome,
  welcome
} from './steps.ts'

/** The itinerary as it stands beside the map, in words. */
const itinerary = async (page: Page): Promise<string[]> => {
  await page.keyboard.press('Alt+1')
  await page.getByRole('tab', { name: 'Route' }).click()
  const days = page.getByRole('heading', { name: /^Day \d+/ })
  await expect(days.first()).toBeVisible()
  const lines = await page.getByRole('tabpanel').getByRole('listitem').allTextContents()
  return lines.map(line => line.replaceAll('\u00a0', ' '))
}

const makeCaravan = async ({ page }: LaunchedApp): Promise<void> => {
  await page.getByRole('button', { name: 'Make a caravan' }).click()
  await page.getByLabel('Name', { exact: true }).fill('May round')
  await chooseOption(page, 'Starts at', 'Orikhiv')
  await chooseOption(page, 'Ends at', 'Orikhiv')
  await fillDay(page, 'First day', '2027-05-03')
  await fillDay(page, 'Last day', '2027-05-28')
  await page.getByRole('button', { name: 'Make the caravan' }).click()
  await page.getByRole('tab', { name: 'Vehicles' }).click()
  await page.getByRole('button', { name: 'Add a vehicle' }).first().click()
  await page.getByLabel('What it is').fill('Blue van')
  await page.getByLabel('Carries at most').fill('900')
  await page.getByLabel('Room for goods').fill('6')
  await page.getByRole('button', { name: 'Add the vehicle' }).click()
}

const addStop = async ({ page }: LaunchedApp, commune: string, window?: [string, string]): Promise<void> => {
  await page.getByRole('tab', { name: 'Stops' }).click()
  await page.getByRole('button', { name: 'Add a stop' }).first().click()
  await chooseOption(page, 'Commune', commune)
  await page.getByLabel('Days of stay').fill('1')
  if (window) {
    await page.getByRole('button', { name: 'Only on certain days' }).click()
    await fillDay(page, /^From$/, window[0])
    await fillDay(page, /^To$/, window[1])
  }
  await page.getByRole('button', { name: 'Add the stop' }).click()
  await expect(page.getByRole('button', { name: `Edit the stop ${commune}` })).toBeVisible()
}

test('three laptops begin, join, exchange, plan, and carry one record', async () => {
  test.setTimeout(300_000)
  const folder = mkdtempSync(join(tmpdir(), 'chumak-three-'))
  const at = (name: string) => join(folder, name)
  const open: LaunchedApp[] = []
  const launch = async (name: string): Promise<LaunchedApp> => {
    const launched = await launchApp({ home: at(name) })
    open.push(launched)
    return launched
  }
  try {
    const a = await launch('a')
    await makeRecord(a, 'Walnut')
    await beginFederation(a, 'Free communes', 'Orikhiv')

    const b = await launch('b')
    await makeRecord(b, 'Reed')
    const digitsB = await makeCard(b, 'Polohy', at('b.card'))
    await welcome(a, at('b.card'), digitsB, at('b.welcome'))
    await takeWelcome(b, at('b.welcome'))
    await addGood(b, 'Offers', { good: 'Honey', category: 'Other', kg: 50 })
    await addGood(b, 'Needs', { good: 'Flour', category: 'Grain and flour', kg: 100 })
    await giveStick(b, at('b.caravan'))

    const c = await launch('c')
    await makeRecord(c, 'Bell')
    const digitsC = await makeCard(c, 'Tokmak', at('c.card'))
    await welcome(a, at('c.card'), digitsC, at('c.welcome'))
    await takeWelcome(c, at('c.welcome'))

    expect(await takeStick(a, at('b.caravan'))).toContain('Reed')
    await addGood(a, 'Offers', { good: 'Wheat flour', category: 'Grain and flour', kg: 300 })
    await addGood(a, 'Needs', { good: 'Honey', category: 'Other', kg: 20 })
    await a.page.getByRole('tab', { name: 'What fits' }).click()
    for (const label of ['Promise Wheat flour to Polohy', 'Promise Honey to Orikhiv']) {
      await a.page.getByRole('button', { name: label }).click()
      await expect(a.page.getByRole('button', { name: label })).toBeHidden()
    }

    for (const commune of ['Huliaipole', 'Mala Tokmachka', 'Komyshuvakha']) await putCommune(a, commune)
    await makeCaravan(a)
    await addStop(a, 'Polohy', ['2027-05-08', '2027-05-12'])
    await addStop(a, 'Huliaipole', ['2027-05-04', '2027-05-20'])
    for (const commune of ['Tokmak', 'Mala Tokmachka', 'Komyshuvakha']) await addStop(a, commune)
    await a.page.getByRole('button', { name: 'Plan', exact: true }).click()
    await a.page.getByRole('button', { name: 'Adopt' }).click({ timeout: 60_000 })
    await expect(a.page.getByText('The route is adopted')).toBeVisible()
    const planned = await itinerary(a.page)
    const told = planned.join('\n')
    for (const commune of ['Polohy', 'Huliaipole', 'Tokmak', 'Mala Tokmachka', 'Komyshuvakha'])
      expect(told).toContain(commune)
    expect(told).toContain('100 kg')
    expect(told).toContain('20 kg')

    await giveStick(a, at('a.caravan'))
    expect(await takeStick(c, at('a.caravan'))).toContain('Walnut')
    expect(await itinerary(c.page)).toEqual(planned)
    await takeStick(b, at('a.caravan'))

    for (const launched of open.splice(0)) await launched.close()
    expect(new Set(['a', 'b', 'c'].map(name => stateOf(at(name)))).size).toBe(1)
  } catch (e) {
    for (const [i, l] of open.entries()) await l.page.screenshot({ path: `/tmp/shots/fail-${i}.png` })
    throw e
  } finally {
    for (const launched of open) await launched.kill()
    rmSync(folder, { recursive: true, force: true })
  }
})

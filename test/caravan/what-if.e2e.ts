import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { launchApp } from '../electron/launch.ts'

const notebook = (page: Page) => page.getByRole('region', { name: 'The caravan’s notebook' })
const step = (page: Page, name: string) => page.locator(`[data-step="${name}"]`)

const expectAccessible = async (page: Page) => {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' ')}`)).toEqual([])
}

test('on the demo’s season: what-ifs beside the route, a limit changed where it is seen, and under way', async () => {
  test.setTimeout(240_000)
  const device = await launchApp()
  const { page } = device
  page.setDefaultTimeout(20_000)
  await page.getByRole('button', { name: 'Look around first' }).click()
  await expect(page.locator('[data-ready="true"]')).toBeVisible({ timeout: 60_000 })

  // Whose turn it is follows from the journeys before.
  await page.getByRole('tab', { name: 'Stops' }).click()
  await expect(notebook(page).getByText('not visited by any journey so far; passed by twice')).toBeVisible()
  await expect(
    notebook(page).getByText(/^last visited 107\sdays before this journey; passed by once$/)
  ).toBeVisible()
  await page.getByRole('tab', { name: 'Route' }).click()
  await page.getByRole('button', { name: 'Plan', exact: true }).click()
  await page.getByRole('button', { name: 'Adopt', exact: true }).click({ timeout: 30_000 })
  await expect(step(page, 'travel')).toBeVisible()
  const route = notebook(page).locator('ol').first()
  await expect(route.getByText(/^It need not be; its turn: not visited by any journey so far/)).toBeVisible()
  await expect(route.getByText('Rest day').first()).toBeVisible()

  // Whom it reaches too late is told, with why and what would help.
  const late = notebook(page).getByRole('region', { name: 'Later than wished for' })
  await expect(late.getByText(/^Orikhiv: .* late; it opens only then\.$/)).toBeVisible()
  await expect(
    late.getByRole('button', { name: /^Try it: It would be on time if Orikhiv opened/ })
  ).toBeVisible()

  // What is left out says why, and what would let it in is tried with one press.
  const out = notebook(page).getByRole('region', { name: 'Not on this route' })
  await expect(out.getByText(/^Tokmak: /)).toBeVisible()
  await out.getByRole('button', { name: /^Try it: It would fit if the journey ended/ }).click()
  const differences = page.getByRole('list', { name: 'What differs' })
  await expect(page.getByRole('button', { name: 'Adopt this one' })).toBeVisible({ timeout: 30_000 })
  await expect(differences.getByText('Tokmak is visited too')).toBeVisible()
  await expect(page.getByRole('list', { name: 'The lines on the map' }).getByRole('listitem')).toHaveText([
    'The adopted route',
    /day[s]? more$/
  ])
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Back' }).click()

  // A road is out: clicked on the map, compared in words and day by day, then adopted.
  await page.getByRole('tab', { name: 'What if' }).click()
  const firstLeg = page.locator('[data-leg="0"] path').last()
  await firstLeg.dispatchEvent('click')
  const road = await page.getByRole('combobox', { name: 'Which road' }).inputValue()
  expect(road).toMatch(/^Huliaipole – /)
  await page.getByRole('button', { name: 'Try it', exact: true }).click()
  await expect(page.getByRole('heading', { name: `The road ${road} is out` })).toBeVisible()
  await page.getByRole('button', { name: 'Adopt this one' }).waitFor({ timeout: 30_000 })
  await expect(differences.getByText(/ at the wheel$| km /).first()).toBeVisible()
  const beside = page.getByRole('table', { name: 'Day by day' })
  await expect(beside.getByRole('columnheader')).toHaveText([
    'Day',
    'The adopted route',
    `The road ${road} is out`
  ])
  await expect(beside.locator('[data-differs]').first()).toBeVisible()
  // held against the other what-if
  await page.getByRole('combobox', { name: 'Held against' }).click()
  await page.getByRole('option', { name: /day[s]? more$/ }).click()
  await expect(differences.getByText('Tokmak is not visited')).toBeVisible()
  await page.getByRole('button', { name: 'Adopt this one' }).click()
  await expect(step(page, 'travel')).toBeVisible()
  await expect(notebook(page).getByRole('button', { name: `Report the road ${road}` })).toHaveCount(0)

  // A stay is changed where it is seen: the route says that it was made before, one press makes it anew.
  const adjust = page.getByRole('button', { name: /^Change what .* asks for$/ })
  await adjust.first().press('Enter')
  const stay = page.getByRole('textbox', { name: 'Days of stay' })
  const days = Number(await stay.inputValue())
  await stay.fill(String(days + 0.25))
  await stay.press('Enter')
  await expect(page.getByText('Made before a change')).toBeVisible()
  await expect(page.getByText('The route was made before this change.')).toBeVisible()
  const fixed = page.getByRole('checkbox', { name: /^Always on / })
  await fixed.check()
  await expect(page.getByText('day fixed')).toBeVisible()
  await expectAccessible(page)
  await adjust.first().press('Enter')
  await expect(stay).toHaveCount(0)
  await page.getByRole('button', { name: 'Plan again' }).click()
  await page.getByRole('button', { name: 'Adopt', exact: true }).click({ timeout: 30_000 })
  await expect(step(page, 'travel')).toBeVisible()
  await expect(page.getByText('Made before a change')).toHaveCount(0)

  // Under way: the first two stops are behind, and stay as they were when the rest is planned again.
  const arrivals = () => notebook(page).getByRole('button', { name: /^\d+ Arrives at / })
  const before = await arrivals().allInnerTexts()
  await adjust.nth(1).click()
  await page.getByRole('button', { name: 'We have been here' }).click()
  await expect(notebook(page).getByText(/^Under way: 2 of /)).toBeVisible()
  await page.getByRole('button', { name: 'Plan again' }).first().click()
  await page.getByRole('button', { name: 'Adopt', exact: true }).click({ timeout: 30_000 })
  await expect(step(page, 'travel')).toBeVisible()
  expect((await arrivals().allInnerTexts()).slice(0, 2)).toEqual(before.slice(0, 2))
  await expect(notebook(page).locator('[data-done]')).toHaveCount(2)
  await device.close()
})

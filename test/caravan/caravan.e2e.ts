import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import type { Chumak } from '#shared/contract.ts'
import { launchApp } from '../electron/launch.ts'

declare global {
  interface Window {
    chumak: Chumak
  }
}

let home: string
test.beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'chumak-caravan-'))
})
test.afterEach(() => rmSync(home, { recursive: true, force: true }))

const passphrase = 'oxcart salt steppe lantern river'

/** From the first window to the empty Caravan area, as a person does it. */
const beginFederation = async (page: Page) => {
  await page.getByRole('textbox', { name: 'Passphrase', exact: true }).fill(passphrase)
  await page.getByRole('textbox', { name: 'Passphrase once more' }).fill(passphrase)
  await page.getByRole('textbox', { name: 'What others call you' }).fill('Marusia')
  await page.getByRole('button', { name: 'Make the record' }).click()
  await page.getByRole('button', { name: /^Begin a federation/ }).click({ timeout: 30_000 })
  await page.getByRole('textbox', { name: 'Name of the federation' }).fill('Haichur')
  await page.getByRole('textbox', { name: 'Name of your commune' }).fill('Huliaipole')
  await page.getByRole('textbox', { name: 'Where your commune is' }).fill('Huliaipole')
  await page
    .getByRole('option', { name: /Huliaipole/ })
    .first()
    .click()
  await page.getByRole('button', { name: 'Begin', exact: true }).click()
  await page.getByRole('navigation', { name: 'Areas' }).waitFor()
}

const notebook = (page: Page) => page.getByRole('region', { name: 'The caravan’s notebook' })

const menu = async (page: Page, item: string) => {
  await page.getByRole('button', { name: 'More for this caravan' }).click()
  await page.getByRole('button', { name: item }).first().click()
}

const putCommune = async (page: Page, name: string) => {
  await menu(page, 'Put a commune on the map')
  await page.getByRole('textbox', { name: 'Find its place' }).fill(name)
  await page
    .getByRole('option', { name: new RegExp(`^${name}`) })
    .first()
    .click()
  await expect(page.getByRole('textbox', { name: 'Name of the commune' })).toHaveValue(name)
  await page.getByRole('button', { name: 'Put it on the map' }).click()
  await expect(page.getByRole('form', { name: 'Put a commune on the map' })).toBeHidden()
}

const typeDay = async (page: Page, label: string, day: string, nth = 0) => {
  const field = page.getByRole('textbox', { name: label, exact: true }).nth(nth)
  await field.fill(day)
  await field.press('Tab')
}

const put = (page: Page, kind: string, fields: Record<string, unknown>) =>
  page.evaluate(
    async ([kind, fields]) => {
      const result = await window.chumak.ask['rows.put']({ kind, fields })
      if (!result.ok) throw new Error(JSON.stringify(result.error))
      return result.value.id as string
    },
    [kind, fields] as const
  )

const communeIds = (page: Page): Promise<Record<string, string>> =>
  page.evaluate(async () => {
    const result = await window.chumak.ask['rows.list']({ kind: 'commune' })
    if (!result.ok) throw new Error(result.error.code)
    return Object.fromEntries(
      result.value.rows.map(row => [(row.fields as { name?: string }).name ?? '', row.id as string])
    )
  })

const expectAccessible = async (page: Page) => {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' ')}`)).toEqual([])
}

/** What the notebook has said of the route from now on, one after another, seen or not. */
const watchStandings = async (page: Page): Promise<() => Promise<string[]>> => {
  const before = await page.evaluateHandle(() => {
    const before: string[] = []
    const standing = document.querySelector('[data-scrolls] [data-standing]')!
    new MutationObserver(changes => {
      for (const { oldValue } of changes) before.push(oldValue ?? '')
    }).observe(standing, { attributeFilter: ['data-standing'], attributeOldValue: true })
    return before
  })
  const now = notebook(page).locator('[data-standing]').first()
  return async () => [...(await before.jsonValue()), (await now.getAttribute('data-standing')) ?? '']
}

test('from an empty map to an adopted route over six communes, and again when a road is blocked', async () => {
  test.setTimeout(240_000)
  const device = await launchApp({ home })
  const { page } = device
  page.setDefaultTimeout(15_000)
  await beginFederation(page)

  // One's own commune is there; a second is put by search, one by a click on the map.
  await expect(page.getByRole('heading', { name: 'Put your communes on the map' })).toBeVisible()
  await expectAccessible(page)
  for (const name of ['Polohy', 'Orikhiv', 'Tokmak', 'Pokrovske']) await putCommune(page, name)
  await menu(page, 'Put a commune on the map')
  await expectAccessible(page)
  const map = page.getByRole('region', { name: 'Map of the caravan' })
  const box = (await map.boundingBox())!
  await page.mouse.click(box.x + box.width * 0.45, box.y + box.height * 0.55)
  await expect(page.getByText(/^Place: /)).toBeVisible()
  await page.getByRole('textbox', { name: 'Name of the commune' }).fill('Ford')
  await page.getByRole('button', { name: 'Put it on the map' }).click()
  await expect(map.getByRole('button', { name: /^Ford/ })).toBeVisible()

  // Two loads are promised, one of them from where the caravan sets out.
  const communes = await communeIds(page)
  for (const [good, from, to, massKg] of [
    ['Flour', 'Huliaipole', 'Tokmak', 300],
    ['Beans', 'Polohy', 'Orikhiv', 120]
  ] as const) {
    const goods = { good, category: 'grain', quantity: massKg, unit: 'kg', massKg, keep: 'plain' }
    const offer = await put(page, 'offer', goods)
    const need = await put(page, 'need', { ...goods, urgency: 'soon' })
    const ends = { from: communes[from], to: communes[to] }
    await put(page, 'match', { offer, need, ...ends, quantity: massKg, massKg, state: 'committed' })
  }

  await notebook(page).getByRole('button', { name: 'Make a caravan' }).click()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('May round')
  await typeDay(page, 'First day', '2027-05-10')
  await typeDay(page, 'Last day', '2027-05-28')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Make the caravan' }).click()

  // A stop by its commune on the map, the others by name; one only on certain days.
  await map.getByRole('button', { name: /^Polohy/ }).click()
  await page.getByRole('button', { name: 'Add as a stop' }).click()
  await page.getByRole('button', { name: 'Add the stop' }).click()
  await expect(page.getByRole('button', { name: 'Edit the stop Polohy' })).toBeVisible()
  for (const name of ['Orikhiv', 'Tokmak', 'Pokrovske', 'Ford']) {
    await page.getByRole('tab', { name: 'Stops' }).click()
    await page.getByRole('button', { name: 'Add a stop' }).click()
    await page.getByRole('combobox', { name: 'Commune' }).fill(name)
    await page.getByRole('option', { name, exact: true }).click()
    if (name === 'Orikhiv') {
      await page.getByRole('button', { name: 'Only on certain days' }).click()
      await typeDay(page, 'From', '2027-05-14')
      await typeDay(page, 'To', '2027-05-16')
      await expectAccessible(page)
    }
    await page.getByRole('button', { name: 'Add the stop' }).click()
    await expect(page.getByRole('button', { name: `Edit the stop ${name}` })).toBeVisible()
  }
  await page.getByRole('tab', { name: 'Vehicles' }).click()
  await page.getByRole('button', { name: 'Add a vehicle' }).click()
  await page.getByRole('textbox', { name: 'What it is' }).fill('Blue van')
  await page.getByRole('textbox', { name: 'Carries at most' }).fill('900')
  await page.getByRole('textbox', { name: 'Room for goods' }).fill('6')
  await page.getByRole('button', { name: 'Add the vehicle' }).click()
  await expect(page.getByRole('button', { name: 'Edit the vehicle Blue van' })).toBeVisible()

  await page.getByRole('tab', { name: 'Route' }).click()
  await page.getByRole('button', { name: 'Plan', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Adopt' })).toBeVisible({ timeout: 20_000 })
  await expect(notebook(page).getByText(/^5\sstops, /)).toBeVisible()
  await expect(notebook(page).getByText(/^Load 300\skg of Flour$/)).toBeAttached()
  await expect(notebook(page).getByText(/^Unload 300\skg of Flour$/)).toBeAttached()
  await expect(notebook(page).getByText(/^Unload 120\skg of Beans$/)).toBeAttached()
  await expect(map.getByRole('button', { name: /Tokmak, stop \d, − 300\skg Flour/ })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Adopt' }).click()
  await expect(page.getByRole('heading', { name: 'The route is adopted' })).toBeVisible()

  // By hand, with the keyboard: what that breaks is said; the adopted route comes back.
  const arrivals = notebook(page).getByRole('button', { name: /^\d+ Arrives at / })
  const before = await arrivals.allInnerTexts()
  await page
    .getByRole('button', { name: /^Move .* later$/ })
    .first()
    .press('Enter')
  await expect(page.getByRole('heading', { name: 'A route to look at' })).toBeVisible()
  expect(await arrivals.allInnerTexts()).not.toEqual(before)
  await page.getByRole('button', { name: 'Discard the draft' }).click()
  await expect.poll(() => arrivals.allInnerTexts()).toEqual(before)

  // By hand, with the mouse: the first stop dragged onto the third goes after it.
  await page.getByRole('tab', { name: 'Stops' }).click()
  const listed = notebook(page).getByRole('button', { name: /^Edit the stop / })
  const order = () => listed.evaluateAll(items => items.map(item => item.getAttribute('aria-label')))
  const [first, second, third, ...rest] = await order()
  const grips = page.getByTitle('Drag to another place in the order')
  await grips.nth(0).dragTo(grips.nth(2))
  await expect.poll(order).toEqual([second, third, first, ...rest])
  await page.getByRole('button', { name: 'Discard the draft' }).click()

  // The road of the second leg is out.
  await page.getByRole('tab', { name: 'Route' }).click()
  const leg = page.getByRole('button', { name: /^Report the road / }).nth(1)
  const [, a, b] = /Report the road (.+) – (.+)/.exec((await leg.getAttribute('aria-label'))!)!
  await leg.click()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Report', exact: true }).click()
  await expect(page.getByText(`The road ${a} – ${b} is reported blocked: plan again.`)).toBeVisible()
  const standings = await watchStandings(page)
  await page.getByRole('button', { name: 'Plan again' }).click()
  await expect(page.getByRole('heading', { name: 'A route to look at' })).toBeVisible({ timeout: 20_000 })
  // The route before it is not drawn once more between the best so far and the answer.
  expect(await standings()).toEqual(['adopted', 'running', 'draft'])
  await page.getByRole('button', { name: 'Adopt' }).click()
  await expect(page.getByRole('heading', { name: 'The route is adopted' })).toBeVisible()
  await expect(page.getByRole('button', { name: `Report the road ${a} – ${b}` })).toHaveCount(0)

  await device.close()
})

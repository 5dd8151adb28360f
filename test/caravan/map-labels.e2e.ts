import { expect, type Locator, test } from '@playwright/test'
import { launchApp } from '../electron/launch.ts'

test('a shortened label opens whole under the pointer and with the focus, and moves no other', async () => {
  const device = await launchApp()
  const { app, page } = device
  await page.getByRole('button', { name: 'Look around first' }).click()
  await expect(page.locator('[data-ready="true"]')).toBeVisible({ timeout: 60_000 })
  // So little room that some labels are shortened.
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1024, 640))
  await page.getByRole('button', { name: 'Plan', exact: true }).click()
  await expect(page.locator('[data-step="adopt"]')).toBeVisible({ timeout: 60_000 })

  const map = page.getByRole('region', { name: 'Map of the caravan' })
  const short = map.locator('[data-shown="true"][data-short="true"]')
  const boxes = (labels = '[data-label]') =>
    map.locator(labels).evaluateAll(all => all.map(one => JSON.stringify(one.getBoundingClientRect())))
  // Labels get their sides a while after the route was drawn, and the base map may settle once more.
  await expect(async () => {
    const before = await boxes()
    await page.waitForTimeout(1000)
    expect(await boxes()).toEqual(before)
    await expect(short.first()).toBeVisible()
  }).toPass()
  const id = await short.first().getAttribute('data-label')
  const label = map.locator(`[data-label="${id}"]`)
  const boxOf = async (one: Locator) => (await one.boundingBox())!
  const others = () => boxes(`[data-label]:not([data-label="${id}"])`)
  const closed = async () => {
    await expect(label.locator('span').first()).toBeHidden()
    expect((await ellipsis())?.trim()).toContain('…')
  }
  const ellipsis = () => label.locator('b').evaluate(name => getComputedStyle(name, '::after').content)
  const whole = async () => {
    for (const load of await label.locator('span').all()) await expect(load).toBeVisible()
    expect(await ellipsis()).toBe('none')
    const [ground, box] = [await boxOf(map), await boxOf(label)]
    expect(box.x).toBeGreaterThanOrEqual(ground.x)
    expect(box.y).toBeGreaterThanOrEqual(ground.y)
    expect(box.x + box.width).toBeLessThanOrEqual(ground.x + ground.width)
    expect(box.y + box.height).toBeLessThanOrEqual(ground.y + ground.height)
  }

  await closed()
  const before = await others()
  const { x, y, width, height } = await boxOf(label)
  await page.mouse.move(x + width / 2, y + height / 2)
  await whole()
  expect(await others()).toEqual(before)
  await page.mouse.move(x + width / 2 + 1, y + height / 2)
  await whole()
  await page.mouse.move(1, 1)
  await closed()

  // A finger has no pointer to move: where it is put down is enough.
  const at = { clientX: x + width / 2, clientY: y + height / 2, pointerType: 'touch', buttons: 1 }
  await map.dispatchEvent('pointerdown', at)
  await whole()
  await map.dispatchEvent('pointerdown', { ...at, clientX: 1, clientY: 1 })
  await closed()

  const marker = map.locator(`[data-commune="${id}"] button`)
  await marker.focus()
  await whole()
  await page.keyboard.press('Tab')
  await closed()
  await device.close()
})

import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from '@playwright/test'
import { texts } from '../../renderer/text/texts.ts'
import { launchApp } from '../electron/launch.ts'

const folder = resolve(import.meta.dirname, '../../docs/pictures')
const { assembly, caravan, carry, shell, start } = texts.en

test('pictures of the demo', async () => {
  mkdirSync(folder, { recursive: true })
  const device = await launchApp()
  const { app, page } = device
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 800))
  await page.waitForFunction(() => innerWidth === 1280 && innerHeight === 800)
  const look = (colorScheme: 'light' | 'dark') => page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  const picture = async (name: string) => {
    await page.mouse.move(640, 799)
    // The map draws its tiles after the page stands.
    await page.waitForTimeout(1500)
    await page.screenshot({ path: join(folder, `${name}.png`) })
  }
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const area = (name: string) => page.locator('nav').getByRole('button', { name, exact: true }).click()
  const step = (name: string) => page.locator(`[data-step="${name}"]`)

  await look('light')
  await button(start.lookFirst).click()
  await expect(page.locator('[data-ready="true"]')).toBeVisible({ timeout: 60_000 })
  await button(caravan.step.plan.do).click()
  await expect(step('adopt')).toBeVisible({ timeout: 60_000 })
  await button(caravan.step.adopt.do).click()
  await expect(step('travel')).toBeVisible()
  await picture('caravan')
  await look('dark')
  await picture('caravan-dark')
  await look('light')

  await area(shell.areas.exchange.name)
  await expect(page.getByRole('row').nth(3)).toBeVisible()
  await picture('exchange')
  await area(shell.areas.assembly.name)
  await expect(page.getByLabel(assembly.timebox).first()).toBeVisible()
  await picture('assembly')
  await area(shell.areas.carry.name)
  await expect(button(carry.take.choose)).toBeVisible()
  await picture('carry')
  await device.close()
})

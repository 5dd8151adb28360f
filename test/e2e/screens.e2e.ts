import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { launchApp } from '../electron/launch.ts'
import { type Walk, walkAreas, walkCaravan, walkOwn, walkStart } from './every-screen.ts'

/** Looks at each screen in both colours, and gathers what axe finds. */
const watching = (page: Page) => {
  const found: string[] = []
  const see: Walk['see'] = async (name, again) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await again?.()
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme)
      // Not in a page of its own, which Electron would not open.
      const axe = new AxeBuilder({ page })
        .setLegacyMode(true)
        .options({ preload: false, resultTypes: ['violations'] })
      // Names, roles and order are the same in the dark; colours are not.
      if (colorScheme === 'dark') axe.withRules('color-contrast')
      const { violations } = await axe.analyze()
      for (const { id, help, nodes } of violations) {
        for (const node of nodes)
          found.push(`${name}, ${colorScheme}: ${id}, ${help}: ${node.html.slice(0, 160)}`)
      }
    }
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  }
  return { found, see }
}

test('axe finds nothing on any screen, in light and in dark', async () => {
  test.setTimeout(600_000)
  const device = await launchApp()
  const { found, see } = watching(device.page)
  const walk: Walk = { device, language: 'en', see }
  await walkStart(walk)
  await walkCaravan(walk)
  await walkAreas(walk)
  expect(found).toEqual([])
  await device.close()
})

test("axe finds nothing on the screens of one's own record either", async () => {
  const device = await launchApp()
  const { found, see } = watching(device.page)
  await walkOwn({ device, language: 'en', see })
  expect(found).toEqual([])
  await device.close()
})

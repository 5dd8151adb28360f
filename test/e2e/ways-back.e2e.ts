import { expect, test } from '@playwright/test'
import { texts } from '../../renderer/text/texts.ts'
import { type LaunchedApp, launchApp } from '../electron/launch.ts'
import { passphrase } from './cli.ts'
import { beginFederation, giveStick, makeRecord } from './steps.ts'

const { carry, people, settings, shell, start } = texts.en
const backupPassphrase = 'goose under the blue cart at noon'

const typeTwice = async ({ page }: LaunchedApp, label: string, again: string, typed: string) => {
  await page.getByRole('textbox', { name: label, exact: true }).fill(typed)
  await page.getByRole('textbox', { name: again, exact: true }).fill(typed)
}
const toSettings = ({ page }: LaunchedApp) =>
  page.locator('nav').getByRole('button', { name: shell.areas.settings.name, exact: true }).click()

test('a backup and a sheet of paper bring a lost computer back', async () => {
  test.setTimeout(180_000)
  const first = await launchApp()
  const { page } = first
  const files = { backup: `${first.home}-stepan.backup`, stick: `${first.home}-stepan.caravan` }
  await makeRecord(first, 'Stepan')
  await beginFederation(first, 'Salt Road', 'Huliaipole')
  await toSettings(first)

  await page.getByRole('button', { name: settings.paper.open }).click()
  await page.getByRole('button', { name: settings.paper.make }).click()
  const words = page.getByRole('list', { name: settings.paper.words }).getByRole('listitem')
  await expect(words).toHaveCount(24)
  const sheet = (await words.allTextContents()).join('\n')
  await page.getByRole('button', { name: settings.paper.close }).click()
  await expect(words).toHaveCount(0)

  await page.getByRole('button', { name: settings.backup.open }).click()
  await typeTwice(first, settings.backup.label, settings.backup.again, backupPassphrase)
  await page.screenshot({ path: test.info().outputPath('backup.png') })
  await first.answerSaveDialog(files.backup)
  await page.getByRole('button', { name: settings.backup.write }).click()
  await expect(page.getByText(settings.backup.doneNext)).toBeVisible()
  await giveStick(first, files.stick)

  const second = await launchApp()
  await second.page.getByRole('button', { name: start.again.paper }).click()
  await second.page.getByRole('textbox', { name: start.byPaper.words }).fill(sheet)
  await expect(second.page.getByText(start.byPaper.whole)).toBeVisible()
  await second.page.getByRole('textbox', { name: start.handle.label }).fill('Marusia')
  await typeTwice(second, start.passphrase.title, start.passphrase.again, passphrase)
  await second.answerOpenDialog(files.stick)
  await second.page.getByRole('button', { name: start.byPaper.choose }).click()
  await expect(second.page.getByRole('navigation', { name: shell.navigation })).toBeVisible({
    timeout: 30_000
  })
  await second.page.locator('nav').getByRole('button', { name: shell.areas.carry.name, exact: true }).click()
  await second.page.getByRole('tab', { name: carry.parts.people }).click()
  await expect(second.page.getByText('Marusia').first()).toBeVisible()
  await second.close()

  const third = await launchApp()
  await third.page.getByRole('button', { name: start.again.backup }).click()
  await third.page.getByRole('textbox', { name: start.restore.passphrase }).fill(backupPassphrase)
  await typeTwice(third, start.passphrase.title, start.passphrase.again, passphrase)
  await third.answerOpenDialog(files.backup)
  await third.page.getByRole('button', { name: start.restore.choose }).click()
  // a new device: it reads what came back, and makes a card to be admitted again
  await expect(third.page.getByText(people.outside.newKey)).toBeVisible({ timeout: 30_000 })
  await expect(third.page.getByRole('navigation', { name: shell.navigation })).toBeVisible()
  await third.page.getByRole('button', { name: people.outside.toCard }).click()
  await expect(third.page.getByRole('heading', { name: start.join.title })).toBeVisible()
  await expect(third.page.getByRole('button', { name: start.join.makeCard })).toBeVisible()
  await third.close()
  // its folder, where the files lie, goes with it
  await first.close()
})

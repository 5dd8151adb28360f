import { expect, type Page, test } from '@playwright/test'
import { type LaunchedApp, launchApp } from '../electron/launch.ts'
import { passphrase } from './cli.ts'
import { addGood, beginFederation, makeRecord, unlock } from './steps.ts'

const lockedScreen = (page: Page) => page.getByRole('heading', { name: 'Unlock the record' })

/** What the window could still get of the record, and what it still shows. */
const whatIsLeft = (page: Page) =>
  page.evaluate(async () => {
    const codeOf = (answer: { ok: boolean; error?: { code: string } }) =>
      answer.ok ? 'answered' : (answer.error?.code ?? '')
    const { ask } = window.chumak
    const id = 'A'.repeat(43)
    return {
      answers: [
        codeOf(await ask['rows.list']({ kind: 'offer' })),
        codeOf(await ask['rows.get']({ id })),
        codeOf(await ask['record.stats']()),
        codeOf(await ask['desk.key']()),
        codeOf(await ask['lan.status']()),
        codeOf(await ask['docs.read']({ doc: id, part: 'agenda' })),
        codeOf(await ask['federation.standing']())
      ],
      page: document.documentElement.outerHTML
    }
  })

const expectNothingLeft = async (page: Page) => {
  await expect(lockedScreen(page)).toBeVisible()
  const left = await whatIsLeft(page)
  expect(new Set(left.answers)).toEqual(new Set(['locked']))
  for (const word of ['Rye flour', 'Orikhiv', 'Salt Road', 'Half a word'])
    expect(left.page, word).not.toContain(word)
}

const emit = (device: LaunchedApp, event: 'suspend' | 'lock-screen') =>
  device.app.evaluate(({ powerMonitor }, event) => void powerMonitor.emit(event), event)

test('a lock leaves nothing of the record in the window, and unlocking returns to the same place', async () => {
  const device = await launchApp()
  const { page } = device
  await makeRecord(device, 'Marusia')
  await beginFederation(device, 'Salt Road', 'Orikhiv')
  await addGood(device, 'Offers', { good: 'Rye flour', category: 'Grain and flour', kg: 40 })

  await page.getByRole('tab', { name: 'Needs' }).click()
  await page.getByRole('button', { name: 'Say what is needed' }).click()
  await page.getByLabel('What is it?').fill('Half a word')
  // at once: what was typed a moment ago is on its way to the desk
  await emit(device, 'suspend')
  await expectNothingLeft(page)

  await unlock(device)
  await expect(page.getByRole('tab', { name: 'Needs' })).toHaveAttribute('aria-selected', 'true')
  const open = page.getByRole('button', { name: 'Say what is needed' })
  if (await open.isVisible()) await open.click()
  await expect(page.getByLabel('What is it?')).toHaveValue('Half a word')

  await emit(device, 'lock-screen')
  await expectNothingLeft(page)
  await unlock(device)
  await page.keyboard.press('Control+KeyL')
  await expectNothingLeft(page)
  await unlock(device)
  await page.getByRole('navigation', { name: 'Areas' }).getByRole('button', { name: 'Lock now' }).click()
  await expectNothingLeft(page)
  await unlock(device)

  await page.keyboard.press('Alt+2')
  await page.getByRole('tab', { name: 'Offers' }).click()
  await expect(page.getByRole('row').filter({ hasText: 'Rye flour' })).toBeVisible()
  await device.close()
})

test('an agenda that is being written when the laptop is closed is whole when it is unlocked', async () => {
  const device = await launchApp()
  const { page } = device
  await makeRecord(device, 'Marusia')
  await beginFederation(device, 'Salt Road', 'Orikhiv')
  await page.keyboard.press('Alt+3')
  await page.evaluate(async () => {
    const standing = await window.chumak.ask['federation.standing']()
    const at = standing.ok ? standing.value.commune?.id : undefined
    const fields = { name: 'Spring assembly', at, date: '2027-05-12', state: 'planned' }
    await window.chumak.ask['rows.put']({ kind: 'assembly', fields })
  })
  const agenda = page.getByRole('textbox', { name: 'Agenda of Spring assembly' })
  await expect(page.getByRole('button', { name: 'Add a point' })).toBeEnabled()
  await page.getByRole('button', { name: 'Add a point' }).click()
  await expect(agenda).toContainText('Proposed by Orikhiv')
  await page.keyboard.type('Who mends the ferry')
  await expect(agenda).toContainText('mends the ferry')
  // at once: this is neither in the record nor on the desk yet
  await page.keyboard.type(' soon')
  await emit(device, 'suspend')
  await expect(lockedScreen(page)).toBeVisible()
  expect((await whatIsLeft(page)).page).not.toContain('ferry')
  await unlock(device)
  await expect(agenda).toContainText('mends the ferry soon')
  // the relay goes with the record, a moment before the document that speaks to it, and Chromium says so
  expect(device.problems.filter(problem => !problem.includes('WebSocket connection'))).toEqual([])
  await device.quit()
})

test('the passphrase is changed in the settings: a wrong one is told in place, the new one unlocks', async () => {
  const device = await launchApp()
  const { page } = device
  const next = 'ninety otters mend the ferry'
  await makeRecord(device, 'Marusia')
  await beginFederation(device, 'Salt Road', 'Orikhiv')
  await page.keyboard.press('Alt+5')
  await page.getByRole('button', { name: 'Change the passphrase…' }).click()
  const form = page.getByRole('form', { name: 'Passphrase' })
  await form.getByLabel(/^Passphrase now/).fill('not the one at all')
  await form.getByLabel(/^New passphrase( \*)?$/).fill(next)
  await form.getByLabel(/^New passphrase once more/).fill(next)
  await form.getByRole('button', { name: 'Change it' }).click()
  await expect(
    form.getByText('That is not the passphrase of this record. Nothing was changed.')
  ).toBeVisible()
  await form.getByLabel(/^Passphrase now/).fill(passphrase)
  await form.getByRole('button', { name: 'Change it' }).click()
  await expect(page.getByText('The new passphrase holds from now on.')).toBeVisible()

  await page.keyboard.press('Control+KeyL')
  const field = page.getByLabel(/^Passphrase( \*)?$/)
  await field.fill(passphrase)
  await page.getByRole('button', { name: 'Unlock' }).click()
  await expect(page.getByRole('alert')).toContainText('That is not the passphrase')
  await field.fill(next)
  await page.getByRole('button', { name: 'Unlock' }).click()
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
  await device.close()
})

test('an open record stays open behind the demo, and a sleeping machine locks it there', async () => {
  test.setTimeout(180_000)
  const device = await launchApp()
  const { page } = device
  await makeRecord(device, 'Marusia')
  const lookAround = async () => {
    await page.getByRole('button', { name: /Look around/ }).click()
    await expect(page.getByRole('navigation', { name: 'Areas' })).toBeVisible({ timeout: 60_000 })
  }
  const leave = () => page.getByRole('button', { name: 'Leave', exact: true }).click()
  await lookAround()
  await leave()
  await expect(page.getByRole('heading', { name: 'How do you want to begin?' })).toBeVisible()
  await lookAround()
  await emit(device, 'suspend')
  await leave()
  await expectNothingLeft(page)
  await device.close()
})

import { expect, type Page } from '@playwright/test'
import type { LaunchedApp } from '../electron/launch.ts'
import { passphrase } from './cli.ts'

/** What a person does at the window, by the words they see (English). */

export const makeRecord = async ({ page }: LaunchedApp, handle: string): Promise<void> => {
  await page.getByLabel('What others call you').fill(handle)
  await page.getByLabel(/^Passphrase( \*)?$/).fill(passphrase)
  await page.getByLabel('Passphrase once more').fill(passphrase)
  await page.getByRole('button', { name: 'Make the record' }).click()
  await expect(page.getByRole('heading', { name: 'How do you want to begin?' })).toBeVisible()
}

export const unlock = async ({ page }: LaunchedApp): Promise<void> => {
  await page.getByLabel(/^Passphrase( \*)?$/).fill(passphrase)
  await page.getByRole('button', { name: 'Unlock' }).click()
  await expect(page.getByRole('navigation', { name: 'Areas' })).toBeVisible()
}

/** Types into a search of places and takes the first that is found. */
export const choosePlace = async (page: Page, label: string | RegExp, place: string): Promise<void> => {
  await page.getByLabel(label).first().fill(place)
  await page
    .getByRole('option', { name: new RegExp(`^${place}`) })
    .first()
    .click()
}

export const chooseOption = async (page: Page, label: string | RegExp, option: string): Promise<void> => {
  const box = page.getByRole('combobox', { name: label })
  await box.click()
  await box.fill(option)
  await page.getByRole('option', { name: option, exact: true }).click()
}

/** Types a day and goes on, as one does: the calendar closes. */
export const fillDay = async (page: Page, label: string | RegExp, day: string): Promise<void> => {
  const field = page.getByLabel(label).first()
  await field.fill(day)
  await field.press('Tab')
}

export const beginFederation = async (
  launched: LaunchedApp,
  federation: string,
  commune: string
): Promise<void> => {
  const { page } = launched
  await page.getByRole('button', { name: /Begin a federation/ }).click()
  await page.getByLabel('Name of the federation').fill(federation)
  await page.getByLabel('Name of your commune').fill(commune)
  await choosePlace(page, 'Where your commune is', commune)
  await page.getByRole('button', { name: 'Begin', exact: true }).click()
  await expect(page.getByRole('navigation', { name: 'Areas' })).toBeVisible()
}

/** Writes the card of a new commune to `path`. */
export const makeCard = async (launched: LaunchedApp, commune: string, path: string): Promise<string> => {
  const { page } = launched
  await page.getByRole('button', { name: /Join with an invitation/ }).click()
  await page.getByRole('radio', { name: 'as a new commune' }).check()
  await page.getByLabel('Name of your commune').fill(commune)
  await choosePlace(page, 'Where your commune is', commune)
  await launched.answerSaveDialog(path)
  await page.getByRole('button', { name: 'Make the card file…' }).click()
  const digits = page.getByText(/^\d{5} \d{5} \d{5} \d{5}$/)
  await expect(digits).toBeVisible()
  return (await digits.textContent()) ?? ''
}

/** Welcomes whoever made the card, after comparing its digits. */
export const welcome = async (
  launched: LaunchedApp,
  card: string,
  digits: string,
  path: string,
  own = false
): Promise<void> => {
  const { page } = launched
  await page.keyboard.press('Alt+4')
  await page.getByRole('tab', { name: 'People and communes' }).click()
  await launched.answerOpenDialog(card)
  await launched.answerSaveDialog(path)
  await page.getByRole('button', { name: /Choose the card file…|Another card…/ }).click()
  await expect(page.getByText(digits)).toBeVisible()
  const compared = { name: own ? /on both of my laptops/ : /I know this person/ }
  if (own) {
    // What is said of another person's digits does not count for one's own laptop.
    await page.getByRole('checkbox', { name: /I know this person/ }).check()
    await page.getByRole('checkbox', { name: 'It is my own other laptop.' }).check()
    await expect(page.getByRole('checkbox', compared)).not.toBeChecked()
  }
  await page.getByRole('checkbox', compared).check()
  await page.getByRole('button', { name: 'Write the welcome file…' }).click()
  await expect(page.getByText(/is welcomed\./)).toBeVisible()
}

export const takeWelcome = async (launched: LaunchedApp, path: string): Promise<void> => {
  await launched.answerOpenDialog(path)
  await launched.page.getByRole('button', { name: 'Open the welcome file…' }).click()
  await expect(launched.page.getByRole('navigation', { name: 'Areas' })).toBeVisible()
}

export interface Good {
  good: string
  category: string
  kg: number
}

export const addGood = async (
  { page }: LaunchedApp,
  list: 'Offers' | 'Needs',
  { good, category, kg }: Good
): Promise<void> => {
  await page.keyboard.press('Alt+2')
  await page.getByRole('tab', { name: list }).click()
  await page
    .getByRole('button', { name: list === 'Offers' ? 'Offer something' : 'Say what is needed' })
    .click()
  await page.getByLabel('What is it?').fill(good)
  await page.getByRole('combobox', { name: 'Category', exact: true }).last().click()
  await page.getByRole('option', { name: category, exact: true }).click()
  await page.getByLabel('How much?').fill(String(kg))
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('row').filter({ hasText: good })).toBeVisible()
}

/** Writes everything that is held to a stick. */
export const giveStick = async (launched: LaunchedApp, path: string): Promise<void> => {
  const { page } = launched
  await page.keyboard.press('Alt+4')
  await page.getByRole('tab', { name: 'Sticks' }).click()
  await launched.answerSaveDialog(path)
  await page.getByRole('button', { name: 'Choose a folder…' }).click()
  await expect(page.getByText(/^Written and read back/)).toBeVisible()
}

/** Looks at what a stick brings, then takes it in. Answers the preview's words. */
export const takeStick = async (launched: LaunchedApp, path: string): Promise<string> => {
  const { page } = launched
  await page.keyboard.press('Alt+4')
  await page.getByRole('tab', { name: 'Sticks' }).click()
  await launched.answerOpenDialog(path)
  await page.getByRole('button', { name: /Choose the stick file…|Choose another file…/ }).click()
  const preview = page.getByRole('region', { name: 'Take a stick' })
  await expect(page.getByText('What this stick brings')).toBeVisible()
  const told = (await preview.or(page.getByRole('main')).first().textContent()) ?? ''
  await page.getByRole('button', { name: 'Take it in' }).click()
  await expect(page.getByText(/^Taken in/).first()).toBeVisible()
  return told
}

export const putCommune = async ({ page }: LaunchedApp, name: string): Promise<void> => {
  await page.keyboard.press('Alt+1')
  const button = page.getByRole('button', { name: 'Put a commune on the map' })
  if (!(await button.isVisible())) await page.getByRole('button', { name: 'More for this caravan' }).click()
  await page
    .getByRole('button', { name: 'Put a commune on the map' })
    .or(page.getByRole('menuitem', { name: 'Put a commune on the map' }))
    .first()
    .click()
  await choosePlace(page, 'Find its place', name)
  await page.getByRole('button', { name: 'Put it on the map' }).click()
  await expect(page.getByRole('button', { name: 'Put it on the map' })).toBeHidden()
}

/** A walk through every screen of the app, for whoever has something to look at on each. */
import { expect, type Locator, type Page } from '@playwright/test'
import { texts } from '../../renderer/text/texts.ts'
import type { LaunchedApp } from '../electron/launch.ts'

export interface Walk {
  device: LaunchedApp
  language: 'en' | 'uk'
  /** The screen of this name stands. `again` brings it back where it would pass by itself. */
  see(name: string, again?: () => Promise<void>): Promise<void>
}

const passphrase = 'mill river seven wagons'

/** From the first launch through every way in, ending in the demo. */
export async function walkStart({ device, language, see }: Walk): Promise<void> {
  const { page } = device
  const { start, words } = texts[language]
  const at = fields(page)
  const titled = (title: string) => expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()

  await titled(start.welcome)
  await see('first-launch')
  await at.button(start.again.backup).click()
  await titled(start.restore.title)
  await see('restore')
  await at.button(words.act.back).click()
  await at.button(start.again.paper).click()
  await titled(start.byPaper.title)
  await at.field(start.byPaper.words).fill('1. abandon 2. oxcart')
  await expect(page.getByText(start.byPaper.unknown(2, 'oxcart'))).toBeVisible()
  await see('by-paper')
  await at.button(words.act.back).click()
  await at.field(start.handle.label).fill('Marusia')
  await at.field(start.passphrase.label).fill(passphrase)
  await at.field(start.passphrase.again).fill('mill river')
  await see('first-launch-filled')
  await at.field(start.passphrase.again).fill(passphrase)
  await at.button(start.make).click()

  await titled(start.ways.title)
  await see('ways')
  await page.getByRole('button', { name: start.ways.begin.title }).click()
  await titled(start.federation.title)
  await at.field(start.federation.place).fill('Huliai')
  await expect(page.getByRole('option').first()).toBeVisible()
  await see('begin')
  await at.button(words.act.back).click()

  await page.getByRole('button', { name: start.ways.join.title }).click()
  await titled(start.join.title)
  await page.getByRole('radio', { name: start.join.asCommune }).check()
  await see('join')
  await page.getByRole('radio', { name: start.join.asMember }).check()
  await device.answerSaveDialog(`${device.home}.card`)
  await at.button(start.join.makeCard).click()
  await expect(page.getByTestId('fingerprint')).toBeVisible()
  await see('join-card-made')
  await at.button(start.join.showCard).click()
  await expect(page.getByRole('img', { name: start.join.codeOf('Marusia') })).toBeVisible()
  await see('join-card-code')
  await at.button(words.act.back).click()

  await page.getByRole('button', { name: start.ways.stick.title }).click()
  await titled(start.stick.title)
  await see('stick')
  await at.button(words.act.back).click()
  await titled(start.ways.title)

  await page.evaluate(() => window.chumak.ask['vault.lock']())
  await titled(start.unlock.title)
  await at.field(start.passphrase.label).fill('the wrong words')
  await at.button(start.unlock.button).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await see('unlock')
  await at.field(start.passphrase.label).fill(passphrase)
  await at.button(start.unlock.button).click()
  // A card was made, so this device waits for a welcome.
  await titled(start.join.title)
  await at.button(words.act.back).click()
  await page.getByRole('button', { name: start.ways.demo.title }).click()
  await expect(page.getByRole('navigation', { name: texts[language].shell.navigation })).toBeVisible({
    timeout: 60_000
  })
}

/** What only one's own record has: the settings of locking, the passphrase, the codes of a member. */
export async function walkOwn({ device, language, see }: Walk): Promise<void> {
  const { page } = device
  const { carry, codes, settings, shell, start } = texts[language]
  const at = fields(page)
  await at.field(start.handle.label).fill('Marusia')
  await at.field(start.passphrase.label).fill(passphrase)
  await at.field(start.passphrase.again).fill(passphrase)
  await at.button(start.make).click()
  await expect(page.getByRole('heading', { level: 1, name: start.ways.title })).toBeVisible()
  const place = { lat: 47.57, lon: 35.79, precision: 'coarse' as const }
  await page.evaluate(
    ({ place }) =>
      window.chumak.ask['federation.begin']({ federation: 'Salt Road', commune: 'Orikhiv', place }),
    { place }
  )
  await page.reload()
  await at.area(shell.areas.settings.name)
  await at.button(settings.passphrase.open).click()
  await at.field(settings.passphrase.now).fill('not this one')
  await at.field(settings.passphrase.next).fill('ninety otters mend the ferry')
  await at.field(settings.passphrase.again).fill('ninety otters mend the ferry')
  await at.button(settings.passphrase.change).click()
  await expect(page.getByText(settings.passphrase.wrong)).toBeVisible()
  await see('settings-passphrase')

  await at.area(shell.areas.carry.name)
  await at.tab(carry.parts.people).click()
  await at.button(codes.camera).click()
  await expect(page.getByRole('dialog')).toContainText(codes.trouble.none)
  await see('camera')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
}

/** Map and notebook: every tab and form, planning, a draft, an adopted route. */
export async function walkCaravan({ device, language, see }: Walk): Promise<void> {
  const { page } = device
  const { caravan, shell, whatIf, words } = texts[language]
  const at = fields(page)
  const step = (name: string) => page.locator(`[data-step="${name}"]`)
  const form = async (name: string, title: string) => {
    await expect(page.getByRole('form', { name: title, exact: true })).toBeVisible()
    await see(name)
    await at.button(words.act.cancel).click()
  }
  const menu = async (item: string) => {
    await at.button(caravan.more).click()
    await at.button(item).click()
  }

  await at.area(shell.areas.caravan.name)
  await expect(page.locator('[data-ready="true"]')).toBeVisible()
  await expect(step('plan').or(step('travel')).or(step('changed'))).toBeVisible()
  await see('caravan')
  await at.button(caravan.more).click()
  await expect(at.button(caravan.editJourney)).toBeVisible()
  await see('caravan-more')
  await at.button(caravan.more).click()

  for (const tab of ['stops', 'vehicles', 'roads'] as const) {
    await at.tab(caravan.tabs[tab]).click()
    await see(`caravan-${tab}`)
  }
  await at.button(caravan.roadsTab.report).click()
  await form('caravan-road-form', caravan.roadForm.title)
  await at.tab(caravan.tabs.stops).click()
  await at.button(caravan.stopsTab.add).click()
  await page.getByRole('option').last().click()
  await at.button(caravan.stopForm.windowFirst).click()
  await form('caravan-stop-form', caravan.stopForm.newTitle)
  await at.tab(caravan.tabs.vehicles).click()
  await at.button(caravan.vehiclesTab.add).click()
  await form('caravan-vehicle-form', caravan.vehicleForm.newTitle)
  await menu(caravan.editJourney)
  await form('caravan-journey-form', caravan.caravanForm.editTitle)
  await menu(caravan.putCommune)
  await form('caravan-commune-form', caravan.communeForm.newTitle)
  await page.locator('[data-commune] button').first().click()
  await expect(at.button(words.act.close)).toBeVisible()
  await see('caravan-commune')
  await at.button(words.act.close).click()

  await at.tab(caravan.tabs.route).click()
  const plan = async () => {
    await expect(step('planning')).toBeHidden({ timeout: 30_000 })
    await page
      .getByRole('button', { name: new RegExp(`^(${caravan.step.plan.do}|${caravan.planAgain})$`) })
      .click()
    await expect(step('planning')).toBeVisible()
  }
  await see('caravan-planning', plan)
  await expect(step('adopt')).toBeVisible({ timeout: 30_000 })
  await see('caravan-draft')
  await at.button(caravan.step.adopt.do).click()
  await expect(step('travel')).toBeVisible()
  await see('caravan-adopted')
  await page
    .getByRole('button', { name: new RegExp(`^${caravan.adjust.open('.+')}$`) })
    .first()
    .click()
  await expect(page.getByText(caravan.stopForm.locked)).toBeVisible()
  await see('caravan-adjust')
  await page
    .getByRole('button', { name: new RegExp(caravan.adjust.room) })
    .first()
    .click()
  await see('caravan-room')

  await at.tab(whatIf.tab).click()
  await see('caravan-what-if')
  await page.locator('[data-leg="1"] path').last().dispatchEvent('click')
  await at.button(whatIf.tryIt).click()
  await expect(at.button(whatIf.adopt)).toBeVisible({ timeout: 30_000 })
  await see('caravan-beside')
  await at.button(words.act.back).click()
  await page.getByRole('combobox', { name: whatIf.suppose }).click()
  await page.getByRole('option', { name: whatIf.kinds.order }).click()
  await at.button(whatIf.tryIt).click()
  await expect(page.getByRole('region', { name: whatIf.orderTitle })).toBeVisible()
  await see('caravan-order-by-hand')
  await at.button(words.act.back).click()
  await page.getByRole('combobox', { name: whatIf.suppose }).click()
  await page.getByRole('option', { name: whatIf.kinds.goals }).click()
  await see('caravan-goals')
}

/** Exchange, assembly, carry and settings. */
export async function walkAreas({ device, language, see }: Walk): Promise<void> {
  const { page } = device
  const { assembly, carry, exchange, explain, settings, shell, words } = texts[language]
  const at = fields(page)

  await at.area(shell.areas.exchange.name)
  const region = (name: string) => expect(page.getByRole('region', { name, exact: true })).toBeVisible()
  await expect(page.getByRole('row').nth(3)).toBeVisible()
  await see('exchange-offers')
  await at.button(exchange.addOffer).click()
  await region(exchange.addOffer)
  await see('exchange-offer-form')
  await at.button(words.act.cancel).click()
  await at.tab(exchange.tabs.needs).click()
  await expect(page.getByRole('row').nth(3)).toBeVisible()
  await see('exchange-needs')
  await at.button(exchange.addNeed).click()
  await region(exchange.addNeed)
  await see('exchange-need-form')
  await at.button(words.act.cancel).click()
  await at.tab(exchange.tabs.fits).click()
  await expect(page.getByText(exchange.fits.lead)).toBeVisible()
  await see('exchange-fits')
  await at.tab(exchange.tabs.promised).click()
  await expect(page.getByRole('row').nth(1)).toBeVisible()
  await see('exchange-promised')

  await at.area(shell.areas.assembly.name)
  await expect(
    page
      .getByRole('textbox', { name: assembly.agendaFor('') })

      .getByLabel(assembly.timebox)
      .first()
  ).toBeVisible()
  await see('assembly-agenda')
  await at.button(assembly.add).click()
  await region(assembly.form.title)
  await see('assembly-form')
  await at.button(words.act.cancel).click()

  await at.area(shell.areas.carry.name)
  await expect(page.getByRole('button', { name: carry.take.choose })).toBeVisible()
  await see('carry-sticks')
  await page.getByRole('combobox', { name: carry.give.what }).click()
  await page.getByRole('option').nth(1).click()
  await see('carry-what-to-give')
  await at.tab(carry.parts.lan).click()
  await expect(page.getByText(carry.lan.offText)).toBeVisible()
  await see('carry-network')
  await at.tab(carry.parts.people).click()
  await expect(page.getByRole('row').nth(3)).toBeVisible()
  await see('carry-people')
  const { people } = texts[language]
  const form = async (name: string) => {
    await expect(page.locator('main form')).toBeVisible()
    await see(name)
    await page.locator('main form').getByRole('button').last().click()
    await expect(page.locator('main form')).toBeHidden()
  }
  const opens = (words: (name: string) => string) =>
    page.getByRole('button', { name: new RegExp(`^${words('.+')}$`) }).first()
  await opens(people.mandate.open).click()
  await form('carry-people-duty')
  await at.button(`${people.release.self}…`).click()
  await at.button(people.release.doSelf).click()
  await form('carry-people-release')
  await opens(people.leave.open).click()
  await form('carry-people-leave')
  await at.button(people.site.add).click()
  await form('carry-people-place')
  await at.tab(carry.parts.happened).click()
  await expect(at.tab(carry.parts.happened)).toHaveAttribute('aria-selected', 'true')
  await expect(page.getByText(explain.none)).toBeVisible()
  const [row] = await page.evaluate(async () => {
    const answer = await window.chumak.ask['rows.list']({ kind: 'offer', limit: 1 })
    return answer.ok ? answer.value.rows : []
  })
  await at.field(explain.entry).fill(row?.id ?? '')
  await at.button(explain.ask).click()
  await expect(page.getByText(explain.counts)).toBeVisible()
  await see('carry-happened')
  await page
    .getByRole('button', { name: new RegExp(`^${people.forget.open}`) })
    .first()
    .click()
  await expect(at.button(people.forget.do)).toBeVisible()
  await see('carry-forget')

  await at.area(shell.areas.settings.name)
  await expect(page.getByText(settings.stateHint)).toBeVisible()
  await see('settings')
  await at.button(settings.paper.open).click()
  await expect(at.field(settings.paper.handle)).toBeVisible()
  await see('settings-paper-form')
  await at.button(settings.paper.make).click()
  await expect(page.getByRole('list', { name: settings.paper.words }).getByRole('listitem')).toHaveCount(24)
  await page.getByRole('img', { name: settings.paper.code }).scrollIntoViewIfNeeded()
  await see('settings-paper-words')
  await at.button(settings.paper.close).click()

  await page
    .getByRole('navigation', { name: shell.navigation })
    .getByRole('button', { name: shell.search })
    .click()
  await expect(page.getByPlaceholder(shell.searchPlaceholder)).toBeVisible()
  await see('palette')
  await page.getByPlaceholder(shell.searchPlaceholder).fill(language === 'uk' ? 'борошно' : 'flour')
  await expect(
    page
      .getByRole('dialog')
      .getByText(language === 'uk' ? /борошно/i : /flour/i)
      .first()
  ).toBeVisible()
  await see('palette-found')
  await page.keyboard.press('Escape')
  await expect(page.getByPlaceholder(shell.searchPlaceholder)).toBeHidden()
  await page
    .getByRole('navigation', { name: shell.navigation })
    .getByRole('button', { name: shell.help })
    .click()
  await expect(page.getByRole('dialog', { name: shell.helpTitle })).toBeVisible()
  await see('keys')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await at.button(shell.demo.erase).click()
  await expect(page.getByRole('dialog', { name: shell.demo.eraseTitle })).toBeVisible()
  await see('demo-erase')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
}

function fields(page: Page) {
  return {
    field: (label: string): Locator => page.getByRole('textbox', { name: label, exact: true }),
    button: (name: string): Locator => page.getByRole('button', { name, exact: true }),
    tab: (name: string): Locator => page.getByRole('tab', { name, exact: true }),
    area: (name: string): Promise<void> =>
      page.locator('nav').getByRole('button', { name, exact: true }).click()
  }
}

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron, type ElectronApplication, type Locator, type Page } from '@playwright/test'
import { findElectron } from '../../scripts/find-electron.mjs'
import { electronFlags } from '../../scripts/open-electron.mjs'
import { hundredStops } from './hundred-stops.ts'
import { watchProcessor } from './window-tasks.ts'

/**
 * A caravan of a hundred stops in the real window: opening it, planning, cancelling, moving a stop by hand,
 * scrolling, changing the tab. Of each it prints the most processor time that a task of the page's thread
 * took, and the longest by the clock (Chromium reports those from 50 ms on; on a busy machine they seem as long
 * as they were kept waiting) and how many there were; of cancelling, how long until the answer stood.
 */
const stops = Number(process.env.CHUMAK_BENCH_STOPS ?? 100)

interface Measured {
  what: string
  processorMs: number
  longestMs: number
  tasks: number
}

/** From the next load of the page on. */
const watchTasks = (page: Page) =>
  page.addInitScript(() => {
    const tasks: number[] = []
    new PerformanceObserver(list => {
      for (const entry of list.getEntries()) tasks.push(entry.duration)
    }).observe({ type: 'longtask' })
    Object.assign(window, { longTasks: tasks })
  })

const takeTasks = (page: Page): Promise<number[]> =>
  page.evaluate(() => (window as unknown as { longTasks?: number[] }).longTasks?.splice(0) ?? [])

const launch = async (home: string): Promise<{ app: ElectronApplication; page: Page }> => {
  const found = findElectron()
  if (!found) throw new Error('No Electron here yet: run `npm start` or `npm test` once.')
  const app = await _electron.launch({
    executablePath: found.path,
    args: [...electronFlags(), '--lang=en-US', resolve(process.cwd()), `--home=${home}`]
  })
  return { app, page: await app.firstWindow() }
}

const measure = async (page: Page): Promise<Measured[]> => {
  const measured: Measured[] = []
  const during = async (what: string, act: () => Promise<unknown>) => {
    await page.waitForTimeout(600)
    await takeTasks(page)
    const processor = await watchProcessor(page.context(), page)
    await act()
    await page.waitForTimeout(600)
    const processorMs = await processor()
    const tasks = await takeTasks(page)
    measured.push({ what, processorMs, longestMs: Math.max(0, ...tasks), tasks: tasks.length })
  }
  /** Before the measuring: finding something by its name goes through all of the page, in the page's thread. */
  const found = async (locator: Locator) => (await locator.elementHandle())!
  const step = (name: string) => page.locator(`[data-step="${name}"]`)
  const scroll = async () => {
    for (let i = 0; i < 20; i++) {
      await page.mouse.wheel(0, 600)
      await page.waitForTimeout(50)
    }
  }

  await watchTasks(page)
  await during('opening the caravan', async () => {
    await page.reload()
    await step('plan').waitFor({ timeout: 60_000 })
    await page.locator('[data-ready="true"]').waitFor()
  })
  const plan = await found(page.getByRole('button', { name: 'Plan', exact: true }))
  await during('planning for five seconds', async () => {
    await plan.click()
    await step('adopt').waitFor({ timeout: 60_000 })
  })
  const notebook = await found(page.getByRole('region', { name: 'The caravan’s notebook' }))
  await during('scrolling the route', async () => {
    await notebook.hover()
    await scroll()
  })
  const later = await found(page.getByRole('button', { name: /^Move .* later$/ }).nth(3))
  await during('moving a stop by hand', () => later.click())
  const change = await found(page.getByRole('button', { name: /^Change what .* asks for$/ }).nth(2))
  await during('opening what a stop asks for', () => change.click())
  const stopsTab = await found(page.getByRole('tab', { name: 'Stops' }))
  await during('the list of stops', () => stopsTab.click())
  await during('dragging a stop', async () => {
    const grips = page.getByTitle('Drag to another place in the order')
    await grips.nth(1).dragTo(grips.nth(4))
  })
  await during('scrolling the list of stops', async () => {
    await notebook.hover()
    await scroll()
  })
  const map = (await page.getByRole('region', { name: 'Map of the caravan' }).boundingBox())!
  await during('moving the map', async () => {
    await page.mouse.move(map.x + map.width / 2, map.y + map.height / 2)
    await page.mouse.down()
    for (let i = 0; i < 20; i++) await page.mouse.move(map.x + map.width / 2 - 8 * i, map.y + map.height / 2)
    await page.mouse.up()
  })
  return measured
}

/** From pressing Cancel to the best answer standing there. */
const timeToCancelMs = async (page: Page): Promise<number> => {
  await page.getByRole('tab', { name: 'Route' }).click()
  await page.getByRole('button', { name: 'Plan again' }).first().click()
  await page.locator('[data-standing="running"]').waitFor({ timeout: 20_000 })
  return page.evaluate(async () => {
    const planning = document.querySelector('[data-step="planning"]')
    const cancel = [...(planning?.querySelectorAll('button') ?? [])].at(-1)
    const pressedAt = performance.now()
    cancel?.click()
    while (document.querySelector('[data-step="planning"]')) await new Promise(r => requestAnimationFrame(r))
    return performance.now() - pressedAt
  })
}

const scratch = mkdtempSync(join(tmpdir(), 'chumak-hundred-'))
const { app, page } = await launch(join(scratch, 'home'))
try {
  page.setDefaultTimeout(30_000)
  await hundredStops(page, stops)
  console.log(`${stops} stops in the real window; tasks below 50 ms are not reported by Chromium`)
  for (const { what, processorMs, longestMs, tasks } of await measure(page))
    console.log(
      `${what.padEnd(32)} ${processorMs.toFixed(0).padStart(3)} ms of processor time; by the clock ${tasks === 0 ? 'no task of 50 ms' : `longest ${longestMs.toFixed(0)} ms, ${tasks} of 50 ms and more`}`
    )
  console.log(
    `${'cancelling'.padEnd(32)} ${(await timeToCancelMs(page)).toFixed(0)} ms until the best stands`
  )
} finally {
  await app.close()
  rmSync(scratch, { recursive: true, force: true })
}

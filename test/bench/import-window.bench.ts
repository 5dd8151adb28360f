import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { Chumak, ListArgs } from '#shared/contract.ts'
import { type LaunchedApp, launchApp } from '../electron/launch.ts'
import { testPassphrase } from '../record/federation.ts'
import { answer, partArgs, partName, runPart } from './child.ts'
import { atMost, type Goal, quantile, sayGoals } from './goals.ts'
import { bundleOf, makeBundle } from './many-entries.ts'
import { watchProcessor } from './window-tasks.ts'

/**
 * A bundle of many offers taken in by the real app, as its window sees it: tasks of its main thread (Chromium
 * reports those from 50 ms on), and how late lists are answered that it asks the keeper for meanwhile. Once
 * with the screen of sticks before one's eyes, where the import goes on, and once with the list of offers,
 * which is asked for anew while they come in.
 */
const entriesInAll = Number(process.env.CHUMAK_BENCH_ENTRIES ?? 100_000)
const askEveryMs = 100

interface Watched {
  seconds: number
  /** durations of the window's long tasks, ms */
  tasks: number[]
  /** processor time of the longest task, ms */
  processorMs: number
  /** how long each list took to be answered, by what was asked, ms */
  lists: Record<string, number[]>
}

declare global {
  interface Window {
    chumak: Chumak
    benched: { tasks: number[]; lists: Record<string, number[]>; over: boolean }
  }
}

/** As the list of offers asks at first, then by another column, and for a word. */
const asked: Record<string, ListArgs> = {
  newest: { kind: 'offer', where: [{ field: 'closed', isNot: true }], limit: 100, offset: 0 },
  'by amount': {
    kind: 'offer',
    where: [{ field: 'closed', isNot: true }],
    sort: { field: 'quantity', descending: false },
    limit: 100,
    offset: 0
  },
  'with a word': {
    kind: 'offer',
    where: [{ field: 'closed', isNot: true }],
    search: 'good 42',
    limit: 100,
    offset: 0
  }
}

const beginWatching = (page: Page): Promise<void> =>
  page.evaluate(
    ([asked, everyMs]) => {
      const benched: Window['benched'] = { tasks: [], lists: {}, over: false }
      window.benched = benched
      new PerformanceObserver(list => {
        for (const { duration } of list.getEntries()) benched.tasks.push(duration)
      }).observe({ type: 'longtask' })
      const askOn = async () => {
        for (let turn = 0; !benched.over; turn++) {
          const names = Object.keys(asked)
          const name = names[turn % names.length]!
          const began = performance.now()
          const answered = await window.chumak.ask['rows.list'](asked[name]!)
          if (!answered.ok) throw new Error(answered.error.code)
          const took = performance.now() - began
          benched.lists[name] = [...(benched.lists[name] ?? []), took]
          await new Promise(done => setTimeout(done, Math.max(0, everyMs - took)))
        }
      }
      void askOn()
    },
    [asked, askEveryMs] as const
  )

const endWatching = (page: Page): Promise<Omit<Watched, 'seconds' | 'processorMs'>> =>
  page.evaluate(async () => {
    window.benched.over = true
    // what was observed last is told after the task it was seen in
    await new Promise(done => setTimeout(done, 200))
    const { tasks, lists } = window.benched
    return { tasks, lists }
  })

const unlock = async (page: Page): Promise<void> => {
  await page.locator('input[type=password]').fill(testPassphrase)
  await page.locator('input[type=password]').press('Enter')
  await page.getByRole('navigation').first().waitFor({ timeout: 30_000 })
}

/** The screen on which the import is begun and its progress stands. */
const byTheSticks = async ({ app, page, answerOpenDialog }: LaunchedApp, path: string): Promise<Watched> => {
  await page.keyboard.press('Alt+4')
  await answerOpenDialog(path)
  await page.getByRole('button', { name: 'Choose the stick file…' }).click()
  const take = page.getByRole('button', { name: 'Take it in' })
  await take.waitFor()
  await beginWatching(page)
  const processor = await watchProcessor(app.context(), page)
  const began = performance.now()
  await take.click()
  await page
    .getByText(/^Taken in/)
    .first()
    .waitFor({ timeout: 300_000 })
  const seconds = (performance.now() - began) / 1000
  return { seconds, processorMs: await processor(), ...(await endWatching(page)) }
}

/** The list of offers, which fills while the import goes on by the window's own contract. */
const beforeTheList = async ({ app, page }: LaunchedApp, path: string): Promise<Watched> => {
  await page.keyboard.press('Alt+2')
  await page.getByRole('grid').first().waitFor()
  // its first drawing is no part of the import
  await page.waitForTimeout(2000)
  await beginWatching(page)
  const processor = await watchProcessor(app.context(), page)
  const seconds = await page.evaluate(async path => {
    const began = performance.now()
    const taken = await window.chumak.ask['carry.import']({ path, job: 'bench' })
    if (!taken.ok) throw new Error(JSON.stringify(taken.error))
    return (performance.now() - began) / 1000
  }, path)
  return { seconds, processorMs: await processor(), ...(await endWatching(page)) }
}

const screens = { 'the sticks': byTheSticks, 'the list of offers': beforeTheList }

const main = async () => {
  const scratch = mkdtempSync(join(tmpdir(), 'chumak-window-'))
  const goals: Goal[] = []
  try {
    const [maker, member] = [join(scratch, 'maker'), join(scratch, 'member')]
    await runPart('make', entriesInAll, maker, member)
    for (const [name, watch] of Object.entries(screens)) {
      const home = join(scratch, name)
      cpSync(member, home, { recursive: true })
      const launched = await launchApp({ home })
      let watched: Watched
      try {
        await unlock(launched.page)
        watched = await watch(launched, bundleOf(maker))
      } finally {
        await launched.app.close()
      }
      goals.push(...told(name, watched))
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
  sayGoals(goals)
}

const told = (screen: string, { seconds, tasks, processorMs, lists }: Watched): Goal[] => {
  console.log(
    `${entriesInAll} offers taken in before ${screen}: ${seconds.toFixed(1)} s, ${Math.round(entriesInAll / seconds)} entries/s`
  )
  const longest = Math.max(0, ...tasks)
  console.log(
    `  the window: ${tasks.length} tasks of 50 ms and more${tasks.length > 0 ? `, the longest ${longest.toFixed(0)} ms` : ''}; by processor time the longest ${processorMs.toFixed(0)} ms`
  )
  const of = (waited: number[]) =>
    `p50 ${quantile(waited, 0.5).toFixed(0)} ms, p95 ${quantile(waited, 0.95).toFixed(0)} ms, worst ${Math.max(...waited).toFixed(0)} ms (${waited.length} asked)`
  for (const [name, waited] of Object.entries(lists)) console.log(`  list, ${name}: ${of(waited)}`)
  const all = Object.values(lists).flat()
  return [
    atMost(`longest task of the window before ${screen}`, 50, longest, 'ms'),
    atMost(`the same by processor time`, 50, processorMs, 'ms'),
    atMost(`lists answered while importing before ${screen}, p95`, 100, quantile(all, 0.95), 'ms'),
    atMost(`lists answered while importing before ${screen}, worst`, 100, Math.max(...all), 'ms')
  ]
}

if (partName === 'make') answer(await makeBundle('offers', Number(partArgs[0]), partArgs[1]!, partArgs[2]!))
else await main()

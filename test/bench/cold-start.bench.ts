import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron } from '@playwright/test'
import { findElectron } from '../../scripts/find-electron.mjs'
import { electronFlags } from '../../scripts/open-electron.mjs'
import { testPassphrase } from '../record/federation.ts'
import { answer, partArgs, partName, runPart } from './child.ts'
import { atMost, type Goal, quantile, sayGoals } from './goals.ts'
import { makeBundle } from './many-entries.ts'

/**
 * From the start of the process to the first screen one can use (a field or a button is there and enabled),
 * against a window that shows one button and does nothing else, in the same Electron, steered by the same
 * tool. Then from the passphrase to the first usable screen of the record: one of many entries against one of
 * ten. Rounds alternate, so that a busy moment of the machine hits both; medians are compared.
 */
const entriesInAll = Number(process.env.CHUMAK_BENCH_ENTRIES ?? 100_000)
const fewEntries = 10
const rounds = Number(process.env.CHUMAK_BENCH_ROUNDS ?? 7)
const root = process.cwd()

const bareApp = (folder: string): string => {
  mkdirSync(folder)
  writeFileSync(join(folder, 'package.json'), '{ "name": "bare", "version": "1.0.0", "main": "main.js" }')
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Bare</title><button>Here</button>')
  writeFileSync(
    join(folder, 'main.js'),
    `const { app, BrowserWindow } = require('electron')
     app.whenReady().then(() => new BrowserWindow({ width: 1280, height: 820 }).loadFile('index.html'))`
  )
  return folder
}

const launch = (app: string, home: string, profile: string) => {
  const found = findElectron()
  if (!found) throw new Error('No Electron here yet: run `npm start` or `npm test` once.')
  return _electron.launch({
    executablePath: found.path,
    args: [...electronFlags(), app, `--home=${home}`, `--user-data-dir=${profile}`]
  })
}

const timeToUsableMs = async (app: string, home: string): Promise<number> => {
  const startedAt = performance.now()
  const electron = await launch(app, home, home)
  const page = await electron.firstWindow()
  await page.locator(':is(button, input):visible:enabled').first().waitFor()
  const tookMs = performance.now() - startedAt
  await electron.close()
  return tookMs
}

/** From the press of the button to the first screen behind it: its areas and something there to press. */
const timeToUnlockedMs = async (home: string): Promise<number> => {
  const electron = await launch(resolve(root), home, `${home}-profile`)
  try {
    const page = await electron.firstWindow()
    await page.locator('input[type=password]').fill(testPassphrase)
    const startedAt = performance.now()
    await page.locator('input[type=password]').press('Enter')
    await page.getByRole('navigation').first().waitFor()
    await page.locator('main :is(button, input, a):visible:enabled').first().waitFor()
    return performance.now() - startedAt
  } finally {
    await electron.close()
  }
}

const compareRecords = async (scratch: string): Promise<Goal> => {
  const homes = { many: join(scratch, 'many'), few: join(scratch, 'few') }
  await runPart('make', entriesInAll, homes.many)
  await runPart('make', fewEntries, homes.few)
  const took = { many: [] as number[], few: [] as number[] }
  for (let round = 0; round < rounds; round++)
    for (const size of ['few', 'many'] as const) took[size].push(await timeToUnlockedMs(homes[size]))
  const [many, few] = [quantile(took.many, 0.5), quantile(took.few, 0.5)]
  console.log(
    `unlocking to first usable screen   ${many.toFixed(0)} ms with ${entriesInAll} entries, ${few.toFixed(0)} ms with ${fewEntries}, ratio ${(many / few).toFixed(2)} (medians of ${rounds})`
  )
  return atMost(`opening the app on ${entriesInAll} entries`, 1.5, many / few, 'times a small record')
}

const compareStarts = async (scratch: string): Promise<void> => {
  const bare = bareApp(join(scratch, 'bare'))
  const bareMs: number[] = []
  const chumakMs: number[] = []
  for (let round = 0; round < rounds; round++) {
    bareMs.push(await timeToUsableMs(bare, join(scratch, 'bare-home')))
    chumakMs.push(await timeToUsableMs(resolve(root), join(scratch, 'home')))
  }
  const [floor, own] = [quantile(bareMs, 0.5), quantile(chumakMs, 0.5)]
  console.log(
    `cold start to first usable screen  ${own.toFixed(0)} ms, a bare window ${floor.toFixed(0)} ms, ratio ${(own / floor).toFixed(2)} (medians of ${rounds})`
  )
}

const main = async () => {
  const scratch = mkdtempSync(join(tmpdir(), 'chumak-cold-'))
  try {
    await compareStarts(scratch)
    sayGoals([await compareRecords(scratch)])
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

if (partName === 'make') answer(await makeBundle('offers', Number(partArgs[0]), partArgs[1]!))
else await main()

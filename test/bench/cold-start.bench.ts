import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron } from '@playwright/test'
import { findElectron } from '../../scripts/find-electron.mjs'
import { electronFlags } from '../../scripts/open-electron.mjs'

/**
 * From the start of the process to the first screen one can use (a field or a button is there and enabled),
 * against a window that shows one button and does nothing else, in the same Electron, steered by the same
 * tool. Rounds alternate, so that a busy moment of the machine hits both; medians are compared.
 */
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

const timeToUsableMs = async (app: string, home: string): Promise<number> => {
  const found = findElectron()
  if (!found) throw new Error('No Electron here yet: run `npm start` or `npm test` once.')
  const startedAt = performance.now()
  const electron = await _electron.launch({
    executablePath: found.path,
    args: [...electronFlags(), app, `--home=${home}`, `--user-data-dir=${home}`]
  })
  const page = await electron.firstWindow()
  await page.locator(':is(button, input):visible:enabled').first().waitFor()
  const tookMs = performance.now() - startedAt
  await electron.close()
  return tookMs
}

const median = (values: number[]): number =>
  values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

const scratch = mkdtempSync(join(tmpdir(), 'chumak-cold-'))
try {
  const bare = bareApp(join(scratch, 'bare'))
  const bareMs: number[] = []
  const chumakMs: number[] = []
  for (let round = 0; round < rounds; round++) {
    bareMs.push(await timeToUsableMs(bare, join(scratch, 'bare-home')))
    chumakMs.push(await timeToUsableMs(resolve(root), join(scratch, 'home')))
  }
  const [floor, own] = [median(bareMs), median(chumakMs)]
  console.log(
    `cold start to first usable screen  ${own.toFixed(0)} ms, a bare window ${floor.toFixed(0)} ms, ratio ${(own / floor).toFixed(2)} (medians of ${rounds})`
  )
} finally {
  rmSync(scratch, { recursive: true, force: true })
}

// `npm test` runs everything; `npm run test:e2e -- NAME` only the end-to-end tests, or those whose file
// name contains NAME.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runChecks } from './checks.mjs'
import { ensureDebianPackages, testPackages } from './debian-packages.mjs'
import { ensureElectron } from './find-electron.mjs'
import { ensurePackages } from './install-packages.mjs'
import { inRoot, say } from './project.mjs'
import { countPlaywright, countVitest, createTally } from './tally.mjs'
import { startVirtualDisplay } from './virtual-display.mjs'

const args = process.argv.slice(2)
const onlyEndToEnd = args[0] === '--e2e'

await ensurePackages()
await ensureDebianPackages(testPackages)
await ensureElectron()

/** Several times what any part takes: one that stands still is a failure, and the other parts are run all the same. */
const standstillMs = 20 * 60_000

const reports = mkdtempSync(join(tmpdir(), 'chumak-reports-'))
const tally = createTally()

if (!onlyEndToEnd) await runChecks(tally)
const built = await tally.step('build', 'node', [inRoot('scripts/build.mjs'), '--if-changed'])
if (!onlyEndToEnd) {
  await vitest('tests in Node', 'vitest.config.mts')
  await vitest("tests in Electron's Node", 'vitest.electron.config.mts')
  await vitest('several hosts on one network', 'lan/vitest.config.mts')
}
if (built) await endToEnd()
else say('Without a build there are no end-to-end tests.')

rmSync(reports, { recursive: true })
process.exit(tally.close())

function vitest(name, config) {
  const report = join(reports, `${config.replace('/', '-')}.json`)
  return tally.runner(
    name,
    'node',
    [
      inRoot('node_modules/vitest/vitest.mjs'),
      'run',
      `--config=${inRoot('test', config)}`,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`
    ],
    { report, count: countVitest, limitMs: standstillMs }
  )
}

async function endToEnd() {
  const report = join(reports, 'playwright.json')
  const display = await startVirtualDisplay()
  try {
    await tally.runner(
      'end-to-end tests in the real Electron',
      'node',
      [
        inRoot('node_modules/@playwright/test/cli.js'),
        'test',
        `--config=${inRoot('test/playwright.config.ts')}`,
        '--reporter=list,json',
        ...args.slice(1)
      ],
      {
        report,
        count: countPlaywright,
        limitMs: standstillMs,
        env: { ...display.env, PLAYWRIGHT_JSON_OUTPUT_NAME: report }
      }
    )
  } finally {
    display.stop()
  }
}

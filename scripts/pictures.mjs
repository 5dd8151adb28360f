// `npm run pictures` takes the README's pictures anew: the demo, in the real app, into docs/pictures/.
import { ensureBuild } from './ensure-build.mjs'
import { ensureElectron } from './find-electron.mjs'
import { ensurePackages } from './install-packages.mjs'
import { inRoot } from './project.mjs'
import { mustRun } from './run.mjs'
import { startVirtualDisplay } from './virtual-display.mjs'

await ensurePackages()
await ensureElectron()
await ensureBuild()
const display = await startVirtualDisplay()
try {
  await mustRun(
    'node',
    [
      inRoot('node_modules/@playwright/test/cli.js'),
      'test',
      `--config=${inRoot('test/pictures/playwright.config.ts')}`
    ],
    { env: display.env }
  )
} finally {
  display.stop()
}

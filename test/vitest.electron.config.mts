import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'
import { findElectron } from '../scripts/find-electron.mjs'

// The same tests again in Electron's own Node, whose crypto lacks what plain Node has. Left out are
// those that use neither crypto nor disk, those of components, which run in a browser's engine, and
// those of a full disk, which SQLite meets: it is the same in both.
const root = resolve(import.meta.dirname, '..')
const electron = findElectron()
if (!electron) throw new Error('No Electron here yet: run `npm start` or `npm test` once.')

// Vitest itself stays in plain Node; only the workers it forks from here on are Electron.
process.execPath = electron.path
process.env.ELECTRON_RUN_AS_NODE = '1'

export default defineConfig({
  root,
  resolve: { alias: { '#shared': resolve(root, 'shared') } },
  test: {
    // A test is often waiting: without this there would be one at a time on two cores.
    maxWorkers: '100%',
    include: ['test/**/*.test.ts'],
    exclude: [
      'lan',
      'live',
      'planner',
      'map',
      'places',
      'caravan',
      'exchange',
      'assembly',
      'text',
      'desk',
      'scripts'
    ]
      .map(folder => `test/${folder}/**`)
      .concat('test/crash/{full-disk,statements,damaged-page}.node.test.ts'),
    setupFiles: [
      resolve(root, 'electron/keeper/web-crypto.ts'),
      resolve(root, 'test/electron/expect-electron.ts'),
      resolve(root, 'test/seed.ts')
    ],
    pool: 'forks',
    testTimeout: 60_000
  }
})

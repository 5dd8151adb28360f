import { ensureDebianPackages, windowPackages } from './debian-packages.mjs'
import { ensureBuild, ensureMaps } from './ensure-build.mjs'
import { ensureElectron } from './find-electron.mjs'
import { ensurePackages } from './install-packages.mjs'
import { electronFlags, requireDisplay } from './open-electron.mjs'
import { inRoot, root } from './project.mjs'
import { run } from './run.mjs'

// `npm start -- --home=DIR` and other arguments go to the app.
const args = process.argv.slice(2)
const dev = args[0] === '--dev'
if (dev) args.shift()

requireDisplay()
await ensurePackages()
await ensureDebianPackages(windowPackages)
const electron = await ensureElectron()
if (dev) await ensureMaps()
else await ensureBuild()

process.exit(
  dev
    ? await run(
        'node',
        [inRoot('node_modules/electron-vite/bin/electron-vite.js'), 'dev', '--', ...electronFlags(), ...args],
        { stdio: 'inherit', env: { ELECTRON_EXEC_PATH: electron } }
      )
    : await run(electron, [...electronFlags(), root, ...args], { stdio: 'inherit' })
)

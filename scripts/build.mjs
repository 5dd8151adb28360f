import { build, ensureBuild } from './ensure-build.mjs'
import { ensurePackages } from './install-packages.mjs'

await ensurePackages()
await (process.argv.includes('--if-changed') ? ensureBuild() : build())

import { build } from './ensure-build.mjs'
import { ensurePackages } from './install-packages.mjs'

await ensurePackages()
await build()

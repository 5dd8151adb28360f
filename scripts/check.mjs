import { runChecks } from './checks.mjs'
import { ensurePackages } from './install-packages.mjs'
import { createTally } from './tally.mjs'

await ensurePackages()
const tally = createTally()
await runChecks(tally)
process.exit(tally.close())

import { ensureBuild } from './ensure-build.mjs'
import { ensurePackages } from './install-packages.mjs'
import { inRoot } from './project.mjs'
import { run } from './run.mjs'

await ensurePackages()
await ensureBuild()
// npm starts scripts in the checkout; paths given to the command are meant from where the user stands.
const cwd = process.env.INIT_CWD ?? process.cwd()
process.exit(
  await run('node', [inRoot('out/cli/chumak.js'), ...process.argv.slice(2)], { stdio: 'inherit', cwd })
)

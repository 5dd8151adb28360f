// `npm run bench` runs every `test/bench/*.bench.ts` in plain Node, and those named `*.electron.bench.ts`
// in Electron's own Node; `npm run bench -- NAME` those whose file name contains NAME. What follows from the
// first `--option` on goes to them. Each runs from the checkout's folder, on a display of its own, after a build.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ensureDebianPackages, testPackages } from './debian-packages.mjs'
import { ensureBuild } from './ensure-build.mjs'
import { ensureElectron } from './find-electron.mjs'
import { ensurePackages } from './install-packages.mjs'
import { cacheDir, inRoot, say } from './project.mjs'
import { run } from './run.mjs'
import { startVirtualDisplay } from './virtual-display.mjs'

await ensurePackages()
await ensureDebianPackages(testPackages)
const electron = await ensureElectron()
await ensureBuild()

const args = process.argv.slice(2)
const firstOption = args.findIndex(arg => arg.startsWith('--'))
const wanted = firstOption < 0 ? args : args.slice(0, firstOption)
const options = firstOption < 0 ? [] : args.slice(firstOption)
const files = readdirSync(inRoot('test/bench'))
  .filter(name => name.endsWith('.bench.ts'))
  .filter(name => wanted.length === 0 || wanted.some(part => name.includes(part)))
if (files.length === 0) {
  say(`No benchmark is called ${wanted.join(' or ')}.`)
  process.exit(1)
}

const bundled = join(cacheDir, 'bench')
// Loaded only now: on a fresh clone it is not there when this script starts.
const { build } = await import('vite')
const common = {
  root: inRoot(),
  configFile: false,
  logLevel: 'warn',
  resolve: { alias: { '#shared': inRoot('shared') } }
}
// The thread that reads bundles, where every program looks for it: beside its own folder.
await build({
  ...common,
  ssr: { noExternal: true },
  build: {
    ssr: inRoot('electron/carry/reading/reader.ts'),
    target: 'node18.15',
    outDir: join(cacheDir, 'carry'),
    emptyOutDir: true,
    rolldownOptions: { output: { format: 'cjs', entryFileNames: 'reader.js', codeSplitting: false } }
  }
})
await build({
  ...common,
  build: {
    ssr: true,
    target: 'node18.15',
    outDir: bundled,
    emptyOutDir: true,
    rolldownOptions: {
      // They know the checkout by where they lie.
      external: [/\/scripts\/[\w-]+\.mjs$/],
      input: Object.fromEntries(files.map(name => [name.replace(/\.ts$/, ''), inRoot('test/bench', name)])),
      output: { format: 'es', entryFileNames: '[name].mjs' }
    }
  }
})

const display = await startVirtualDisplay()
let failed = 0
for (const name of files) {
  say(`\n— ${name}`)
  const inElectron = name.endsWith('.electron.bench.ts')
  const code = await run(
    inElectron ? electron : 'node',
    [join(bundled, name.replace(/\.ts$/, '.mjs')), ...options],
    {
      stdio: 'inherit',
      env: { ...display.env, ...(inElectron ? { ELECTRON_RUN_AS_NODE: '1' } : {}) }
    }
  )
  if (code !== 0) {
    say(`${name} failed (exit ${code}).`)
    failed++
  }
}
display.stop()
process.exit(failed > 0 ? 1 : 0)

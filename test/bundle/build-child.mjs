// Puts a test's child process into one CommonJS file, for whichever Node runs the test; libsql stays outside.
//   node build-child.mjs ENTRY.ts FOLDER
import { symlinkSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { build } from 'vite'

const [entry, folder] = process.argv.slice(2)
const root = resolve(import.meta.dirname, '../..')
await build({
  root,
  configFile: false,
  logLevel: 'error',
  resolve: { alias: { '#shared': join(root, 'shared') } },
  ssr: { noExternal: true, external: ['libsql'] },
  build: {
    ssr: resolve(entry),
    outDir: folder,
    target: 'node18.15',
    rolldownOptions: { output: { format: 'cjs', entryFileNames: `${basename(entry, '.ts')}.cjs` } }
  }
})
symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))

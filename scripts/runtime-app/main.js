// The default app of the development runtime: runs the app folder given on the command line, as the
// `electron` command does (`electron [-r FILE] [flags] FOLDER`).
const { existsSync, readFileSync, statSync } = require('node:fs')
const { join, resolve } = require('node:path')
const { app } = require('electron')

const preloads = []
let target
const args = process.argv.slice(1)
while (args.length > 0) {
  const arg = args.shift()
  if (arg === '-r' || arg === '--require') preloads.push(args.shift())
  else if (!arg.startsWith('-')) {
    target = resolve(arg)
    break
  }
}

if (target === undefined || !existsSync(target)) {
  process.stderr.write('usage: electron [-r FILE] [flags] FOLDER\n')
  process.exit(1)
}

Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true })
let entry = target
if (statSync(target).isDirectory()) {
  const manifest = JSON.parse(readFileSync(join(target, 'package.json'), 'utf8'))
  app.setAppPath(target)
  app.setName(manifest.productName ?? manifest.name)
  app.setVersion(manifest.version)
  entry = join(target, manifest.main)
}

for (const file of preloads) require(resolve(file))
require(entry)

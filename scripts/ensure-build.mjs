import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inRoot, say } from './project.mjs'
import { mustRun } from './run.mjs'

const sources = [
  'electron',
  'renderer',
  'shared',
  'resources',
  'scripts/maps',
  'electron.vite.config.ts',
  'package-lock.json'
]
const stamp = inRoot('out/.built-from')

/** Builds `out/` unless it was built from exactly these sources. */
export async function ensureBuild() {
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint()) return
  await build()
}

/** Builds `out/` from nothing. */
export async function build() {
  say('Building …')
  await ensureMaps()
  const builtFrom = fingerprint()
  rmSync(inRoot('out'), { recursive: true, force: true })
  await mustRun('node', [
    inRoot('node_modules/electron-vite/bin/electron-vite.js'),
    'build',
    '--logLevel=warn'
  ])
  mkdirSync(inRoot('out'), { recursive: true })
  writeFileSync(stamp, builtFrom)
}

/**
 * The base map and the gazetteer, which are sources of the build. Their maker has a stamp of its own that
 * says when they are as they should be.
 */
export const ensureMaps = () => mustRun('node', [inRoot('scripts/maps/build-base-map.mjs')])

/** Names, sizes and times of all sources; takes milliseconds and also notices what was removed. */
function fingerprint() {
  const hash = createHash('sha256')
  const add = path => {
    const stat = statSync(path, { throwIfNoEntry: false })
    if (!stat) return
    if (stat.isDirectory()) for (const name of readdirSync(path).sort()) add(join(path, name))
    else hash.update(`${path}\0${stat.size}\0${stat.mtimeMs}\n`)
  }
  for (const source of sources) add(inRoot(source))
  return hash.digest('hex')
}
